import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { listActivity } from '../../lambda/ledger/activity-list.ts';
import { listEntries } from '../../lambda/ledger/store.ts';
import { getRow } from '../../lambda/platform/dynamo/read.ts';
import { update } from '../../lambda/platform/dynamo/statement.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import type { App } from '../../lambda/platform/http/app.ts';
import { milliseconds } from '../../lambda/value/time.ts';
import { records } from '../../lambda/record/table.ts';
import { untouched } from '../../lambda/subject/model/subject.ts';
import { set } from '../retention/sweeping.ts';
import type { Person } from './calls.ts';
import { correct, mine, writeRequest, query, newPerson, write } from './calls.ts';
import { openRecordFixture } from './record-fixture.ts';
import type { RecordFixture } from './record-fixture.ts';

let fixture: RecordFixture;
let app: App;
beforeAll(async () => {
  fixture = await openRecordFixture({ streams: 'off' });
  app = fixture.recordApp();
});
afterEach(() => fixture.setClock(undefined));
afterAll(() => fixture.stop());

const wrong = { text: 'Ada lives in Lisbon.' };
const right = { text: 'Ada lives in Porto.' };

async function stored(person: Person, overrides: object = {}) {
  const { body } = await write(app, writeRequest(person, { content: wrong, ...overrides }));
  return { recordId: body.recordId, tag: await tagOf(person, body.recordId) };
}

const tagOf = async (person: Person, recordId: string): Promise<string> =>
  (await mine(app, person, 'GET', recordId)).headers['etag'] ?? '';
const contentOf = async (person: Person, recordId: string): Promise<unknown> =>
  (await mine(app, person, 'GET', recordId)).body.content;

const row = z.object({
  version: z.int(),
  contentVersion: z.int(),
  erasureClass: z.string(),
  endsAt: z.int().optional(),
  sealed: z.instanceof(Uint8Array),
});
const rowOf = async ({ subjectId }: Person, recordId: string) =>
  (await getRow(fixture.database, records, { subjectId, recordId }, row))!;

/** Entries of corrections since `from`. */
async function correctionsSince(from: number) {
  const range = { from: milliseconds(from), to: milliseconds(Date.now() + 1_000), limit: 100 };
  return (await listEntries(fixture.database, { ...range, type: 'record.corrected' })).entries;
}

