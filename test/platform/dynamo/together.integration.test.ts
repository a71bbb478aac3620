import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { consentStates } from '../../../lambda/consent/table.ts';
import { CorruptRowError } from '../../../lambda/platform/dynamo/errors.ts';
import { insert } from '../../../lambda/platform/dynamo/statement.ts';
import { readTogether } from '../../../lambda/platform/dynamo/together.ts';
import { transact } from '../../../lambda/platform/dynamo/transact.ts';
import { subjects } from '../../../lambda/subject/table.ts';
import { startDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';

let server: TestDatabase;
beforeAll(async () => {
  server = await startDatabase({ streams: 'off' });
});
afterAll(() => server.stop());

const person = z.object({ subjectId: z.string(), version: z.int() });
const state = z.object({ purpose: z.string() });

/** People with one choice each. */
async function stored(count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  for (const subjectId of ids) {
    await transact(server.database, [
      insert(subjects, { subjectId, version: 1 }),
      insert(consentStates, { subjectId, purpose: 'improvement', version: 1 }),
    ]);
  }
  return ids;
}

/** The calls that `work` makes. */
async function callsOf(work: () => Promise<unknown>): Promise<string[]> {
  const calls: string[] = [];
  const { middlewareStack } = server.database.client;
  middlewareStack.add(
    (next, { commandName = '' }) =>
      (args) => {
        calls.push(commandName);
        return next(args);
      },
    { step: 'initialize', name: 'watch' },
  );
  await work();
  middlewareStack.remove('watch');
  return calls;
}

test('rows of several tables come in one call, each list in the order of its keys', async () => {
  const [one = '', other = ''] = await stored(2);
  const absent = randomUUID();
  let found: unknown;

  const calls = await callsOf(async () => {
    found = await readTogether(server.database, (read) =>
      Promise.all([
        read(
          subjects,
          [other, absent, one].map((subjectId) => ({ subjectId })),
          person,
        ),
        read(consentStates, [{ subjectId: one, purpose: 'improvement' }], state),
        read(consentStates, [{ subjectId: one, purpose: 'training' }], state),
      ]),
    );
  });

  expect(calls).toEqual(['BatchGetItemCommand']);
  expect(found).toEqual([
    [
      { subjectId: other, version: 1 },
      { subjectId: one, version: 1 },
    ],
    [{ purpose: 'improvement' }],
    [],
  ]);
});

test('a row that is asked for twice is read once and handed to both', async () => {
  const [one = ''] = await stored(1);
  const keys = [{ subjectId: one }];

  const found = await readTogether(server.database, (read) =>
    Promise.all([read(subjects, keys, person), read(subjects, [...keys, ...keys], person)]),
  );

  expect(found.map((rows) => rows.length)).toEqual([1, 2]);
});

test('more rows than one call holds take several', async () => {
  const ids = await stored(120);

  const calls = await callsOf(async () => {
    const keys = ids.map((subjectId) => ({ subjectId }));
    const rows = await readTogether(server.database, (read) => read(subjects, keys, person));
    expect(rows.map(({ subjectId }) => subjectId)).toEqual(ids);
  });

  expect(calls).toEqual(['BatchGetItemCommand', 'BatchGetItemCommand']);
});

test('nothing that is asked for is no call', async () => {
  const calls = await callsOf(() =>
    readTogether(server.database, (read) => read(subjects, [], person)),
  );

  expect(calls).toEqual([]);
});

test('a row that does not fit fails the list that it is in', async () => {
  const [one = ''] = await stored(1);

  const found = await readTogether(server.database, (read) =>
    Promise.allSettled([
      read(subjects, [{ subjectId: one }], z.object({ version: z.string() })),
      read(consentStates, [{ subjectId: one, purpose: 'improvement' }], state),
    ]),
  );

  expect(found).toEqual([
    { status: 'rejected', reason: expect.any(CorruptRowError) as CorruptRowError },
    { status: 'fulfilled', value: [{ purpose: 'improvement' }] },
  ]);
});

test('to ask after waiting is a defect of the calling code', async () => {
  const [one = ''] = await stored(1);
  const keys = [{ subjectId: one }];

  await expect(
    readTogether(server.database, async (read) => {
      await read(subjects, keys, person);
      return read(subjects, keys, person);
    }),
  ).rejects.toThrow(TypeError);
});
