import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { activityEntry } from '../../lambda/ledger/activity.ts';
import { activity } from '../../lambda/ledger/table.ts';
import { insert } from '../../lambda/platform/dynamo/statement.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import type { SubjectCaller } from '../../lambda/platform/http/handlers.ts';
import type { SubjectId } from '../../lambda/value/ids.ts';
import { deleteRows } from '../../lambda/erasure/delete-rows.ts';
import { countForPeople } from '../count/for-people.ts';
import { heldCounts } from '../../lambda/count/stored-counts.ts';
import type { PersonChange } from '../../lambda/count/model/month.ts';
import { personChangeOf } from '../../lambda/count/person-change.ts';
import { recordCounts } from '../../lambda/count/table.ts';
import type { HeldData } from '../../lambda/overview/data.ts';
import { assistant, openSubjectFixture, pointers, newPerson } from '../subject/subject-fixture.ts';
import type { SubjectFixture } from '../subject/subject-fixture.ts';
import type { Rfc3339 } from '../../lambda/value/time.ts';
import { recordDisclosure } from '../disclosure/recorded.ts';
import { anyOrder } from '../support/destruction.ts';

interface ActivityItem {
  readonly activityId: string;
  readonly kind: string;
  readonly at: string;
  readonly codes: Readonly<Record<string, unknown>>;
}

let people: SubjectFixture;
let caller: SubjectCaller & { email: string };
let subjectId: SubjectId;
beforeAll(async () => {
  people = await openSubjectFixture();
});
afterAll(() => people.stop());
beforeEach(async () => {
  caller = newPerson();
  ({ subjectId } = (await people.subjects.register(caller, { by: 'subject' })).subject);
  // Entries of the first sign-in are tested in `identities.integration.test.ts`.
  await people.forgetSignIn(subjectId);
});

const changed = (day: string, by: 1 | -1 = 1, rest: Partial<PersonChange> = {}): PersonChange => ({
  eventId: randomUUID(),
  subjectId,
  category: 'prompt-text',
  day,
  by,
  ...rest,
});
const count = (changes: readonly PersonChange[]) => countForPeople(people.deps, changes);
const times = <Item>(amount: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: amount }, (_, index) => make(index));

const decide = (body: unknown) =>
  people.send({ method: 'POST', path: '/v1/decisions', caller: assistant, body });
const get = (path: string, query = {}, as: SubjectCaller = caller) =>
  people.send({ method: 'GET', path, caller: as, query });
async function heldOf(category: string): Promise<HeldData | undefined> {
  const { items } = (await get('/v1/me/data')).body as unknown as { items: HeldData[] };
  return items.find((item) => item.category === category);
}

async function callsDuring(work: () => Promise<unknown>): Promise<string[]> {
  const calls: string[] = [];
  people.deps.database.client.middlewareStack.add(
    (next, context) => (args) => {
      calls.push(String(context.commandName));
      return next(args);
    },
    { step: 'initialize', name: 'count' },
  );
  try {
    await work();
  } finally {
    people.deps.database.client.middlewareStack.remove('count');
  }
  return calls;
}

