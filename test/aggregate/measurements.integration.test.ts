import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { contributions, releases } from '../../lambda/aggregate/table.ts';
import { outbox } from '../../lambda/ledger/table.ts';
import type { Database } from '../../lambda/platform/dynamo/database.ts';
import { insert } from '../../lambda/platform/dynamo/statement.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import { periodOf } from '../../lambda/policy/report-periods.ts';
import { callOf, startFaultProxy } from '../faults/proxy.ts';
import type { FaultProxy } from '../faults/proxy.ts';
import { openTestClient } from '../support/database.ts';
import type { AggregateFixture, Person } from './aggregate-fixture.ts';
import { openAggregateFixture, rating, ratingsWith } from './aggregate-fixture.ts';

let fixture: AggregateFixture;
let proxy: FaultProxy;
let database: Database;
beforeAll(async () => {
  fixture = await openAggregateFixture();
  proxy = await startFaultProxy(fixture.people.server.endpoint);
  const client = openTestClient(proxy.url, { maxAttempts: 1 });
  database = { client, physicalName: fixture.people.deps.database.physicalName };
});
afterEach(() => {
  proxy.heal();
  fixture.people.setClock(undefined);
});
afterAll(async () => {
  database.client.destroy();
  await proxy.stop();
  await fixture.people.stop();
});

const newPeople = (count: number) => Promise.all(Array.from({ length: count }, fixture.newPerson));
const cellsOf = async (person: Person) =>
  (await fixture.contributed(person)).flatMap(({ measurements }) => measurements);
const problemOf = (type: string, pointer: string) => ({
  problem: { type: `urn:custos:problem:${type}`, errors: [{ pointer }] },
});

describe('a measurement', () => {
  test('that is permitted is stored encrypted, in the period in which it comes', async () => {
    fixture.people.setClock('2026-11-28T23:30:00Z');
    const ada = await fixture.newPerson();

    const { status, body } = await fixture.send(rating(ada, 5));

    expect(status).toBe(202);
    expect(body).toEqual({ accepted: 1, refused: [], items: [{ status: 202 }] });
    expect(await fixture.contributed(ada)).toEqual([
      {
        ...{ measure: 'answer-ratings', period: '2026-W48' },
        measurements: [{ dimensions: { model: 'assistant-1', language: 'en' }, count: 1, sum: 5 }],
      },
    ]);
    const rows = await fixture.people.rows(contributions);
    const row = rows.find(({ subjectId }) => subjectId === ada.subjectId);
    expect(Buffer.from(row?.['content'] as Uint8Array).toString('latin1')).not.toContain(
      'assistant',
    );
    // A week after the last moment of the week of Berlin.
    expect(row?.['expiresAt']).toBe(Date.parse('2026-12-06T23:00:00Z') / 1000);
  });

  test('beyond the declared range counts as its end', async () => {
    const ada = await fixture.newPerson();

    await fixture.send({ items: [rating(ada, 400), rating(ada, -3)] });

    expect(await cellsOf(ada)).toMatchObject([{ count: 2, sum: 5 + 1 }]);
  });

  test('of a person who objected is denied, entered in the ledger, and nothing is stored', async () => {
    const [ada, grace] = await newPeople(2);
    await fixture.object(ada!);
    const denied = async () =>
      (await fixture.people.rows(outbox)).filter(({ type }) => type === 'decision.denied').length;
    const before = await denied();

    const { status, body } = await fixture.send({ items: [rating(grace!), rating(ada!)] });

    expect(status).toBe(202);
    expect(body).toMatchObject({
      accepted: 1,
      refused: [{ item: 1, reason: 'objection' }],
      items: [
        { status: 202 },
        { status: 403, ...problemOf('processing-not-permitted', '/items/1') },
      ],
    });
    expect(await cellsOf(ada!)).toEqual([]);
    expect(await denied()).toBe(before + 1);
  });

  test('of a person who is not known is refused', async () => {
    const { status, body } = await fixture.send(
      rating({ subject: { type: 'user-id', value: 'never-registered' } }),
    );

    expect(status).toBe(202);
    expect(body).toMatchObject({
      accepted: 0,
      refused: [{ item: 0, reason: 'subject-unknown' }],
      items: [{ status: 404, ...problemOf('not-found', '/subject') }],
    });
  });

  test.each([
    ['a measure that the policy does not have', { measure: 'constructor' }, '/measure'],
    [
      'a value of a dimension that the policy does not have',
      { dimensions: { model: 'assistant-1', language: 'ada@example.org' } },
      '/dimensions/language',
    ],
    ['a dimension too few', { dimensions: { model: 'assistant-1' } }, '/dimensions/language'],
    [
      'a dimension too many',
      { dimensions: { model: 'assistant-1', language: 'en', place: 'x' } },
      '/dimensions',
    ],
    ['no value where the measure has one', { value: undefined }, '/value'],
  ])('with %s is invalid', async (_, changes, pointer) => {
    const ada = await fixture.newPerson();
    const invalid = { ...rating(ada), ...changes };

    const alone = await fixture.send(invalid);
    const among = await fixture.send({ items: [rating(ada), invalid] });

    expect(alone.status).toBe(422);
    expect(alone.body.errors).toMatchObject([{ pointer }]);
    expect(among.body).toMatchObject({
      accepted: 1,
      refused: [{ item: 1, reason: 'invalid-input' }],
      items: [
        { status: 202 },
        { status: 422, ...problemOf('invalid-input', `/items/1${pointer}`) },
      ],
    });
    expect(JSON.stringify([alone.body, among.body])).not.toContain('ada@example.org');
  });
});

