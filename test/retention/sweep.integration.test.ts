import { GetItemCommand, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { listEntries } from '../../lambda/ledger/store.ts';
import type { TableFacts } from '../../lambda/platform/dynamo/facts.ts';
import { marshalKey, queryAll } from '../../lambda/platform/dynamo/read.ts';
import type { Item, Key } from '../../lambda/platform/dynamo/statement.ts';
import { insert, remove, toAttribute } from '../../lambda/platform/dynamo/statement.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import type { SubjectId, SweepId } from '../../lambda/value/ids.ts';
import { newRecordId, newSweepId } from '../../lambda/value/ids.ts';
import { consentStates } from '../../lambda/consent/table.ts';
import { createApp } from '../../lambda/platform/http/app.ts';
import { milliseconds, seconds, toEpochSeconds, toRfc3339 } from '../../lambda/value/time.ts';
import { records } from '../../lambda/record/table.ts';
import { countsOf, resumed, startSweep, sweepOn } from '../../lambda/retention/sweep.ts';
import { openSweeps } from '../../lambda/retention/sweep-store.ts';
import { retentionApi } from '../../lambda/retention/needs.ts';
import { reportHandlers } from '../../lambda/retention/report/api.ts';
import { reportRoutes } from '../../lambda/retention/report/routes.ts';
import { openRestorer } from '../../lambda/retention/restore.ts';
import { startLateSweeps } from '../../lambda/retention/late-sweep.ts';
import { openRetentionRules } from '../../lambda/retention/model/retention-end.ts';
import { readPerson } from '../../lambda/retention/person-store.ts';
import { startSweeps } from '../../lambda/retention/start-sweep.ts';
import { wasDeleted } from '../../lambda/retention/store.ts';
import { noteObtained } from '../../lambda/source/note.ts';
import { listWaiting } from '../../lambda/source/store.ts';
import { untouched } from '../../lambda/subject/model/subject.ts';
import { subjects } from '../../lambda/subject/table.ts';
import { brokenAfter } from '../faults/connections.ts';
import { newPerson } from '../record/calls.ts';
import { boundTo, openRecordFixture } from '../record/record-fixture.ts';
import type { RecordFixture } from '../record/record-fixture.ts';
import { call, justSignedIn } from '../support/call.ts';
import { workflowExecutions } from '../../local/adapters/workflow/tables.ts';
import type { Sweeping } from './sweeping.ts';
import { openSweeping, say, set } from './sweeping.ts';

let fixture: RecordFixture;
let sweeping: Sweeping;
beforeAll(async () => {
  fixture = await openRecordFixture({ streams: 'off' });
  sweeping = await openSweeping(fixture);
});
afterAll(() => fixture.stop());

const day = 86_400;
const row = z.object({
  recordId: z.string(),
  expiresAt: z.int().optional(),
  endsAt: z.int().optional(),
});
const rowsOf = (subjectId: SubjectId) =>
  Array.fromAsync(queryAll(fixture.database, records, { partition: { subjectId } }, row));
const sweepsOf = (scope: 'person' | 'everybody') => openSweeps(fixture).list(scope, { limit: 50 });

/** Rows that were stored while everything was as the policy says. */
async function keep(
  subjectId: SubjectId,
  count: number,
  purposes: readonly string[],
  content?: string,
) {
  const collectedAt = milliseconds(fixture.clock() - 10 * day * 1000);
  const expiresAt = seconds(toEpochSeconds(collectedAt) + 700 * day);
  const drafts = Array.from({ length: count }, (_, index) =>
    fixture.records.draft(
      subjectId,
      { category: 'prompt-text', purposes, content: content ?? index },
      { collectedAt, expiresAt },
    ),
  );
  for (let start = 0; start < count; start += 100) {
    await fixture.records.write(drafts.slice(start, start + 100), []);
  }
  return { collectedAt, ids: drafts.map(({ recordId }) => recordId) };
}

async function sweep(subjectId?: SubjectId, executionName: string = crypto.randomUUID()) {
  const sweepId = newSweepId();
  const input = { sweepId, ...(subjectId && { subjectId }) };
  await sweeping.workflow.start('retention-sweep', executionName, input);
  return { sweepId, executionName };
}

async function sweptOf(
  { sweepId, executionName }: { sweepId: SweepId; executionName: string },
  scope: 'person' | 'everybody' = 'person',
) {
  expect(await sweeping.ended(executionName)).toBe('succeeded');
  return (await sweepsOf(scope)).sweeps.find((one) => one.sweepId === sweepId);
}

describe('a sweep over the records of one person', () => {
  test('GDPR Art. 14(3): computes under the law of a new residence by when they are informed', async () => {
    const stop = sweeping.drive();
    const { subjectId } = await newPerson(fixture, 'US-CA');
    const at = toRfc3339(milliseconds(Date.parse('2026-11-24T10:00:00Z')));
    const obtained = { subjectId, recipient: 'support-desk', category: 'feedback', at };
    await transact(fixture.database, await noteObtained(fixture.database, [obtained]));
    const isWaiting = async () => {
      const { items } = await listWaiting(fixture.database, { limit: 50 });
      return items.filter((item) => item.subjectId === subjectId);
    };
    expect(await isWaiting()).toEqual([]);

    await set(fixture, subjectId, { declaredResidence: 'DE', residence: 'DE' });
    await sweptOf(await sweep(subjectId));
    expect(await isWaiting()).toMatchObject([{ informBy: '2026-12-24' }]);

    await set(fixture, subjectId, { declaredResidence: 'US-CA', residence: 'US-CA' });
    await sweptOf(await sweep(subjectId));
    await stop();
    expect(await isWaiting()).toEqual([]);
  });

  test('moves ends, deletes what has no basis and explains it (GDPR Art. 17(1)(b))', async () => {
    const { subjectId } = await newPerson(fixture);
    const { collectedAt, ids } = await keep(subjectId, 60, ['service-provision', 'improvement']);
    const gone = await keep(subjectId, 60, ['improvement']);
    const stop = sweeping.drive();

    const swept = await sweptOf(await sweep(subjectId));
    await stop();

    expect(swept).toMatchObject({
      ...{ subjectId, state: 'done', people: 1, seen: 120, changed: 60, deleted: 60 },
      policyVersion: fixture.policy.version,
    });
    const left = await rowsOf(subjectId);
    const end = toEpochSeconds(collectedAt) + 30 * day;
    expect(left.map(({ recordId }) => recordId)).toEqual(ids);
    expect(new Set(left.map(({ expiresAt }) => expiresAt))).toEqual(new Set([end]));
    expect(await wasDeleted(fixture.database, gone.ids[0]!)).toBe(true);
    const { entries } = await listEntries(fixture.database, {
      from: milliseconds(fixture.clock() - 60_000),
      to: milliseconds(fixture.clock() + 60_000),
      type: 'retention.swept',
      limit: 100,
    });
    const reported = entries.find(({ entryId }) => entryId === swept?.entryId);
    expect(reported?.codes).toEqual({ of: 'person', seen: 120, changed: 60, deleted: 60 });
    expect(JSON.stringify(reported)).not.toContain(subjectId);
  });

  test('sets ends aside while a hold or a restriction is in force, and back (GDPR Art. 18(2))', async () => {
    const { subjectId } = await newPerson(fixture);
    const { collectedAt } = await keep(subjectId, 3, ['service-provision']);
    const end = toEpochSeconds(collectedAt) + 30 * day;
    const stop = sweeping.drive();

    await set(fixture, subjectId, { restrictedPurposes: 'all' });
    await sweptOf(await sweep(subjectId));
    const aside = await rowsOf(subjectId);
    await set(fixture, subjectId, { restrictedPurposes: [] });
    const last = await sweptOf(await sweep(subjectId));
    await stop();

    expect(aside.map(({ endsAt, expiresAt }) => [endsAt, expiresAt])).toEqual(
      Array.from({ length: 3 }, () => [end, undefined]),
    );
    expect((await rowsOf(subjectId)).map(({ endsAt, expiresAt }) => [endsAt, expiresAt])).toEqual(
      Array.from({ length: 3 }, () => [undefined, end]),
    );
    expect(last).toMatchObject({ changed: 3, deleted: 0 });
  });

  test('goes on from its last checkpoint when it dies, and does nothing twice', async () => {
    const { subjectId } = await newPerson(fixture);
    await keep(subjectId, 230, ['service-provision', 'improvement']);
    const broken = await brokenAfter(fixture, 'BatchExecuteStatement', 3);
    // The first run loses its database in the middle of the second page.
    const stop = sweeping.drive((run) => (run === 1 ? broken.database : fixture.database));

    const swept = await sweptOf(await sweep(subjectId));
    await stop();
    await broken.stop();

    expect(swept?.state).toBe('done');
    expect(swept?.changed).toBe(205);
    const ends = new Set((await rowsOf(subjectId)).map(({ expiresAt }) => expiresAt));
    expect(ends.size).toBe(1);
  });

  test('of two changes in a row the last one counts', async () => {
    const { subjectId } = await newPerson(fixture);
    const { collectedAt } = await keep(subjectId, 120, ['service-provision']);
    const start = async (retention: Record<string, string>) => {
      await set(fixture, subjectId, { settings: { ...untouched, retention } });
      return sweep(subjectId);
    };
    const stop = sweeping.drive();

    const first = await start({ 'prompt-text': 'P20D' });
    const second = await start({ 'prompt-text': 'P15D' });
    await Promise.all([sweptOf(first), sweptOf(second)]);
    await stop();

    const ends = new Set((await rowsOf(subjectId)).map(({ expiresAt }) => expiresAt));
    expect(ends).toEqual(new Set([toEpochSeconds(collectedAt) + 15 * day]));
  });

  test('looks again for what was being written while it looked, and counts nothing twice', async () => {
    const { subjectId } = await newPerson(fixture);
    const collectedAt = fixture.clock();
    const times = { collectedAt, expiresAt: seconds(toEpochSeconds(collectedAt) + 30 * day) };
    const input = { category: 'prompt-text', purposes: ['service-provision'], content: 'late' };
    const late = fixture.records.draft(subjectId, input, times);
    await keep(subjectId, 2, ['service-provision']);
    const retention = { 'prompt-text': 'P20D' };
    await set(fixture, subjectId, { settings: { ...untouched, retention } });
    const deps = { ...fixture, rowsPerPage: 50 };

    const first = await sweepOn(deps, startSweep(subjectId), () => false);
    await fixture.records.write([late], []);
    const second = await sweepOn(deps, resumed(first), () => false);

    expect(countsOf(first)).toEqual({ people: 1, seen: 2, changed: 2, deleted: 0 });
    expect(countsOf(second)).toEqual({ people: 1, seen: 2, changed: 3, deleted: 0 });
    const ends = (await rowsOf(subjectId)).map(({ expiresAt }) => expiresAt);
    expect(Math.max(...ends.map(Number))).toBe(toEpochSeconds(collectedAt) + 20 * day);
  });

  test('fails, for its row and for the alarm on executions, where it cannot go on', async () => {
    const { subjectId } = await newPerson(fixture);
    const key = { subjectId, recordId: '00000000-0000-7000-8000-000000000000' };
    const statement = insert(records, { ...key, version: 1, category: 'prompt-text' });
    await transact(fixture.database, [statement]);
    const stop = sweeping.drive();

    const { sweepId, executionName } = await sweep(subjectId);
    const ended = await sweeping.ended(executionName);
    await stop();

    expect(ended).toBe('failed');
    const row = (await sweepsOf('person')).sweeps.find((one) => one.sweepId === sweepId);
    expect(row).toMatchObject({ state: 'failed', changed: 0 });
    await transact(fixture.database, [remove(records, key, 1)]);
  });

  test('leaves a person who is being erased to the erasure', async () => {
    const { subjectId } = await newPerson(fixture);
    await keep(subjectId, 2, ['improvement']);
    await fixture.subjects.fence(subjectId);
    const stop = sweeping.drive();

    const swept = await sweptOf(await sweep(subjectId));
    await stop();

    expect(swept).toMatchObject({ state: 'done', changed: 0, deleted: 0 });
    expect(await rowsOf(subjectId)).toHaveLength(2);
  });
});

test('a sweep over all people follows another policy, and is entered in the ledger', async () => {
  const people = await Promise.all([newPerson(fixture), newPerson(fixture), newPerson(fixture)]);
  const retained = await Promise.all(
    people.map(({ subjectId }) => keep(subjectId, 4, ['service-provision'])),
  );
  const { purposes } = fixture.policy;
  const shorter = { ...purposes['service-provision']!, retention: 'P12D' };
  const policy = { ...fixture.policy, purposes: { ...purposes, 'service-provision': shorter } };
  const stop = sweeping.drive(undefined, policy);

  const swept = await sweptOf(await sweep(), 'everybody');
  await stop();

  expect(swept).toMatchObject({ state: 'done' });
  expect(swept?.people).toBeGreaterThanOrEqual(3);
  expect(swept?.entryId).toBeDefined();
  for (const [index, { subjectId }] of people.entries()) {
    const end = toEpochSeconds(retained[index]!.collectedAt) + 12 * day;
    expect((await rowsOf(subjectId)).map(({ expiresAt }) => expiresAt)).toEqual([
      end,
      end,
      end,
      end,
    ]);
  }
});

describe('a sweep over everybody that meets a broken row', () => {
  const again = async () => {
    const parts = { ...fixture, workflow: sweeping.workflow };
    const database = boundTo(retentionApi, fixture, fixture.database);
    const app = createApp(parts, reportRoutes, reportHandlers({ ...parts, database }));
    const caller = { kind: 'staff', issuer: 'https://issuer.example.com/', name: 'dpo' } as const;
    const asked = { method: 'POST', path: '/v1/governance/retention/sweeps', caller };
    return call(app, justSignedIn(asked, fixture.clock()));
  };
  const ended = async (state: string) => {
    await expect
      .poll(async () => (await sweepsOf('everybody')).sweeps[0]?.state, { timeout: 20_000 })
      .toBe(state);
  };

  test('sweeps all other people, fails for the alarm, and is done again when staff ask', async () => {
    const [broken, sound] = [await newPerson(fixture), await newPerson(fixture)];
    const key = { subjectId: broken.subjectId, recordId: '00000000-0000-7000-8000-000000000000' };
    await transact(fixture.database, [insert(records, { ...key, version: 1 })]);
    for (const { subjectId } of [broken, sound]) await keep(subjectId, 2, ['service-provision']);
    const stop = sweeping.drive();
    const moved = async ({ subjectId }: { readonly subjectId: SubjectId }) =>
      (await rowsOf(subjectId)).filter(
        ({ expiresAt = Infinity }) => expiresAt < toEpochSeconds(fixture.clock()) + 400 * day,
      ).length;

    const first = await sweep();
    const outcome = await sweeping.ended(first.executionName);
    const afterFirst = [await moved(broken), await moved(sound)];
    await transact(fixture.database, [remove(records, key, 1)]);
    const asked = await again();
    await expect
      .poll(async () => (await sweepsOf('everybody')).sweeps[0]?.sweepId, { timeout: 20_000 })
      .not.toBe(first.sweepId);
    await ended('done');
    await stop();

    expect(outcome).toBe('failed');
    expect(afterFirst).toEqual([0, 2]);
    expect([asked.status, asked.body]).toEqual([202, { started: true }]);
    expect([await moved(broken), await moved(sound)]).toEqual([2, 2]);
  });

  test('while one is under way, asking starts no other', async () => {
    const stop = sweeping.drive();
    const both = await Promise.all([again(), again()]);
    await ended('running');
    const third = await again();
    await ended('done');
    await stop();

    expect(both.map(({ body }) => body.started).sort()).toEqual([false, true]);
    expect(third.body).toEqual({ started: false });
  });
});

test('what retention took under a hold is put back as long as the hold is open (GDPR Art. 17(3)(e))', async () => {
  const { subjectId } = await newPerson(fixture);
  const imageOf = (recordId: string) => ({
    ...{ subjectId: { S: subjectId }, recordId: { S: recordId }, version: { N: '1' } },
    ...{ category: { S: 'prompt-text' }, purposes: { L: [{ S: 'service-provision' }] } },
    collectedAt: { S: toRfc3339(fixture.clock()) },
    expiresAt: { N: String(toEpochSeconds(fixture.clock())) },
  });
  // One restorer for a batch, which may take a minute.
  const restorer = openRestorer(fixture);
  await set(fixture, subjectId, { heldCategories: 'all' });

  const stored = await restorer.restore(imageOf('a'));
  await set(fixture, subjectId, { heldCategories: [] });
  const released = await restorer.restore(imageOf('b'));

  expect([stored, released]).toEqual([true, false]);
  expect((await rowsOf(subjectId)).map(({ recordId }) => recordId)).toEqual(['a']);
});

test.each(['person', 'everybody'] as const)(
  'a sweep over %s leaves the rest to one that began later under another policy',
  async (scope) => {
    const { subjectId } = await newPerson(fixture);
    const { ids } = await keep(subjectId, 2, ['improvement']);
    const older = await sweep(scope === 'person' ? subjectId : undefined);
    const policy = { ...fixture.policy, version: `sha256:${'1'.repeat(64)}` };
    await openSweeps({ ...fixture, policy }).begin({ sweepId: newSweepId() });
    const stop = sweeping.drive();

    const swept = await sweptOf(older, scope);
    await stop();

    expect(swept).toMatchObject({ state: 'superseded', seen: 0, changed: 0, deleted: 0 });
    expect((await rowsOf(subjectId)).map(({ recordId }) => recordId)).toEqual(ids);
  },
);

const imageOf = (item: Item) =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, toAttribute(value ?? '')]));