describe('GDPR Art. 16: a person corrects what is stored about them', () => {
  test('and everybody reads it corrected, under the same class, with a new tag', async () => {
    const ada = await newPerson(fixture);
    const { recordId, tag } = await stored(ada, { source: 'chat' });
    const before = await rowOf(ada, recordId);

    const answer = await correct(app, ada, recordId, right, tag);
    const served = await query(app, { subject: ada.subject, purpose: 'service-provision' });
    const read = await mine(app, ada, 'GET', recordId);

    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ recordId, content: right, source: 'chat' });
    expect(read.body).toEqual(answer.body);
    expect(served.body.items[0]).toMatchObject({ recordId, content: right });
    expect(answer.headers['etag']).not.toBe(tag);
    expect(read.headers['etag']).toBe(answer.headers['etag']);
    const after = await rowOf(ada, recordId);
    expect(after).toMatchObject({ contentVersion: 2, erasureClass: before.erasureClass });
  });

  test('which is entered in the ledger and shown to the person', async () => {
    const ada = await newPerson(fixture);
    const { recordId, tag } = await stored(ada);
    const from = Date.now();

    await correct(app, ada, recordId, right, tag);

    const entries = await correctionsSince(from);
    expect(entries.map(({ codes }) => codes)).toEqual([{ category: 'prompt-text', by: 'subject' }]);
    expect(entries[0]?.commitment).toBe(
      await fixture.subjectKeys.commitment(ada.subjectId, entries[0]!.entryId),
    );
    const { items } = await listActivity(fixture, ada.subjectId, { limit: 10 });
    expect(items).toMatchObject([
      {
        kind: 'record-corrected',
        codes: { category: 'prompt-text' },
        ledger: { entryId: entries[0]!.entryId, type: 'record.corrected' },
      },
      // The first sign-in, and the address that it brought.
      { kind: 'identity-linked' },
      { kind: 'identity-linked' },
    ]);
  });

  test('and what stood there before cannot be put back in its place', async () => {
    const ada = await newPerson(fixture);
    const { recordId, tag } = await stored(ada);
    const { sealed } = await rowOf(ada, recordId);
    await correct(app, ada, recordId, right, tag);

    const key = { subjectId: ada.subjectId, recordId };
    const { version } = await rowOf(ada, recordId);
    await transact(fixture.database, [update(records, key, version, { sealed })]);

    expect((await mine(app, ada, 'GET', recordId)).status).toBe(500);
  });

  test('GDPR Art. 18(2): also where they restricted its use, which goes on', async () => {
    const ada = await newPerson(fixture);
    await set(fixture, ada.subjectId, { heldCategories: ['prompt-text'] });
    const { recordId } = await stored(ada);
    await set(fixture, ada.subjectId, { heldCategories: [], restrictedPurposes: 'all' });
    const { endsAt } = await rowOf(ada, recordId);

    const answer = await correct(app, ada, recordId, right, await tagOf(ada, recordId));

    expect(answer.status).toBe(200);
    expect(endsAt).toBeGreaterThan(0);
    expect(await rowOf(ada, recordId)).toMatchObject({ endsAt, contentVersion: 2 });
  });

  test('GDPR Art. 17(3)(e): but not what a legal hold keeps as evidence', async () => {
    const ada = await newPerson(fixture);
    const { recordId, tag } = await stored(ada);
    await set(fixture, ada.subjectId, { heldCategories: ['prompt-text'] });
    const from = Date.now();

    const { body } = await correct(app, ada, recordId, right, tag);

    expect(body).toMatchObject({ status: 409, type: 'urn:custos:problem:deletion-suspended' });
    expect(body.detail).toContain('privacy officer');
    expect(await contentOf(ada, recordId)).toEqual(wrong);
    expect(await correctionsSince(from)).toEqual([]);
  });
});

