import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { contributions, privacyBudgets, releases } from '../../lambda/aggregate/table.ts';
import { newRequestId } from '../../lambda/value/ids.ts';
import { fromFacts } from '../../local/tables.ts';
import { outbox } from '../../lambda/ledger/table.ts';
import { workflowCheckpoints } from '../../local/adapters/workflow/tables.ts';
import type { AggregateFixture, Person } from './aggregate-fixture.ts';
import { openAggregateFixture, ratingsWith } from './aggregate-fixture.ts';

let fixture: AggregateFixture;
beforeAll(async () => {
  fixture = await openAggregateFixture();
});
afterEach(() => fixture.people.setClock(undefined));
afterAll(() => fixture.people.stop());

const measure = 'answer-ratings';
const newPeople = (count: number) => Promise.all(Array.from({ length: count }, fixture.newPerson));
const rowsOf = async (table: typeof releases, period: string) =>
  (await fixture.people.rows(table)).filter((row) => row['period'] === period);
const waiting = async (period: string) =>
  (await fixture.people.rows(contributions)).filter(({ measurePeriod }) =>
    String(measurePeriod).endsWith(period),
  );
const spent = async (year: string) =>
  (await fixture.people.rows(privacyBudgets)).find((row) => row['year'] === year)?.['microSpent'] ??
  0;
const enteredOf = async (period: string) =>
  (await fixture.people.rows(outbox))
    .filter(({ codes }) => (codes as { period?: string }).period === period)
    .map(({ type, codes }) => ({ type, ...(codes as object) }));

/** Whole-week periods that no other test uses, and so little noise that figures are exact. */
let week = 0;
const exact = ratingsWith({ epsilon: 10, budgetPerYear: 10_000, contribution: { count: 5 } });
const plain = ({ subject }: Person, model = 'assistant-1', language = 'en') => ({
  ...{ subject, measure },
  dimensions: { model, language },
});

async function inWeek<Result>(work: () => Promise<Result>) {
  week += 1;
  const monday = Date.parse('2025-01-06T12:00:00Z') + week * 7 * 86_400_000;
  const period = `2025-W${String(week + 2).padStart(2, '0')}`;
  fixture.people.setClock(new Date(monday + 86_400_000).toISOString());
  const result = await work();
  const end = () => fixture.people.setClock(new Date(monday + 7 * 86_400_000).toISOString());
  return { period, result, end };
}

interface Row {
  readonly group: Readonly<Record<string, string>>;
  readonly suppressed?: true;
  readonly count?: number;
  readonly error?: number;
}
const read = async (period: string, by = '') =>
  (await fixture.read({ measure, period, by }, { policy: exact })).body.rows as readonly Row[];

const ratingsOf = async (people: readonly Person[], language = 'en', model = 'assistant-1') => {
  for (let first = 0; first < people.length; first += 100) {
    const items = people.slice(first, first + 100).map((one) => plain(one, model, language));
    const { body } = await fixture.send({ items }, { policy: exact });
    expect(body.accepted).toBe(items.length);
  }
};

describe('a period that is closed', () => {
  test('publishes sums near the exact ones, spends the budget, and leaves no contribution', async () => {
    const people = await newPeople(40);
    const { period, end } = await inWeek(async () => {
      await ratingsOf(people.slice(0, 18), 'en');
      await ratingsOf(people.slice(18, 30), 'de');
      await ratingsOf(people.slice(30, 35), 'fr');
      await ratingsOf(people.slice(35), 'other');
    });
    end();
    const before = await spent('2025');

    expect(await fixture.close(measure, period, { policy: exact })).toBe('succeeded');

    const [total] = await read(period);
    expect(total?.group).toEqual({});
    expect(Math.abs((total?.count ?? 0) - 40)).toBeLessThanOrEqual(4 * (total?.error ?? 0) + 1);
    expect(total?.error).toBeLessThan(15);
    const languages = await read(period, 'language');
    const hidden = languages.filter(({ suppressed }) => suppressed).map(({ group }) => group);
    expect(hidden).toEqual(expect.arrayContaining([{ language: 'fr' }, { language: 'other' }]));
    const ratings = { en: 18, de: 12 } as Readonly<Record<string, number>>;
    for (const { group, count, error = 0 } of languages.filter(({ suppressed }) => !suppressed)) {
      const exactly = ratings[group['language'] ?? ''] ?? 0;
      expect(Math.abs((count ?? 0) - exactly)).toBeLessThanOrEqual(4 * error + 1);
    }
    expect(await waiting(period)).toEqual([]);
    expect(await rowsOf(releases, period)).toMatchObject([{ state: 'clean' }]);
    expect(Number(await spent('2025')) - Number(before)).toBe(10_000_000);
    expect(await enteredOf(period)).toEqual([
      { type: 'aggregate.released', measure, period, microEpsilon: 10_000_000 },
    ]);
  });

  test('has the same figures whenever it is read, and when it is closed again', async () => {
    const people = await newPeople(30);
    const { period, end } = await inWeek(() => ratingsOf(people));
    end();
    await fixture.close(measure, period, { policy: exact });
    const first = await read(period);
    const before = await spent('2025');

    await fixture.close(measure, period, { policy: exact, run: '2' });
    const again = await Promise.all(Array.from({ length: 50 }, () => read(period)));

    // The mean of fifty answers is no nearer to the exact figure than one of them.
    expect(new Set(again.map((rows) => JSON.stringify(rows)))).toEqual(
      new Set([JSON.stringify(first)]),
    );
    expect(await spent('2025')).toBe(before);
    expect(await enteredOf(period)).toHaveLength(1);
  });

  test('without a figure that is shown takes nothing of the budget', async () => {
    const people = await newPeople(3);
    const { period, end } = await inWeek(() => ratingsOf(people));
    end();
    const before = await spent('2025');

    await fixture.close(measure, period, { policy: exact });

    const { body } = await fixture.read({ measure, period }, { policy: exact });
    expect(body.rows.every((row: Row) => row.suppressed === true)).toBe(true);
    expect(body.rows.some((row: Row) => 'count' in row)).toBe(false);
    expect(body.epsilon).toBe(0);
    expect(await spent('2025')).toBe(before);
    expect(await waiting(period)).toEqual([]);
  });

  test('that has not ended stays open', async () => {
    const people = await newPeople(12);
    const { period } = await inWeek(() => ratingsOf(people));

    expect(await fixture.close(measure, period, { policy: exact })).toBe('succeeded');

    expect(await rowsOf(releases, period)).toEqual([]);
    expect(await waiting(period)).toHaveLength(12);
  });

  test('withholds everything once the budget of the year is spent, and deletes what waited', async () => {
    const people = await newPeople(25);
    const { period, end } = await inWeek(() => ratingsOf(people));
    end();
    const policy = ratingsWith({ epsilon: 10, budgetPerYear: 10, contribution: { count: 5 } });
    const before = await spent('2025');

    await fixture.close(measure, period, { policy });

    const { status, body } = await fixture.read({ measure, period }, { policy });
    expect(status).toBe(200);
    expect(body).toMatchObject({ withheld: 'budget-exhausted', epsilon: 0, rows: [] });
    expect(await spent('2025')).toBe(before);
    expect(await waiting(period)).toEqual([]);
    expect(await enteredOf(period)).toEqual([
      { type: 'aggregate.withheld', measure, period, reason: 'budget-exhausted' },
    ]);
  });
});

