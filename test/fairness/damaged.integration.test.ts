import { afterAll, beforeAll, expect, test } from 'vitest';
import { outcomes } from '../../lambda/fairness/table.ts';
import { subjects } from '../../lambda/subject/table.ts';
import { alter } from '../support/alter.ts';
import type { FairnessFixture } from './fairness-fixture.ts';
import { openFairnessFixture } from './fairness-fixture.ts';

let fixture: FairnessFixture;
beforeAll(async () => {
  fixture = await openFairnessFixture();
});
afterAll(() => fixture.people.stop());

test('rows that were altered leave their people out of a report, and no one else', async () => {
  const make = () => fixture.newPerson({ residence: 'DE' });
  const people = await Promise.all(Array.from({ length: 10 }, make));
  fixture.people.setClock('2027-01-10T12:00:00Z');
  for (const person of people) await fixture.decide(person, true);
  const [one, other] = people;
  const { database } = fixture.people.deps;
  const row = (await fixture.people.rows(outcomes)).find(
    ({ subjectId }) => subjectId === one!.subjectId,
  );
  const key = {
    subjectId: one!.subjectId,
    automatedDecisionId: String(row?.['automatedDecisionId']),
  };
  await alter(database, outcomes, key, { recordedAt: { N: '7' } });
  await alter(database, subjects, { subjectId: other!.subjectId }, { status: { S: 'whatever' } });
  fixture.people.setClock('2027-02-20T12:00:00Z');

  expect(await fixture.report('2027-01')).toBe('succeeded');

  const { body } = await fixture.read('2027-01');
  expect(body).toMatchObject({ n: 8, leftOut: 1, groups: [{ people: 8 }] });
  expect(fixture.people.logged.filter((line) => line.includes('FAILED'))).toHaveLength(2);
});