describe('one person adds no more than the policy allows', () => {
  test('in one call', async () => {
    const ada = await fixture.newPerson();

    const { body } = await fixture.send({ items: Array.from({ length: 7 }, () => rating(ada)) });

    expect(body).toMatchObject({
      accepted: 5,
      refused: [
        { item: 5, reason: 'contribution-exhausted' },
        { item: 6, reason: 'contribution-exhausted' },
      ],
    });
    expect(await cellsOf(ada)).toMatchObject([{ count: 5 }]);
  });

  test('in many calls at the same moment', async () => {
    const ada = await fixture.newPerson();

    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        fixture.send(rating(ada, 3, 'assistant-1', n % 2 === 0 ? 'en' : 'de')),
      ),
    );

    const accepted = answers.filter(({ body }) => body.accepted === 1);
    const cells = await cellsOf(ada);
    expect(answers.every(({ status }) => status === 202)).toBe(true);
    expect(accepted).toHaveLength(5);
    expect(cells.reduce((sum, { count }) => sum + count, 0)).toBe(5);
  });

  test('and again in the next period', async () => {
    const ada = await fixture.newPerson();
    const five = { items: Array.from({ length: 5 }, () => rating(ada)) };
    fixture.people.setClock('2026-11-29T22:59:59Z');
    await fixture.send(five);
    fixture.people.setClock('2026-11-29T23:00:00Z');

    const { body } = await fixture.send(five);

    expect(body.accepted).toBe(5);
    expect((await fixture.contributed(ada)).map(({ period }) => period).toSorted()).toEqual([
      ...['2026-W48', '2026-W49'],
    ]);
  });
});

test('a period that is closing takes nothing more', async () => {
  const policy = ratingsWith({ period: 'P1M' });
  const { clock } = fixture.people.deps;
  const period = periodOf(clock(), 'P1M', policy.controller.timeZone);
  const { database: direct } = fixture.people.deps;
  const closing = { measure: 'answer-ratings', period, state: 'closing', version: 1 };
  await transact(direct, [insert(releases, closing)]);
  const ada = await fixture.newPerson();

  const { status, body } = await fixture.send(rating(ada), { policy });

  expect(status).toBe(202);
  expect(body).toMatchObject({
    accepted: 0,
    refused: [{ item: 0, reason: 'period-closed' }],
    items: [{ status: 409, problem: { type: 'urn:custos:problem:conflict' } }],
  });
  expect(await fixture.contributed(ada, policy)).toEqual([]);
});

