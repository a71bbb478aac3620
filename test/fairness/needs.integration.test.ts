import { afterAll, beforeAll, expect, test } from 'vitest';
import { fairnessApi, labelApi } from '../../lambda/fairness/needs.ts';
import { actionsDuring, declaredBy } from '../support/actions.ts';
import type { FairnessFixture } from './fairness-fixture.ts';
import { openFairnessFixture, system } from './fairness-fixture.ts';

let fixture: FairnessFixture;
beforeAll(async () => {
  fixture = await openFairnessFixture();
});
afterAll(() => fixture.people.stop());

test('each function does what it declares, and nothing else', async () => {
  fixture.people.setClock('2026-12-10T12:00:00Z');
  const people = [
    await fixture.newPerson(),
    await fixture.newPerson(),
    ...(await Promise.all([1, 2, 3].map(() => fixture.newPerson({ residence: 'GB' })))),
    await fixture.newPerson(),
  ];
  const ids: string[] = [];
  for (const [index, person] of people.entries()) {
    ids.push(await fixture.decide(person, index < 2 || index === 5));
  }
  const { database } = fixture.people.deps;

  const labelling = await actionsDuring(database, async () => {
    const labels = ids.map((automatedDecisionId, index) => ({
      ...{ automatedDecisionId, subject: people[index]?.subject, label: true },
    }));
    await fixture.label(labels);
    await fixture.label(labels.slice(0, 1));
  });
  expect(labelling).toEqual(declaredBy(labelApi));

  fixture.people.setClock('2027-01-20T12:00:00Z');
  expect(await fixture.report('2026-12')).toBe('succeeded');
  const reviewing = await actionsDuring(database, async () => {
    await fixture.read();
    await fixture.read('2026-12');
    await fixture.review(`${system}.2026-12`, { measure: 'Looked at.' });
  });
  expect(reviewing).toEqual(declaredBy(fairnessApi));
});
