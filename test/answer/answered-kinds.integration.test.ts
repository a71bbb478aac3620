import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answeredKinds } from '../../lambda/request/model/kinds.ts';
import type { AnsweredKind } from '../../lambda/request/model/kinds.ts';
import { examplePolicy } from '../support/example-policy.ts';
import {
  follow,
  issuer,
  newPerson,
  officer,
  openRequestFixture,
} from '../request/request-fixture.ts';
import { decided } from '../review/decided.ts';
import { signedIn, staff, submit } from '../request/request-fixture.ts';
import type { RequestFixture } from '../request/request-fixture.ts';

let fixture: RequestFixture;
let strict: RequestFixture;
beforeAll(async () => {
  fixture = await openRequestFixture();
  const { requests } = examplePolicy;
  strict = await openRequestFixture({
    ...examplePolicy,
    requests: {
      ...requests,
      access: { ...requests.access, approvals: 2 },
      complaint: { ...requests.complaint, approvals: 2 },
    },
  });
});
afterAll(async () => {
  await fixture.stop();
  await strict.stop();
});

const second = { kind: 'staff', issuer, name: 'deputy@example.com' } as const;
const bodies: Readonly<Record<Exclude<AnsweredKind, 'appeal'>, object>> = {
  rectification: { corrections: [{ category: 'prompt-text', pointer: '/city', value: 'Bonn' }] },
  'human-review': { reason: 'It was not me.' },
  complaint: { reason: 'You wrote to me though I had objected.' },
};
const asked = Object.entries(bodies).map(([kind, body]) => ({ kind, ...body }));

/** A person, and what they send: a review names a decision about them. */
async function asking({ kind, ...body }: { readonly kind: string }, residence = 'DE') {
  const person = await newPerson(fixture, residence);
  const named = kind === 'human-review' && { automatedDecisionId: await decided(fixture, person) };
  return { caller: person.caller, body: { kind, ...body, ...named } };
}

