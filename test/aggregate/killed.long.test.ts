import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contributions, privacyBudgets, releases } from '../../lambda/aggregate/table.ts';
import { outbox } from '../../lambda/ledger/table.ts';
import { killAtEveryWrite } from '../faults/kill-at-every-write.ts';
import type { AggregateFixture, Person } from './aggregate-fixture.ts';
import { openAggregateFixture, ratingsWith } from './aggregate-fixture.ts';

const measure = 'answer-ratings';
const policy = ratingsWith({
  ...{ period: 'P1D', epsilon: 0.5, budgetPerYear: 1, minimumGroup: 3 },
  dimensions: { model: { values: ['assistant-1', 'assistant-2'] } },
  contribution: { count: 2 },
});
const program = resolve(import.meta.dirname, 'dying-closing-process.ts');

let fixture: AggregateFixture;
let people: Person[];
beforeAll(async () => {
  fixture = await openAggregateFixture(policy);
  people = await Promise.all(Array.from({ length: 6 }, fixture.newPerson));
});
afterAll(() => fixture.people.stop());

test('a closing whose process SIGKILL ends at every write publishes once, spends once and leaves nothing', async () => {
  // The budget of the year is that of two releases: the third period is withheld.
  const periods = ['2026-03-02', '2026-03-03', '2026-03-04'];
  const moments: string[] = [];
  for (const period of periods) {
    await contribute(period);
    moments.push(...(await killClosing(period)));
  }

  const rows = await fixture.people.rows(releases);
  expect(
    rows
      .toSorted((one, other) => (String(one['period']) < String(other['period']) ? -1 : 1))
      .map(({ period, state, withheld, stateKey }) => [period, state, withheld, stateKey]),
  ).toEqual([
    ['2026-03-02', 'clean', undefined, undefined],
    ['2026-03-03', 'clean', undefined, undefined],
    ['2026-03-04', 'clean', 'budget-exhausted', undefined],
  ]);
  expect(await fixture.people.rows(privacyBudgets)).toMatchObject([{ microSpent: 1_000_000 }]);
  expect(await fixture.people.rows(contributions)).toEqual([]);
  const entered = (await fixture.people.rows(outbox)).filter(({ type }) =>
    String(type).startsWith('aggregate.'),
  );
  expect(entered.map(({ type }) => type).toSorted()).toEqual([
    ...['aggregate.released', 'aggregate.released', 'aggregate.withheld'],
  ]);
  // A process died after each kind of write, and around each checkpoint.
  expect(moments.filter((one) => one.startsWith('ExecuteTransaction')).length).toBeGreaterThan(5);
  expect(moments.some((one) => one.startsWith('BatchExecuteStatement'))).toBe(true);
  for (const step of ['begin', 'count-1', 'release', 'delete-1', 'finish']) {
    expect(moments.some((one) => one.startsWith('before ') && one.includes(step))).toBe(true);
    expect(moments.some((one) => one.startsWith('after ') && one.includes(step))).toBe(true);
  }
}, 600_000);

async function contribute(period: string): Promise<void> {
  fixture.people.setClock(`${period}T12:00:00Z`);
  const items = people.map(({ subject }, n) => ({
    ...{ subject, measure },
    dimensions: { model: n < 4 ? 'assistant-1' : 'assistant-2' },
  }));
  expect((await fixture.send({ items })).body.accepted).toBe(people.length);
}

/** Kills a process at every moment of the closing, until one ends by itself. */
async function killClosing(period: string): Promise<string[]> {
  const execution = `${measure}-${period}`;
  await fixture.driving.workflow.start('aggregate-close', execution, { measure, period });
  const { server, keyFile } = fixture.people;
  const { endpoint, tables } = server;
  const now = '2026-03-10T12:00:00Z';
  return killAtEveryWrite(program, { endpoint, tables, keyFile, policy, now, execution });
}
