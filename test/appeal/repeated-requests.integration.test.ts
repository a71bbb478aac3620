import { afterAll, beforeAll, expect, test } from 'vitest';
import { asking, openIntakeFixture } from '../intake/intake-fixture.ts';
import type { IntakeFixture } from '../intake/intake-fixture.ts';
import { follow, issuer, newPerson, officer, staff, submit } from '../request/request-fixture.ts';
import { examplePolicy } from '../support/example-policy.ts';

const deputy = { ...officer, issuer, name: 'deputy@example.com' };
const { requests } = examplePolicy;
let intake: IntakeFixture;
beforeAll(async () => {
  const access = { ...requests.access, approvals: 1 } as const;
  intake = await openIntakeFixture({ ...examplePolicy, requests: { ...requests, access } });
});
afterAll(() => intake.stop());

test.each([
  ['the person', {}],
  ['an agent', { agent: { name: 'Grace', contact: 'grace@example.org', mandate: 'signed' } }],
])(
  'a token of %s that repeats an open request follows it once an appeal lets it be carried out',
  async (_, more) => {
    const { fixture } = intake;
    const { email, caller } = await newPerson(fixture);
    const first = (await submit(fixture, caller, { kind: 'access' })).body.request.requestId;
    const { followUpToken: token } = await intake.through(asking(email, more));
    const seen = async () => (await follow(fixture, token)).body.status;
    const post = (path: string, body: object, by = officer) =>
      staff(fixture, 'POST', path, { body, caller: by });
    await post(`/${first}/deny`, { ground: 'manifestly-excessive' });
    expect(await seen()).toBe('denied');

    const path = `/v1/me/requests/${first}/appeal`;
    const body = { reason: 'It is my first request.' };
    const appeal = (await fixture.send({ method: 'POST', path, caller, body })).body.request;
    const answer = { outcome: 'upheld', reasons: 'It was.' };
    const answered = await post(`/${appeal.requestId}/answer`, answer, deputy);

    expect(answered.body.carriedOutAs).toBeDefined();
    expect(await seen()).toBe('approval-required');
  },
);
