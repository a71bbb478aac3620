import { afterAll, beforeAll, expect, test } from 'vitest';
import { follow, newPerson, staff } from '../request/request-fixture.ts';
import { examplePolicy } from '../support/example-policy.ts';
import { asking, openIntakeFixture } from './intake-fixture.ts';
import type { IntakeFixture } from './intake-fixture.ts';

const { requests, law } = examplePolicy;
const assurance = 'document-checked-by-staff' as const;
const pausing = {
  ...examplePolicy,
  requests: {
    ...requests,
    access: { ...requests.access, assurance },
    portability: { ...requests.portability, assurance },
  },
  law: {
    ...law,
    gdpr: {
      ...law['gdpr']!,
      pauses: [
        {
          code: 'identity-verification' as const,
          stops: ['access' as const],
          effect: 'time does not count until it is known who asks',
          reference: 'Example Act s. 1',
          verified: true,
        },
      ],
    },
  },
};

let intake: IntakeFixture;
beforeAll(async () => {
  intake = await openIntakeFixture(pausing);
});
afterAll(() => intake.stop());

test.each([
  ['access', 'DE', 'paused', 5],
  ['portability', 'DE', 'running', 0],
  ['access', 'FR', 'paused', 5],
  ['access', 'US-CA', 'running', 0],
])(
  'for %s from %s time is %s until it is known who asks, and the answer due %i days later',
  async (kind, residence, state, days) => {
    intake.fixture.setClock('2026-11-02T10:00:00Z');
    const { email } = await newPerson(intake.fixture, residence);
    const { requestId, followUpToken } = await intake.through(asking(email, { kind }));
    const waiting = (await follow(intake.fixture, followUpToken)).body;
    expect(waiting).toMatchObject({ status: 'identity-required', clock: { state } });

    intake.fixture.pass(4 * 86_400);
    const { body } = await staff(intake.fixture, 'POST', `/${requestId}/identity`, {
      body: { assurance },
    });

    expect(body).toMatchObject({ status: 'in-progress', clock: { state: 'running' } });
    // Each day counts on which it was asked, waited for or answered.
    const later = (Date.parse(body.dueAt) - Date.parse(waiting.dueAt)) / 86_400_000;
    expect(Math.round(later)).toBe(days);
  },
);
