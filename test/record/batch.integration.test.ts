import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { listActivity } from '../../lambda/ledger/activity-list.ts';
import { listEntries } from '../../lambda/ledger/store.ts';
import { queryAll } from '../../lambda/platform/dynamo/read.ts';
import type { App } from '../../lambda/platform/http/app.ts';
import type { RecordId } from '../../lambda/value/ids.ts';
import { milliseconds } from '../../lambda/value/time.ts';
import { records } from '../../lambda/record/table.ts';
import { startOf, sweepPage } from '../../lambda/retention/sweep-person.ts';
import { untouched } from '../../lambda/subject/model/subject.ts';
import { brokenAfter, interrupted } from '../faults/connections.ts';
import { set } from '../retention/sweeping.ts';
import { mine, writeRequest, newPerson, write, writeBatch } from './calls.ts';
import type { Person } from './calls.ts';
import { openRecordFixture } from './record-fixture.ts';
import type { RecordFixture } from './record-fixture.ts';

let fixture: RecordFixture;
let app: App;
beforeAll(async () => {
  fixture = await openRecordFixture();
  app = fixture.recordApp();
});
afterEach(() => fixture.setClock(undefined));
afterAll(() => fixture.stop());

/** When no call that began now can still be running. */
const later = () => new Date(Date.now() + 15_000).toISOString();

const stored = async ({ subjectId }: Person): Promise<number> =>
  (await fixture.records.count(subjectId)).reduce((sum, { count }) => sum + count, 0);

async function entered(): Promise<number> {
  const now = Date.now();
  const from = milliseconds(now - 600_000);
  const page = {
    from,
    to: milliseconds(now + 1_000),
    type: 'decision.denied',
    limit: 1_000,
  } as const;
  return (await listEntries(fixture.database, page)).entries.length;
}

const row = z.object({ expiresAt: z.int() });
const endsOf = async ({ subjectId }: Person): Promise<number[]> => {
  const rows = queryAll(fixture.database, records, { partition: { subjectId } }, row);
  return (await Array.fromAsync(rows)).map(({ expiresAt }) => expiresAt);
};

const large = (index: number) => ({ content: { index, text: 'x'.repeat(160 * 1024) } });
const twentyFiveLarge = (person: Person) =>
  Array.from({ length: 25 }, (_, index) => writeRequest(person, large(index)));

