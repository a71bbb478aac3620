import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { listEntries } from '../../lambda/ledger/store.ts';
import type { App } from '../../lambda/platform/http/app.ts';
import { createApp } from '../../lambda/platform/http/app.ts';
import type { SubjectId } from '../../lambda/value/ids.ts';
import { milliseconds } from '../../lambda/value/time.ts';
import { recordHandlers } from '../../lambda/record/api.ts';
import { recordRoutes } from '../../lambda/record/routes.ts';
import { records } from '../../lambda/record/table.ts';
import { brokenAfter } from '../faults/connections.ts';
import { mine, writeRequest, query, newPerson, write, writeBatch } from './calls.ts';
import type { Person, Reply } from './calls.ts';
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

const service = { purpose: 'service-provision' };
const ids = ({ body }: Reply): string[] => body.items.map(({ recordId }) => recordId);

async function fill(person: Person, count: number, overrides: object = {}): Promise<string[]> {
  const written: string[] = [];
  while (written.length < count) {
    const items = Array.from({ length: Math.min(25, count - written.length) }, () =>
      writeRequest(person, overrides),
    );
    const answer = await writeBatch(app, items);
    expect(answer.body.items.every(({ status }) => status === 201)).toBe(true);
    written.push(...ids(answer));
  }
  return written;
}

/** Every page of a list, and the size of the largest answer. */
async function follow(page: (cursor?: string) => Promise<Reply>) {
  const all: string[] = [];
  const sizes: number[] = [];
  let cursor: string | undefined;
  do {
    const answer = await page(cursor);
    expect(answer.status).toBe(200);
    all.push(...ids(answer));
    sizes.push(Buffer.byteLength(answer.text));
    cursor = answer.body.nextCursor;
  } while (cursor !== undefined && sizes.length < 100);
  return { ids: all, sizes };
}

const newestFirst = (written: readonly string[]) => [...written].sort().reverse();

