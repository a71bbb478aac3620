import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { queryAll } from '../../lambda/platform/dynamo/read.ts';
import type { RecordId, SubjectId } from '../../lambda/value/ids.ts';
import { newSubjectId } from '../../lambda/value/ids.ts';
import type { EpochSeconds } from '../../lambda/value/time.ts';
import { milliseconds, plusSeconds, seconds, toEpochSeconds } from '../../lambda/value/time.ts';
import { addPeriod } from '../../lambda/policy/periods.ts';
import type { Records } from '../../lambda/record/store.ts';
import { openRecords } from '../../lambda/record/store.ts';
import type { OpenedRecord } from '../../lambda/record/model/record.ts';
import { records as recordsTable } from '../../lambda/record/table.ts';
import { recountPerson } from '../../lambda/erasure/count.ts';
import { expiresAt } from '../../lambda/retention/model/retention.ts';
import { brokenAfter } from '../faults/connections.ts';
import { openRecordFixture } from './record-fixture.ts';
import type { RecordFixture } from './record-fixture.ts';
import { anyOrder } from '../support/destruction.ts';

let fixture: RecordFixture;
beforeAll(async () => {
  fixture = await openRecordFixture();
});
afterAll(() => fixture.stop());

const keepSafety = new Map([['safety', 'legal-obligation']] as const);

interface Options {
  readonly category?: string;
  readonly purposes?: readonly string[];
  readonly content?: unknown;
  readonly count?: number;
  readonly expiresAt?: EpochSeconds;
}

async function store(subjectId: SubjectId, options: Options = {}): Promise<RecordId[]> {
  const { category = 'prompt-text', purposes = ['service-provision'] } = options;
  const collectedAt = fixture.clock();
  const expiry = expiresAt({ policy: fixture.policy, purposes, collectedAt, now: collectedAt });
  if (expiry.kind !== 'expires') throw new Error('choose purposes that keep the record');
  const drafts = Array.from({ length: options.count ?? 1 }, (_, index) =>
    fixture.records.draft(
      subjectId,
      { category, purposes, content: options.content ?? { text: `text ${index}` } },
      { collectedAt, expiresAt: options.expiresAt ?? expiry.at },
    ),
  );
  for (let start = 0; start < drafts.length; start += 25) {
    await fixture.records.write(drafts.slice(start, start + 25), []);
  }
  return drafts.map(({ recordId }) => recordId);
}

async function all<Value>(values: AsyncIterable<Value>): Promise<Value[]> {
  const list: Value[] = [];
  for await (const value of values) list.push(value);
  return list;
}

const ids = (list: readonly OpenedRecord[]) => list.map(({ recordId }) => recordId);

describe('reading everything for an export', () => {
  test('answers a partition of more than 1 MB completely, oldest first', async () => {
    const subjectId = newSubjectId();
    const written = await store(subjectId, { content: { text: 'x'.repeat(10_240) }, count: 500 });

    const read = await all(fixture.records.readAll(subjectId));

    expect(ids(read)).toEqual(written);
    expect(read[499]?.content).toEqual({ text: 'x'.repeat(10_240) });
    expect(await fixture.records.count(subjectId)).toEqual([
      { category: 'prompt-text', count: 500 },
    ]);
  });

  test('leaves out what has expired, before the database deletes it', async () => {
    const subjectId = newSubjectId();
    const soon = seconds(Math.floor(fixture.clock() / 1000) + 3_600);
    const [retained] = await store(subjectId);
    await store(subjectId, { expiresAt: soon });

    fixture.setClock(new Date(soon * 1000).toISOString());
    const read = await all(fixture.records.readAll(subjectId));
    fixture.setClock(undefined);

    expect(ids(read)).toEqual([retained]);
    expect(await fixture.records.count(subjectId)).toEqual([{ category: 'prompt-text', count: 2 }]);
  });

  test('leaves out what no key opens any more', async () => {
    const subjectId = newSubjectId();
    await store(subjectId, { count: 2 });
    await fixture.subjectKeys.destroy(subjectId, { order: anyOrder, keep: [] });

    expect(await all(fixture.records.readAll(subjectId))).toEqual([]);
  });
});