describe('storing a batch', () => {
  test('stores or refuses each item on its own, in the order of the items', async () => {
    const [ada, grace] = [await newPerson(fixture), await newPerson(fixture)];
    const outsider = { type: 'email', value: 'nobody@example.org' } as const;

    const answer = await writeBatch(app, [
      writeRequest(ada),
      writeRequest({ subject: outsider }),
      writeRequest(grace, { purposes: ['service-provision', 'improvement'] }),
      writeRequest(grace),
      writeRequest(ada, { category: 'unheard-of' }),
      writeRequest(ada, { content: 'x'.repeat(300 * 1024) }),
    ]);

    expect(answer.status).toBe(207);
    expect(answer.body.items.map(({ status }) => status)).toEqual([201, 404, 403, 201, 422, 413]);
    expect(answer.body.items[2]!.problem).toEqual({
      type: 'urn:custos:problem:processing-not-permitted',
      title: 'This processing is not permitted',
      status: 403,
      errors: [
        {
          pointer: '/items/2/purposes/1',
          message: 'this purpose is denied: consent-not-given',
        },
      ],
    });
    expect(answer.body.items[4]!.problem.errors[0]!.pointer).toBe('/items/4/category');
    expect([await stored(ada), await stored(grace)]).toEqual([1, 1]);
    const written = await fixture.records.get(ada.subjectId, answer.body.items[0]!.recordId);
    expect(written?.content).toEqual({ text: 'Plan a weekend in Lisbon.' });
  });

  test('refused 75 times for three purposes, informs the person of each once and enters all', async () => {
    const ada = await newPerson(fixture);
    const denied = ['improvement', 'training', 'profiling'];
    const before = await entered();

    const { status } = await writeBatch(
      app,
      Array.from({ length: 25 }, () => writeRequest(ada, { purposes: [...denied] })),
    );

    expect(status).toBe(207);
    const { items } = await listActivity(fixture, ada.subjectId, { limit: 100 });
    expect(items.map(({ kind }) => kind)).toEqual(denied.map(() => 'decision-denied'));
    expect((await entered()) - before).toBe(75);
  });

  test('takes 25 records of 160 KB, more than one transaction holds', async () => {
    const ada = await newPerson(fixture);

    const answer = await writeBatch(app, twentyFiveLarge(ada));

    expect(answer.status).toBe(207);
    expect(answer.body.items.every(({ status }) => status === 201)).toBe(true);
    expect(await stored(ada)).toBe(25);
  });

  test('repeated with its key, answers the same, refusals included, and stores once', async () => {
    const ada = await newPerson(fixture);
    const items = [
      writeRequest(ada),
      writeRequest(ada, { purposes: ['improvement'] }),
      writeRequest(ada, { collectedAt: '2020-01-01T00:00:00Z' }),
    ];

    const before = await entered();
    const first = await writeBatch(app, items, 'batch-1');
    const second = await writeBatch(app, items, 'batch-1');

    expect((await entered()) - before).toBe(1);
    expect(second.body).toEqual(first.body);
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect(await stored(ada)).toBe(1);
  });

  test('cut off between its key and its records, is completed by the repeated call, for as long as the person wants by then (GDPR Art. 5(1)(e))', async () => {
    const ada = await newPerson(fixture);
    // Makes the key of the class, which is a transaction too.
    await write(app, writeRequest(ada));
    const broken = await brokenAfter(fixture, 'BatchExecuteStatement', 0);

    const cut = await writeBatch(
      fixture.recordApp(broken.database),
      twentyFiveLarge(ada),
      'batch-2',
    );
    const half = await stored(ada);
    fixture.setClock(later());
    const retention = { 'prompt-text': 'P7D' };
    await set(fixture, ada.subjectId, { settings: { ...untouched, retention } });
    let place = startOf(ada.subjectId);
    while (!place.isDone) place = await sweepPage({ ...fixture, rowsPerPage: 100 }, place);
    const repeated = await writeBatch(app, twentyFiveLarge(ada), 'batch-2');

    expect([cut.status, half, repeated.status]).toEqual([503, 1, 207]);
    expect(await stored(ada)).toBe(26);
    for (const [index, { recordId }] of repeated.body.items.entries()) {
      const record = await fixture.records.get(ada.subjectId, recordId);
      expect(record?.content).toMatchObject({ index });
    }
    expect(Math.max(...(await endsOf(ada)))).toBeLessThan(fixture.clock() / 1000 + 8 * 86_400);
    await broken.stop();
  });

  test('that may still be written is not completed by another call: what is deleted meanwhile would come back', async () => {
    const ada = await newPerson(fixture);
    await write(app, writeRequest(ada));
    const items = [writeRequest(ada), writeRequest(ada)];
    let early: number | undefined;
    const slow = await interrupted(fixture, 'BatchExecuteStatement', async () => {
      const repeated = await writeBatch(app, items, 'batch-8');
      early = repeated.status;
    });

    const first = await writeBatch(fixture.recordApp(slow.database), items, 'batch-8');
    const repeated = await writeBatch(app, items, 'batch-8');
    await slow.stop();

    expect([early, first.status, repeated.status]).toEqual([409, 207, 207]);
    expect(repeated.body).toEqual(first.body);
    expect(await stored(ada)).toBe(3);
  });

  test('cut off, is completed by one of two repeated calls at once: what is deleted between them does not come back', async () => {
    const ada = await newPerson(fixture);
    await write(app, writeRequest(ada));
    const items = [writeRequest(ada), writeRequest(ada)];
    const broken = await brokenAfter(fixture, 'BatchExecuteStatement', 0);
    await writeBatch(fixture.recordApp(broken.database), items, 'batch-9');
    await broken.stop();
    fixture.setClock(later());
    let deleted: unknown;
    const slow = await interrupted(fixture, 'ExecuteTransaction', async () => {
      const { body } = await writeBatch(app, items, 'batch-9');
      const recordId: RecordId = body.items[0]!.recordId;
      deleted = await fixture.records.delete(ada.subjectId, recordId);
    });

    const overtaken = await writeBatch(fixture.recordApp(slow.database), items, 'batch-9');
    const repeated = await writeBatch(app, items, 'batch-9');
    await slow.stop();

    expect(deleted).toMatchObject({ kind: 'deleted' });
    expect([overtaken.status, repeated.status]).toEqual([207, 207]);
    expect(await stored(ada)).toBe(2);
  });

  test('cut off, is completed with what is made from a record, which goes with it', async () => {
    const ada = await newPerson(fixture);
    const { recordId: derivedFrom } = (await write(app, writeRequest(ada))).body;
    const items = twentyFiveLarge(ada).map((item) => ({ ...item, derivedFrom }));
    const broken = await brokenAfter(fixture, 'ExecuteTransaction', 1);

    const cut = await writeBatch(fixture.recordApp(broken.database), items, 'batch-6');
    const half = await stored(ada);
    fixture.setClock(later());
    const repeated = await writeBatch(app, items, 'batch-6');
    const whole = await stored(ada);
    const removed = await mine(app, ada, 'DELETE', derivedFrom);
    await broken.stop();

    expect([cut.status, repeated.status, removed.status]).toEqual([503, 207, 204]);
    expect(half).toBeGreaterThan(1);
    expect(half).toBeLessThan(26);
    expect(whole).toBe(26);
    expect(await stored(ada)).toBe(0);
  });

  test('cut off, leaves nothing of what is made from a record that is deleted meanwhile', async () => {
    const ada = await newPerson(fixture);
    const { recordId: derivedFrom } = (await write(app, writeRequest(ada))).body;
    const items = twentyFiveLarge(ada).map((item) => ({ ...item, derivedFrom }));
    const broken = await brokenAfter(fixture, 'ExecuteTransaction', 1);
    await writeBatch(fixture.recordApp(broken.database), items, 'batch-7');
    await broken.stop();

    const removed = await mine(app, ada, 'DELETE', derivedFrom);
    fixture.setClock(later());
    const repeated = await writeBatch(app, items, 'batch-7');

    expect([removed.status, repeated.status]).toEqual([204, 207]);
    expect(await stored(ada)).toBe(0);
  });

  test('repeated, restores nothing that was deleted since', async () => {
    const ada = await newPerson(fixture);
    const items = [writeRequest(ada), writeRequest(ada)];
    const first = await writeBatch(app, items, 'batch-3');
    const recordId: RecordId = first.body.items[0]!.recordId;

    await fixture.records.delete(ada.subjectId, recordId);
    const second = await writeBatch(app, items, 'batch-3');

    expect(second.body).toEqual(first.body);
    expect(await fixture.records.get(ada.subjectId, recordId)).toBeUndefined();
    expect(await stored(ada)).toBe(1);
  });

  test('repeated after an erasure, stores nothing about the person who is registered again', async () => {
    const ada = await newPerson(fixture);
    const items = [writeRequest(ada)];
    const first = await writeBatch(app, items, 'batch-4');

    await fixture.subjects.fence(ada.subjectId);
    await fixture.records.purge(ada.subjectId, { keep: new Map() });
    await fixture.subjects.forget(ada.subjectId);
    const registeredAgain = await fixture.subjects.register(ada.subject, { by: 'service' });
    const second = await writeBatch(app, items, 'batch-4');

    expect(second.body).toEqual(first.body);
    expect(await fixture.records.count(ada.subjectId)).toEqual([]);
    expect(await fixture.records.count(registeredAgain.subject.subjectId)).toEqual([]);
  });

  test('sent ten times at once with one key, stores once', async () => {
    const ada = await newPerson(fixture);
    const items = Array.from({ length: 5 }, () => writeRequest(ada));

    const answers = await Promise.all(
      Array.from({ length: 10 }, () => writeBatch(app, items, 'batch-5')),
    );

    expect(await stored(ada)).toBe(5);
    expect(answers.every(({ status }) => status === 207 || status === 409)).toBe(true);
    expect(answers.some(({ status }) => status === 207)).toBe(true);
  });

  test('is refused whole when it is no list, is empty, too long or too large', async () => {
    const ada = await newPerson(fixture);
    const hundred = Array.from({ length: 26 }, () => writeRequest(ada));
    const huge = Array.from({ length: 25 }, () =>
      writeRequest(ada, { content: 'x'.repeat(170_000) }),
    );

    expect((await writeBatch(app, [])).status).toBe(422);
    expect((await writeBatch(app, hundred)).status).toBe(422);
    expect((await writeBatch(app, huge)).status).toBe(413);
    expect((await writeBatch(app, 'all' as unknown as unknown[])).status).toBe(422);
    expect(await stored(ada)).toBe(0);
  });

  test.each([
    ['purposes that are no list', { purposes: 'all' }, '/purposes'],
    ['a purpose that no policy can declare', { purposes: ['model_training'] }, '/purposes/0'],
    ['a category that no policy can declare', { category: 'Prompt text' }, '/category'],
    ['a day that does not exist', { collectedAt: '2026-02-30T10:00:00Z' }, '/collectedAt'],
    ['nobody', { subject: undefined }, '/subject'],
    ['an address that is none', { subject: { type: 'email', value: 'x' } }, '/subject/value'],
    ['an unknown field', { colour: 1 }, '/colour'],
  ])('%s: is refused in its place, and the others are stored', async (_title, wrong, pointer) => {
    const ada = await newPerson(fixture);
    const key = crypto.randomUUID();
    const items = [writeRequest(ada), writeRequest(ada, wrong), writeRequest(ada)];

    const first = await writeBatch(app, items, key);
    const again = await writeBatch(app, items, key);

    expect(first.status).toBe(207);
    expect(first.body.items.map(({ status }) => status)).toEqual([201, 422, 201]);
    expect(first.body.items[1]!.problem.errors).toMatchObject([{ pointer: `/items/1${pointer}` }]);
    expect(again.body).toEqual(first.body);
    expect(await stored(ada)).toBe(2);
  });

  test('of which nothing fits stores nothing, and says of each why', async () => {
    const { status, body } = await writeBatch(app, [null, 7]);

    expect(status).toBe(207);
    expect(body.items.map((item) => [item.status, item.problem.errors[0]!.pointer])).toEqual([
      [422, '/items/0'],
      [422, '/items/1'],
    ]);
  });
});
