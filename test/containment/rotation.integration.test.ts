import { setTimeout as delay } from 'node:timers/promises';
import type { DynamoDBRecord } from 'aws-lambda';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { outbox } from '../../lambda/ledger/table.ts';
import { keyRotation } from '../../lambda/incident/containment/needs.ts';
import { rotatedClasses } from '../../lambda/incident/rotation/classes.ts';
import {
  encryptPage,
  startOfRecords,
  switchKeys,
} from '../../lambda/incident/rotation/rotate-person.ts';
import { rotateKeys } from '../../lambda/incident/rotation/run.ts';
import type { Database } from '../../lambda/platform/dynamo/database.ts';
import type { TableFacts } from '../../lambda/platform/dynamo/facts.ts';
import { fromItem, insert } from '../../lambda/platform/dynamo/statement.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import { kidOf } from '../../lambda/platform/envelope/envelope.ts';
import { openSubjectKeys } from '../../lambda/platform/keyring/subject-keys.ts';
import { destroyPreviousKey } from '../../lambda/platform/keyring/rotate-keys.ts';
import { subjectKeys, tombstones } from '../../lambda/platform/keyring/table.ts';
import { openLog } from '../../lambda/platform/log/log.ts';
import { insertion } from '../../lambda/record/rows.ts';
import { records } from '../../lambda/record/table.ts';
import { seconds, toEpochSeconds } from '../../lambda/value/time.ts';
import { retentionStream } from '../../lambda/retention/needs.ts';
import { erasureLimit } from '../../lambda/retention/table.ts';
import { watchKeys } from '../../lambda/retention/watch-keys.ts';
import type { ContainmentId, IncidentId } from '../../lambda/value/ids.ts';
import { dyingAfter } from '../faults/dying-after.ts';
import { correct, mine, newPerson, query, write, writeRequest } from '../record/calls.ts';
import type { Person } from '../record/calls.ts';
import { boundTo } from '../record/record-fixture.ts';
import { readStream } from '../retention/stream-source.ts';
import { anyOrder } from '../support/destruction.ts';
import { openContainmentFixture } from './containment-fixture.ts';
import type { ContainmentFixture } from './containment-fixture.ts';

let fixture: ContainmentFixture;
let stop: (() => Promise<void>) | undefined;
beforeAll(async () => {
  fixture = await openContainmentFixture({});
});
afterEach(async () => {
  await stop?.();
  stop = undefined;
});
afterAll(() => fixture.stop());

/** About half a second, as fast as the clock of workflows runs here. */
const usualSeconds = 1_000;

function drive(
  databaseOf?: (run: number) => Database,
  lastUseSeconds: number = usualSeconds,
): void {
  stop = fixture.driving.drive(
    'key-rotation',
    ({ incidentId, containmentId }, context, on) => {
      const { keyring, policy, clock, log } = fixture;
      const database = boundTo(keyRotation, fixture, on);
      const keys = openSubjectKeys({ database, keyring, clock, cacheSeconds: 1 });
      return rotateKeys(
        { ...{ database, keyring, policy, clock, log, lastUseSeconds }, subjectKeys: keys },
        context,
        {
          incidentId: incidentId as IncidentId,
          containmentId: containmentId as ContainmentId,
        },
      );
    },
    databaseOf,
  );
}

const rowsOf = async (table: TableFacts) => {
  const { client, physicalName } = fixture.database;
  const { Items = [] } = await client.send(new ScanCommand({ TableName: physicalName(table) }));
  return Items.map(fromItem);
};
const of = ({ subjectId }: Person, rows: Record<string, unknown>[]) =>
  rows.filter((row) => row['subjectId'] === subjectId);
const keysOf = async (person: Person) =>
  Object.fromEntries(
    of(person, await rowsOf(subjectKeys)).map((row) => [row['erasureClass'], row['kid']]),
  ) as Record<string, string>;