describe('counts of a person', () => {
  test('count each change once, however often the stream delivers it', async () => {
    const changes = [
      ...times(35, () => changed('2026-11-01')),
      ...times(35, () => changed('2026-11-03')),
      changed('2026-11-05', 1, { category: 'usage-log' }),
    ];

    await count(changes);
    await count(changes.slice(20));
    await count([...changes.slice(0, 3), changed('2026-11-02')]);

    expect(await heldCounts(people.deps.database, subjectId)).toEqual([
      {
        ...{ category: 'prompt-text', count: 71, oldest: '2026-11-01', newest: '2026-11-03' },
        months: [{ month: '2026-11', count: 71 }],
      },
      {
        ...{ category: 'usage-log', count: 1, oldest: '2026-11-05', newest: '2026-11-05' },
        months: [{ month: '2026-11', count: 1 }],
      },
    ]);
  });

  test('decrease with deletions; the oldest and the newest are those that remain', async () => {
    const days = ['2026-11-01', '2026-11-02', '2026-11-03', '2026-11-04'];
    await count(days.map((day) => changed(day)));

    await count([changed('2026-11-01', -1), changed('2026-11-04', -1)]);
    const left = await heldCounts(people.deps.database, subjectId);
    await count([changed('2026-11-02', -1), changed('2026-11-03', -1)]);

    expect(left).toMatchObject([
      { category: 'prompt-text', count: 2, oldest: '2026-11-02', newest: '2026-11-03' },
    ]);
    expect(await heldCounts(people.deps.database, subjectId)).toEqual([]);
    const rows = (await people.rows(recordCounts)).filter((row) => row['subjectId'] === subjectId);
    expect(rows).toMatchObject([{ present: {}, expiresAt: expect.any(Number) }]);
  });

  test('are separate if one category has the name of another as a prefix', async () => {
    await count([
      changed('2026-11-01', 1, { category: 'prompt' }),
      changed('2026-10-01', 1, { category: 'prompt-text' }),
    ]);

    expect(await heldCounts(people.deps.database, subjectId)).toMatchObject([
      { category: 'prompt', count: 1, oldest: '2026-11-01', newest: '2026-11-01' },
      { category: 'prompt-text', count: 1, oldest: '2026-10-01', newest: '2026-10-01' },
    ]);
  });

  test('do not decrease for the deletion of a record that was never counted', async () => {
    await count([changed('2026-11-02')]);

    await count([changed('2026-11-01', -1), changed('2026-11-02', -1)]);
    await count([changed('2026-11-02', -1), changed('2026-11-07')]);

    expect(await heldCounts(people.deps.database, subjectId)).toMatchObject([
      { category: 'prompt-text', count: 1, oldest: '2026-11-07', newest: '2026-11-07' },
    ]);
  });

  test('are the same with several concurrent consumers', async () => {
    const written = times(60, (index) => changed(`2026-11-0${1 + (index % 3)}`));

    await Promise.all(times(4, (index) => count(written.slice(index * 10, index * 10 + 30))));

    expect(await heldCounts(people.deps.database, subjectId)).toMatchObject([
      { category: 'prompt-text', count: 60, oldest: '2026-11-01', newest: '2026-11-03' },
    ]);
  });

  test('GDPR Art. 17: do not come back after the fence of an erasure', async () => {
    await count([changed('2026-11-01')]);
    await people.subjects.fence(subjectId);

    const deleted = await deleteRows(people.deps.database, recordCounts, subjectId);
    await count([changed('2026-11-02'), changed('2026-11-01', -1)]);

    expect(deleted).toBe(1);
    expect(await deleteRows(people.deps.database, recordCounts, subjectId)).toBe(0);
    expect(await heldCounts(people.deps.database, subjectId)).toEqual([]);
  });
});

