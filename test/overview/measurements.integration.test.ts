import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SubjectCaller } from '../../lambda/platform/http/handlers.ts';
import { contribute } from '../aggregate/contributed.ts';
import { newPerson, openSubjectFixture } from '../subject/subject-fixture.ts';
import type { SubjectFixture } from '../subject/subject-fixture.ts';

let people: SubjectFixture;
beforeAll(async () => {
  people = await openSubjectFixture();
  people.setClock('2026-11-25T10:00:00Z');
});
afterAll(() => people.stop());

const measurementsOf = async (caller: SubjectCaller): Promise<unknown> => {
  const { status, body } = await people.send({ method: 'GET', path: '/v1/me/data', caller });
  expect(status).toBe(200);
  return (body as { measurements?: unknown }).measurements;
};
const registered = async () => {
  const caller = newPerson();
  const { subject } = await people.subjects.register(caller, { by: 'subject' });
  return { caller, subjectId: subject.subjectId };
};

test('a person sees what of them waits to be counted, and until when', async () => {
  const [contributor, other] = [await registered(), await registered()];
  expect(await measurementsOf(contributor.caller)).toEqual([]);
  await contribute(people.deps, contributor.subjectId);

  expect(await measurementsOf(contributor.caller)).toEqual([
    {
      ...{ measure: 'answer-ratings', title: 'Ratings of answers' },
      ...{ purpose: 'aggregates', category: 'feedback', period: '2026-W48' },
      countedAfter: '2026-11-29T23:00:00.000Z',
      expiresAt: '2026-12-06T23:00:00.000Z',
    },
  ]);
  expect(await measurementsOf(other.caller)).toEqual([]);
  expect(await measurementsOf(newPerson())).toEqual([]);
});
