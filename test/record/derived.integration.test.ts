import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listActivity } from '../../lambda/ledger/activity-list.ts';
import type { App } from '../../lambda/platform/http/app.ts';
import { untouched } from '../../lambda/subject/model/subject.ts';
import { startOf, sweepPage } from '../../lambda/retention/sweep-person.ts';
import { wasDeleted } from '../../lambda/retention/store.ts';
import { say, set } from '../retention/sweeping.ts';
import type { Person } from './calls.ts';
import { mine, writeRequest, query, newPerson, write, writeBatch } from './calls.ts';
import { openRecordFixture } from './record-fixture.ts';
import type { RecordFixture } from './record-fixture.ts';

let fixture: RecordFixture;
let app: App;
beforeAll(async () => {
  fixture = await openRecordFixture({ streams: 'off' });
  app = fixture.recordApp();
});
afterAll(() => fixture.stop());

const daysAgo = (days: number) => new Date(fixture.clock() - days * 86_400_000).toISOString();
const store = async (person: Person, overrides: object = {}) =>
  (await write(app, writeRequest(person, overrides))).body;
const derive = (person: Person, derivedFrom: string, overrides: object = {}) =>
  write(app, writeRequest(person, { content: 'a summary', derivedFrom, ...overrides }));
const idsOf = async (person: Person) =>
  (await mine(app, person, 'GET')).body.items.map(({ recordId }) => recordId).sort();
const sweep = ({ subjectId }: Person) =>
  sweepPage({ ...fixture, rowsPerPage: 100 }, startOf(subjectId));

describe('GDPR Art. 5(1)(e): what is made from a record', () => {
  test('ends with it at the latest, and its person sees what it is made from', async () => {
    const ada = await newPerson(fixture);
    const source = await store(ada, { collectedAt: daysAgo(20) });

    const { body } = await derive(ada, source.recordId);
    const shown = await mine(app, ada, 'GET', body.recordId);

    expect(body.expiresAt).toBe(source.expiresAt);
    expect(shown.body).toMatchObject({ derivedFrom: source.recordId });
  });

  test('ends before it where its own period is over earlier', async () => {
    const ada = await newPerson(fixture);
    const source = await store(ada);

    const { body } = await derive(ada, source.recordId, { collectedAt: daysAgo(20) });

    expect(Date.parse(body.expiresAt)).toBeLessThan(Date.parse(source.expiresAt));
  });

  test('is swept with it to the end that the person sets', async () => {
    const ada = await newPerson(fixture);
    const source = await store(ada, { collectedAt: daysAgo(5) });
    const made = await derive(ada, source.recordId, {
      category: 'usage-log',
      purposes: ['safety'],
    });
    await set(fixture, ada.subjectId, {
      settings: { ...untouched, retention: { 'prompt-text': 'P7D' } },
    });

    const swept = await sweep(ada);
    const ends = (await mine(app, ada, 'GET')).body.items.map((item) =>
      Reflect.get(item, 'expiresAt'),
    );

    expect(made.status).toBe(201);
    expect(swept).toMatchObject({ changed: 2, deleted: 0 });
    expect(new Set(ends).size).toBe(1);
    expect(Date.parse(String(ends[0]))).toBeLessThan(fixture.clock() + 3 * 86_400_000);
  });

  test('goes with it when its basis ends, for readers at once and by the sweep', async () => {
    const ada = await newPerson(fixture);
    await say(fixture, ada.subjectId, 'given');
    const source = await store(ada, { purposes: ['improvement'] });
    const { recordId } = (await derive(ada, source.recordId)).body;
    const before = await idsOf(ada);
    await say(fixture, ada.subjectId, 'withdrawn');

    const read = await idsOf(ada);
    const swept = await sweep(ada);

    expect(before).toEqual([source.recordId, recordId].sort());
    expect(read).toEqual([]);
    expect(swept.deleted).toBe(2);
    expect(await wasDeleted(fixture.database, recordId)).toBe(true);
  });
});