const kidsOf = async (person: Person) =>
  of(person, await rowsOf(records)).map((row) => String(kidOf(row['sealed'] as Uint8Array)));
const destroyed = async () => new Set((await rowsOf(tombstones)).map(({ kid }) => kid));

async function withRecords(count = 3): Promise<Person> {
  const person = await newPerson(fixture);
  const app = fixture.recordApp();
  for (let index = 0; index < count; index += 1) {
    const category = index % 2 === 0 ? 'prompt-text' : 'output-text';
    const { status } = await write(
      app,
      writeRequest(person, { category, content: { text: `record ${index}` } }),
    );
    expect(status).toBe(201);
  }
  return person;
}
const readable = async (person: Person): Promise<string[]> => {
  const { body } = await mine(fixture.recordApp(), person, 'GET');
  return body.items.map((item) => JSON.stringify((item as { content?: unknown }).content)).sort();
};

async function rotate(person: Person, incidentId?: string) {
  const incident = incidentId ?? (await fixture.newIncident());
  const body = { action: 'rotate-keys', scope: { subjects: [person.subject] } };
  const { status, body: made } = await fixture.contain(incident, body);
  expect(status).toBe(201);
  const { containmentId } = made as { containmentId: string };
  return { incidentId: incident, containmentId, execution: `rotation-${containmentId}-1` };
}
describe('a rotation', () => {
  test('puts new keys in the place of those of records, and destroys the old ones', async () => {
    const [person, other] = [await withRecords(), await withRecords(1)];
    const [before, content] = [await keysOf(person), await readable(person)];
    const plan = await fixture.contain(await fixture.newIncident(), {
      ...{ action: 'rotate-keys', scope: { subjects: [person.subject] } },
      dryRun: true,
    });
    expect(plan.body.counts).toEqual({ people: 1, unknown: 0, keys: 2 });
    expect(await keysOf(person)).toEqual(before);

    drive();
    const { execution, incidentId } = await rotate(person);
    expect(await fixture.driving.ended(execution)).toBe('succeeded');

    const after = await keysOf(person);
    expect(Object.keys(after).sort()).toEqual(Object.keys(before).sort());
    for (const [name, kid] of Object.entries(before)) {
      const isOfRecords = name === 'prompt-text' || name === 'output-text';
      expect(after[name] === kid, name).toBe(!isOfRecords);
      expect((await destroyed()).has(kid), name).toBe(isOfRecords);
    }
    expect(await readable(person)).toEqual(content);
    for (const kid of await kidsOf(person)) expect(Object.values(after)).toContain(kid);
    expect((await kidsOf(other)).some((kid) => Object.values(before).includes(kid))).toBe(false);
    const { body } = await fixture.send('GET', `/v1/incidents/${incidentId}`);
    expect((body.timeline as { kind: string }[]).map(({ kind }) => kind)).toContain(
      'containment-applied',
    );
  });

  test('while people and services read, write and correct: everything is there all the time', async () => {
    const person = await withRecords(6);
    const app = fixture.recordApp();
    let [running, written] = [true, 6];
    const work = async () => {
      while (running) {
        const stored = written;
        const page = await mine(app, person, 'GET');
        expect(page.body.items.length).toBeGreaterThanOrEqual(stored);
        const { recordId } = page.body.items.at(-1)!;
        const one = await mine(app, person, 'GET', recordId);
        const { status } = await correct(
          app,
          person,
          recordId,
          { text: `corrected ${written}` },
          one.headers['etag'] ?? '',
        );
        expect([200, 412]).toContain(status);
        const served = await query(app, { subject: person.subject, purpose: 'service-provision' });
        expect(served.body.items.length).toBeGreaterThanOrEqual(stored);
        // What is read is one page.
        if (written === 25) continue;
        expect((await write(app, writeRequest(person))).status).toBe(201);
        written += 1;
      }
    };
    drive();
    const working = work();
    const { execution } = await rotate(person);
    expect(await fixture.driving.ended(execution)).toBe('succeeded');
    running = false;
    await working;

    expect(await readable(person)).toHaveLength(written);
    const gone = await destroyed();
    expect((await kidsOf(person)).filter((kid) => gone.has(kid))).toEqual([]);
  }, 60_000);

  test('waits for calls that have read the old key: what they still write under it can be read', async () => {
    const person = await withRecords(1);
    const now = fixture.clock();
    const draft = fixture.records.draft(
      person.subjectId,
      { category: 'prompt-text', purposes: ['service-provision'], content: { text: 'slow' } },
      { collectedAt: now, expiresAt: seconds(toEpochSeconds(now) + 86_400) },
    );
    const slow = await insertion(fixture.subjectKeys, draft);
    drive(undefined, 20 * usualSeconds);
    const { execution } = await rotate(person);
    while (Object.keys(await keysOf(person)).every((name) => !name.includes('~')));
    await delay(500);
    expect((await transact(fixture.database, [slow])).kind).toBe('committed');

    expect(await fixture.driving.ended(execution)).toBe('succeeded');

    expect(await readable(person)).toHaveLength(2);
    const gone = await destroyed();
    expect((await kidsOf(person)).filter((kid) => gone.has(kid))).toEqual([]);
  }, 120_000);

  test('is completed though its process is killed after any of its writes', async () => {
    for (let writes = 1, died = true; died; writes += 2) {
      const person = await withRecords(3);
      const content = await readable(person);
      const dying = dyingAfter(fixture, writes);
      drive((run) => (run === 1 ? dying : fixture.database));
      const { execution } = await rotate(person);

      expect(await fixture.driving.ended(execution)).toBe('succeeded');
      await stop?.();

      died = dying.died();
      expect(await readable(person)).toEqual(content);
      const gone = await destroyed();
      expect((await kidsOf(person)).filter((kid) => gone.has(kid))).toEqual([]);
      expect(Object.keys(await keysOf(person)).some((name) => name.includes('~'))).toBe(false);
    }
  }, 120_000);

  test('whose last step is repeated leaves a key that another rotation has replaced since', async () => {
    const person = await withRecords();
    const content = await readable(person);
    const { subjectId } = person;
    const first = await switchKeys(fixture, subjectId);
    for (let place = startOfRecords; !place.isDone;) {
      place = await encryptPage(fixture, subjectId, place);
    }
    const destroy = async () => {
      for (const erasureClass of await rotatedClasses(fixture.database, subjectId)) {
        const order = { containmentId: 'first', replaced: first.replaced, name: named };
        await destroyPreviousKey(fixture, { subjectId, erasureClass }, order);
      }
    };
    const named = () => Promise.resolve();
    await destroy();
    const second = await switchKeys(fixture, subjectId);

    await destroy();

    expect(first.replaced).toHaveLength(2);
    expect(second.replaced).toHaveLength(2);
    const gone = await destroyed();
    expect(first.replaced.every((kid) => gone.has(kid))).toBe(true);
    expect(second.replaced.filter((kid) => gone.has(kid))).toEqual([]);
    expect(await readable(person)).toEqual(content);
  });

  test('that is ordered twice at the same moment is one', async () => {
    const person = await withRecords();
    const incidentId = await fixture.newIncident();

    const [one, other] = await Promise.all([
      rotate(person, incidentId),
      rotate(person, incidentId),
    ]);

    expect(one.containmentId).toBe(other.containmentId);
  });

  test('that is undone stops, and everything stays readable; another one completes it', async () => {
    const person = await withRecords();
    const content = await readable(person);
    const first = await rotate(person);
    const undone = await fixture.undo(first.incidentId, first.containmentId);
    expect(undone.body.state).toBe('undone');
    drive();
    expect(await fixture.driving.ended(first.execution)).toBe('succeeded');
    expect(await readable(person)).toEqual(content);

    const second = await rotate(person);
    expect(await fixture.driving.ended(second.execution)).toBe('succeeded');

    expect(await readable(person)).toEqual(content);
    const final = await fixture.undo(second.incidentId, second.containmentId);
    expect(final.status).toBe(409);
  });

  test('of a person who is erased meanwhile: the erasure destroys every key', async () => {
    const person = await withRecords();
    drive();
    const { execution } = await rotate(person);
    while (Object.keys(await keysOf(person)).every((name) => !name.includes('~')));
    await fixture.subjects.fence(person.subjectId);
    await fixture.subjectKeys.destroy(person.subjectId, { order: anyOrder, keep: [] });

    expect(await fixture.driving.ended(execution)).toBe('succeeded');

    expect(await keysOf(person)).toEqual({});
    const gone = await destroyed();
    expect((await kidsOf(person)).every((kid) => gone.has(kid))).toBe(true);
  });
});

