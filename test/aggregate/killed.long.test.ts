import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contributions, privacyBudgets, releases } from '../../lambda/aggregate/table.ts';
import { outbox } from '../../lambda/ledger/table.ts';
import type { AggregateFixture, Person } from './aggregate-fixture.ts';
import { openAggregateFixture, ratingsWith } from './aggregate-fixture.ts';
import type { DyingClosing } from './dying-closing.ts';

const measure = 'answer-ratings';
const policy = ratingsWith({
  ...{ period: 'P1D', epsilon: 0.5, budgetPerYear: 1, minimumGroup: 3 },
  dimensions: { model: { values: ['assistant-1', 'assistant-2'] } },
  contribution: { count: 2 },
});
const program = resolve(import.meta.dirname, 'dying-closing.ts');

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
    moments.push(...(await killAtEveryWrite(period)));
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
async function killAtEveryWrite(period: string): Promise<string[]> {
  const execution = `${measure}-${period}`;
  await fixture.driving.workflow.start('aggregate-close', execution, { measure, period });
  const directory = mkdtempSync(join(tmpdir(), 'custos-'));
  const at = (name: string) => join(directory, name);
  writeFileSync(at('policy.json'), JSON.stringify(policy));
  const { endpoint, tables } = fixture.people.server;
  const moments: string[] = [];
  let survived: string[] = [];
  for (;;) {
    const given: DyingClosing = {
      ...{ endpoint, tables, keyFile: fixture.people.keyFile, policyFile: at('policy.json') },
      ...{ now: '2026-03-10T12:00:00Z', execution, survived },
    };
    writeFileSync(at('dying.json'), JSON.stringify(given));
    const child = spawn(process.execPath, [program, at('dying.json')], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_COMPILE_CACHE: at('compiled') },
    });
    const [moment, [code, signal]] = await Promise.all([
      text(child.stdout),
      once(child, 'exit') as Promise<[number | null, string | null]>,
    ]);
    if (code === 0) return moments;
    if (signal !== 'SIGKILL' || moments.length > 200) {
      throw new Error(`ended with ${code ?? signal} after ${moments.at(-1)}`);
    }
    moments.push(moment);
    // What a checkpoint has is not done again: the next process begins behind it.
    survived = moment.startsWith('after ') ? [] : [...survived, moment];
  }
}
