import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { CountedChange } from '../../lambda/count/counts.ts';
import { countChanges } from '../../lambda/count/counts.ts';
import { sumOfHours } from '../../lambda/count/hourly.ts';
import { heldCounts, recordDays } from '../../lambda/count/stored-counts.ts';
import { recordCounts } from '../../lambda/count/table.ts';
import { queryAll } from '../../lambda/platform/dynamo/read.ts';
import { StoreUnavailableError } from '../../lambda/platform/dynamo/errors.ts';
import type { SubjectId } from '../../lambda/value/ids.ts';
import { milliseconds } from '../../lambda/value/time.ts';
import { callOf, startFaultProxy } from '../faults/proxy.ts';
import { openRecordFixture } from '../record/record-fixture.ts';
import type { RecordFixture } from '../record/record-fixture.ts';
import { openTestClient } from '../support/database.ts';

let fixture: RecordFixture;
let people: readonly [SubjectId, SubjectId];
beforeAll(async () => {
  fixture = await openRecordFixture();
});
afterAll(() => fixture.stop());
beforeEach(async () => {
  fixture.setClock('2026-11-24T10:30:00Z');
  people = [await registered(), await registered()];
});

async function registered(): Promise<SubjectId> {
  const identifier = { type: 'user-id', value: crypto.randomUUID() } as const;
  return (await fixture.subjects.register(identifier, { by: 'service' })).subject.subjectId;
}

let categories = 0;
/** Hourly counts are of nobody: each test has a category of its own. */
const newCategory = (): string => `category-${(categories += 1)}`;

/** What the stream brings of records, in the order of each: all are written, every second one expires. */
function recordsOf(category: string, records: number): CountedChange[][] {
  const happenedAt = fixture.clock();
  return Array.from({ length: records }, (_, index) => {
    const subjectId = people[index % 3 === 0 ? 0 : 1];
    const record = { subjectId, category, day: '2026-11-24' };
    const written: CountedChange = {
      ...{ eventId: crypto.randomUUID(), happenedAt },
      hourly: { count: 'record-writes', category, at: happenedAt },
      person: { ...record, eventId: '', by: 1, storedOn: '2026-11-24' },
    };
    const expired: CountedChange = {
      ...{ eventId: crypto.randomUUID(), happenedAt },
      hourly: { count: 'retention-deletions', category, at: happenedAt },
      person: { ...record, eventId: '', by: -1, endedOn: '2026-11-25' },
    };
    return index % 2 === 0 ? [written, expired] : [written];
  });
}

const streamOf = (category: string, records: number) => recordsOf(category, records).flat();

interface Sums {
  readonly hourly: readonly number[];
  readonly people: readonly unknown[];
}

async function sumsOf(category: string): Promise<Sums> {
  const { database } = fixture;
  const at = milliseconds(Date.parse('2026-11-24T10:00:00Z'));
  const hourly = await Promise.all(
    (['record-writes', 'retention-deletions'] as const).map((count) =>
      sumOfHours(database, count, category, { from: at, to: at }),
    ),
  );
  const ofPeople = await Promise.all(
    people.map(async (subjectId) => ({
      stored: (await heldCounts(database, subjectId)).find((one) => one.category === category),
      days: await recordDays(fixture, subjectId, { limit: 9 }),
    })),
  );
  return { hourly, people: ofPeople };
}

function expected(category: string, changes: readonly CountedChange[]): Sums {
  const of = (subjectId: SubjectId, by: 1 | -1): number =>
    changes.filter(({ person }) => person?.subjectId === subjectId && person.by === by).length;
  const all = (by: 1 | -1): number => changes.filter(({ person }) => person?.by === by).length;
  return {
    hourly: [all(1), all(-1)],
    people: people.map((subjectId) => ({
      stored: {
        ...{ category, count: of(subjectId, 1) - of(subjectId, -1) },
        ...{ oldest: '2026-11-24', newest: '2026-11-24' },
        months: [{ month: '2026-11', count: of(subjectId, 1) - of(subjectId, -1) }],
      },
      days: {
        stored: [{ day: '2026-11-24', counts: { [category]: of(subjectId, 1) } }],
        ended: [{ day: '2026-11-25', counts: { [category]: of(subjectId, -1) } }],
      },
    })),
  };
}