describe('GET /v1/me/data', () => {
  test('returns a person with 1,000,000 records in one page and 5 queries, of disclosures, sources, measurements and training sets too', async () => {
    const days = times(2_000, (index) =>
      new Date(Date.UTC(2021, 5, 2 + index)).toISOString().slice(0, 10),
    );
    const months = Map.groupBy(days, (day) => day.slice(0, 7));
    const seeded = [...months].map(([month, ofMonth]) => ({
      bucket: `records#prompt-text#${month}`,
      present: Object.fromEntries(ofMonth.map((day) => [String(Number(day.slice(8)) - 1), 500])),
    }));
    await transact(
      people.deps.database,
      seeded.map((row) => insert(recordCounts, { subjectId, ...row, version: 1 })),
    );
    await count(times(7, () => changed('2026-11-24', 1, { category: 'usage-log' })));

    let stored: HeldData | undefined;
    const calls = await callsDuring(async () => {
      stored = await heldOf('prompt-text');
    });

    expect(stored).toMatchObject({
      count: 1_000_000,
      oldest: '2021-06-02',
      newest: days.at(-1),
      months: [...months].map(([month, ofMonth]) => ({ month, count: ofMonth.length * 500 })),
    });
    expect(calls.filter((name) => name === 'QueryCommand')).toHaveLength(1 + 4);
    // Identities of the sign-in and the address, the row of the person, and what erasures exempted
    // before.
    expect(calls.filter((name) => name !== 'QueryCommand')).toHaveLength(3);
  });

  test('GDPR Art. 15(1)(c), CJEU C-154/21: names who received data of the category, and how often', async () => {
    const category = 'prompt-text';
    const given = (recipient: string, at: string, categories = [category]) =>
      recordDisclosure(people.deps, subjectId, {
        ...{ recipient, purpose: 'improvement', categories },
        at: at as Rfc3339,
      });
    await given('annotation-partner', '2026-11-20T10:00:00.000Z');
    await given('annotation-partner', '2026-11-18T10:00:00.000Z', [category, 'feedback']);
    // The policy names it no more.
    await given('former-partner', '2026-11-19T10:00:00.000Z');

    const { recipients } = (await heldOf(category))!;

    const times = { oldest: '2026-11-18T10:00:00.000Z', newest: '2026-11-20T10:00:00.000Z' };
    const actual = recipients.filter(({ disclosures }) => disclosures !== undefined);
    expect(actual).toMatchObject([
      { recipient: 'annotation-partner', country: 'ES', disclosures: { count: 2, ...times } },
      { recipient: 'former-partner', name: 'former-partner', disclosures: { count: 1 } },
    ]);
    expect(recipients.map(({ recipient }) => recipient)).toContain('cloud-hosting');
    expect((await heldOf('feedback'))!.recipients).toContainEqual(
      expect.objectContaining({
        recipient: 'annotation-partner',
        disclosures: { count: 1, oldest: times.oldest, newest: times.oldest },
      }),
    );
  });

  test('GDPR Art. 28(2): names the sub-processors of a recipient', async () => {
    const { recipients } = (await heldOf('prompt-text'))!;

    const provider = recipients.find(({ recipient }) => recipient === 'model-provider');
    expect(provider?.subProcessors).toEqual(
      people.policy.recipients['model-provider']!.agreement.subProcessors,
    );
    expect(provider?.subProcessors).not.toEqual([]);
  });

  test('GDPR Art. 15(1): has purposes, retention periods, sources and recipients', async () => {
    await count([changed('2026-11-01')]);

    const stored = await heldOf('prompt-text');

    expect(stored).toMatchObject({ count: 1, source: 'provided' });
    expect(stored?.purposes).toContainEqual({
      purpose: 'service-provision',
      title: people.policy.purposes['service-provision']?.title,
      legalBasis: people.policy.purposes['service-provision']?.legalBasis['gdpr']?.basis,
      retention: people.policy.purposes['service-provision']?.retention,
    });
    expect(stored?.recipients.length).toBeGreaterThan(0);
  });

  test('names every category of the policy, with or without data, and registers no person', async () => {
    const outsider = newPerson();

    const { body } = await get('/v1/me/data', {}, outsider);

    expect(body.items.map((item) => (item as unknown as HeldData).category)).toEqual(
      Object.keys(people.policy.categories),
    );
    expect(body.items.every((item) => (item as unknown as HeldData).count === 0)).toBe(true);
    expect(await people.subjects.resolveCaller(outsider)).toEqual({ kind: 'unknown' });
  });
});

