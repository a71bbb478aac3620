import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { judge } from '../../lambda/erasure/conclude.ts';
import { recountPerson } from '../../lambda/erasure/count.ts';
import type { Counted } from '../../lambda/erasure/count.ts';
import { recount } from '../../lambda/erasure/needs.ts';
import { mediaLinks } from '../../lambda/record/table.ts';
import { newSubjectId } from '../../lambda/value/ids.ts';
import { insert, update } from '../../lambda/platform/dynamo/statement.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import { aliases } from '../../lambda/subject/table.ts';
import { boundTo } from '../record/record-fixture.ts';
import { firstAttempt, keep, openRequestFixture } from '../request/request-fixture.ts';
import type { Person, RequestFixture } from '../request/request-fixture.ts';
import { erasures } from './erasure-fixture.ts';
import { stepsOf } from './erasure-steps.ts';
import type { Notes } from './erasure-steps.ts';

let fixture: RequestFixture;
beforeEach(async () => {
  fixture = await openRequestFixture();
});
afterEach(() => fixture.stop());
const { user, ask } = erasures(() => fixture);

/** With the tables that the function may reach, and no other. */
const count = ({ subjectId }: Pick<Person, 'subjectId'>, controls?: Counted['controls']) => {
  const database = boundTo(recount, fixture.server, fixture.database);
  return recountPerson({ database, media: fixture.media }, { subjectId, controls });
};

const link = (linkId: string, subjectId: string, version = 1) =>
  insert(mediaLinks, { linkId, subjectId, version });

/** Units of what the database reads while work is done, by kind of call. */
async function reading(work: () => Promise<unknown>) {
  const calls: string[] = [];
  let units = 0;
  const { middlewareStack } = fixture.database.client;
  middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
        const result = await next(args);
        calls.push(commandName);
        const { ConsumedCapacity: used } = result.output as { ConsumedCapacity?: unknown };
        for (const one of [used].flat()) {
          units += (one as { CapacityUnits?: number } | undefined)?.CapacityUnits ?? 0;
        }
        return result;
      },
    { step: 'initialize', name: 'reading' },
  );
  try {
    await work();
    return { calls: calls.length, scans: calls.filter(isScan).length, units };
  } finally {
    middlewareStack.remove('reading');
  }
}

const isScan = (name: string): boolean => name === 'ScanCommand';

describe('a recount', () => {
  test('reads as much with 25 times as many rows of others', async () => {
    const ada = await user();
    for (let neighbours = 0; neighbours < 5; neighbours += 1) await user();
    const { controls } = await count(ada);
    const few = await reading(() => count(ada, controls));
    for (let people = 0; people < 30; people += 1) {
      const other = { subjectId: newSubjectId() };
      const rows = Array.from({ length: 20 }, () => ({ content: 'x'.repeat(2_000) }));
      await keep(fixture, other, rows);
    }

    const many = await reading(() => count(ada, controls));
    const choosing = await reading(() => count(ada));

    expect(many).toEqual(few);
    expect([few.scans, choosing.scans]).toEqual([0, expect.toBeOneOf([1, 2])]);
  });

  test('counts at most 100 rows of a neighbour in each table', async () => {
    const [ada, grace] = [await user(), await user()];
    const statements = Array.from({ length: 180 }, (_, n) => link(`link-${n}`, grace.subjectId));
    for (let start = 0; start < 180; start += 90) {
      await transact(fixture.database, statements.slice(start, start + 90));
    }

    const { controls } = await count(ada);

    const [counted, ...more] = controls;
    expect([counted?.subjectId, ...more]).toEqual([grace.subjectId]);
    expect(counted!.rows).toBeGreaterThan(100);
    expect(counted!.rows).toBeLessThan(130);
    expect((await count(grace)).person['media-links']).toBe(180);
  });

  test('counts a row that is found by an index where it is the row of the person', async () => {
    const [ada, grace] = [await user(), await user()];
    await transact(fixture.database, [link('one', ada.subjectId), link('two', ada.subjectId)]);
    await transact(fixture.database, [
      update(mediaLinks, { linkId: 'two' }, 1, { subjectId: grace.subjectId }),
    ]);

    expect((await count(ada)).person['media-links']).toBe(1);
    expect((await count(grace)).person['media-links']).toBe(1);
  });

  test('sees where the identifiers of the person lead', async () => {
    const [ada, grace] = [await user(), await user()];
    const before = await count(ada);
    const stranger = (await fixture.rows(aliases)).find(
      (row) => row['subjectId'] === grace.subjectId,
    );

    expect(before.identifiers).toEqual({ toPerson: expect.any(Number), toOthers: 0 });
    expect(before.identifiers!.toPerson).toBeGreaterThan(0);
    expect(stranger).toBeDefined();
    expect((await count({ subjectId: newSubjectId() })).identifiers).toEqual({
      ...{ toPerson: 0, toOthers: 0 },
    });
  });

  test('counts the same neighbours again, and names no one where it is stored', async () => {
    const [ada] = [await user(), await user(), await user()];
    const run = firstAttempt(await ask(ada));
    const notes: Notes = {};
    for (const name of ['begin', 'count', 'plan'])
      await stepsOf(fixture)[name]!(fixture, run, notes);

    const again = await count(ada, notes.before!.controls);

    expect(again.controls).toEqual(notes.before!.controls);
    expect(again.controls).toHaveLength(2);
    const stored = (await fixture.requests.get(run.requestId))?.erasure?.before?.controls;
    expect(stored).toEqual(again.controls.map(({ sha256, rows }) => ({ sha256, rows })));
  });
});