describe('querying for a purpose', () => {
  test('answers the records that serve it, newest first, and no others', async () => {
    const ada = await newPerson(fixture, 'US-CA');
    const both = await fill(ada, 2, { purposes: ['service-provision', 'improvement'] });
    const one = await fill(ada, 2);
    const log = await fill(ada, 1, { category: 'usage-log', purposes: ['safety'] });

    const forService = await query(app, { subject: ada.subject, ...service });
    const forImprovement = await query(app, { subject: ada.subject, purpose: 'improvement' });
    const forSafety = await query(app, {
      subject: ada.subject,
      purpose: 'safety',
      category: 'usage-log',
    });

    expect(ids(forService)).toEqual(newestFirst([...both, ...one]));
    expect(ids(forImprovement)).toEqual(newestFirst(both));
    expect(ids(forSafety)).toEqual(log);
    expect(forService.body.items[0]).toEqual({
      recordId: expect.any(String) as string,
      category: 'prompt-text',
      content: { text: 'Plan a weekend in Lisbon.' },
      collectedAt: expect.stringMatching(/Z$/) as string,
      expiresAt: expect.stringMatching(/Z$/) as string,
    });
    expect(forService.body).not.toHaveProperty('nextCursor');
  });

  test('goes through a partition of more than 1 MB by cursor, complete and without repeats', async () => {
    const ada = await newPerson(fixture);
    const written = await fill(ada, 150, { content: 'x'.repeat(10_240) });

    const read = await follow((cursor) =>
      query(app, { subject: ada.subject, ...service, limit: 50, ...(cursor && { cursor }) }),
    );

    expect(read.ids).toEqual(newestFirst(written));
    expect(read.sizes).toHaveLength(3);
  });

  test('gets through rows that do not match in bounded calls', async () => {
    const ada = await newPerson(fixture, 'US-CA');
    const [first] = await fill(ada, 1, { purposes: ['improvement'] });
    await fill(ada, 600);

    const pages: Reply[] = [];
    const read = await follow(async (cursor) => {
      const body = { subject: ada.subject, purpose: 'improvement', ...(cursor && { cursor }) };
      const page = await query(app, body);
      pages.push(page);
      return page;
    });

    expect(read.ids).toEqual([first]);
    expect(pages.map((page) => page.body.items.length)).toEqual([0, 1]);
  });

  test.each([
    ['plain text', 'x'.repeat(250 * 1024)],
    ['text that grows in an envelope', '"'.repeat(120 * 1024)],
  ])('ends a page at 4 MiB: %s', async (_, content) => {
    const ada = await newPerson(fixture);
    const written: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      const items = Array.from({ length: 8 }, () => writeRequest(ada, { content }));
      written.push(...ids(await writeBatch(app, items)));
    }

    const read = await follow((cursor) =>
      query(app, { subject: ada.subject, ...service, limit: 100, ...(cursor && { cursor }) }),
    );

    expect(read.ids).toEqual(newestFirst(written));
    expect(read.sizes.length).toBeGreaterThan(1);
    expect(Math.max(...read.sizes)).toBeLessThanOrEqual(4 * 1024 * 1024);
  });

  test('answers data from before another basis on the one before (GDPR Art. 13(3))', async () => {
    const { purposes } = fixture.policy;
    const [before, today] = [3, 0].map((days) =>
      new Date(fixture.clock() - days * 86_400_000).toISOString(),
    );
    const gdpr = {
      basis: 'consent' as const,
      effectiveFrom: today!.slice(0, 10),
      previous: { basis: 'contract' as const },
    };
    const changed = { ...purposes['service-provision']!, legalBasis: { gdpr } };
    const policy = { ...fixture.policy, purposes: { ...purposes, 'service-provision': changed } };
    const parts = { ...fixture, policy };
    const other = createApp(parts, recordRoutes, recordHandlers(parts));
    const [ada, grace] = [await newPerson(fixture), await newPerson(fixture)];
    const { body } = await write(other, writeRequest(ada, { collectedAt: before }));
    const refused = await write(other, writeRequest(ada));

    const answered = await query(other, { subject: ada.subject, ...service });
    const none = await query(other, { subject: grace.subject, ...service });

    expect(refused.status).toBe(403);
    expect(ids(answered)).toEqual([body.recordId]);
    expect([none.status, none.body.items]).toEqual([200, []]);
  });

  test('leaves out an expired record before the database deletes it', async () => {
    const ada = await newPerson(fixture);
    const collectedAt = new Date(Date.now() - 29 * 86_400_000).toISOString();
    const [old] = await fill(ada, 1, { collectedAt });
    const [young] = await fill(ada, 1);

    fixture.setClock(new Date(Date.now() + 2 * 86_400_000).toISOString());
    const served = await query(app, { subject: ada.subject, ...service });
    const own = await mine(app, ada, 'GET');
    const read = await mine(app, ada, 'GET', old);
    const removed = await mine(app, ada, 'DELETE', old);

    expect(ids(served)).toEqual([young]);
    expect(ids(own)).toEqual([young]);
    expect(read.status).toBe(404);
    expect(removed.status).toBe(404);
    expect(await fixture.records.count(ada.subjectId)).toEqual([
      { category: 'prompt-text', count: 2 },
    ]);
  });

  test('is refused where the purpose is denied, and the denial entered', async () => {
    const ada = await newPerson(fixture);
    await fill(ada, 1);
    const before = milliseconds(Date.now());

    const answer = await query(app, {
      subject: ada.subject,
      purpose: 'improvement',
      category: 'prompt-text',
    });

    expect(answer.body).toMatchObject({
      status: 403,
      type: 'urn:custos:problem:processing-not-permitted',
      errors: [{ pointer: '/purpose', message: 'this purpose is denied: consent-not-given' }],
    });
    const range = { from: before, to: milliseconds(Date.now() + 1_000), limit: 100 };
    const { entries } = await listEntries(fixture.database, { ...range, type: 'decision.denied' });
    expect(entries).toHaveLength(1);
  });

  test('is refused about strangers and the erased, for unknown ids and foreign cursors', async () => {
    const [ada, grace] = [await newPerson(fixture), await newPerson(fixture)];
    await fill(ada, 3);
    const { body } = await query(app, { subject: ada.subject, ...service, limit: 1 });
    const outsider = { type: 'email', value: 'nobody@example.org' };
    await fixture.subjects.fence(grace.subjectId);
    const other = await newPerson(fixture);

    const asked = async (overrides: object) =>
      query(app, { subject: ada.subject, ...service, ...overrides });

    expect((await asked({ subject: outsider })).status).toBe(404);
    expect((await asked({ subject: grace.subject })).status).toBe(409);
    expect((await asked({ purpose: 'marketing' })).body.errors[0]!.pointer).toBe('/purpose');
    expect((await asked({ category: 'health' })).body.errors[0]!.pointer).toBe('/category');
    expect((await asked({ limit: 101 })).body.errors[0]!.pointer).toBe('/limit');
    for (const answer of [
      await asked({ cursor: 'nonsense' }),
      await asked({ subject: other.subject, cursor: body.nextCursor }),
    ]) {
      expect(answer.body).toMatchObject({ status: 422, errors: [{ pointer: '/cursor' }] });
    }
    expect((await asked({ cursor: body.nextCursor })).body.items).toHaveLength(2);
  });
});

