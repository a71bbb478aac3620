import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { EntryType, LedgerEntry } from '../../lambda/ledger/model/ledger.ts';
import { listEntries } from '../../lambda/ledger/store.ts';
import { getRow, marshalKey } from '../../lambda/platform/dynamo/read.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import type { RecordId, SubjectId } from '../../lambda/value/ids.ts';
import { openLog } from '../../lambda/platform/log/log.ts';
import { milliseconds, seconds, systemClock, utcDay } from '../../lambda/value/time.ts';
import { records as recordsTable } from '../../lambda/record/table.ts';
import { consumeRecords } from '../../lambda/retention/consumer.ts';
import { countChanges } from '../../lambda/count/counts.ts';
import { heldCounts, recordDays } from '../../lambda/count/stored-counts.ts';
import { monthBucket } from '../../lambda/count/model/month.ts';
import { recordCounts } from '../../lambda/count/table.ts';
import { subjects } from '../../lambda/subject/table.ts';
import type { HourlyCount } from '../../lambda/count/hourly.ts';
import { sumOfHours } from '../../lambda/count/hourly.ts';
import { retentionStream } from '../../lambda/retention/needs.ts';
import { openRestorer } from '../../lambda/retention/restore.ts';
import { deletion, openRetention } from '../../lambda/retention/store.ts';
import { brokenAfter } from '../faults/connections.ts';
import { boundTo, openRecordFixture } from '../record/record-fixture.ts';
import type { RecordFixture } from '../record/record-fixture.ts';
import { readStream, sweepExpired } from './stream-source.ts';

let fixture: RecordFixture;
let lines: string[];
beforeEach(async () => {
  fixture = await openRecordFixture();
  lines = [];
});
afterEach(() => fixture.stop());

const bound = (database = fixture.database) => ({
  policy: fixture.policy,
  clock: fixture.clock,
  database: boundTo(retentionStream, fixture, database),
});
const log = () =>
  openLog({ function: 'retention-stream', stage: 'test' }, (line) => lines.push(line));
const consume = (records: DynamoDBRecord[], database = fixture.database) =>
  consumeRecords({
    retention: openRetention(bound(database)),
    count: (changes) => countChanges(bound(database), changes),
    sweepLate: () => Promise.resolve(),
    restorer: () => openRestorer(bound(database)),
    media: fixture.media,
    clock: fixture.clock,
    log: log(),
  })({ Records: records });

const person = async () =>
  (
    await fixture.subjects.register(
      { type: 'user-id', value: crypto.randomUUID() },
      { by: 'service' },
    )
  ).subject.subjectId;

async function store(subjectId: SubjectId, count: number, expired = false): Promise<RecordId[]> {
  const now = fixture.clock();
  const expiresAt = seconds(Math.floor(now / 1000) + (expired ? -60 : 86_400));
  const drafts = Array.from({ length: count }, () =>
    fixture.records.draft(
      subjectId,
      { category: 'prompt-text', purposes: ['service-provision'], content: 'text' },
      { collectedAt: now, expiresAt },
    ),
  );
  for (let start = 0; start < count; start += 25) {
    await fixture.records.write(drafts.slice(start, start + 25), []);
  }
  return drafts.map(({ recordId }) => recordId);
}

/** Over the last two hours, so that no test fails on the stroke of one. */
function counted(counter: HourlyCount, category = 'prompt-text'): Promise<number> {
  const [from, to] = [milliseconds(Date.now() - 3_600_000), milliseconds(Date.now())];
  return sumOfHours(fixture.database, counter, category, { from, to });
}

const endedDays = async (subjectId: SubjectId) =>
  (await recordDays(fixture, subjectId, { limit: 9 })).ended;

const unexplained = () => entriesOf('retention.unexplained-deletion');

async function entriesOf(type: EntryType): Promise<readonly LedgerEntry[]> {
  const now = Date.now();
  const { entries } = await listEntries(fixture.database, {
    from: milliseconds(now - 3_600_000),
    to: milliseconds(now + 60_000),
    type,
    limit: 100,
  });
  return entries;
}

const rowOf = (subjectId: SubjectId, recordId: RecordId) =>
  getRow(fixture.database, recordsTable, { subjectId, recordId }, z.looseObject({}));

const thisMonth = () => monthBucket('prompt-text', utcDay(systemClock()));

const errors = () => lines.filter((line) => line.includes('"level":"ERROR"'));
const nothingFailed = { batchItemFailures: [] };

/** As the sweep deletes: with a row that explains it. */
async function sweepAway(subjectId: SubjectId, recordId: RecordId) {
  await transact(fixture.database, [deletion(recordId, fixture.clock(), 'sweep')]);
  await deleteBehindOurBack(subjectId, recordId);
}

async function deleteBehindOurBack(subjectId: SubjectId, recordId: RecordId) {
  await fixture.database.client.send(
    new DeleteItemCommand({
      TableName: fixture.database.physicalName(recordsTable),
      Key: { subjectId: { S: subjectId }, recordId: { S: recordId } },
    }),
  );
}

