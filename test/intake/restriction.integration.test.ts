import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RequestId } from '../../lambda/value/ids.ts';
import { recordDisclosure } from '../disclosure/recorded.ts';
import { newPerson } from '../request/request-fixture.ts';
import { policyWithSystems } from '../system/running.ts';
import { asking, openIntakeFixture } from './intake-fixture.ts';
import type { IntakeFixture } from './intake-fixture.ts';

let intake: IntakeFixture;
beforeAll(async () => {
  intake = await openIntakeFixture(policyWithSystems);
});
afterAll(() => intake.stop());

test('GDPR Art. 18, 19: a restriction without an account reaches systems at once, and recipients', async () => {
  const { fixture } = intake;
  const { email, subjectId } = await newPerson(fixture);
  await recordDisclosure(fixture, subjectId, {
    ...{ recipient: 'cloud-hosting', purpose: 'inference', categories: ['prompt-text'] },
  });

  const { requestId } = await intake.through(asking(email, { kind: 'restriction' }));

  const { tasks } = (await fixture.requests.get(requestId as RequestId))!;
  expect(Object.keys(tasks ?? {}).sort()).toEqual([
    ...['recipient:cloud-hosting', 'system:crm', 'system:memory'],
  ]);
  const started = await fixture.started();
  for (const key of ['system:crm', 'system:memory'] as const) {
    expect(started).toContain(`${tasks?.[key]?.taskId}-1`);
  }
});