describe('who is counted is decided when the period closes', () => {
  /** Eleven people without one are ten, and with one more nine: below the minimum of ten. */
  const remaining = async (leave: (people: readonly Person[]) => Promise<unknown>) => {
    const people = await newPeople(11);
    const { period, end } = await inWeek(() => ratingsOf(people));
    await leave(people);
    end();
    await fixture.close(measure, period, { policy: exact });
    return (await read(period))[0]?.suppressed === true ? 'fewer than ten' : 'ten or more';
  };

  test('one who objected before is not counted', async () => {
    expect(await remaining(([one]) => fixture.object(one!))).toBe('ten or more');
    expect(
      await remaining(async ([one, two]) => {
        await fixture.object(one!);
        await fixture.object(two!);
      }),
    ).toBe('fewer than ten');
  });

  test('one whose key is destroyed is not counted', async () => {
    const { subjectKeys } = fixture.people.deps;
    const destroy = ({ subjectId }: Person) =>
      subjectKeys.destroy(subjectId, {
        order: { requestId: newRequestId(), name: () => Promise.resolve() },
        keep: [],
      });

    expect(
      await remaining(async ([one, two]) => {
        await destroy(one!);
        await destroy(two!);
      }),
    ).toBe('fewer than ten');
  });
});

test('a group of few people cannot be computed from two tables', async () => {
  // Three people in French: without a second suppressed group they were the total less the others.
  const people = await newPeople(60);
  const { period, end } = await inWeek(async () => {
    await ratingsOf(people.slice(0, 20), 'en', 'assistant-1');
    await ratingsOf(people.slice(20, 40), 'de', 'assistant-1');
    await ratingsOf(people.slice(40, 43), 'fr', 'assistant-1');
    await ratingsOf(people.slice(43), 'other', 'assistant-2');
  });
  end();
  await fixture.close(measure, period, { policy: exact });

  const hidden = (rows: readonly Row[]) =>
    rows.filter(({ suppressed }) => suppressed).map(({ group }) => group);
  const languages = hidden(await read(period, 'language'));
  const cells = hidden(await read(period, 'model,language'));

  expect(languages).toContainEqual({ language: 'fr' });
  expect(languages.length).toBeGreaterThanOrEqual(2);
  expect(cells).toContainEqual({ model: 'assistant-1', language: 'fr' });
  // In no line of the cross table whose sum is shown it is the only one that is hidden.
  const models = hidden(await read(period, 'model'));
  const isHidden = (all: readonly Row['group'][], name: string, value: string) =>
    all.some((group) => group[name] === value);
  for (const line of ['assistant-1', 'assistant-2']) {
    if (isHidden(models, 'model', line)) continue;
    expect(cells.filter(({ model }) => model === line).length).not.toBe(1);
  }
  for (const line of ['en', 'de', 'fr', 'other']) {
    if (isHidden(languages, 'language', line)) continue;
    expect(cells.filter(({ language }) => language === line).length).not.toBe(1);
  }
});

test('a checkpoint of a closing has no figure and no value that people sent', async () => {
  const { Items: checkpoints = [] } = await fixture.people.deps.database.client.send(
    new ScanCommand({ TableName: fromFacts(workflowCheckpoints).create.TableName }),
  );

  expect(checkpoints.length).toBeGreaterThan(20);
  const text = JSON.stringify(checkpoints, (_, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : value,
  );
  for (const word of ['assistant-1', '"people"', '"sum"', 'language']) {
    expect(text).not.toContain(word);
  }
});