describe('a verdict', () => {
  const counted = (facts: Partial<Counted> = {}): Counted => ({
    ...{ person: { records: 3 }, exempt: { 'subject-keys': 1 }, categories: {}, noOne: 0 },
    ...{ identifiers: { toPerson: 2, toOthers: 0 }, others: 20 },
    controls: [
      { subjectId: 'grace' as Counted['controls'][number]['subjectId'], sha256: 'g', rows: 20 },
    ],
    ...facts,
  });
  const clean = counted({ person: {} });

  test('is that an erasure is verified where everything is as it has to be', () => {
    expect(judge(counted(), clean)).toEqual({ kind: 'verified' });
    const forgotten = counted({ person: {}, identifiers: { toPerson: 0, toOthers: 0 } });
    expect(judge(forgotten, forgotten)).toEqual({ kind: 'verified' });
  });

  test('is that a row of the person is left over', () => {
    expect(judge(counted(), counted({ person: { media: 1 } }))).toEqual({
      ...{ kind: 'rows-left-over', rows: 1 },
    });
  });

  test.each<[string, Counted, Counted]>([
    ['saw nothing of the person before', counted({ person: {}, exempt: {} }), clean],
    ['sees nothing of what is exempt', counted(), { ...clean, exempt: {} }],
    ['sees nothing of neighbours', counted(), { ...clean, others: 0, controls: [] }],
    ['sees rows of no one', counted(), { ...clean, noOne: 1 }],
    ['saw rows of no one before', counted({ noOne: 1 }), clean],
    [
      'follows an identifier to another person',
      counted(),
      { ...clean, identifiers: { toPerson: 1, toOthers: 1 } },
    ],
    [
      'finds no identifier any more, before they were forgotten',
      counted(),
      { ...clean, identifiers: { toPerson: 0, toOthers: 0 } },
    ],
    [
      'finds that all neighbours lost most of their rows',
      counted(),
      { ...clean, controls: [{ ...clean.controls[0]!, rows: 9 }] },
    ],
  ])('is that a count is inconclusive which %s', (_, before, after) => {
    expect(judge(before, after)).toEqual({ kind: 'verification-inconclusive' });
  });

  test('believes a count whose neighbours have all been erased meanwhile: their evidence is seen', () => {
    expect(judge(counted(), { ...clean, others: 1, controls: [] })).toEqual({ kind: 'verified' });
  });
});