describe('GDPR Art. 17(1): deleting a record', () => {
  test('deletes what was made from it, each explained, entered and reported', async () => {
    const ada = await newPerson(fixture);
    const [source, other] = [await store(ada), await store(ada)];
    const items = Array.from({ length: 25 }, () =>
      writeRequest(ada, { derivedFrom: source.recordId }),
    );
    const { body } = await writeBatch(app, items);
    await derive(ada, source.recordId);

    const removed = await mine(app, ada, 'DELETE', source.recordId);

    expect(body.items.every(({ status }) => status === 201)).toBe(true);
    expect(removed.status).toBe(204);
    expect(await idsOf(ada)).toEqual([other.recordId]);
    expect(await fixture.records.count(ada.subjectId)).toEqual([
      { category: 'prompt-text', count: 1 },
    ]);
    const explained = await Promise.all(
      body.items.map(({ recordId }) => wasDeleted(fixture.database, recordId)),
    );
    expect(explained.every(Boolean)).toBe(true);
    const { items: reported } = await listActivity(fixture, ada.subjectId, { limit: 100 });
    expect(reported.filter(({ kind }) => kind === 'record-deleted')).toHaveLength(27);
  });

  test('and many others at the same moment deletes them all', async () => {
    const ada = await newPerson(fixture);
    const stored = await Promise.all(Array.from({ length: 12 }, () => store(ada)));

    const answers = await Promise.all(
      stored.map(({ recordId }) => mine(app, ada, 'DELETE', recordId)),
    );

    expect(answers.map(({ status }) => status)).toEqual(stored.map(() => 204));
    expect(await idsOf(ada)).toEqual([]);
  });

  test('while others are made from it leaves none of them behind', async () => {
    const ada = await newPerson(fixture);
    const source = await store(ada);

    const [removed] = await Promise.all([
      mine(app, ada, 'DELETE', source.recordId),
      ...Array.from({ length: 6 }, () => derive(ada, source.recordId)),
    ]);
    if (removed.status !== 204) await mine(app, ada, 'DELETE', source.recordId);

    expect(await fixture.records.count(ada.subjectId)).toEqual([]);
  });

  test('made from another one takes a formal request, or goes with that one', async () => {
    const ada = await newPerson(fixture);
    const source = await store(ada);
    const { recordId } = (await derive(ada, source.recordId)).body;

    const refused = await mine(app, ada, 'DELETE', recordId);
    const left = await idsOf(ada);
    const removed = await mine(app, ada, 'DELETE', source.recordId);

    expect(refused.body).toMatchObject({ status: 409, origin: 'inferred' });
    expect(left).toEqual([source.recordId, recordId].sort());
    expect(removed.status).toBe(204);
    expect(await idsOf(ada)).toEqual([]);
  });

  test('GDPR Art. 17(3)(b): leaves what was made from it and an erasure would keep', async () => {
    const ada = await newPerson(fixture);
    const source = await store(ada);
    const score = { category: 'safety-score', purposes: ['safety'] };
    const made = await derive(ada, source.recordId, score);

    const { status } = await mine(app, ada, 'DELETE', source.recordId);

    expect(status).toBe(204);
    expect(await idsOf(ada)).toEqual([made.body.recordId]);
  });

  test('GDPR Art. 17(3)(e): deletes nothing where a hold keeps what was made from it', async () => {
    const ada = await newPerson(fixture);
    const source = await store(ada);
    const made = await derive(ada, source.recordId, {
      category: 'usage-log',
      purposes: ['safety'],
    });
    await set(fixture, ada.subjectId, { heldCategories: ['usage-log'] });

    const { status } = await mine(app, ada, 'DELETE', source.recordId);

    expect(status).toBe(409);
    expect(await idsOf(ada)).toEqual([source.recordId, made.body.recordId].sort());
  });
});

describe('a record cannot be made', () => {
  test('from one of another person, an unknown one or one that is gone', async () => {
    const [ada, grace] = [await newPerson(fixture), await newPerson(fixture)];
    const [foreign, gone] = [await store(grace), await store(ada)];
    await mine(app, ada, 'DELETE', gone.recordId);

    for (const id of [foreign.recordId, gone.recordId, crypto.randomUUID()]) {
      const { status, body } = await derive(ada, id);
      expect(status).toBe(422);
      expect(body.errors).toEqual([
        { pointer: '/derivedFrom', message: 'send a record of the same person' },
      ]);
    }
    const batch = await writeBatch(app, [
      writeRequest(ada),
      writeRequest(ada, { derivedFrom: foreign.recordId }),
    ]);
    expect(batch.body.items.map(({ status }) => status)).toEqual([201, 422]);
    expect(batch.body.items[1]?.problem.errors[0]?.pointer).toBe('/items/1/derivedFrom');
  });

  test('from one of which a hundred were made', async () => {
    const ada = await newPerson(fixture);
    const source = await store(ada);
    for (let round = 0; round < 4; round += 1) {
      const made = { content: round, derivedFrom: source.recordId };
      await writeBatch(
        app,
        Array.from({ length: 25 }, () => writeRequest(ada, made)),
      );
    }

    const { status, body } = await derive(ada, source.recordId);
    const removed = await mine(app, ada, 'DELETE', source.recordId);

    expect(status).toBe(422);
    expect(body.errors.map(({ pointer }) => pointer)).toEqual(['/derivedFrom']);
    expect(removed.status).toBe(204);
    expect(await idsOf(ada)).toEqual([]);
  });

  test('from one that is itself made from another one', async () => {
    const ada = await newPerson(fixture);
    const source = await store(ada);
    const { recordId } = (await derive(ada, source.recordId)).body;

    const { status, body } = await derive(ada, recordId);
    const served = await query(app, { subject: ada.subject, purpose: 'service-provision' });

    expect(status).toBe(422);
    expect(body.errors[0]?.message).toContain('the original');
    expect(served.body.items).toHaveLength(2);
  });
});
