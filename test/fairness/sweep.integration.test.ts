import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { fairnessSweep } from '../../lambda/fairness/needs.ts';
import { duePeriods } from '../../lambda/fairness/model/outcome-end.ts';
import { sweepReports } from '../../lambda/fairness/report/sweep.ts';
import { openLog } from '../../lambda/platform/log/log.ts';
import { milliseconds } from '../../lambda/value/time.ts';
import { boundTo } from '../record/record-fixture.ts';
import type { FairnessFixture } from './fairness-fixture.ts';
import { openFairnessFixture, smallGroups, system } from './fairness-fixture.ts';

let fixture: FairnessFixture;
beforeAll(async () => {
  fixture = await openFairnessFixture();
});
afterEach(() => fixture.people.setClock(undefined));
afterAll(() => fixture.people.stop());

const at = (text: string) => milliseconds(Date.parse(text));

async function sweep(time: string) {
  fixture.people.setClock(time);
  const lines: string[] = [];
  const { deps, server } = fixture.people;
  const swept = await sweepReports({
    ...{ policy: deps.policy, clock: deps.clock, workflow: fixture.driving.workflow },
    database: boundTo(fairnessSweep, server, deps.database),
    log: openLog({ function: 'test', stage: 'test' }, (line) => void lines.push(line)),
  });
  const warned = lines.some((line) => line.includes('FAIRNESS_REVIEW_OVERDUE'));
  return { ...swept, warned };
}

test('a report is due once labels had their time, and for a week', () => {
  const settings = smallGroups.fairness.systems[system]!;
  const due = (text: string) => duePeriods(settings, at(text), 'Europe/Berlin');

  expect(due('2027-01-14T22:00:00Z')).toEqual([]);
  expect(due('2027-01-15T00:00:00Z')).toEqual(['2026-12']);
  expect(due('2027-01-21T00:00:00Z')).toEqual(['2026-12']);
  expect(due('2027-01-23T00:00:00Z')).toEqual([]);
  const daily = { ...settings, period: 'P1D', labelsWithin: undefined } as const;
  expect(duePeriods(daily, at('2027-01-14T12:00:00Z'), 'Europe/Berlin')).toEqual([
    ...['2027-01-07', '2027-01-08', '2027-01-09', '2027-01-10', '2027-01-11'],
    ...['2027-01-12', '2027-01-13'],
  ]);
});

test('a sweep starts a due report once a day until it is written, and reports overdue reviews', async () => {
  fixture.people.setClock('2026-12-10T12:00:00Z');
  const others = { residence: 'GB' };
  for (let count = 0; count < 3; count += 1) {
    await fixture.decide(await fixture.newPerson(), true);
    await fixture.decide(await fixture.newPerson(others), false);
  }

  expect(await sweep('2027-01-10T12:00:00Z')).toEqual({ started: 0, overdue: 0, warned: false });
  expect(await sweep('2027-01-16T12:00:00Z')).toMatchObject({ started: 1 });
  expect(await sweep('2027-01-16T13:00:00Z')).toMatchObject({ started: 0 });
  const stop = fixture.drive();
  expect(await fixture.driving.ended(`${system}-2026-12-2027-01-16`)).toBe('succeeded');
  await stop();
  expect((await fixture.read('2026-12')).body.breached).toEqual(['demographicParityRatio']);
  expect(await sweep('2027-01-17T12:00:00Z')).toEqual({ started: 0, overdue: 0, warned: false });

  expect(await sweep('2027-02-01T12:00:00Z')).toMatchObject({ overdue: 1, warned: true });
  const reportId = `${system}.2026-12`;
  await fixture.review(reportId, { measure: 'Looked at.', outcome: 'Mended.' });
  expect(await sweep('2027-02-01T13:00:00Z')).toMatchObject({ overdue: 0, warned: false });
});
