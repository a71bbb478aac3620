import { afterAll, beforeAll, expect, test } from 'vitest';
import { fairnessReports, fairnessRuns } from '../../lambda/fairness/table.ts';
import { outbox } from '../../lambda/ledger/table.ts';
import { dyingAfter } from '../faults/dying-after.ts';
import type { FairnessFixture } from './fairness-fixture.ts';
import { openFairnessFixture, system } from './fairness-fixture.ts';

let fixture: FairnessFixture;
beforeAll(async () => {
  fixture = await openFairnessFixture();
});
afterAll(() => fixture.people.stop());

test('a report whose process dies after each write counts everyone once and is written once', async () => {
  const period = '2026-12';
  fixture.people.setClock(`${period}-10T12:00:00Z`);
  for (let count = 0; count < 6; count += 1) {
    const person = await fixture.newPerson({ residence: count < 3 ? 'DE' : 'GB' });
    await fixture.decide(person, count < 3);
    await fixture.decide(person, count % 2 === 0);
  }
  fixture.people.setClock('2027-01-20T12:00:00Z');
  const { workflow, ended } = fixture.driving;
  const { server, deps } = fixture.people;
  await workflow.start('fairness-report', 'killed', { system, period });
  await workflow.start('fairness-report', 'beside', { system, period });

  const deaths: (() => boolean)[] = [];
  const stop = fixture.drive({
    databaseOf: (run) => {
      if (run > 30) return deps.database;
      const dying = dyingAfter(server, 1 + (run % 2));
      deaths.push(dying.died);
      return dying;
    },
  });
  const states = [await ended('killed', 120), await ended('beside', 120)];
  await stop();

  expect(states).toEqual(['succeeded', 'succeeded']);
  expect(deaths.filter((died) => died()).length).toBeGreaterThan(10);
  const { body } = await fixture.read(period);
  expect(body).toMatchObject({
    ...{ n: 12, leftOut: 0 },
    groups: [
      { group: { residence: 'DE' }, people: 3, n: 6 },
      { group: { residence: 'GB' }, people: 3, n: 6 },
    ],
  });
  expect(await fixture.people.rows(fairnessReports)).toHaveLength(1);
  expect(await fixture.people.rows(fairnessRuns)).toEqual([]);
  const reported = (await fixture.people.rows(outbox)).filter(
    ({ type }) => type === 'fairness.reported',
  );
  expect(reported).toHaveLength(1);
});