describe('GET /v1/me/activity', () => {
  const deny = async (count: number) => {
    for (let index = 0; index < count; index += 1) {
      const codes = { category: 'prompt-text', purpose: 'support', reason: `reason-${index}` };
      await transact(people.deps.database, [
        await activityEntry(people.deps, subjectId, 'decision-denied', codes),
      ]);
    }
  };
  const read = async (query = {}) => get('/v1/me/activity', query);

  test('is newest first, page by page', async () => {
    await deny(5);

    const first = await read({ limit: '3' });
    const second = await read({ limit: '3', cursor: first.body.nextCursor });

    const reasons = [...first.body.items, ...second.body.items].map(
      (item) => (item as unknown as { codes: { reason: string } }).codes.reason,
    );
    expect(reasons).toEqual([4, 3, 2, 1, 0].map((index) => `reason-${index}`));
    expect(second.body.nextCursor).toBeUndefined();
  });

  test('merges equal denials of a day into one item, so that they hide nothing else', async () => {
    people.setClock('2026-11-23T23:00:00Z');
    await deny(1);
    people.setClock('2026-11-24T12:00:00Z');
    for (let round = 0; round < 3; round += 1) await deny(2);
    people.setClock(undefined);

    const { items } = (await read({ limit: '100' })).body;
    const pages = [await read({ limit: '4' })];
    pages.push(await read({ limit: '4', cursor: pages[0]!.body.nextCursor }));

    expect(items).toMatchObject([
      { codes: { reason: 'reason-1' }, times: 3, at: '2026-11-24T12:00:00.000Z' },
      { codes: { reason: 'reason-0' }, times: 3 },
      { codes: { reason: 'reason-0' }, at: '2026-11-23T23:00:00.000Z' },
    ]);
    expect(items[2]).not.toHaveProperty('times');
    const counted = pages.flatMap(({ body }) =>
      body.items.map((item) => (item as unknown as { times?: number }).times ?? 1),
    );
    expect(counted.reduce((sum, one) => sum + one)).toBe(7);
  });

  test('names staff by their role and never by name (CJEU C-579/21)', async () => {
    const codes = { role: 'privacy-team', operation: 'readRequest' } as const;
    await transact(people.deps.database, [
      await activityEntry(people.deps, subjectId, 'staff-access', codes),
    ]);
    const named = { ...codes, name: 'Grace' };

    expect((await read()).body.items).toMatchObject([{ kind: 'staff-access', codes }]);
    await expect(activityEntry(people.deps, subjectId, 'staff-access', named)).rejects.toThrow(
      'staff-access: a code is not in the catalogue',
    );
  });

  test('stores rows encrypted, and unreadable once the key is destroyed', async () => {
    await deny(2);
    const rows = (await people.rows(activity)).filter((row) => row['subjectId'] === subjectId);

    await people.deps.subjectKeys.destroy(subjectId, { order: anyOrder, keep: [] });

    expect(rows.map((row) => Object.keys(row).sort())).toEqual(
      times(2, () => ['activityId', 'content', 'expiresAt', 'subjectId']),
    );
    const clear = rows.map((row) => Buffer.from(row['content'] as Uint8Array).toString('latin1'));
    expect(clear.join()).not.toContain('decision-denied');
    expect((await read()).body.items).toEqual([]);
  });

  test('11 CCR 7101: retains an entry as long as the proof of requests, and no longer', async () => {
    people.setClock('2026-11-24T12:00:00Z');
    await deny(1);
    const items = async () => (await read()).body.items.length;

    people.setClock('2028-11-23T12:00:00Z');
    const before = await items();
    people.setClock('2040-11-25T12:00:00Z');
    const after = await items();
    people.setClock(undefined);

    expect([before, after]).toEqual([1, 0]);
  });

  const deleted = (endedOn: string, rest: Partial<PersonChange> = {}) =>
    changed('2026-10-01', -1, { endedOn, ...rest });
  const shown = (reply: Awaited<ReturnType<typeof read>>) =>
    reply.body.items.map((item) => {
      const { kind, at, codes } = item as unknown as {
        kind: string;
        at: string;
        codes: Record<string, unknown>;
      };
      return kind === 'retention-deletion' ? [at, codes['counts']] : [at, codes['reason']];
    });

  test('GDPR Art. 5(2): has the deletions by retention, one item per day, each deletion once', async () => {
    const changes = [
      ...times(30, () => deleted('2026-11-23')),
      ...times(2, () => deleted('2026-11-23', { category: 'usage-log' })),
      deleted('2026-11-24'),
    ];

    await count(changes);
    await count(changes.slice(20));

    expect(shown(await read())).toEqual([
      ['2026-11-24T00:00:00.000Z', { 'prompt-text': 1 }],
      ['2026-11-23T00:00:00.000Z', { 'prompt-text': 30, 'usage-log': 2 }],
    ]);
  });

  test.each([1, 2, 3, 4, 5, 9])(
    'lists days of deletions among other activities, in pages of %i',
    async (limit) => {
      await deny(4);
      const days = [-2, -1, 0, 1].map((offset) =>
        new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10),
      );
      await count(days.map((day) => deleted(day)));

      const pages: unknown[][] = [];
      let cursor: unknown;
      do {
        const page = await read({ limit: String(limit), ...(cursor !== undefined && { cursor }) });
        expect(page.status).toBe(200);
        expect(page.body.items.length).toBeLessThanOrEqual(limit);
        pages.push(shown(page).map(([at, what]) => (typeof what === 'string' ? what : at)));
        cursor = page.body.nextCursor;
      } while (cursor !== undefined);

      const [oldest, yesterday, today, tomorrow] = days.map((day) => `${day}T00:00:00.000Z`);
      const denied = [3, 2, 1, 0].map((index) => `reason-${index}`);
      expect(pages.flat()).toEqual([tomorrow, ...denied, today, yesterday, oldest]);
    },
  );

  test('GDPR Art. 15(1)(a): has the choices of the person, and who recorded them', async () => {
    const notice = people.policy.published['assistant']!;
    const asked = { locale: 'en', method: 'form' };
    const put = (state: string) =>
      people.send({
        ...{ method: 'PUT', path: '/v1/me/consents/training', caller },
        body: { ...asked, state, notice: { id: notice.id, version: notice.version } },
      });

    await put('given');
    await put('withdrawn');
    const { items } = (await read()).body as unknown as { items: ActivityItem[] };

    expect(items).toMatchObject(
      ['withdrawn', 'given'].map((state) => ({
        kind: 'consent-recorded',
        codes: { purpose: 'training', state, givenBy: 'subject', recordedBy: 'subject' },
        ledger: { type: 'consent.recorded' },
      })),
    );
    expect(items[1]?.codes['notice']).toEqual({ id: notice.id, version: notice.version });
  });

  test('has stored records and uses, one item per day each, in pages', async () => {
    const stored = (storedOn: string, rest: Partial<PersonChange> = {}) =>
      changed('2026-10-01', 1, { storedOn, ...rest });
    const user = { type: 'user-id', value: caller.sub, issuer: caller.issuer };
    const ask = (purpose: string, category: string) => decide({ subject: user, purpose, category });
    await count([
      ...times(3, () => stored('2026-11-23')),
      stored('2026-11-23', { category: 'usage-log' }),
      deleted('2026-11-23'),
      changed('2026-10-01'),
    ]);
    people.setClock('2026-11-23T23:59:59Z');
    const decisions = [
      await ask('inference', 'prompt-text'),
      await ask('inference', 'output-text'),
      await ask('service-provision', 'prompt-text'),
      await decide({
        items: times(3, () => ({ subject: user, purpose: 'inference', category: 'prompt-text' })),
      }),
    ];
    people.setClock(undefined);
    expect(decisions.map(({ status }) => status)).toEqual([200, 200, 200, 200]);

    const pages: ActivityItem[] = [];
    let cursor: unknown;
    do {
      const page = await read({ limit: '1', ...(cursor !== undefined && { cursor }) });
      pages.push(...(page.body.items as unknown as ActivityItem[]));
      cursor = page.body.nextCursor;
    } while (cursor !== undefined);

    const at = '2026-11-23T00:00:00.000Z';
    expect(pages).toMatchObject([
      { at, kind: 'use-permitted', codes: { counts: { inference: 5, 'service-provision': 1 } } },
      { at, kind: 'records-stored', codes: { counts: { 'prompt-text': 3, 'usage-log': 1 } } },
      { at, kind: 'retention-deletion', codes: { counts: { 'prompt-text': 1 } } },
    ]);
    expect(new Set(pages.map(({ activityId }) => activityId)).size).toBe(3);
  });

  test('counts no denied use, and nothing about an unknown person', async () => {
    const user = { type: 'user-id', value: caller.sub, issuer: caller.issuer };
    const unknown = { type: 'user-id', value: 'nobody-at-all' };

    await decide({
      subject: user,
      ...{ purpose: 'training', category: 'prompt-text' },
    });
    await decide({
      subject: unknown,
      ...{ purpose: 'inference', category: 'prompt-text' },
    });

    expect(
      ((await read()).body.items as unknown as ActivityItem[]).map(({ kind }) => kind),
    ).toEqual(['decision-denied']);
  });

  test('retains deletions by retention as long as the rest, until an erasure', async () => {
    people.setClock('2026-11-24T12:00:00Z');
    await count([deleted('2026-11-24')]);
    people.setClock('2040-11-25T12:00:00Z');
    const after = shown(await read());
    people.setClock(undefined);

    expect(after).toEqual([]);
    expect(await deleteRows(people.deps.database, recordCounts, subjectId)).toBe(1);
    expect(shown(await read())).toEqual([]);
  });

  test('rejects a cursor of another person or of none', async () => {
    await deny(2);
    const { nextCursor } = (await read({ limit: '1' })).body;

    const other = newPerson();
    const unknown = await get('/v1/me/activity', { cursor: nextCursor }, other);
    await people.subjects.register(other, { by: 'subject' });
    const foreign = await get('/v1/me/activity', { cursor: nextCursor }, other);
    const made = await read({ cursor: 'bm90aGluZw' });

    expect(pointers(unknown.body)).toEqual(['/query/cursor']);
    expect(pointers(foreign.body)).toEqual(['/query/cursor']);
    expect(pointers(made.body)).toEqual(['/query/cursor']);
  });
});

