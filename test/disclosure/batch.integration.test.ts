import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../lambda/platform/dynamo/database.ts';
import { disclosures } from '../../lambda/disclosure/table.ts';
import { outbox } from '../../lambda/ledger/table.ts';
import { callOf, startFaultProxy } from '../faults/proxy.ts';
import type { FaultProxy } from '../faults/proxy.ts';
import { openTestClient } from '../support/database.ts';
import { byUserId } from '../subject/subject-fixture.ts';
import type { DisclosureFixture, Person } from './disclosure-fixture.ts';
import { deskWith, openDisclosureFixture, toSupportDesk } from './disclosure-fixture.ts';

let fixture: DisclosureFixture;
let proxy: FaultProxy;
let database: Database;
beforeAll(async () => {
  fixture = await openDisclosureFixture();
  proxy = await startFaultProxy(fixture.people.server.endpoint);
  const client = openTestClient(proxy.url, { maxAttempts: 1 });
  database = { client, physicalName: fixture.people.deps.database.physicalName };
});
afterEach(() => proxy.heal());
afterAll(async () => {
  database.client.destroy();
  await proxy.stop();
  await fixture.people.stop();
});

/** What a batch answers, and its calls of the database by operation and table. */
async function disclose(items: readonly object[], key?: string) {
  const before = proxy.calls.length;
  const { status, body, headers } = await fixture.disclose({ items }, { database, key });
  const counts: Record<string, number> = {};
  for (const { operation, body: sent } of proxy.calls.slice(before)) {
    const [, table = ''] = /"(test-[a-z-]+)/.exec(sent) ?? [];
    const name = `${operation} ${table.replace('test-', '')}`;
    // The first entry of an instance in an hour notes the hour.
    if (name === 'BatchExecuteStatement outbox') continue;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  const answered = (body.items ?? []) as readonly {
    readonly status: number;
    readonly disclosureId?: string;
    readonly problem?: { readonly type: string; readonly errors?: readonly object[] };
  }[];
  return { status, items: answered, counts, headers };
}

const object = ({ subject }: Person) =>
  fixture.people.post('/v1/consents', { subject, purpose: 'support', state: 'refused' });
const newPeople = (count: number) => Promise.all(Array.from({ length: count }, fixture.newPerson));
const rows = async () => (await fixture.people.rows(disclosures)).length;
const entered = async () =>
  (await fixture.people.rows(outbox)).filter(({ type }) => type === 'disclosure.recorded').length;

describe('a hundred disclosures read each table once', () => {
  test('of one person', async () => {
    const ada = await fixture.newPerson();

    const { status, items, counts } = await disclose(
      Array.from({ length: 100 }, () => toSupportDesk(ada)),
    );

    expect(status).toBe(207);
    expect(items.every((item) => item.status === 201)).toBe(true);
    expect(counts).toEqual({
      'BatchGetItem idempotency': 1,
      'BatchGetItem containment-controls': 1,
      'BatchGetItem aliases': 1,
      // With what the person said.
      'BatchGetItem subjects': 1,
      'BatchGetItem subject-keys': 1,
      // Three statements for each: the row, the entry, and what the person can look up.
      'ExecuteTransaction idempotency': 1,
      'ExecuteTransaction disclosures': 3,
    });
    expect(await fixture.stored(ada)).toHaveLength(100);
  });

  test('of a hundred people, some of whom objected: denials are no further reads', async () => {
    const everybody = await newPeople(100);
    await Promise.all(everybody.slice(0, 10).map(object));

    const { items, counts } = await disclose(everybody.map((one) => toSupportDesk(one)));

    expect(items.map(({ status }) => status)).toEqual(
      everybody.map((_, index) => (index < 10 ? 403 : 201)),
    );
    expect(counts).toEqual({
      'BatchGetItem idempotency': 1,
      'BatchGetItem containment-controls': 1,
      'BatchGetItem aliases': 1,
      'BatchGetItem subjects': 1,
      'BatchGetItem consent-states': 1,
      'BatchGetItem subject-keys': 1,
      'ExecuteTransaction outbox': 1,
      'ExecuteTransaction idempotency': 1,
      'ExecuteTransaction disclosures': 2,
    });
  });

  test('but not more than a hundred', async () => {
    const ada = await fixture.newPerson();

    const { status } = await disclose(Array.from({ length: 101 }, () => toSupportDesk(ada)));

    expect(status).toBe(422);
    expect((await disclose([])).status).toBe(422);
    expect(await fixture.stored(ada)).toEqual([]);
  });
});

describe('each disclosure of a batch', () => {
  test('has its own outcome, in the order of the items', async () => {
    const [ada, grace, edith] = (await newPeople(3)) as [Person, Person, Person];
    await object(grace);
    await fixture.people.subjects.fence(edith.subjectId);

    const { status, items } = await disclose([
      toSupportDesk(ada),
      toSupportDesk(grace),
      toSupportDesk(ada, { recipient: 'nobody' }),
      toSupportDesk({ subject: byUserId() }),
      toSupportDesk(edith),
      toSupportDesk(ada, { at: '2099-01-01T00:00:00Z' }),
      toSupportDesk(ada, { recipient: 'Support Desk' }),
      toSupportDesk(ada),
    ]);

    expect(status).toBe(207);
    expect(items.map((item) => item.status)).toEqual([201, 403, 403, 404, 409, 422, 422, 201]);
    expect(items.map(({ problem }) => problem?.errors?.[0])).toMatchObject([
      undefined,
      { pointer: '/items/1/categories/0', message: 'this disclosure is denied: objection' },
      { pointer: '/items/2/recipient', message: 'this disclosure is denied: recipient-unknown' },
      { pointer: '/items/3/subject' },
      undefined,
      { pointer: '/items/5/at' },
      { pointer: '/items/6/recipient' },
      undefined,
    ]);
    const stored = await fixture.stored(ada);
    expect(stored.map(({ disclosureId }) => disclosureId).sort()).toEqual(
      [items[0]!.disclosureId, items[7]!.disclosureId].sort(),
    );
    expect(await fixture.stored(grace)).toEqual([]);
  });

  test('is shown to a person once where the same one is denied fifty times, and entered each time', async () => {
    const ada = await fixture.newPerson();
    await object(ada);
    const denials = async () =>
      (await fixture.people.rows(outbox)).filter(({ type }) => type === 'decision.denied').length;
    const before = await denials();

    await disclose(
      Array.from({ length: 50 }, () => toSupportDesk(ada, { categories: ['feedback'] })),
    );

    expect(await fixture.activities(ada, 'decision-denied')).toHaveLength(1);
    expect((await denials()) - before).toBe(50);
  });

  test('is the same as it is alone', async () => {
    const [ada, grace] = (await newPeople(2)) as [Person, Person];
    await object(grace);
    const bodies = [
      toSupportDesk(ada),
      toSupportDesk(grace),
      toSupportDesk(ada, { purpose: 'safety' }),
      toSupportDesk({ subject: byUserId() }),
    ];

    const together = await disclose(bodies);
    const alone = await Promise.all(bodies.map((body) => fixture.disclose(body)));

    expect(together.items.map(({ status }) => status)).toEqual(alone.map(({ status }) => status));
    expect(together.items.map(({ problem }) => problem?.type)).toEqual(
      alone.map(({ body }) => body.type),
    );
  });
});

describe('a batch that is cut off', () => {
  const cutOff = async (items: readonly object[], key: string, transactions: number) => {
    const run = () => undefined;
    proxy.inject(callOf('ExecuteTransaction'), { kind: 'hook', when: 'before', run }, transactions);
    proxy.inject(callOf('ExecuteTransaction'), { kind: 'disconnect-before' });
    const { status } = await disclose(items, key);
    proxy.heal();
    return status;
  };

  test.each([0, 1, 2, 3])(
    'after %i transactions is completed by the repeated call, each row once',
    async (transactions) => {
      const ada = await fixture.newPerson();
      const items = Array.from({ length: 100 }, (_, index) =>
        toSupportDesk(ada, { reference: `case-${index}` }),
      );
      const key = crypto.randomUUID();
      const [rowsBefore, enteredBefore] = [await rows(), await entered()];

      const cut = await cutOff(items, key, transactions);
      const repeated = await disclose(items, key);
      const third = await disclose(items, key);

      expect(cut).toBe(503);
      expect(repeated.items.every(({ status }) => status === 201)).toBe(true);
      expect(third.items).toEqual(repeated.items);
      expect((await rows()) - rowsBefore).toBe(100);
      expect((await entered()) - enteredBefore).toBe(100);
      const stored = await fixture.stored(ada);
      expect(new Set(stored.map(({ reference }) => reference)).size).toBe(100);
      expect(await fixture.activities(ada, 'disclosure')).toHaveLength(100);
    },
  );

  test('does not record what the person has objected to meanwhile', async () => {
    const ada = await fixture.newPerson();
    const items = Array.from({ length: 100 }, () => toSupportDesk(ada));
    const key = crypto.randomUUID();

    await cutOff(items, key, 1);
    const promised = (await fixture.stored(ada)).length;
    await object(ada);
    const repeated = await disclose(items, key);

    const recorded = repeated.items.filter(({ status }) => status === 201);
    expect(promised).toBe(33);
    expect(recorded.map(({ disclosureId }) => disclosureId).sort()).toEqual(
      (await fixture.stored(ada)).map(({ disclosureId }) => disclosureId).sort(),
    );
    expect(recorded).toHaveLength(33);
    expect(repeated.items.filter(({ status }) => status === 403)).toHaveLength(67);
  });

  test('while its repetition completes it, leaves each row once', async () => {
    const ada = await fixture.newPerson();
    const items = Array.from({ length: 100 }, () => toSupportDesk(ada));
    const key = crypto.randomUUID();
    const before = await entered();
    let repetition: ReturnType<typeof fixture.disclose> | undefined;
    // Between its first transaction and the others.
    let seen = 0;
    proxy.weather(({ operation }) => {
      if (operation !== 'ExecuteTransaction') return undefined;
      seen += 1;
      if (seen !== 2) return undefined;
      return {
        kind: 'hook',
        when: 'before',
        run: async () => {
          repetition ??= fixture.disclose({ items }, { key });
          await repetition;
          return undefined;
        },
      };
    });

    const first = await disclose(items, key);

    expect(first.status).toBe(207);
    expect((await repetition!).body.items).toEqual(first.items);
    expect(await fixture.stored(ada)).toHaveLength(100);
    expect((await entered()) - before).toBe(100);
  });
});

test('a replay confirms nothing of which an erasure has left no record', async () => {
  const ada = await fixture.newPerson();
  const key = crypto.randomUUID();
  await disclose([toSupportDesk(ada)], key);
  await fixture.people.subjects.fence(ada.subjectId);
  await fixture.people.subjects.forget(ada.subjectId);
  const whileStored = await disclose([toSupportDesk(ada)], key);

  const { client, physicalName } = fixture.people.deps.database;
  const { disclosureId = '' } = whileStored.items[0]!;
  await client.send(
    new DeleteItemCommand({
      TableName: physicalName(disclosures),
      Key: { subjectId: { S: ada.subjectId }, disclosureId: { S: disclosureId } },
    }),
  );
  await fixture.people.post('/v1/subjects', { subject: ada.subject });
  const afterwards = await disclose([toSupportDesk(ada)], key);

  expect(whileStored.items[0]!.status).toBe(201);
  expect(afterwards.items).toMatchObject([{ status: 409, problem: { status: 409 } }]);
});

test('sent ten times at once with one key, is recorded once', async () => {
  const ada = await fixture.newPerson();
  const items = Array.from({ length: 50 }, () => toSupportDesk(ada));
  const key = crypto.randomUUID();

  const answers = await Promise.all(
    Array.from({ length: 10 }, () => fixture.disclose({ items }, { key })),
  );

  expect(await fixture.stored(ada)).toHaveLength(50);
  const statuses = answers.map(({ status }) => status);
  expect(statuses.every((status) => status === 207 || status === 409)).toBe(true);
  expect(statuses).toContain(207);
});

test('the same disclosure twice in a batch, and one reference with other data, are each recorded', async () => {
  const ada = await fixture.newPerson();
  const same = toSupportDesk(ada, { reference: 'case-1' });
  const other = toSupportDesk(ada, { reference: 'case-1', categories: ['feedback'] });

  const { items } = await disclose([same, same, other]);

  expect(items.map(({ status }) => status)).toEqual([201, 201, 201]);
  const stored = await fixture.stored(ada);
  expect(new Set(stored.map(({ disclosureId }) => disclosureId)).size).toBe(3);
  expect(stored.map(({ reference }) => reference)).toEqual(['case-1', 'case-1', 'case-1']);
  expect(stored.map(({ categories }) => categories.length).toSorted()).toEqual([1, 2, 2]);
});

test('a key that was used with other data is rejected, and nothing more is recorded', async () => {
  const ada = await fixture.newPerson();
  const key = crypto.randomUUID();
  await disclose([toSupportDesk(ada, { reference: 'case-1' })], key);

  const other = await disclose([toSupportDesk(ada, { reference: 'case-2' })], key);

  expect([other.status, other.items]).toEqual([422, []]);
  expect(await fixture.stored(ada)).toHaveLength(1);
});

test('of one call all disclosures of a person who objected in between two are denied', async () => {
  const ada = await fixture.newPerson();

  const before = await disclose([toSupportDesk(ada)]);
  await object(ada);
  const after = await disclose([toSupportDesk(ada), toSupportDesk(ada)]);

  expect([...before.items, ...after.items].map(({ status }) => status)).toEqual([201, 403, 403]);
});

/** The first second of the day after the last one. */
const midnights = [
  ['Europe/Berlin', '2026-11-24T23:00:00Z'],
  ['America/Los_Angeles', '2026-11-25T08:00:00Z'],
  ['Pacific/Auckland', '2026-11-24T11:00:00Z'],
] as const;
const days = { signedOn: '2026-11-01', expiresOn: '2026-11-24' };
const abroad = { country: 'US', transferMechanism: 'standard-contractual-clauses' };
const assessed = { doneOn: '2026-11-01', validUntil: '2026-11-24' };
test.each(
  midnights.flatMap(([timeZone, end]) => [
    [timeZone, 'an agreement', end, deskWith({}, days)] as const,
    [
      timeZone,
      'an assessment',
      end,
      deskWith({ ...abroad, transferAssessment: assessed }, {}),
    ] as const,
  ]),
)('in %s the last second of %s is before %s', async (timeZone, _, end, terms) => {
  const ada = await fixture.newPerson();
  const policy = { ...terms, controller: { ...terms.controller, timeZone } };
  const at = async (time: number) => {
    fixture.people.setClock(new Date(time).toISOString());
    const { body } = await fixture.disclose({ items: [toSupportDesk(ada)] }, { policy });
    return body.items[0].status as number;
  };

  expect([await at(Date.parse(end) - 1), await at(Date.parse(end))]).toEqual([201, 403]);
  fixture.people.setClock(undefined);
});