describe('the witness of key destructions', () => {
  const lines: string[] = [];
  test('reports none of a rotation, and one that no rotation named', async () => {
    const person = await withRecords();
    drive();
    const { execution, containmentId } = await rotate(person);
    expect(await fixture.driving.ended(execution)).toBe('succeeded');
    const rotated = (await rowsOf(tombstones)).filter(
      (row) => row['containmentId'] === containmentId,
    );
    const stones = (await readStream(fixture, tombstones)).filter(
      ({ dynamodb }) => dynamodb?.NewImage?.['containmentId']?.S === containmentId,
    );
    const removals = (await readStream(fixture, subjectKeys)).filter(
      ({ eventName, dynamodb }) =>
        eventName === 'REMOVE' && dynamodb?.Keys?.['subjectId']?.S === person.subjectId,
    );
    const log = openLog({ function: 'watch', stage: 'test' }, (line) => void lines.push(line));
    const { policy, clock, database } = fixture;
    const consume = watchKeys({
      ...{ policy, clock, log },
      database: boundTo(retentionStream, fixture, database),
    });
    await consume({ Records: [...stones, ...removals] });

    expect(rotated).toHaveLength(2);
    expect([stones.length, removals.length]).toEqual([2, 2]);
    expect(lines.filter((line) => line.includes('KEY_DESTRUCTION_UNEXPLAINED'))).toEqual([]);
    // Nor does it count as a person who lost keys: see `lambda/retention/pause`.
    expect(await rowsOf(erasureLimit)).toEqual([]);

    const kid = 'f'.repeat(32);
    await transact(database, [
      insert(tombstones, {
        ...{ kid, commitment: 'a'.repeat(64), containmentId },
        destroyedAt: new Date().toISOString(),
      }),
    ]);
    const forged = (await readStream(fixture, tombstones)).filter(
      ({ dynamodb }) => dynamodb?.Keys?.['kid']?.S === kid,
    );
    await consume({ Records: forged });
    expect(lines.filter((line) => line.includes('KEY_DESTRUCTION_UNEXPLAINED'))).toHaveLength(1);
    const entries = (await rowsOf(outbox)).filter(
      ({ type }) => type === 'key.unexplained-destruction',
    );
    expect(entries.map(({ codes }) => (codes as { kid: string }).kid)).toEqual([kid]);

    // Without an order of staff the same rows are a loss.
    const other = await withRecords();
    await consume({ Records: removals.map((change) => asOf(change, other.subjectId)) });
    expect(await rowsOf(erasureLimit)).toMatchObject([{ people: 1 }]);
  });
});

/** The same change of a key row of another person. */
const asOf = (change: DynamoDBRecord, subjectId: string): DynamoDBRecord => ({
  ...change,
  eventID: `${change.eventID ?? ''}-${subjectId}`,
  dynamodb: {
    ...change.dynamodb,
    Keys: { ...change.dynamodb?.Keys, subjectId: { S: subjectId } },
  },
});
