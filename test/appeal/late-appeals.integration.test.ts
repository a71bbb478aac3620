import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { examplePolicy } from '../support/example-policy.ts';
import {
  follow,
  issuer,
  newPerson,
  officer,
  openRequestFixture,
} from '../request/request-fixture.ts';
import { staff, submit } from '../request/request-fixture.ts';
import type { RequestFixture } from '../request/request-fixture.ts';

const deputy = { kind: 'staff', issuer, name: 'deputy@example.com' } as const;
const reason = 'I have heard nothing.';

let fixture: RequestFixture;
beforeAll(async () => {
  const { requests } = examplePolicy;
  fixture = await openRequestFixture({
    ...examplePolicy,
    requests: {
      ...requests,
      access: { ...requests.access, approvals: 1 },
      appeal: { ...requests.appeal, approvals: 1 },
    },
  });
});
beforeEach(() => fixture.setClock('2026-11-24T12:00:00Z'));
afterAll(() => fixture.stop());

/** A request that is open past its date, and an appeal about it. */
async function lateAndAppealed(asking: object) {
  const { caller } = await newPerson(fixture);
  const { requestId } = (await submit(fixture, caller, asking)).body.request;
  fixture.pass(31 * 86_400);
  const path = `/v1/me/requests/${requestId}/appeal`;
  const { body } = await fixture.send({ method: 'POST', path, caller, body: { reason } });
  return { requestId, appealId: body.request.requestId, appealToken: body.followUpToken };
}
const post = (path: string, body: object, caller: typeof officer = deputy) =>
  staff(fixture, 'POST', path, { body, caller });

const rectification = {
  kind: 'rectification',
  corrections: [{ category: 'prompt-text', pointer: '/city', value: 'Bonn' }],
};
const refusal = { decision: 'refuse', ground: 'found-accurate' };
const ways: [string, object, string, object][] = [
  ['deny', { kind: 'access' }, 'deny', { ground: 'manifestly-excessive' }],
  ['approve', { kind: 'access' }, 'approve', {}],
  ['answer', { kind: 'complaint', reason }, 'answer', { outcome: 'upheld', reasons: 'Yes.' }],
  ['accept a correction of', rectification, 'corrections/1', { decision: 'accept' }],
  ['refuse a correction of', rectification, 'corrections/1', refusal],
];

test.each(ways)(
  'who has approved an appeal about a late request does not %s that request',
  async (_, asking, path, decision) => {
    const { requestId, appealId } = await lateAndAppealed(asking);
    expect((await post(`/${appealId}/approve`, {})).status).toBe(200);

    const same = await post(`/${requestId}/${path}`, decision);
    const other = await post(`/${requestId}/${path}`, decision, officer);

    expect(same.status).toBe(409);
    expect(same.body.detail).toMatch(/the appeal about it: another member of staff/);
    expect(other.status).toBe(200);
  },
);

test.each(ways)(
  'of approving an appeal and a call to %s the late request, at the same moment, one is done',
  async (_, asking, path, decision) => {
    const { requestId, appealId } = await lateAndAppealed(asking);

    const both = await Promise.all([
      post(`/${appealId}/approve`, {}),
      post(`/${requestId}/${path}`, decision),
    ]);

    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  },
);

test('who has answered an appeal about a late request does not decide that request', async () => {
  const { requestId, appealId } = await lateAndAppealed({ kind: 'access' });
  await post(`/${appealId}/approve`, {}, officer);
  const answered = { outcome: 'rejected', reasons: 'You will have your data tomorrow.' };
  expect((await post(`/${appealId}/answer`, answered)).body.status).toBe('denied');

  expect((await post(`/${requestId}/approve`, {})).status).toBe(409);
});

test('an appeal that the person has called off keeps no one from the request', async () => {
  const { requestId, appealId, appealToken } = await lateAndAppealed({ kind: 'access' });
  await post(`/${appealId}/approve`, {});
  await follow(fixture, appealToken, 'DELETE');

  expect((await post(`/${requestId}/approve`, {})).status).toBe(200);
});
