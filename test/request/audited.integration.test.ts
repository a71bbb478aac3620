import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fulfilExport } from '../../lambda/export/export.ts';
import { intakeRoutes } from '../../lambda/intake/routes.ts';
import { verifyRoutes } from '../../lambda/intake/verify/routes.ts';
import { outbox } from '../../lambda/ledger/table.ts';
import { begin, fail } from '../../lambda/request/attempt.ts';
import { followUpRoutes } from '../../lambda/follow-up/routes.ts';
import { rectificationRoutes } from '../../lambda/rectification/routes.ts';
import { requestRoutes } from '../../lambda/request-api/routes.ts';
import { erase } from '../erasure/erasure-steps.ts';
import { asking, newAddress, openIntakeFixture } from '../intake/intake-fixture.ts';
import type { IntakeFixture } from '../intake/intake-fixture.ts';
import { decided } from '../review/decided.ts';
import type { CallResult } from '../support/call.ts';
import { examplePolicy } from '../support/example-policy.ts';
import { firstAttempt, follow, keep, newPerson, staff, submit } from './request-fixture.ts';
import type { RequestFixture } from './request-fixture.ts';

let intake: IntakeFixture;
let fixture: RequestFixture;
beforeAll(async () => {
  const { requests } = examplePolicy;
  intake = await openIntakeFixture({
    ...examplePolicy,
    requests: { ...requests, portability: { ...requests.portability, approvals: 2 } },
  });
  ({ fixture } = intake);
});
afterAll(() => intake.stop());

const said = { reason: 'It is wrong.' };
const idOf = ({ body }: CallResult): string => body.request.requestId;
const post = (requestId: string, what: string, body?: object) =>
  staff(fixture, 'POST', `/${requestId}/${what}`, { body });
const mine = (method: string, path: string, caller: object, body?: object) =>
  fixture.send({ method, path: `/v1/me/requests/${path}`, caller: caller as never, body });
const agent = { name: 'An Agent', contact: 'agent@example.com', mandate: 'signed' };
const today = () => new Date(fixture.clock()).toISOString().slice(0, 10);

/** Of somebody who is unknown: nothing about them is entered in the activity of a person. */
const letter = (more: object = {}) =>
  staff(fixture, 'POST', '/on-behalf', {
    body: { ...asking(newAddress()), channel: 'letter', receivedOn: today(), ...more },
  });
async function asked(body: object, residence?: string) {
  const person = await newPerson(fixture, residence);
  const sent = await submit(fixture, person.caller, body);
  return { ...person, sent, requestId: idOf(sent), token: sent.body.followUpToken as string };
}
async function exported() {
  const access = await asked({ kind: 'access' });
  await begin(fixture, firstAttempt(access.sent));
  await fulfilExport(fixture, firstAttempt(access.sent));
  return access;
}
async function denied() {
  const complaint = await asked({ kind: 'complaint', ...said });
  await post(complaint.requestId, 'deny', { ground: 'manifestly-unfounded' });
  return complaint;
}
const restricted = async () => (await asked({ kind: 'restriction' })).requestId;

type Prepared = () => Promise<() => Promise<CallResult>>;