/** Counts over a connection that breaks with one call: before it arrives, or before its answer does. */
async function interrupted(
  changes: readonly CountedChange[],
  { call, isDone }: { readonly call: number; readonly isDone: boolean },
): Promise<'counted' | 'interrupted'> {
  const proxy = await startFaultProxy(fixture.endpoint);
  const isWrite = callOf('BatchExecuteStatement');
  if (call > 0) {
    proxy.inject(isWrite, { kind: 'hook', when: 'before', run: () => undefined }, call);
  }
  proxy.inject(isWrite, { kind: isDone ? 'disconnect-after' : 'disconnect-before' });
  const client = openTestClient(proxy.url, { maxAttempts: 1 });
  try {
    const database = { client, physicalName: fixture.database.physicalName };
    await countChanges({ ...fixture, database }, changes);
    return 'counted';
  } catch (error) {
    if (error instanceof StoreUnavailableError) return 'interrupted';
    throw error;
  } finally {
    client.destroy();
    await proxy.stop();
  }
}

describe('changes of the records table count once', () => {
  test.each([true, false])(
    'whichever write a consumer ended at (the write itself was done: %s)',
    async (isDone) => {
      const category = newCategory();
      const changes = streamOf(category, 20);

      let call = 0;
      while ((await interrupted(changes, { call, isDone })) === 'interrupted') call += 1;

      expect(call).toBeGreaterThan(1);
      expect(await sumsOf(category)).toEqual(expected(category, changes));
    },
  );

  test('in whatever batches they come, by however many consumers at once, which end at any write', async () => {
    const deliveries = fc.array(
      fc.record({
        from: fc.nat(26),
        size: fc.integer({ min: 1, max: 27 }),
        call: fc.nat(4),
        isDone: fc.boolean(),
      }),
      { minLength: 1, maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(deliveries, async (deliveredOnce) => {
        const category = newCategory();
        people = [await registered(), await registered()];
        const changes = recordsOf(category, 27);

        await Promise.all(
          deliveredOnce.map(({ from, size, ...fault }) =>
            interrupted(changes.slice(from, from + size).flat(), fault),
          ),
        );
        await countChanges(fixture, changes.flat());

        expect(await sumsOf(category)).toEqual(expected(category, changes.flat()));
      }),
      { numRuns: 12 },
    );
  });

  test('also where a row had forgotten them, and what no stream delivers any more is forgotten', async () => {
    const category = newCategory();
    const changes = streamOf(category, 60);
    const batches = Array.from({ length: 15 }, (_, place) =>
      changes.slice(place * 6, place * 6 + 6),
    );
    for (const batch of batches) await countChanges(fixture, batch);
    for (const batch of batches) await countChanges(fixture, batch);
    const before = await rowsOf(category);

    fixture.setClock('2026-11-29T10:30:00Z');
    await countChanges(fixture, streamOf(category, 1));
    const after = await rowsOf(category);

    expect(before.map(({ recent }) => recent.length <= 30)).toEqual([true, true]);
    expect(after.map(({ recent }) => recent.length).sort()).toContain(2);
    fixture.setClock('2026-11-24T10:30:00Z');
    expect((await sumsOf(category)).hourly).toEqual([60, 30]);
  });

  async function rowsOf(category: string) {
    const row = z.object({ bucket: z.string(), recent: z.array(z.string()) });
    const ofPeople = await Promise.all(
      people.map((subjectId) => {
        const options = { partition: { subjectId } };
        return Array.fromAsync(queryAll(fixture.database, recordCounts, options, row));
      }),
    );
    return ofPeople.flat().filter(({ bucket }) => bucket.includes(`#${category}#`));
  }
});
