import { afterAll, beforeAll, expect, test } from 'vitest';
import { reviewApi } from '../../lambda/review/needs.ts';
import { newPerson, submit } from '../request/request-fixture.ts';
import { actionsDuring, declaredBy } from '../support/actions.ts';
import type { ReviewFixture } from './review-fixture.ts';
import { decide, decisionAbout, openReviewFixture } from './review-fixture.ts';

let fixture: ReviewFixture;
beforeAll(async () => {
  fixture = await openReviewFixture();
  fixture.setClock('2026-11-25T12:00:00Z');
});
afterAll(() => fixture.stop());

test('review-api does what it declares, and nothing else: it reads no record', async () => {
  const [ada, grace] = [await newPerson(fixture), await newPerson(fixture)];
  await submit(fixture, grace.caller, { kind: 'restriction' });
  const linked = { type: 'user-id', value: crypto.randomUUID() } as const;

  const done = await actionsDuring(fixture.database, async () => {
    const statuses = [
      await decide(fixture, decisionAbout(ada)),
      await decide(fixture, decisionAbout(grace)),
      await decide(fixture, decisionAbout(ada, { subject: linked })),
      await decide(fixture, decisionAbout(ada, { model: 'unknown/1' })),
    ].map(({ status }) => status);
    expect(statuses).toEqual([201, 403, 404, 403]);
  });

  expect(done).toEqual(declaredBy(reviewApi));
});
