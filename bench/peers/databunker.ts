import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { send } from './load.ts';
import { people, recordsOfEach, recordText } from './party.ts';
import type { Party } from './party.ts';

const created = z.object({ token: z.string() });

/** Databunker that runs at a URL; `token` is its root token. */
export async function openDatabunker(url: string, token: string): Promise<Party> {
  const headers = { 'x-bunker-token': token };
  const post = (path: string, body: object) => ({ method: 'POST' as const, path, headers, body });
  const get = (path: string) => ({ method: 'GET' as const, path, headers });
  const run = randomUUID();
  const registered: string[] = [];
  for (let person = 0; person < people; person += 1) {
    const response = await fetch(new URL('/v1/user', url), {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ email: `person-${person}-${run}@example.org` }),
    });
    registered.push(created.parse(await response.json()).token);
  }
  const recordOf = (person: number, name: string) =>
    `/v1/userapp/token/${registered[person]}/${name}`;
  const names = Array.from({ length: recordsOfEach }, (_, index) => `record${index}`);
  for (let person = 0; person < people; person += 1) {
    for (const name of names) await send(url, post(recordOf(person, name), { text: recordText }));
  }
  return {
    ...{ name: 'Databunker on PostgreSQL', url },
    calls: {
      'record write': (person) => [
        // A name has at most 31 characters.
        post(recordOf(person, `r${randomUUID().replaceAll('-', '').slice(0, 30)}`), {
          text: recordText,
        }),
      ],
      // No call reads everything of a person.
      'records read': (person) => [
        get(`/v1/user/token/${registered[person]}`),
        get(`/v1/userapp/token/${registered[person]}`),
        ...names.map((name) => get(recordOf(person, name))),
      ],
    },
    stop: () => Promise.resolve(),
  };
}
