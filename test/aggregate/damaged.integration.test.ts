import { afterAll, beforeAll, expect, test } from 'vitest';
import { contributions } from '../../lambda/aggregate/table.ts';
import { consentStates } from '../../lambda/consent/table.ts';
import { subjects } from '../../lambda/subject/table.ts';
import { alter } from '../support/alter.ts';
import type { AggregateFixture } from './aggregate-fixture.ts';
import { openAggregateFixture, rating, ratingsWith } from './aggregate-fixture.ts';

let fixture: AggregateFixture;
beforeAll(async () => {
  fixture = await openAggregateFixture();
});
afterAll(() => fixture.people.stop());

/** So little noise that figures are exact. */
const policy = ratingsWith({ epsilon: 10_000, budgetPerYear: 100_000, minimumGroup: 5 });
const measure = 'answer-ratings';
const period = '2025-W10';

test('rows that were altered leave their people out of a release, and no one else', async () => {
  const people = await Promise.all(Array.from({ length: 10 }, fixture.newPerson));
  fixture.people.setClock('2025-03-05T12:00:00Z');
  const items = people.map((person) => rating(person));
  expect((await fixture.send({ items }, { policy })).body.accepted).toBe(10);
  const [one, other, objecting] = people;
  const { database } = fixture.people.deps;
  const key = { subjectId: one!.subjectId, measurePeriod: `${measure}#${period}` };
  await alter(database, contributions, key, { erasureClass: { N: '7' } });
  await alter(database, subjects, { subjectId: other!.subjectId }, { status: { S: 'whatever' } });
  // An objection that cannot be read is not no objection.
  expect(await fixture.object(objecting!)).toMatchObject({ status: 201 });
  const said = { subjectId: objecting!.subjectId, purpose: 'aggregates' };
  await alter(database, consentStates, said, { state: { S: 'whatever' } });
  fixture.people.setClock('2025-03-12T12:00:00Z');

  expect(await fixture.close(measure, period, { policy })).toBe('succeeded');

  const { body } = await fixture.read({ measure, period, by: '' }, { policy });
  expect(body.rows).toMatchObject([{ count: 7 }]);
  expect(await fixture.people.rows(contributions)).toEqual([]);
  expect(fixture.people.logged.filter((line) => line.includes('FAILED'))).toHaveLength(3);
});