describe('a change of the records table', () => {
  const row = {
    subjectId: { S: 's' },
    recordId: { S: 'r' },
    category: { S: 'prompt-text' },
    collectedAt: { S: '2026-11-24T23:59:59.999Z' },
  };
  const record = (
    eventName: 'INSERT' | 'MODIFY' | 'REMOVE',
    images: {
      OldImage?: Record<string, AttributeValue>;
      NewImage?: Record<string, AttributeValue>;
    },
  ): DynamoDBRecord => ({
    eventID: 'e',
    eventName,
    dynamodb: { StreamViewType: 'NEW_AND_OLD_IMAGES', ...images },
  });
  const change = {
    ...{ eventId: 'e', subjectId: 's', category: 'prompt-text', day: '2026-11-24' },
  };

  test('counts up for writes and restores, and down for every deletion', () => {
    expect(personChangeOf(record('INSERT', { NewImage: row }))).toEqual({ ...change, by: 1 });
    expect(
      personChangeOf(record('INSERT', { NewImage: { ...row, restoredAt: { S: 'x' } } })),
    ).toEqual({ ...change, by: 1 });
    expect(personChangeOf(record('REMOVE', { OldImage: row }))).toEqual({ ...change, by: -1 });
  });

  test.each([
    ['that moves an end', record('MODIFY', { NewImage: row, OldImage: row })],
    ['without an image', record('INSERT', {})],
    ['with the image of the other side', record('REMOVE', { NewImage: row })],
    [
      'of a category that is none',
      record('INSERT', { NewImage: { ...row, category: { S: 'A b' } } }),
    ],
    [
      'of a time that is none',
      record('INSERT', { NewImage: { ...row, collectedAt: { S: '2026' } } }),
    ],
    ['without an event', { ...record('INSERT', { NewImage: row }), eventID: undefined }],
  ])('%s is not counted', (_title, one) => {
    expect(personChangeOf(one)).toBeUndefined();
  });
});