describe('a request that the privacy team answers', () => {
  test.each(asked)(
    'of the kind $kind is with the team at once, and no work is started',
    async (wanted) => {
      const { caller, body } = await asking(wanted);

      const { status, body: sent } = await submit(fixture, caller, body);

      expect(status).toBe(202);
      expect(sent.request).toMatchObject({ kind: body.kind, status: 'in-progress' });
      fixture.pass(86_400);
      await fixture.sweep();
      const started = await fixture.started();
      fixture.setClock(undefined);
      expect(started.filter((name) => name.startsWith(sent.request.requestId))).toEqual([]);
      const seen = await follow(fixture, sent.followUpToken);
      expect(seen.body.status).toBe('in-progress');
    },
  );

  test.each(asked)(
    'of the kind $kind is open once: the second is shown the first',
    async (wanted) => {
      const { caller, body } = await asking(wanted);
      const first = await submit(fixture, caller, body);

      const again = await submit(fixture, caller, body);

      expect(again.status).toBe(409);
      expect(again.body.openRequestId).toBe(first.body.request.requestId);
    },
  );

  test.each(asked)('of the kind $kind can be called off', async (wanted) => {
    const { caller, body } = await asking(wanted);
    const { body: sent } = await submit(fixture, caller, body);

    const { status } = (await follow(fixture, sent.followUpToken, 'DELETE')).body;

    expect(status).toBe('cancelled');
  });

  test.each(asked)('of the kind $kind is denied on a ground of the law', async (wanted) => {
    const { caller, body } = await asking(wanted);
    const { body: sent } = await submit(fixture, caller, body);
    const path = `/${sent.request.requestId}/deny`;

    const denied = await staff(fixture, 'POST', path, { body: { ground: 'manifestly-unfounded' } });

    expect(denied.body).toMatchObject({
      status: 'denied',
      refusal: {
        reasons: ['manifestly-unfounded'],
        remedies: { authority: expect.any(String), court: expect.any(String) },
      },
    });
  });

  test.each<[object, string[]]>([
    [{ kind: 'rectification' }, ['/corrections']],
    [{ kind: 'rectification', corrections: [] }, ['/corrections']],
    [{ kind: 'human-review' }, ['/automatedDecisionId', '/reason']],
    [{ kind: 'human-review', automatedDecisionId: 'x', reason: 'No.' }, ['/automatedDecisionId']],
    [{ kind: 'complaint' }, ['/reason']],
    [{ kind: 'complaint', reason: 'No.', about: randomUUID() }, ['/about']],
    [
      { kind: 'complaint', reason: 'No.', corrections: [{ recordId: randomUUID() }] },
      ['/corrections'],
    ],
    [{ kind: 'appeal' }, ['/about', '/reason']],
    [{ kind: 'access', about: randomUUID() }, ['/about']],
    [{ kind: 'erasure', automatedDecisionId: randomUUID() }, ['/automatedDecisionId']],
  ])('with the body %j is rejected with a remedy at %j', async (body, pointers) => {
    const { caller } = await newPerson(fixture);

    const { status, body: rejected } = await submit(fixture, caller, body);

    expect(status).toBe(422);
    expect(rejected.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(pointers);
    for (const { message } of rejected.errors) expect(message).toMatch(/\w/);
  });

  test('a complaint names a request of the person, and nobody else’s', async () => {
    const { caller } = await newPerson(fixture);
    const { body: access } = await submit(fixture, caller, { kind: 'access' });
    const about = access.request.requestId;
    const complaint = { kind: 'complaint', reason: 'It takes too long.', about };

    const other = await submit(fixture, (await newPerson(fixture)).caller, complaint);
    const own = await submit(fixture, caller, complaint);

    expect(other.body.errors).toEqual([{ pointer: '/about', message: expect.any(String) }]);
    expect(own.body.request.about).toBe(about);
  });

  test('needs no recent sign-in where the policy asks for none', async () => {
    const caller = { ...signedIn(fixture), authenticatedAt: undefined };

    const { status, body } = await submit(fixture, caller, { kind: 'complaint', reason: 'No.' });

    expect(status).toBe(202);
    expect(body.request.assurance).toBe('account');
  });

  test.each([
    ['GB', 'complaint', '2026-12-24', '2026-12-24'],
    ['DE', 'complaint', '2026-12-24', undefined],
    ['DE', 'rectification', '2026-12-24', undefined],
    ['US-CA', 'rectification', '2027-01-08', '2026-12-08'],
    ['US-CA', 'human-review', '2026-12-15', undefined],
    ['CH', 'human-review', '2026-12-24', undefined],
  ])('of a person in %s, a %s is due by the clock of the law', async (place, kind, due, ack) => {
    fixture.setClock('2026-11-24T12:00:00Z');
    const wanted = { kind, ...bodies[kind as keyof typeof bodies] };
    const { caller, body } = await asking(wanted, place);

    const { request } = (await submit(fixture, caller, body)).body;

    fixture.setClock(undefined);
    expect(request.dueAt.slice(0, 10)).toBe(due);
    expect(request.acknowledgeBy?.slice(0, 10)).toBe(ack);
  });
});

describe('four eyes', () => {
  const approve = (requestId: string, caller = officer as typeof second | typeof officer) =>
    strict.send({ method: 'POST', path: `/v1/requests/${requestId}/approve`, caller });
  const opened = async (body: object) => {
    const { caller } = await newPerson(strict);
    return (await submit(strict, caller, body)).body.request;
  };

  test.each([{ kind: 'access' }, { kind: 'complaint', reason: 'No.' }])(
    'a request of the kind $kind goes on once two people have approved it',
    async (body) => {
      const { requestId, status, approvals } = await opened(body);
      expect({ status, approvals }).toEqual({
        status: 'approval-required',
        approvals: { needed: 2, given: 0 },
      });

      const first = await approve(requestId);
      const again = await approve(requestId);
      const other = await approve(requestId, second);

      expect(first.body).toMatchObject({
        status: 'approval-required',
        approvals: { needed: 2, given: 1 },
      });
      expect(again.status).toBe(409);
      expect(again.body.detail).toMatch(/another member of staff/);
      expect(other.body).toMatchObject({
        status: 'in-progress',
        approvals: { needed: 2, given: 2 },
      });
    },
  );

  test('of two approvals of one person at the same moment one counts', async () => {
    const { requestId } = await opened({ kind: 'access' });

    const answers = await Promise.all([approve(requestId), approve(requestId)]);

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const { body } = await staff(strict, 'GET', `/${requestId}`);
    expect(body).toMatchObject({ status: 'approval-required', approvals: { given: 1 } });
  });

  test('who entered a request for somebody does not approve it', async () => {
    const { email } = await newPerson(strict);
    const { body: entered } = await staff(strict, 'POST', '/on-behalf', {
      body: {
        ...{ kind: 'access', subject: { type: 'email', value: email }, channel: 'letter' },
        receivedOn: new Date().toISOString().slice(0, 10),
      },
    });
    const { requestId } = entered.request;
    const early = await approve(requestId, second);
    await staff(strict, 'POST', `/${requestId}/identity`, {
      body: { assurance: 'document-checked-by-staff' },
    });

    const own = await approve(requestId);
    const other = await approve(requestId, second);
    const third = await approve(requestId, { ...second, name: 'third@example.com' });

    // No approval is given before it is known who asks.
    expect(early.status).toBe(409);
    expect(own.status).toBe(409);
    expect(own.body.detail).toMatch(/You have entered it/);
    expect(other.body).toMatchObject({ status: 'approval-required', approvals: { given: 1 } });
    expect(third.body.status).toBe('in-progress');
  });

  test('the same sub of another issuer is another person; no name is in the row', async () => {
    const { requestId } = await opened({ kind: 'access' });
    await approve(requestId);
    const namesake = { ...officer, issuer: 'https://other.example.com' };

    const { body } = await strict.send({
      ...{ method: 'POST', path: `/v1/requests/${requestId}/approve`, caller: namesake },
    });

    expect(body.status).toBe('in-progress');
    const row = await strict.requests.get(requestId);
    expect(row?.approvedBy).toHaveLength(2);
    expect(JSON.stringify(row)).not.toContain(officer.name);
  });
});

test('every kind that the privacy team answers is in the table of this test', () => {
  expect([...Object.keys(bodies), 'appeal']).toEqual([...answeredKinds]);
});