describe('the streams of people and of what they said', () => {
  const image = (value: object) => ({ S: JSON.stringify(value) });
  const consume = (changes: readonly object[]) =>
    startSweeps({ ...fixture, workflow: sweeping.workflow })({ Records: [...changes] as never });
  const ofPerson = (subjectId: string, before: object, after: object) => ({
    eventName: 'MODIFY',
    dynamodb: {
      SequenceNumber: '1',
      Keys: { subjectId: { S: subjectId } },
      OldImage: { settings: image(before) },
      NewImage: { settings: image(after), version: { N: '2' } },
    },
  });
  /** In the table, and in no count: counting may have lost it, or a restore brought it back. */
  const stored = (subjectId: SubjectId, purposes: readonly string[]) =>
    keep(subjectId, 1, purposes);
  /** Of the moment to which the clock of the fixture is set. */
  const wasStarted = async (subjectId: SubjectId): Promise<boolean> => {
    const name = `${subjectId}-${Math.floor(fixture.clock() / 15_000)}`;
    const input = { sweepId: newSweepId() };
    return (await sweeping.workflow.start('retention-sweep', name, input)) === 'already-started';
  };
  const stateOf = async (subjectId: SubjectId) => {
    const { Item } = await fixture.database.client.send(
      new GetItemCommand({
        TableName: fixture.database.physicalName(consentStates),
        Key: { subjectId: { S: subjectId }, purpose: { S: 'improvement' } },
      }),
    );
    return Item;
  };
  /** What the stream brings of what a person says. */
  async function saying(subjectId: SubjectId, state: 'given' | 'withdrawn' | 'refused') {
    const before = await stateOf(subjectId);
    await say(fixture, subjectId, state);
    return {
      eventName: before === undefined ? 'INSERT' : 'MODIFY',
      dynamodb: {
        SequenceNumber: '1',
        Keys: { subjectId: { S: subjectId }, purpose: { S: 'improvement' } },
        ...(before && { OldImage: before }),
        NewImage: await stateOf(subjectId),
      },
    };
  }

  /** Leaves nothing of a row but its key. */
  const breakRow = (table: TableFacts, key: Key) =>
    fixture.database.client.send(
      new PutItemCommand({
        TableName: fixture.database.physicalName(table),
        Item: marshalKey(key),
      }),
    );

  beforeEach(() => fixture.setClock('2026-11-24T10:00:00Z'));
  afterAll(() => fixture.setClock(undefined));

  test('start one sweep for a change that decides, however often they bring it', async () => {
    const { subjectId } = await newPerson(fixture);
    await stored(subjectId, ['service-provision']);
    const change = ofPerson(subjectId, { storage: 'on' }, { storage: 'off' });
    const other = await newPerson(fixture);
    await stored(other.subjectId, ['service-provision']);
    const same = ofPerson(other.subjectId, { storage: 'on' }, { storage: 'on' });

    expect(await consume([change, same])).toEqual({ batchItemFailures: [] });
    expect(await consume([change])).toEqual({ batchItemFailures: [] });

    expect(await wasStarted(subjectId)).toBe(true);
    expect(await wasStarted(other.subjectId)).toBe(false);
  });

  test('start one for all that a person changes within 15 seconds, and another for what comes later', async () => {
    const { subjectId } = await newPerson(fixture);
    await stored(subjectId, ['improvement']);
    const before = (await sweepsStarted()).length;

    for (const second of ['00', '05', '14']) {
      fixture.setClock(`2026-11-24T10:00:${second}Z`);
      await consume([ofPerson(subjectId, { storage: 'on' }, { storage: 'off' })]);
    }
    const within = (await sweepsStarted()).length;
    fixture.setClock('2026-11-24T10:00:15Z');
    await consume([ofPerson(subjectId, { storage: 'off' }, { storage: 'on' })]);

    expect([within - before, (await sweepsStarted()).length - before]).toEqual([1, 2]);
  });

  const sweepsStarted = async () => {
    const { Items = [] } = await fixture.database.client.send(
      new ScanCommand({ TableName: workflowExecutions.name }),
    );
    return Items;
  };

  test('start one for what a person says (GDPR Art. 7(3)), where a record serves the purpose', async () => {
    const [served, foreign, none] = [
      await newPerson(fixture),
      await newPerson(fixture),
      await newPerson(fixture),
    ];
    await stored(served.subjectId, ['service-provision', 'improvement']);
    await stored(foreign.subjectId, ['service-provision']);

    for (const { subjectId } of [served, foreign, none]) {
      await consume([await saying(subjectId, 'given')]);
    }

    expect(await wasStarted(served.subjectId)).toBe(true);
    expect(await wasStarted(foreign.subjectId)).toBe(false);
    expect(await wasStarted(none.subjectId)).toBe(false);
  });

  test('start one where more is stored than one read returns, whatever it serves', async () => {
    const { subjectId } = await newPerson(fixture);
    const large = 'x'.repeat(200 * 1024);
    await keep(subjectId, 6, ['service-provision'], large);

    await consume([await saying(subjectId, 'given')]);

    expect(await wasStarted(subjectId)).toBe(true);
  });

  test.each([
    ['the person', subjects, () => ({})],
    ['what they said', consentStates, () => ({ purpose: 'support' })],
    ['a record', records, () => ({ recordId: newRecordId() })],
  ] as const)('start one where a row of %s is broken, and go on', async (_title, table, key) => {
    const [broken, sound] = [await newPerson(fixture), await newPerson(fixture)];
    await stored(sound.subjectId, ['improvement']);
    const changes = [
      await saying(broken.subjectId, 'given'),
      await saying(sound.subjectId, 'given'),
    ];
    await breakRow(table, { subjectId: broken.subjectId, ...key() });

    expect(await consume(changes)).toEqual({ batchItemFailures: [] });

    expect(await wasStarted(broken.subjectId)).toBe(true);
    expect(await wasStarted(sound.subjectId)).toBe(true);
  });

  test('start none where what was said permits as little as before', async () => {
    const { subjectId } = await newPerson(fixture);
    await stored(subjectId, ['improvement']);

    await consume([await saying(subjectId, 'withdrawn')]);
    await consume([await saying(subjectId, 'withdrawn')]);
    expect(await wasStarted(subjectId)).toBe(false);

    fixture.setClock('2026-11-24T10:01:00Z');
    await consume([await saying(subjectId, 'given')]);
    expect(await wasStarted(subjectId)).toBe(true);
    fixture.setClock('2026-11-24T10:02:00Z');
    await consume([await saying(subjectId, 'withdrawn')]);
    expect(await wasStarted(subjectId)).toBe(true);
  });

  test('start one for a new residence also where nothing is stored: people are informed by a day', async () => {
    const { subjectId } = await newPerson(fixture);
    const { dynamodb } = ofPerson(subjectId, {}, {});

    await consume([
      {
        eventName: 'MODIFY',
        dynamodb: { ...dynamodb, OldImage: {}, NewImage: { declaredResidence: { S: 'DE' } } },
      },
    ]);

    expect(await wasStarted(subjectId)).toBe(true);
  });

  test('start one for a change that cannot be compared', async () => {
    const { subjectId } = await newPerson(fixture);
    await stored(subjectId, ['improvement']);
    const Keys = { subjectId: { S: subjectId }, purpose: { S: 'improvement' } };

    await consume([{ eventName: 'MODIFY', dynamodb: { SequenceNumber: '1', Keys } }]);

    expect(await wasStarted(subjectId)).toBe(true);
  });

  test('bring a change again that nothing could be started for', async () => {
    const { subjectId } = await newPerson(fixture);
    const broken = await brokenAfter(fixture, 'GetItem', 0);
    const change = ofPerson(subjectId, { storage: 'on' }, { storage: 'off' });
    const { batchItemFailures } = await startSweeps({
      ...fixture,
      database: broken.database,
      workflow: sweeping.workflow,
    })({ Records: [change] as never });
    await broken.stop();

    expect(batchItemFailures).toEqual([{ itemIdentifier: '1' }]);
  });

  describe('a record that was written on facts from before a change, and counted after it', () => {
    const sweepLate = (changes: readonly DynamoDBRecord[]) =>
      startLateSweeps({ ...fixture, workflow: sweeping.workflow }, changes);
    /** Its end is that of the improvement of the service while there is a consent. */
    async function written(subjectId: SubjectId, more: object = {}): Promise<DynamoDBRecord> {
      const { person } = (await readPerson(fixture, subjectId))!;
      const collectedAt = fixture.clock();
      const data = { category: 'prompt-text', purposes: ['improvement'], collectedAt };
      const end = openRetentionRules(person).endOf(data);
      if (end.kind !== 'expires') throw new Error(end.kind);
      const recordId = newRecordId();
      return {
        eventName: 'INSERT',
        dynamodb: {
          Keys: { subjectId: { S: subjectId }, recordId: { S: recordId } },
          NewImage: imageOf({
            ...{ subjectId, recordId, version: 1, category: 'prompt-text' },
            ...{ purposes: ['improvement'], collectedAt: toRfc3339(collectedAt) },
            ...{ storedAt: collectedAt, expiresAt: end.at, ...more },
          }) as never,
        },
      };
    }

    const isSwept = async (...changes: DynamoDBRecord[]): Promise<boolean> => {
      const ids = changes.map(({ dynamodb }) => dynamodb?.Keys?.['recordId']?.S ?? '');
      const names = (await sweepsStarted()).map((item) => item['executionName']?.S ?? '');
      return ids.some((id) => names.includes(`late-${id}`));
    };

    test('starts a sweep, and none while its end is right', async () => {
      const { subjectId } = await newPerson(fixture);
      await say(fixture, subjectId, 'given');
      fixture.setClock('2026-11-24T10:00:20Z');
      const record = await written(subjectId);

      await sweepLate([record]);
      expect(await isSwept(record)).toBe(false);

      fixture.setClock('2026-11-24T10:01:00Z');
      await consume([await saying(subjectId, 'withdrawn')]);
      await sweepLate([record]);
      expect(await isSwept(record)).toBe(true);
    });

    test('starts one of its own in the moment of another, which may have passed it, and only one', async () => {
      const { subjectId } = await newPerson(fixture);
      await stored(subjectId, ['improvement']);
      await say(fixture, subjectId, 'given');
      fixture.setClock('2026-11-24T10:00:20Z');
      const [one, other] = [await written(subjectId), await written(subjectId)];
      fixture.setClock('2026-11-24T10:01:00Z');
      await consume([await saying(subjectId, 'withdrawn')]);
      const before = (await sweepsStarted()).length;

      await sweepLate([one, other]);
      await sweepLate([one, other]);

      expect(await wasStarted(subjectId)).toBe(true);
      expect(await isSwept(one, other)).toBe(true);
      expect((await sweepsStarted()).length - before).toBe(1);
    });

    test('of a person with a broken row starts one, and keeps no one waiting', async () => {
      const [broken, sound] = [await newPerson(fixture), await newPerson(fixture)];
      for (const { subjectId } of [broken, sound]) await say(fixture, subjectId, 'given');
      fixture.setClock('2026-11-24T10:00:20Z');
      const changes = [await written(broken.subjectId), await written(sound.subjectId)] as const;
      await say(fixture, sound.subjectId, 'withdrawn');
      await breakRow(subjects, { subjectId: broken.subjectId });

      await sweepLate(changes);

      expect(await isSwept(changes[0])).toBe(true);
      expect(await isSwept(changes[1])).toBe(true);
    });

    test('starts none where it is over anyway, or exempt', async () => {
      const { subjectId } = await newPerson(fixture);
      await say(fixture, subjectId, 'given');
      fixture.setClock('2026-11-24T10:00:20Z');
      const over = await written(subjectId, { expiresAt: toEpochSeconds(fixture.clock()) - 1 });
      const exempt = await written(subjectId, { withheld: 'legal-claims' });
      await say(fixture, subjectId, 'withdrawn');

      await sweepLate([over, exempt]);

      expect(await isSwept(over, exempt)).toBe(false);
    });
  });
});
