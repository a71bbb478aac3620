import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { sweepPeriods } from '../../lambda/aggregate/closing/sweep.ts';
import { aggregateSweep } from '../../lambda/aggregate/needs.ts';
import { releases } from '../../lambda/aggregate/table.ts';
import { freezeStatements } from '../../lambda/containment/freeze-store.ts';
import type { Freeze } from '../../lambda/containment/model/freeze.ts';
import { insert } from '../../lambda/platform/dynamo/statement.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import { openLog } from '../../lambda/platform/log/log.ts';
import type { Workflow } from '../../lambda/platform/workflow/workflow.ts';
import { openExecutions } from '../../local/adapters/workflow/executions.ts';
import { boundTo } from '../record/record-fixture.ts';
import type { AggregateFixture } from './aggregate-fixture.ts';
import { openAggregateFixture, ratingsWith } from './aggregate-fixture.ts';

let fixture: AggregateFixture;
let year = 2030;
beforeAll(async () => {
  fixture = await openAggregateFixture(ratingsWith({ period: 'P1D' }));
});
beforeEach(() => {
  year += 1;
  fixture.people.setClock(`${year}-06-12T10:00:00Z`);
});
afterAll(() => fixture.people.stop());

async function sweep() {
  const { deps, server } = fixture.people;
  const started: string[] = [];
  const workflow: Workflow = {
    async start(name, execution, input) {
      const outcome = await fixture.driving.workflow.start(name, execution, input);
      if (outcome === 'started') started.push(execution);
      return outcome;
    },
  };
  const log = openLog({ function: 'test', stage: 'test' }, () => undefined);
  const database = boundTo(aggregateSweep, server, deps.database);
  await sweepPeriods({ ...deps, database, workflow, log });
  return started.filter((name) => name.startsWith('answer-ratings'));
}

const closed = (period: string, state: string) =>
  transact(fixture.people.deps.database, [
    insert(releases, { measure: 'answer-ratings', period, state, version: 1 }),
  ]);
const freeze = async (change: (freeze: Freeze) => Freeze) =>
  transact(
    fixture.people.deps.database,
    await freezeStatements(fixture.people.deps.database, change),
  );

test('each period that ended in the last week is closed, once a day until it is clean', async () => {
  await closed(`${year}-06-08`, 'clean');
  await closed(`${year}-06-09`, 'released');

  const [first, again] = [await sweep(), await sweep()];
  fixture.people.setClock(`${year}-06-13T10:00:00Z`);
  const nextDay = await sweep();

  expect(first).toEqual(
    ['05', '06', '07', '09', '10', '11'].map(
      (day) => `answer-ratings-${year}-06-${day}-${year}-06-12`,
    ),
  );
  expect(again).toEqual([]);
  expect(nextDay).toEqual(
    ['06', '07', '09', '10', '11', '12'].map(
      (day) => `answer-ratings-${year}-06-${day}-${year}-06-13`,
    ),
  );
});

test('what an incident has frozen is not counted before the freeze ends', async () => {
  await freeze(() => [{ containmentId: 'c', categories: ['feedback'] }]);
  const frozen = await sweep();
  await freeze(() => []);

  expect(frozen).toEqual([]);
  expect(await sweep()).toHaveLength(7);
});

test('the names of executions fit, also of the longest id of a measure', async () => {
  const { client } = fixture.people.deps.database;
  await sweep();
  const names = await openExecutions(client, fixture.driving.clock).open();
  const longest = Math.max(...names.map(({ length }) => length)) - 'answer-latency'.length + 32;

  // AWS Lambda: letters, digits, hyphens and underscores, at most 64.
  expect(names.every((name) => /^[\w-]+$/.test(name))).toBe(true);
  expect(longest).toBeLessThanOrEqual(64);
});
