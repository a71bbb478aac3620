import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { getRow } from '../../lambda/platform/dynamo/read.ts';
import type { Item } from '../../lambda/platform/dynamo/statement.ts';
import { createApp } from '../../lambda/platform/http/app.ts';
import type { App } from '../../lambda/platform/http/app.ts';
import type { RecordId, SubjectId } from '../../lambda/value/ids.ts';
import { recordHandlers } from '../../lambda/record/api.ts';
import { recordRoutes } from '../../lambda/record/routes.ts';
import { records } from '../../lambda/record/table.ts';
import { untouched } from '../../lambda/subject/model/subject.ts';
import { say, set } from '../retention/sweeping.ts';
import type { Reply } from './calls.ts';
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

const settings = (changes: object): Item => ({ settings: { ...untouched, ...changes } });
const ends = z.object({ expiresAt: z.int().optional(), endsAt: z.int().optional() });
const endOf = (subjectId: SubjectId, recordId: RecordId) =>
  getRow(fixture.database, records, { subjectId, recordId }, ends);
const log = (content: object) => ({ category: 'usage-log', purposes: ['safety'], content });
const reason = ({ body }: Reply) => body.errors[0]?.message;

describe('at the door', () => {
  test('GDPR Art. 5(1)(c), 25(1): a usage log loses its address and its device', async () => {
    const ada = await newPerson(fixture);
    const sent = log({ ip: '203.0.113.77', deviceId: 'device-1', path: '/chat' });

    const stored = await Promise.all([1, 2].map(() => write(app, writeRequest(ada, sent))));
    const retained = await Promise.all(
      stored.map(({ body }) => fixture.records.get(ada.subjectId, body.recordId)),
    );

    const contents = retained.map((record) => record?.content as { deviceId: string });
    expect(contents[0]).toEqual({
      ip: '203.0.113.0',
      deviceId: expect.stringMatching(/^p2\.[\w-]{43}$/) as unknown,
      path: '/chat',
    });
    // GDPR Art. 4(5): the same device is the same in all logs of a person.
    expect(contents[1]?.deviceId).toBe(contents[0]?.deviceId);
  });

  test('what cannot be minimised is refused where it is, and stored by no one', async () => {
    const ada = await newPerson(fixture);

    const { status, body } = await write(app, writeRequest(ada, log({ ip: 'localhost' })));
    const batch = await writeBatch(app, [
      writeRequest(ada, log({ ip: '2001:db8::1' })),
      writeRequest(ada, log({ deviceId: {} })),
    ]);

    expect(status).toBe(422);
    expect(body.errors.map(({ pointer }) => pointer)).toEqual(['/content/ip']);
    expect(batch.body.items.map((item) => item.status)).toEqual([201, 422]);
    expect(batch.body.items[1]?.problem.errors[0]?.pointer).toBe('/items/1/content/deviceId');
  });

  test('nothing is stored for a person who switched storage off', async () => {
    const ada = await newPerson(fixture);
    const policy = {
      ...fixture.policy,
      settings: { ...fixture.policy.settings, storage: { purposes: ['service-provision'] } },
    };
    const parts = { ...fixture, policy };
    const strict = createApp(parts, recordRoutes, recordHandlers(parts));
    await write(strict, writeRequest(ada));
    await set(fixture, ada.subjectId, settings({ storage: 'off' }));

    const refused = await write(strict, writeRequest(ada));
    const { body } = await mine(strict, ada, 'GET');

    expect(refused.status).toBe(403);
    expect(reason(refused)).toBe('this purpose is denied: storage-off');
    expect(body.items).toHaveLength(1);
  });

  test('what is stored of a person under a hold is not for TTL to delete (GDPR Art. 17(3)(e))', async () => {
    const ada = await newPerson(fixture);
    await set(fixture, ada.subjectId, { heldCategories: ['prompt-text'] });

    const { body } = await write(app, writeRequest(ada));

    const end = Date.parse(body.expiresAt) / 1000;
    expect(await endOf(ada.subjectId, body.recordId)).toEqual({ endsAt: end });
    expect((await mine(app, ada, 'GET')).body.items).toHaveLength(1);
  });

  test('what no one has classified is stored as what it is treated as', async () => {
    const ada = await newPerson(fixture);

    const { status, body } = await write(app, writeRequest(ada, { category: 'unclassified' }));
    const found = await query(app, { subject: ada.subject, purpose: 'service-provision' });
    const filtered = await mine(app, ada, 'GET', undefined, { category: 'unclassified' });

    expect(status).toBe(201);
    for (const { body: list } of [found, filtered]) {
      expect(list.items.map(({ recordId }) => recordId)).toEqual([body.recordId]);
    }
  });
});

describe('what was said and set counts for readers before any sweep', () => {
  const readers = async (person: Awaited<ReturnType<typeof newPerson>>, recordId: RecordId) => {
    const own = await mine(app, person, 'GET');
    const one = await mine(app, person, 'GET', recordId);
    const all = await Array.fromAsync(fixture.records.readAll(person.subjectId));
    return [own.body.items.length, one.status, all.length];
  };

  test('a shorter period that the person chose', async () => {
    const ada = await newPerson(fixture);
    const collectedAt = new Date(fixture.clock() - 10 * 86_400_000).toISOString();
    const { recordId } = (await write(app, writeRequest(ada, { collectedAt }))).body;
    const before = await readers(ada, recordId);

    await set(fixture, ada.subjectId, settings({ retention: { 'prompt-text': 'P15D' } }));
    const shown = (await mine(app, ada, 'GET', recordId)).body.expiresAt;
    await set(fixture, ada.subjectId, settings({ retention: { 'prompt-text': 'P7D' } }));

    expect(before).toEqual([1, 200, 1]);
    expect(Date.parse(shown) - Date.parse(collectedAt)).toBeCloseTo(15 * 86_400_000, -4);
    expect(await readers(ada, recordId)).toEqual([0, 404, 0]);
    expect((await mine(app, ada, 'DELETE', recordId)).status).toBe(404);
  });

  test('GDPR Art. 7(3): a consent that is withdrawn', async () => {
    const ada = await newPerson(fixture);
    await say(fixture, ada.subjectId, 'given');
    const { recordId } = (await write(app, writeRequest(ada, { purposes: ['improvement'] }))).body;
    const before = await readers(ada, recordId);

    await say(fixture, ada.subjectId, 'withdrawn');

    expect(before).toEqual([1, 200, 1]);
    expect(await readers(ada, recordId)).toEqual([0, 404, 0]);
  });
});
