import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { storedReport } from '../../lambda/fairness/store.ts';
import { fairnessReports, fairnessRuns, outcomes } from '../../lambda/fairness/table.ts';
import { outbox } from '../../lambda/ledger/table.ts';
import { remove } from '../../lambda/platform/dynamo/statement.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import { killAtEveryWrite } from '../faults/kill-at-every-write.ts';
import type { FairnessFixture } from './fairness-fixture.ts';
import { openFairnessFixture, smallGroups, system } from './fairness-fixture.ts';

const program = resolve(import.meta.dirname, 'dying-report-process.ts');
const period = '2026-12';
const now = '2027-01-20T12:00:00Z';

let fixture: FairnessFixture;
beforeAll(async () => {
  fixture = await openFairnessFixture();
});
afterAll(() => fixture.people.stop());

test('a report whose process SIGKILL ends at every write is the one that is made at once', async () => {
  fixture.people.setClock(`${period}-10T12:00:00Z`);
  for (let count = 0; count < 8; count += 1) {
    const gender = count % 2 === 0 ? 'female' : 'male';
    const person = await fixture.newPerson({ residence: count < 4 ? 'DE' : 'GB', gender });
    await fixture.decide(person, count < 4);
    await fixture.decide(person, count % 3 === 0);
  }
  fixture.people.setClock(now);
  const { server, keyFile, deps } = fixture.people;
  const name = { system, period };
  const stored = await fixture.people.rows(outcomes);
  expect(await fixture.report(period)).toBe('succeeded');
  const whole = (await storedReport(deps.database, name))!;
  const entered = await enteredOf();
  // The same report is made a second time: it has the same seed.
  await transact(deps.database, [remove(fairnessReports, name, whole.version)]);

  const { endpoint, tables } = server;
  const execution = 'killed';
  await fixture.driving.workflow.start('fairness-report', execution, name);
  const moments = await killAtEveryWrite(program, {
    ...{ endpoint, tables, keyFile, policy: smallGroups, now, execution },
  });

  expect(await storedReport(deps.database, name)).toEqual(whole);
  expect(JSON.parse(whole.report)).toMatchObject({ n: 16, leftOut: 0, unknown: 0 });
  expect(await fixture.people.rows(fairnessReports)).toHaveLength(1);
  expect(await fixture.people.rows(fairnessRuns)).toEqual([]);
  expect(await fixture.people.rows(outcomes)).toEqual(stored);
  expect(entered.length).toBeGreaterThan(0);
  expect(await enteredOf()).toEqual([...entered, ...entered].toSorted());
  // A process died after each kind of write, and around each checkpoint.
  for (const write of ['ExecuteTransaction', 'UpdateItem']) {
    expect(moments.some((one) => one.startsWith(write))).toBe(true);
  }
  for (const step of ['begin', 'count-1', 'count-8', 'report', 'announce']) {
    expect(moments.some((one) => one.startsWith('before ') && one.includes(step))).toBe(true);
    expect(moments.some((one) => one.startsWith('after ') && one.includes(step))).toBe(true);
  }
}, 600_000);

const enteredOf = async (): Promise<string[]> =>
  (await fixture.people.rows(outbox))
    .map(({ type }) => String(type))
    .filter((type) => type.startsWith('fairness.'))
    .toSorted();
