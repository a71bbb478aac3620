import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { send } from './load.ts';
import type { Call } from './load.ts';
import { people, single } from './party.ts';
import type { Party } from './party.ts';

/** c15t of a folder, on a database of PostgreSQL. */
export async function startC15t(folder: string, postgres: string): Promise<Party> {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'c15t-process.ts'), folder, postgres],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const stop = async () => {
    child.kill();
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  };
  try {
    const url = `http://127.0.0.1:${await portOf(child.stdout)}`;
    const calls = {
      'consent write': (person: number): Call => ({
        ...{ method: 'POST', path: '/subjects', headers: { origin: 'http://localhost' } },
        body: {
          ...{ type: 'cookie_banner', domain: 'example.com', subjectId: idOf(person) },
          externalSubjectId: `person-${person}`,
          preferences: { necessary: true, marketing: false },
          givenAt: Date.now(),
        },
      }),
      'consent check': (person: number): Call => ({
        method: 'GET',
        path: `/consents/check?externalId=person-${person}&type=cookie_banner`,
      }),
    };
    for (let person = 0; person < people; person += 1) {
      await send(url, calls['consent write'](person));
    }
    return { ...{ name: 'c15t on PostgreSQL', url, stop }, calls: single(calls) };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Base58, as c15t requires; the same in each run. */
const idOf = (person: number): string =>
  `sub_2VvGwrGCJ9eYyzkbz7${String(person + 1_111).replaceAll('0', 'z')}`;

async function portOf(output: NodeJS.ReadableStream): Promise<number> {
  for await (const line of createInterface(output)) if (/^\d+$/.test(line)) return Number(line);
  throw new Error('c15t ended before it listened');
}
