import { afterAll, beforeAll, expect, test } from 'vitest';
import { contributions, privacyBudgets, releases } from '../../lambda/aggregate/table.ts';
import { outbox } from '../../lambda/ledger/table.ts';
import type { AggregateFixture, Person } from './aggregate-fixture.ts';
import { openAggregateFixture, ratingsWith } from './aggregate-fixture.ts';

const measure = 'answer-ratings';
const epsilon = 0.5;
/** Twenty of fifty releases. */
const policy = ratingsWith({
  ...{ period: 'P1D', epsilon, budgetPerYear: 10, minimumGroup: 3, dimensions: {} },
  contribution: { count: 1 },
});
const first = Date.parse('2026-02-01T12:00:00Z');
const day = (n: number) => new Date(first + n * 86_400_000).toISOString();
const periods = Array.from({ length: 50 }, (_, n) => day(n).slice(0, 10));

let fixture: AggregateFixture;
let people: Person[];
beforeAll(async () => {
  fixture = await openAggregateFixture(policy);
  people = await Promise.all(Array.from({ length: 4 }, fixture.newPerson));
  for (let n = 0; n < periods.length; n += 1) {
    fixture.people.setClock(day(n));
    const items = people.map(({ subject }) => ({ subject, measure, dimensions: {} }));
    expect((await fixture.send({ items })).body.accepted).toBe(people.length);
  }
  fixture.people.setClock(day(periods.length));
}, 120_000);
afterAll(() => fixture.people.stop());

async function closeAll(executions: readonly (readonly [period: string, run: string])[]) {
  const { workflow, ended } = fixture.driving;
  const names = executions.map(([period, run]) => `${measure}-${period}-${run}`);
  await Promise.all(
    executions.map(([period], n) =>
      workflow.start('aggregate-close', names[n] ?? '', { measure, period }),
    ),
  );
  const stop = fixture.drive({ stepMilliseconds: 60_000 });
  const states = await Promise.all(names.map((name) => ended(name, 150)));
  await stop();
  return new Set(states);
}

const entries = async (type: string) =>
  (await fixture.people.rows(outbox)).filter((row) => row['type'] === type);

test('fifty closings at once of fifty periods spend no more than the budget of the year', async () => {
  expect(await closeAll(periods.map((period) => [period, '1']))).toEqual(new Set(['succeeded']));

  const rows = await fixture.people.rows(releases);
  const published = rows.filter(({ lines }) => lines !== undefined);
  const withheld = rows.filter((row) => row['withheld'] === 'budget-exhausted');
  expect(rows.map(({ state }) => state)).toEqual(periods.map(() => 'clean'));
  expect([published.length, withheld.length]).toEqual([20, 30]);
  expect(published.every((row) => row['microEpsilon'] === epsilon * 1_000_000)).toBe(true);
  expect(await fixture.people.rows(privacyBudgets)).toMatchObject([
    { measure, year: '2026', microSpent: 10_000_000 },
  ]);
  expect(await entries('aggregate.released')).toHaveLength(20);
  expect(await entries('aggregate.withheld')).toHaveLength(30);
  expect(await fixture.people.rows(contributions)).toEqual([]);
}, 180_000);

test('fifty closings at once of one period publish it once', async () => {
  const period = '2027-03-01';
  fixture.people.setClock(`${period}T12:00:00Z`);
  const items = people.map(({ subject }) => ({ subject, measure, dimensions: {} }));
  await fixture.send({ items });
  fixture.people.setClock('2027-03-02T12:00:00Z');

  const runs = Array.from({ length: 50 }, (_, n) => [period, `run-${n}`] as const);
  expect(await closeAll(runs)).toEqual(new Set(['succeeded']));

  const budgets = await fixture.people.rows(privacyBudgets);
  expect(budgets.filter(({ year }) => year === '2027')).toMatchObject([
    { microSpent: epsilon * 1_000_000 },
  ]);
  const released = await entries('aggregate.released');
  expect(
    released.filter(({ codes }) => (codes as { period: string }).period === period),
  ).toHaveLength(1);
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => fixture.read({ measure, period })),
  );
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
}, 180_000);