describe('the stream of the records table', () => {
  test('counts what is held of each person once, and no longer what retention has deleted', async () => {
    const subjectId = await person();
    const retained = await store(subjectId, 41);
    await store(subjectId, 2, true);
    const written = await readStream(fixture);
    await consume(written);
    await consume(written.slice(7));
    const before = await heldCounts(fixture.database, subjectId);

    await sweepExpired(fixture);
    await consume(await readStream(fixture));

    const day = new Date(fixture.clock()).toISOString().slice(0, 10);
    const stored = (count: number) => [
      {
        ...{ category: 'prompt-text', count, oldest: day, newest: day },
        months: [{ month: day.slice(0, 7), count }],
      },
    ];
    expect(before).toEqual(stored(retained.length + 2));
    expect(await heldCounts(fixture.database, subjectId)).toEqual(stored(retained.length));
  });

  test('informs each person of what retention deleted, by TTL and in a sweep, and nothing else', async () => {
    const [subjectId, other] = [await person(), await person()];
    await store(subjectId, 3, true);
    const [own, swept, foreign] = await store(subjectId, 3);
    await store(other, 1);
    await fixture.records.delete(subjectId, own!);
    await sweepAway(subjectId, swept!);
    await deleteBehindOurBack(subjectId, foreign!);
    await sweepExpired(fixture);
    const changes = await readStream(fixture);

    await consume(changes);
    await consume(changes.slice(4));

    const ended = await Promise.all([subjectId, other].map((one) => endedDays(one)));
    const day = new Date(fixture.clock()).toISOString().slice(0, 10);
    expect(ended).toEqual([[{ day, counts: { 'prompt-text': 4 } }], []]);
  });

  test('counts writes per category and hour', async () => {
    await store(await person(), 60);

    expect(await consume(await readStream(fixture))).toEqual(nothingFailed);

    expect(await counted('record-writes')).toBe(60);
    expect(await counted('retention-deletions')).toBe(0);
    expect(errors()).toEqual([]);
  });

  test('counts what the database deletes by retention, and finds it explained', async () => {
    const subjectId = await person();
    await store(subjectId, 3, true);
    await store(subjectId, 2);

    expect(await sweepExpired(fixture)).toBe(3);
    await consume(await readStream(fixture));

    expect(await counted('retention-deletions')).toBe(3);
    expect(await unexplained()).toEqual([]);
    expect(errors()).toEqual([]);
  });

  test('delivered again, whole or in other batches, counts nothing twice', async () => {
    await store(await person(), 45, true);
    await sweepExpired(fixture);
    const changes = await readStream(fixture);
    expect(changes).toHaveLength(90);

    await consume(changes.slice(0, 50));
    await consume(changes);
    await consume(changes.slice(30, 70));
    await Promise.all([consume(changes), consume(changes)]);

    expect(await counted('record-writes')).toBe(45);
    expect(await counted('retention-deletions')).toBe(45);
  });

  test('counts exactly when several shards are consumed at once', async () => {
    await store(await person(), 60);
    const changes = await readStream(fixture);
    const shards = [0, 1, 2, 3, 4, 5].map((shard) => changes.slice(shard * 10, shard * 10 + 10));

    const answers = await Promise.all(shards.map((shard) => consume(shard)));

    expect(answers).toEqual(shards.map(() => nothingFailed));
    expect(await counted('record-writes')).toBe(60);
  });

  test('finds a deletion explained that the person asked for', async () => {
    const subjectId = await person();
    const [recordId] = await store(subjectId, 1);

    expect(await fixture.records.delete(subjectId, recordId!)).toEqual({ kind: 'deleted' });
    await consume(await readStream(fixture));

    expect(await unexplained()).toEqual([]);
    expect(errors()).toEqual([]);
    expect(await counted('retention-deletions')).toBe(0);
  });

  test('finds deletions explained by an erasure, while it runs and when the person is gone', async () => {
    const [running, gone] = [await person(), await person()];
    for (const subjectId of [running, gone]) {
      await store(subjectId, 30);
      await fixture.subjects.fence(subjectId);
      await fixture.records.purge(subjectId, { keep: new Map() });
    }
    await fixture.subjects.forget(gone);

    await consume(await readStream(fixture));

    expect(await unexplained()).toEqual([]);
    expect(errors()).toEqual([]);
  });

  test('raises the alarm and enters a deletion that nothing explains, once', async () => {
    const subjectId = await person();
    const [recordId] = await store(subjectId, 2);
    await deleteBehindOurBack(subjectId, recordId!);
    const changes = await readStream(fixture);

    expect(await consume(changes)).toEqual(nothingFailed);
    await consume(changes);

    const entries = await unexplained();
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({ codes: { table: 'records' } });
    expect(entries[0]).not.toHaveProperty('commitment');
    expect(errors()[0]).toContain('"code":"DELETION_UNEXPLAINED"');
    expect(await counted('record-writes')).toBe(2);
  });

  test.each([
    ['held (GDPR Art. 17(3)(e))', { heldCategories: ['prompt-text'] }],
    ['restricted (GDPR Art. 18(1)(c))', { restrictedPurposes: ['service-provision'] }],
  ])('puts back what retention took from somebody meanwhile %s, once', async (_, marks) => {
    const [subjectId, other] = [await person(), await person()];
    const [recordId] = await store(subjectId, 1, true);
    await store(other, 1, true);
    const before = await rowOf(subjectId, recordId!);
    await sweepExpired(fixture);
    await fixture.subjects.mark((await fixture.subjects.get(subjectId))!, marks, []);

    await consume(await readStream(fixture));
    await consume(await readStream(fixture));

    const { expiresAt, ...rest } = before!;
    expect(await rowOf(subjectId, recordId!)).toEqual({
      ...rest,
      endsAt: expiresAt,
      restoredAt: expect.any(String),
    });
    expect(await entriesOf('retention.restored')).toMatchObject([
      { codes: { category: 'prompt-text' } },
    ]);
    expect(await counted('retention-deletions')).toBe(1);
    expect(await counted('record-writes')).toBe(2);
    expect(await endedDays(subjectId)).toEqual([]);
    expect(errors()).toEqual([]);
  });

  test('leaves gone what retention took under another category, or after the release', async () => {
    const [subjectId, released] = [await person(), await person()];
    await store(subjectId, 1, true);
    await store(released, 1, true);
    const marked = await fixture.subjects.mark(
      (await fixture.subjects.get(subjectId))!,
      { heldCategories: ['feedback'], restrictedPurposes: ['support'] },
      [],
    );
    expect(marked.kind).toBe('marked');
    await sweepExpired(fixture);

    await consume(await readStream(fixture));

    expect(await entriesOf('retention.restored')).toEqual([]);
    expect(await counted('retention-deletions')).toBe(2);
  });

  test('names no person and no record in its lines and entries', async () => {
    const subjectId = await person();
    const [recordId] = await store(subjectId, 1);
    await deleteBehindOurBack(subjectId, recordId!);

    await consume(await readStream(fixture));

    const reported = lines.join('\n') + JSON.stringify(await unexplained());
    expect(reported).toContain('DELETION_UNEXPLAINED');
    expect(reported).not.toContain(subjectId);
    expect(reported).not.toContain(recordId);
  });

  test('survives a row that a stranger wrote in another shape', async () => {
    const subjectId = await person();
    await fixture.database.client.send(
      new PutItemCommand({
        TableName: fixture.database.physicalName(recordsTable),
        Item: {
          subjectId: { S: subjectId },
          recordId: { S: 'r' },
          category: { S: 'Ada Lovelace' },
        },
      }),
    );
    await deleteBehindOurBack(subjectId, 'r' as RecordId);

    expect(await consume(await readStream(fixture))).toEqual(nothingFailed);

    expect(await counted('record-writes', 'unknown')).toBe(1);
    expect(await unexplained()).toHaveLength(1);
  });

  test.each([
    ['the row of a person', subjects, {}],
    ['the counts of a person', recordCounts, { bucket: thisMonth() }],
  ] as const)(
    'where %s is broken, counts everybody else and names that change',
    async (_title, table, key) => {
      const [broken, sound] = [await person(), await person()];
      for (const subjectId of [sound, broken, sound]) await store(subjectId, 1);
      await store(sound, 44);
      const Item = marshalKey({ subjectId: broken, ...key });
      if (table === recordCounts) Object.assign(Item, { version: { N: '1' }, present: { S: 'x' } });
      await fixture.database.client.send(
        new PutItemCommand({ TableName: fixture.database.physicalName(table), Item }),
      );
      const changes = await readStream(fixture);

      const outcome = await consume(changes);

      const of = changes.find(({ dynamodb }) => dynamodb?.Keys?.['subjectId']?.S === broken);
      expect(outcome.batchItemFailures).toEqual([{ itemIdentifier: of?.dynamodb?.SequenceNumber }]);
      expect(await heldCounts(fixture.database, sound)).toMatchObject([{ count: 46 }]);
    },
  );

  test('answers where to go on when the database is gone, and loses nothing', async () => {
    await store(await person(), 45);
    const changes = await readStream(fixture);
    // A chunk writes its counts and then two calls of notes; the counts of the second do not arrive.
    const broken = await brokenAfter(fixture, 'BatchExecuteStatement', 3);

    const answer = await consume(changes, broken.database);
    await broken.stop();

    expect(answer).toEqual({
      batchItemFailures: [{ itemIdentifier: changes[40]?.dynamodb?.SequenceNumber }],
    });
    expect(errors()).toHaveLength(1);
    expect(await consume(changes.slice(40))).toEqual(nothingFailed);
    expect(await counted('record-writes')).toBe(45);
  });
});
