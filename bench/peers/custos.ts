import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readIssuer } from '../../local/issuer-keys.ts';
import { signToken } from '../../local/issuer-tokens.ts';
import { startRuntimeProcess } from '../../test/support/runtime-process.ts';
import { send } from './load.ts';
import type { Call } from './load.ts';
import { people, recordsOfEach, recordText, single } from './party.ts';
import type { Party, Work } from './party.ts';

/** `npm start` in an empty home, with its registered people. */
export async function startCustos(): Promise<Party> {
  const home = await mkdtemp(join(tmpdir(), 'custos-peers-'));
  const runtime = await startRuntimeProcess({ home });
  const stop = async () => {
    await runtime.stop();
    await rm(home, { recursive: true, force: true });
  };
  try {
    const issuer = await readIssuer(home);
    const bearer = async (kind: 'subject' | 'service', name: string) => ({
      authorization: `Bearer ${await signToken(issuer, kind, name)}`,
    });
    const email = (person: number) => `person-${person}@example.org`;
    const subject = (person: number) => ({ type: 'email', value: email(person) });
    const service = await bearer('service', 'assistant');
    const own = await Promise.all(
      Array.from({ length: people }, (_, person) => bearer('subject', email(person))),
    );
    const record = (person: number) => ({
      subject: subject(person),
      category: 'prompt-text',
      purposes: ['service-provision'],
      content: { text: recordText },
    });
    const calls = {
      'consent write': (person: number) => ({
        ...{ method: 'PUT', path: '/v1/me/consents/improvement', headers: own[person] ?? {} },
        body: { state: 'refused', locale: 'en', method: 'bench' },
      }),
      'consent check': (person: number) => ({
        ...{ method: 'POST', path: '/v1/decisions', headers: service },
        body: { subject: subject(person), purpose: 'service-provision', category: 'prompt-text' },
      }),
      'record write': (person: number) => ({
        ...{ method: 'POST', path: '/v1/records', body: record(person) },
        headers: { ...service, 'idempotency-key': randomUUID() },
      }),
      'records read': (person: number) => ({
        method: 'GET',
        path: `/v1/me/records?limit=${recordsOfEach}`,
        headers: own[person] ?? {},
      }),
    } satisfies Record<Work, (person: number) => Call>;
    for (let person = 0; person < people; person += 1) {
      await send(runtime.url, calls['consent write'](person));
      const items = Array.from({ length: recordsOfEach }, () => record(person));
      await send(runtime.url, {
        ...{ method: 'POST', path: '/v1/records/batch', body: { items } },
        headers: { ...service, 'idempotency-key': randomUUID() },
      });
    }
    return { ...{ name: 'Custos', url: runtime.url, stop }, calls: single(calls) };
  } catch (error) {
    await stop();
    throw error;
  }
}