describe('withholding from an erasure', () => {
  test('re-seals what a ground keeps, under its own class, and only for the purposes it covers', async () => {
    const subjectId = newSubjectId();
    const purposes = ['service-provision', 'safety'];
    const collectedAt = fixture.clock();
    const [retained] = await store(subjectId, { category: 'usage-log', purposes, content: 'log' });
    await store(subjectId, { count: 3 });
    const until = Math.floor(
      addPeriod(collectedAt, 'P5Y', fixture.policy.controller.timeZone) / 1000,
    );

    const withheld = await fixture.records.resealWithheld(subjectId);
    await fixture.subjectKeys.destroy(subjectId, {
      order: anyOrder,
      keep: ['withheld-legal-obligation'],
    });
    const read = await all(fixture.records.readWithheld(subjectId));

    expect(withheld).toHaveLength(1);
    expect(withheld[0]).toMatchObject({
      category: 'usage-log',
      count: 1,
      ground: 'legal-obligation',
    });
    expect(Math.abs(withheld[0]!.until! - until)).toBeLessThanOrEqual(1);
    expect(read).toMatchObject([{ recordId: retained, content: 'log', purposes: ['safety'] }]);
    expect(read[0]?.expiresAt).toBe(withheld[0]?.until);
  });

  describe('where a count saw what the records serve', () => {
    const dayMilliseconds = 86_400_000;
    const hold = ['usage-log'];
    /** Two records with a ground, one of them made a month before the count, and another beside them. */
    async function stored() {
      const subjectId = newSubjectId();
      const since = fixture.clock();
      const ids = [30, 6].map((days) => v7({ msecs: since - days * dayMilliseconds }) as RecordId);
      const input = { category: 'usage-log', purposes: ['safety'], content: 'log' };
      const times = {
        collectedAt: since,
        expiresAt: seconds(toEpochSeconds(since) + 30 * 86_400),
      };
      await fixture.records.write(
        ids.map((id) => fixture.records.draft(subjectId, input, times, id)),
        [],
      );
      await store(subjectId, { count: 1 });
      return { subjectId, since };
    }
    const countOf = async (...given: Parameters<Records['resealWithheld']>) => {
      const withheld = await fixture.records.resealWithheld(...given);
      return withheld.reduce((sum, { count }) => sum + count, 0);
    };

    test('looks at the newest rows alone if none of that has a ground', async () => {
      const { subjectId, since } = await stored();

      const seen = { purposes: ['service-provision', 'unknown-purpose'], since };

      expect(await countOf(subjectId, [], seen)).toBe(1);
    });

    test('looks at every row if some of that has a ground, something is on hold, or no one counted', async () => {
      const [one, other, third] = [await stored(), await stored(), await stored()];
      const { since } = one;

      const counts = [
        await countOf(one.subjectId, [], { purposes: ['service-provision', 'safety'], since }),
        await countOf(other.subjectId, hold, { purposes: ['service-provision'], since }),
        await countOf(third.subjectId),
      ];

      expect(counts).toEqual([2, 2, 2]);
    });
  });

  test('takes withheld rows out of every other list', async () => {
    const subjectId = newSubjectId();
    const [retained] = await store(subjectId, { category: 'safety-score', purposes: ['safety'] });
    await fixture.records.resealWithheld(subjectId);

    expect(await all(fixture.records.readAll(subjectId))).toEqual([]);
    expect(await fixture.records.get(subjectId, retained!)).toBeUndefined();
    expect(await fixture.records.delete(subjectId, retained!)).toEqual({ kind: 'not-found' });
    const page = await fixture.records.page(subjectId, { accepts: () => true, limit: 10 });
    expect(page.records).toEqual([]);
  });

  test('repeated, answers the same and changes nothing', async () => {
    const subjectId = newSubjectId();
    await store(subjectId, { category: 'safety-score', purposes: ['safety'], count: 4 });

    const first = await fixture.records.resealWithheld(subjectId);
    const before = await rowsOf(subjectId);
    const second = await fixture.records.resealWithheld(subjectId);

    expect(first).toMatchObject([{ category: 'safety-score', count: 4 }]);
    expect(second).toEqual(first);
    expect(await rowsOf(subjectId)).toEqual(before);
  });

  test('keeps nothing whose period on the ground is over', async () => {
    const subjectId = newSubjectId();
    await store(subjectId, { category: 'safety-score', purposes: ['safety'] });
    const later = plusSeconds(milliseconds(Date.now()), 6 * 366 * 86_400);

    fixture.setClock(new Date(later).toISOString());
    const withheld = await fixture.records.resealWithheld(subjectId);
    fixture.setClock(undefined);

    expect(withheld).toEqual([]);
  });

  test('retains nothing longer than it would have been without (GDPR Art. 5(1)(e))', async () => {
    const subjectId = newSubjectId();
    const options = { category: 'usage-log', purposes: ['safety'] };
    const now = Math.floor(fixture.clock() / 1000);
    const [soon, over] = [seconds(now + 3_600), seconds(now - 1)];
    await store(subjectId, { ...options, expiresAt: soon });
    await store(subjectId, { ...options, expiresAt: over });

    const withheld = await fixture.records.resealWithheld(subjectId);

    expect(withheld).toMatchObject([{ category: 'usage-log', count: 1, until: soon }]);
  });
});