describe('a call that is repeated with its key', () => {
  test('has the first answer and adds nothing', async () => {
    const ada = await fixture.newPerson();
    const key = crypto.randomUUID();
    const first = await fixture.send(rating(ada), { key });

    const again = await fixture.send(rating(ada), { key });

    expect(again.body).toEqual(first.body);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(await cellsOf(ada)).toMatchObject([{ count: 1 }]);
  });

  test('needs one', async () => {
    const ada = await fixture.newPerson();

    expect((await fixture.send(rating(ada), { key: '' })).status).toBe(422);
  });

  test('at the same moment adds once', async () => {
    const ada = await fixture.newPerson();
    const key = crypto.randomUUID();

    const answers = await Promise.all([1, 2, 3].map(() => fixture.send(rating(ada), { key })));

    expect(answers.map(({ status }) => status).toSorted()[0]).toBe(202);
    expect(await cellsOf(ada)).toMatchObject([{ count: 1 }]);
  });
});

describe('a hundred measurements of a hundred people', () => {
  const countsOf = (from: number) => {
    const counts: Record<string, number> = {};
    for (const { operation, body: sent } of proxy.calls.slice(from)) {
      const [, table = ''] = /"(test-[a-z-]+)/.exec(sent) ?? [];
      const name = `${operation} ${table.replace('test-', '')}`;
      counts[name] = (counts[name] ?? 0) + 1;
    }
    return counts;
  };

  test('read each table once, and are all stored although a transaction has room for 99', async () => {
    const people = await newPeople(100);
    const before = proxy.calls.length;

    const { body } = await fixture.send({ items: people.map((one) => rating(one)) }, { database });

    const counts = countsOf(before);
    expect(body.accepted).toBe(100);
    expect(counts).toMatchObject({
      'BatchGetItem aliases': 1,
      'BatchGetItem subjects': 1,
      'BatchGetItem consent-states': 1,
      'ExecuteTransaction idempotency': 1,
      'ExecuteTransaction contributions': 1,
    });
    const stored = await Promise.all(people.map(cellsOf));
    expect(stored.every(([cell]) => cell?.count === 1)).toBe(true);
  });

  test('are completed by a repetition, each once, where the process died between two transactions', async () => {
    const people = await newPeople(100);
    const items = people.map((one) => rating(one));
    const key = crypto.randomUUID();
    // The transaction without the key is cut off before it arrives.
    let transactions = 0;
    proxy.weather(({ operation, body }) => {
      if (operation !== 'ExecuteTransaction' || !body.includes('test-contributions'))
        return undefined;
      transactions += 1;
      return transactions === 1 ? undefined : { kind: 'disconnect-before' };
    });
    const first = await fixture.send({ items }, { key, database });
    proxy.heal();
    const sums = async () => {
      const stored = await Promise.all(people.map(cellsOf));
      return stored.map(([cell]) => cell?.count ?? 0);
    };
    expect(first.status).toBe(503);
    expect((await sums()).filter((count) => count === 0)).toHaveLength(1);

    const again = await fixture.send({ items }, { key });
    await fixture.send({ items }, { key });

    expect(again.body.accepted).toBe(100);
    expect(await sums()).toEqual(people.map(() => 1));
  });

  test('whose answer was lost are not added twice', async () => {
    const people = await newPeople(3);
    const items = people.map((one) => rating(one));
    const key = crypto.randomUUID();
    proxy.inject(
      callOf('ExecuteTransaction', 'test-contributions'),
      { kind: 'disconnect-after' },
      1,
    );
    expect((await fixture.send({ items }, { key, database })).status).toBe(503);

    const again = await fixture.send({ items }, { key });

    expect(again.body.accepted).toBe(3);
    expect((await Promise.all(people.map(cellsOf))).map(([cell]) => cell?.count)).toEqual([
      1, 1, 1,
    ]);
  });
});

test('nothing about people is logged', () => {
  const text = fixture.people.logged.join('\n');

  expect(text).toContain('COMPLETED');
  for (const word of ['assistant-1', 'user-id', 'never-registered']) {
    expect(text).not.toContain(word);
  }
});