describe('one’s own records', () => {
  test('are listed with what they are used for, filtered by category, page by page', async () => {
    const ada = await newPerson(fixture);
    const prompts = await fill(ada, 5, { source: 'phone' });
    const logs = await fill(ada, 2, { category: 'usage-log', purposes: ['safety'] });

    const all = await follow((cursor) =>
      mine(app, ada, 'GET', undefined, { limit: '3', ...(cursor && { cursor }) }),
    );
    const some = await mine(app, ada, 'GET', undefined, { category: 'usage-log' });
    const unknown = await mine(app, ada, 'GET', undefined, { category: 'health' });

    expect(all.ids).toEqual(newestFirst([...prompts, ...logs]));
    expect(all.sizes).toHaveLength(3);
    expect(ids(some)).toEqual(newestFirst(logs));
    expect(some.body.items[0]).toMatchObject({ category: 'usage-log', purposes: ['safety'] });
    expect(unknown.body).toMatchObject({ status: 422, errors: [{ pointer: '/query/category' }] });
    const one = await mine(app, ada, 'GET', prompts[0]);
    expect(one.body).toMatchObject({ recordId: prompts[0], source: 'phone' });
  });

  test('of an unknown person are none', async () => {
    const outsider = {
      caller: {
        kind: 'subject',
        issuer: 'https://issuer.example.com/',
        sub: 'nobody',
        email: 'nobody@example.org',
      },
    } as const;

    expect((await mine(app, outsider, 'GET')).body).toEqual({ items: [] });
    const id = crypto.randomUUID();
    expect((await mine(app, outsider, 'GET', id)).status).toBe(404);
    expect((await mine(app, outsider, 'DELETE', id)).status).toBe(404);
  });

  test('are no longer shown behind the fence of an erasure', async () => {
    const ada = await newPerson(fixture);
    const [recordId] = await fill(ada, 1);
    await fixture.subjects.fence(ada.subjectId);

    expect((await mine(app, ada, 'GET')).body).toEqual({ items: [] });
    expect((await mine(app, ada, 'GET', recordId)).status).toBe(404);
    expect((await mine(app, ada, 'DELETE', recordId)).status).toBe(404);
  });

  test('are deleted at once, with an entry that only their person can find', async () => {
    const ada = await newPerson(fixture);
    const [recordId, retained] = await fill(ada, 2);
    const before = milliseconds(Date.now());

    const first = await mine(app, ada, 'DELETE', recordId);
    const second = await mine(app, ada, 'DELETE', recordId);

    expect([first.status, first.text]).toEqual([204, '']);
    expect(second.status).toBe(404);
    expect(ids(await mine(app, ada, 'GET'))).toEqual([retained]);
    expect(ids(await query(app, { subject: ada.subject, ...service }))).toEqual([retained]);
    const range = { from: before, to: milliseconds(Date.now() + 1_000), limit: 100 };
    const { entries } = await listEntries(fixture.database, { ...range, type: 'record.deleted' });
    expect(entries).toHaveLength(1);
    expect(entries[0]?.codes).toEqual({ category: 'prompt-text', by: 'subject' });
    expect(entries[0]?.commitment).toBe(
      await fixture.subjectKeys.commitment(ada.subjectId, entries[0]!.entryId),
    );
  });

  test('deleted ten times at once, are deleted once and entered once', async () => {
    const ada = await newPerson(fixture);
    const [recordId] = await fill(ada, 1);
    const before = milliseconds(Date.now());

    const answers = await Promise.all(
      Array.from({ length: 10 }, () => mine(app, ada, 'DELETE', recordId)),
    );

    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 404)).toHaveLength(9);
    const range = { from: before, to: milliseconds(Date.now() + 1_000), limit: 100 };
    const { entries } = await listEntries(fixture.database, { ...range, type: 'record.deleted' });
    expect(entries).toHaveLength(1);
  });

  test('of others are not found: foreign, unknown and malformed ids end alike', async () => {
    const [ada, grace] = [await newPerson(fixture), await newPerson(fixture)];
    const [foreign] = await fill(grace, 1);

    for (const method of ['GET', 'DELETE'] as const) {
      const answers = await Promise.all(
        [foreign!, crypto.randomUUID(), 'constructor', '%00', 'a'.repeat(100)].map((id) =>
          mine(app, ada, method, id),
        ),
      );
      const bodies = answers.map(({ body }) => ({ ...body, requestId: '' }));
      expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1);
      expect(bodies[0]).toMatchObject({ status: 404, type: 'urn:custos:problem:not-found' });
    }
    expect(ids(await mine(app, grace, 'GET'))).toEqual([foreign]);
  });
});