describe('purging', () => {
  test('deletes everything but what is withheld, and no row of anybody else', async () => {
    const [subjectId, neighbour] = [newSubjectId(), newSubjectId()];
    await store(subjectId, { count: 60 });
    await store(subjectId, { category: 'usage-log', purposes: ['service-provision'], count: 3 });
    await store(subjectId, { category: 'safety-score', purposes: ['safety'], count: 2 });
    await store(neighbour, { count: 2 });
    await fixture.records.resealWithheld(subjectId);

    const purged = await fixture.records.purge(subjectId, { keep: keepSafety });

    expect(purged.deleted).toBe(63);
    expect(purged.withheld).toMatchObject([
      { category: 'safety-score', count: 2, ground: 'legal-obligation' },
    ]);
    expect(await fixture.records.count(subjectId)).toEqual([
      { category: 'safety-score', count: 2, withheld: 'legal-obligation' },
    ]);
    expect(await fixture.records.count(neighbour)).toEqual([{ category: 'prompt-text', count: 2 }]);
  });

  test('goes on where an interrupted purge ended', async () => {
    const subjectId = newSubjectId();
    await store(subjectId, { count: 60 });
    const broken = await brokenAfter(fixture, 'BatchExecuteStatement', 2);
    const interrupted = openRecords({ ...fixture, database: broken.database });

    await expect(interrupted.purge(subjectId, { keep: keepSafety })).rejects.toThrow(
      'the database did not answer',
    );
    await broken.stop();
    const resumed = await fixture.records.purge(subjectId, { keep: keepSafety });

    expect(resumed.deleted).toBe(10);
    expect(await fixture.records.count(subjectId)).toEqual([]);
  });

  test('repeated, deletes nothing more', async () => {
    const subjectId = newSubjectId();
    await store(subjectId, { count: 2 });
    await fixture.records.purge(subjectId, { keep: keepSafety });

    expect(await fixture.records.purge(subjectId, { keep: keepSafety })).toEqual({
      deleted: 0,
      withheld: [],
    });
  });

  test('without a ground to keep it, deletes withheld rows too', async () => {
    const subjectId = newSubjectId();
    await store(subjectId, { category: 'safety-score', purposes: ['safety'] });
    await fixture.records.resealWithheld(subjectId);

    expect(await fixture.records.purge(subjectId, { keep: new Map() })).toEqual({
      deleted: 1,
      withheld: [],
    });
  });
});

describe('the second count', () => {
  test('finds every row of the person, with its category and ground, and no other', async () => {
    const [one, other] = [newSubjectId(), newSubjectId()];
    await store(one);
    await store(other, { category: 'safety-score', purposes: ['safety'] });
    await fixture.records.resealWithheld(other);

    const count = (subjectId: SubjectId) => recountPerson(fixture, { subjectId }, [recordsTable]);

    expect(await count(one)).toMatchObject({
      ...{ person: { records: 1 }, exempt: {}, categories: { 'prompt-text': 1 } },
    });
    expect(await count(other)).toMatchObject({
      ...{ person: {}, exempt: { records: 1 }, categories: { 'safety-score': 1 } },
    });
  });
});

describe('ciphertexts', () => {
  test('do not open in another row of the same person', async () => {
    const subjectId = newSubjectId();
    const [one, other] = await store(subjectId, { count: 2 });
    await swap(subjectId, one!, subjectId, other!);

    await expect(fixture.records.get(subjectId, one!)).rejects.toThrow(
      expect.objectContaining({ name: 'SealBrokenError' }),
    );
  });

  test('do not open in the row of another person', async () => {
    const [ada, grace] = [newSubjectId(), newSubjectId()];
    const [one] = await store(ada, { content: 'of ada' });
    const [other] = await store(grace, { content: 'of grace' });
    await swap(ada, one!, grace, other!);

    expect(await fixture.records.get(ada, one!)).toBeUndefined();
    expect(await fixture.records.get(grace, other!)).toBeUndefined();
  });
});

const itemKey = (subjectId: SubjectId, recordId: RecordId) => ({
  TableName: fixture.database.physicalName(recordsTable),
  Key: { subjectId: { S: subjectId }, recordId: { S: recordId } },
});

async function swap(one: SubjectId, first: RecordId, other: SubjectId, second: RecordId) {
  const { client } = fixture.database;
  const places = [itemKey(one, first), itemKey(other, second)] as const;
  const [left, right] = await Promise.all(
    places.map((place) => client.send(new GetItemCommand(place))),
  );
  const put = (place: (typeof places)[number], from: typeof left) =>
    client.send(
      new UpdateItemCommand({
        ...place,
        UpdateExpression: 'SET sealed = :sealed',
        ExpressionAttributeValues: { ':sealed': from!.Item!['sealed']! },
      }),
    );
  await put(places[0], right);
  await put(places[1], left);
}

async function rowsOf(subjectId: SubjectId) {
  const rows: unknown[] = [];
  for await (const { recordId } of scanOf(subjectId)) {
    const { Item } = await fixture.database.client.send(
      new GetItemCommand(itemKey(subjectId, recordId)),
    );
    rows.push(Item);
  }
  return rows;
}

const scanOf = (subjectId: SubjectId) =>
  queryAll(
    fixture.database,
    recordsTable,
    { partition: { subjectId } },
    z.object({ recordId: z.string().transform((id) => id as RecordId) }),
  );
