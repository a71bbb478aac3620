import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Invocation } from '../../local/invocation.ts';
import { deliverMailEvents } from '../../local/mail-events.ts';

let home: string;
let files: { events: string; read: string };
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'custos-mail-events-'));
  files = { events: join(home, 'mail-events.jsonl'), read: join(home, 'mail-events.read') };
});
afterEach(() => rm(home, { recursive: true }));

const returned: Invocation = { kind: 'returned', payload: 'null' };
const failed: Invocation = {
  ...{
    kind: 'failed',
    timedOut: false,
    error: { errorType: 'StoreUnavailableError', errorMessage: '' },
  },
};

/** What the function received, until it had so many events. */
async function received(
  count: number,
  answer: (call: number) => Invocation = () => returned,
): Promise<readonly string[]> {
  const got: string[] = [];
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const { stop } = deliverMailEvents(files, {
    functions: [{ name: 'mail-events' }],
    say: () => undefined,
    invoke: (name, payload) => {
      expect(name).toBe('mail-events');
      got.push(payload);
      if (got.length === count) resolve(true);
      return Promise.resolve(answer(got.length));
    },
  });
  await promise;
  await stop();
  return got;
}

test('each event reaches the function in order, and after a restart no one that was delivered', async () => {
  await appendFile(files.events, '{"n":1}\n{"n":2}\n');
  expect(await received(2)).toEqual(['{"n":1}', '{"n":2}']);
  await appendFile(files.events, '{"n":3}\n');
  expect(await received(1)).toEqual(['{"n":3}']);
  expect(Number(await readFile(files.read, 'utf8'))).toBe('{"n":1}\n'.length * 3);
});

test('an event that the function could not process is delivered again', async () => {
  await appendFile(files.events, '{"n":1}\n{"n":2}\n');

  const got = await received(3, (call) => (call === 2 ? failed : returned));

  expect(got).toEqual(['{"n":1}', '{"n":2}', '{"n":2}']);
});

test('a line that is being written waits until it is whole', async () => {
  await appendFile(files.events, '{"n":1}\n{"n":');
  expect(await received(1)).toEqual(['{"n":1}']);
  await appendFile(files.events, '2}\n');
  expect(await received(1)).toEqual(['{"n":2}']);
});