describe('a correction', () => {
  test('is refused on a tag of something else', async () => {
    const ada = await newPerson(fixture);
    const { recordId, tag } = await stored(ada);
    await correct(app, ada, recordId, right, tag);

    const stale = await correct(app, ada, recordId, { text: 'Ada lives in Faro.' }, tag);
    const any = await correct(app, ada, recordId, { text: 'Ada lives in Braga.' }, '*');

    expect(stale.body).toMatchObject({
      status: 412,
      type: 'urn:custos:problem:precondition-failed',
    });
    expect(any.body.content).toEqual({ text: 'Ada lives in Braga.' });
  });

  test('of two that are sent at once, one is refused and one is stored', async () => {
    const ada = await newPerson(fixture);
    const { recordId, tag } = await stored(ada);
    const from = Date.now();

    const answers = await Promise.all(
      ['Faro', 'Braga'].map((city) => correct(app, ada, recordId, { city }, tag)),
    );

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    const winner = answers.find(({ status }) => status === 200);
    expect(await contentOf(ada, recordId)).toEqual(winner?.body.content);
    expect(await correctionsSince(from)).toHaveLength(1);
    expect((await rowOf(ada, recordId)).contentVersion).toBe(2);
  });

  test('that is there already is answered as done, and entered once', async () => {
    const ada = await newPerson(fixture);
    const { recordId, tag } = await stored(ada);
    const from = Date.now();

    const answers = [
      await correct(app, ada, recordId, right, tag),
      await correct(app, ada, recordId, right, tag),
    ];

    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[1]?.headers['etag']).toBe(answers[0]?.headers['etag']);
    expect(await correctionsSince(from)).toHaveLength(1);
  });

  test('has to be of what the person saw: its end, too', async () => {
    const ada = await newPerson(fixture);
    const { recordId, tag } = await stored(ada);
    const settings = { ...untouched, retention: { 'prompt-text': 'P7D' } };
    await set(fixture, ada.subjectId, { settings });

    const stale = await correct(app, ada, recordId, right, tag);
    const done = await correct(app, ada, recordId, right, await tagOf(ada, recordId));

    expect([stale.status, done.status]).toEqual([412, 200]);
  });

  test('GDPR Art. 5(1)(c), 25(1): loses what a new record would lose', async () => {
    const ada = await newPerson(fixture);
    const log = { ip: '203.0.113.77', deviceId: 'device-1', path: '/chat' };
    // A log that the person uploads themselves: what is observed cannot be corrected at once.
    const minimise = fixture.policy.categories['usage-log']!.minimise;
    const uploads = fixture.recordApp(undefined, {
      ...fixture.policy,
      categories: {
        ...fixture.policy.categories,
        feedback: { ...fixture.policy.categories['feedback']!, minimise },
      },
    });
    const { body } = await write(
      uploads,
      writeRequest(ada, { category: 'feedback', purposes: ['support'], content: log }),
    );
    const { recordId } = body;
    const shown = (await contentOf(ada, recordId)) as typeof log;

    // What the person read comes back with one field put right.
    const sent = { ...shown, path: '/search' };
    const retained = await correct(uploads, ada, recordId, sent, '*');
    const other = { ...sent, ip: '198.51.100.9', deviceId: 'device-2' };
    const fresh = await correct(uploads, ada, recordId, other, '*');
    const refused = await correct(uploads, ada, recordId, { ip: 'localhost' }, '*');

    expect(retained.body.content).toEqual(sent);
    expect(fresh.body.content).toEqual({
      ip: '198.51.100.0',
      deviceId: expect.stringMatching(/^p2\.[\w-]{43}$/) as unknown,
      path: '/search',
    });
    expect((fresh.body.content as typeof log).deviceId).not.toBe(shown.deviceId);
    expect(refused.status).toBe(422);
    expect(refused.body.errors.map(({ pointer }) => pointer)).toEqual(['/content/ip']);
  });

  test('takes content of 256 KiB and no byte more', async () => {
    const ada = await newPerson(fixture);
    const { recordId } = await stored(ada);
    const content = 'x'.repeat(256 * 1024 - 2);

    const fits = await correct(app, ada, recordId, content, '*');
    const exceeds = await correct(app, ada, recordId, `${content}x`, '*');

    expect([fits.status, exceeds.status]).toEqual([200, 413]);
    expect(exceeds.body.errors.map(({ pointer }) => pointer)).toEqual(['/content']);
  });

  test('of others, of nothing and of what is gone ends alike', async () => {
    const [ada, grace] = [await newPerson(fixture), await newPerson(fixture)];
    const foreign = await stored(grace);
    const { recordId } = await stored(ada);
    const collectedAt = new Date(Date.now() - 29 * 86_400_000).toISOString();
    const old = await stored(ada, { collectedAt });
    await mine(app, ada, 'DELETE', recordId);
    fixture.setClock(new Date(Date.now() + 2 * 86_400_000).toISOString());

    const answers = await Promise.all(
      [foreign.recordId, recordId, old.recordId, crypto.randomUUID(), 'constructor'].map((id) =>
        correct(app, ada, id, right, '*'),
      ),
    );
    await fixture.subjects.fence(grace.subjectId);
    answers.push(await correct(app, grace, foreign.recordId, right, '*'));

    const bodies = answers.map(({ body }) => JSON.stringify({ ...body, requestId: '' }));
    expect(new Set(bodies).size).toBe(1);
    expect(answers[0]?.body).toMatchObject({ status: 404, type: 'urn:custos:problem:not-found' });
    expect((await rowOf(grace, foreign.recordId)).contentVersion).toBe(1);
  });
});