/** For each route that changes something: what comes before the call, and the call. */
const calls: Readonly<Record<string, Prepared>> = {
  submitRequest: async () => {
    const { caller } = await newPerson(fixture);
    return () => submit(fixture, caller, { kind: 'access' });
  },
  cancelMyRequest: async () => {
    const { requestId, caller } = await asked({ kind: 'complaint', ...said });
    return () => mine('DELETE', requestId, caller);
  },
  downloadMyExport: async () => {
    const { requestId, caller } = await exported();
    return () => mine('POST', `${requestId}/download`, caller);
  },
  downloadFollowUp: async () => {
    const { token } = await exported();
    return () => follow(fixture, token, 'POST', '/download');
  },
  cancelFollowUp: async () => {
    const { token } = await asked({ kind: 'complaint', ...said });
    return () => follow(fixture, token, 'DELETE');
  },
  appealMyRequest: async () => {
    const { requestId, caller } = await denied();
    return () => mine('POST', `${requestId}/appeal`, caller, said);
  },
  appealFollowUp: async () => {
    const { token } = await denied();
    const caller = { kind: 'follow-up', token } as const;
    return () => fixture.send({ method: 'POST', path: '/v1/follow-up/appeal', caller, body: said });
  },
  enterRequest: () => Promise.resolve(() => letter()),
  // A mandate is still to be checked.
  identifyRequest: async () => {
    const requestId = idOf(await letter({ agent }));
    return () => post(requestId, 'identity', { assurance: 'document-checked-by-staff' });
  },
  checkMandate: async () => {
    const requestId = idOf(await letter({ agent }));
    return () => post(requestId, 'mandate', {});
  },
  // The first of two: the status stays as it is.
  approveRequest: async () => {
    const { requestId } = await asked({ kind: 'portability' });
    return () => post(requestId, 'approve');
  },
  denyRequest: async () => {
    const requestId = idOf(await letter());
    return () => post(requestId, 'deny', { ground: 'manifestly-unfounded' });
  },
  extendRequest: async () => {
    const requestId = idOf(await letter());
    return () => post(requestId, 'extend', { ground: 'complexity' });
  },
  pauseRequest: async () => {
    const requestId = idOf(await letter({ jurisdiction: 'uk-gdpr' }));
    return () => post(requestId, 'pause', { ground: 'clarification-needed' });
  },
  resumeRequest: async () => {
    const requestId = idOf(await letter({ jurisdiction: 'uk-gdpr' }));
    await post(requestId, 'pause', { ground: 'clarification-needed' });
    return () => post(requestId, 'resume');
  },
  retryRequest: async () => {
    const { sent, requestId } = await asked({ kind: 'access' });
    await begin(fixture, firstAttempt(sent));
    await fail(fixture, firstAttempt(sent), 'attempt-failed');
    return () => post(requestId, 'retry');
  },
  liftRestriction: async () => {
    const requestId = await restricted();
    return () => post(requestId, 'lift');
  },
  keepRestriction: async () => {
    const requestId = await restricted();
    await post(requestId, 'lift');
    return () => staff(fixture, 'DELETE', `/${requestId}/lift`);
  },
  readWithheld: async () => {
    const person = await newPerson(fixture);
    await keep(fixture, person, [{ category: 'usage-log', purposes: ['safety'] }]);
    const sent = await submit(fixture, person.caller, { kind: 'erasure' });
    await erase(fixture, firstAttempt(sent));
    return () => post(idOf(sent), 'withheld', { ground: 'legal-obligation' });
  },
  answerRequest: async () => {
    const person = await newPerson(fixture);
    const automatedDecisionId = await decided(fixture, person);
    const body = { kind: 'human-review', automatedDecisionId, ...said };
    const sent = await submit(fixture, person.caller, body);
    return () => post(idOf(sent), 'answer', { outcome: 'upheld', reasons: 'We have looked.' });
  },
  // The first of two: the request goes on.
  decideCorrection: async () => {
    const person = await newPerson(fixture);
    await keep(fixture, person, [{ content: { city: 'Bonn' } }]);
    const corrections = ['/city', '/town'].map((pointer) => ({
      ...{ category: 'prompt-text', pointer, value: 'Kiel' },
    }));
    const sent = await submit(fixture, person.caller, { kind: 'rectification', corrections });
    return () =>
      post(idOf(sent), 'corrections/1', { decision: 'refuse', ground: 'found-accurate' });
  },
  verifyRequest: async () => {
    const { requestId } = (await intake.ask(asking(newAddress()))).body;
    await intake.deliver(requestId);
    const code = /^[0-9A-Z]{5}-[0-9A-Z]{5}(?=\r?$)/m.exec((await intake.letter(requestId)) ?? '');
    return async () => {
      const confirmed = await intake.verify(requestId, code?.[0] ?? '');
      // What the stream does at once.
      await intake.open(requestId);
      return confirmed;
    };
  },
};

const routes = { ...requestRoutes, ...followUpRoutes, ...rectificationRoutes, ...verifyRoutes };

describe('an audit trail with gaps: no route changes a request without an entry in the ledger', () => {
  test.each(Object.keys(calls))('%s', async (operation) => {
    const act = await calls[operation]!();
    const before = await fixture.rows(outbox);

    const { status, text } = await act();

    expect(status, text).toBeLessThan(300);
    expect((await fixture.rows(outbox)).length).toBeGreaterThan(before.length);
  });

  test('every such route is among them; one without proof of who asks enters nothing', () => {
    const changing = Object.values(routes).filter(({ method }) => method !== 'GET');

    expect(Object.keys(calls).sort()).toEqual(changing.map(({ id }) => id).sort());
    expect(Object.keys(intakeRoutes)).toEqual(['takeRequest']);
  });
});