describe('a ciphertext that was moved', () => {
  test('to another record of the same person is a fault, and its content never shown', async () => {
    const ada = await newPerson(fixture);
    const one = await write(app, writeRequest(ada, { content: 'content-of-one' }));
    const other = await write(app, writeRequest(ada, { content: 'content-of-other' }));
    await moveCiphertext([ada.subjectId, other.body.recordId], [ada.subjectId, one.body.recordId]);
    fixture.lines.length = 0;

    const answers = [
      await mine(app, ada, 'GET', one.body.recordId),
      await mine(app, ada, 'GET'),
      await query(app, { subject: ada.subject, ...service }),
    ];

    for (const answer of answers) {
      expect(answer.body).toMatchObject({ status: 500, type: 'urn:custos:problem:internal-error' });
      expect(answer.text).not.toContain('content-of');
    }
    expect(fixture.lines.join('\n')).toContain('SealBrokenError');
    expect(fixture.lines.join('\n')).not.toContain('content-of');
  });

  test('to a record of another person is opened for no one', async () => {
    const [ada, grace] = [await newPerson(fixture), await newPerson(fixture)];
    const [of, to] = [
      await write(app, writeRequest(grace, { content: 'content-of-grace' })),
      await write(app, writeRequest(ada, { content: 'content-of-ada' })),
    ];
    await moveCiphertext([grace.subjectId, of.body.recordId], [ada.subjectId, to.body.recordId]);

    const read = await mine(app, ada, 'GET', to.body.recordId);
    const listed = await mine(app, ada, 'GET');

    expect(read.status).not.toBe(200);
    expect(read.text + listed.text).not.toContain('content-of');
  });
});

describe('without the database', () => {
  test.each([
    ['Query', (broken: App, person: Person) => mine(broken, person, 'GET')],
    ['ExecuteTransaction', (broken: App, person: Person) => write(broken, writeRequest(person))],
  ])('%s answers 503 and nothing is half written', async (operation, ask) => {
    const ada = await newPerson(fixture);
    const broken = await brokenAfter(fixture, operation, 0);

    const answer = await ask(fixture.recordApp(broken.database), ada);
    await broken.stop();

    expect(answer.body).toMatchObject({
      status: 503,
      type: 'urn:custos:problem:temporarily-unavailable',
    });
    expect(await fixture.records.count(ada.subjectId)).toEqual([]);
  });
});

type Place = readonly [subjectId: SubjectId, recordId: string];

async function moveCiphertext(from: Place, to: Place): Promise<void> {
  const place = ([subjectId, recordId]: Place) => ({
    TableName: fixture.database.physicalName(records),
    Key: { subjectId: { S: subjectId }, recordId: { S: recordId } },
  });
  const { Item } = await fixture.database.client.send(new GetItemCommand(place(from)));
  await fixture.database.client.send(
    new UpdateItemCommand({
      ...place(to),
      UpdateExpression: 'SET sealed = :sealed',
      ExpressionAttributeValues: { ':sealed': Item!['sealed']! },
    }),
  );
}
