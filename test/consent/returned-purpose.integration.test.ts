import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { consentHandlers } from '../../lambda/consent/api.ts';
import { consentRoutes } from '../../lambda/consent/routes.ts';
import { decisionHandlers } from '../../lambda/decision/api.ts';
import { decisionRoutes } from '../../lambda/decision/routes.ts';
import { createApp } from '../../lambda/platform/http/app.ts';
import { openLog } from '../../lambda/platform/log/log.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import { recordHandlers } from '../../lambda/record/api.ts';
import { recordRoutes } from '../../lambda/record/routes.ts';
import { call } from '../support/call.ts';
import type { SubjectFixture } from '../subject/subject-fixture.ts';
import {
  assistant,
  byEmail,
  openSubjectFixture,
  newPerson,
  yes,
} from '../subject/subject-fixture.ts';

let people: SubjectFixture;
beforeAll(async () => {
  people = await openSubjectFixture();
});
afterAll(() => people.stop());

const log = openLog({ function: 'test', stage: 'test' }, () => undefined);

/** The API with another policy in force, over the same tables. */
function under(policy: Policy) {
  const deps = { ...people.deps, policy, log };
  const decisions = createApp(deps, decisionRoutes, decisionHandlers(deps));
  const consents = createApp(deps, consentRoutes, consentHandlers(deps));
  const records = createApp(deps, recordRoutes, recordHandlers(deps));
  const headers = () => ({ 'Idempotency-Key': randomUUID() });
  const service = { method: 'POST', caller: assistant } as const;
  return {
    decide: async (subject: object, more: object = {}) => {
      const body = { subject, purpose: 'improvement', category: 'prompt-text', ...more };
      const path = '/v1/decisions';
      const answered = await call(decisions, { ...service, path, body });
      return answered.body as { decision: string; basis?: string; reasons: string[] };
    },
    say: (caller: ReturnType<typeof newPerson>, body: object) =>
      call(consents, { method: 'PUT', path: '/v1/me/consents/improvement', caller, body }),
    read: async (subject: object) => {
      const body = { subject, purpose: 'improvement' };
      return (await call(records, { ...service, path: '/v1/records/query', body })).status;
    },
    write: (subject: object) => {
      const purposes = ['service-provision', 'improvement'];
      const body = { subject, category: 'prompt-text', purposes, content: { text: 'x' } };
      return call(records, { ...service, path: '/v1/records', body, headers: headers() });
    },
  };
}

const withBasis = (legalBasis: Policy['purposes'][string]['legalBasis']): Policy => ({
  ...people.policy,
  version: `sha256:${'1'.repeat(64)}`,
  purposes: {
    ...people.policy.purposes,
    improvement: { ...people.policy.purposes['improvement']!, legalBasis },
  },
});

/** In force between two others, and remembered by no one. */
function without(): Policy {
  const { improvement: _gone, ...purposes } = people.policy.purposes;
  return { ...people.policy, purposes };
}

async function consenting() {
  const caller = newPerson();
  const subject = byEmail(caller.email);
  await people.post('/v1/subjects', { subject, residence: 'DE' });
  const first = under(people.policy);
  expect((await first.say(caller, yes(people.policy))).status).toBe(201);
  expect((await first.write(subject)).status).toBe(201);
  return { caller, subject };
}

test.each(['contract', 'legitimate-interests', 'legal-obligation'] as const)(
  'GDPR Art. 6(1)(a), 7(3): a purpose that left and came back on %s stays on the consent given',
  async (basis) => {
    const { caller, subject } = await consenting();
    expect(await under(without()).decide(subject)).toMatchObject({ reasons: ['purpose-unknown'] });
    const returned = under(withBasis({ gdpr: { basis } }));
    const collectedAt = new Date(Date.now() - 1_000).toISOString();

    expect(await returned.decide(subject)).toMatchObject({ decision: 'permit', basis: 'consent' });
    expect(await returned.read(subject)).toBe(200);
    const said = await returned.say(caller, { state: 'withdrawn' });
    expect(said.body).toMatchObject({ consent: { effect: 'processing-stopped' } });
    for (const more of [{}, { collectedAt }, { storing: false }]) {
      const denied = await returned.decide(subject, more);
      expect(denied).toMatchObject({ decision: 'deny', reasons: ['consent-withdrawn'] });
    }
    expect(await returned.read(subject)).toBe(403);
  },
);

test('a consent that lapsed while the purpose was gone permits nothing on the other basis', async () => {
  const { subject } = await consenting();
  people.setClock('2036-01-01T00:00:00Z');

  const denied = await under(withBasis({ gdpr: { basis: 'contract' } })).decide(subject);
  people.setClock(undefined);

  expect(denied).toMatchObject({ decision: 'deny', reasons: ['consent-expired'] });
});

test('whoever never consented is on the basis of the policy', async () => {
  const caller = newPerson();
  const subject = byEmail(caller.email);
  await people.post('/v1/subjects', { subject, residence: 'DE' });
  await under(people.policy).say(caller, { state: 'refused' });

  const verdict = await under(withBasis({ gdpr: { basis: 'contract' } })).decide(subject);

  expect(verdict).toMatchObject({ decision: 'permit', basis: 'contract' });
});

test('a policy that declares the change moves what is collected after it', async () => {
  const { caller, subject } = await consenting();
  const changed = under(
    withBasis({
      gdpr: { basis: 'contract', effectiveFrom: '2020-01-01', previous: { basis: 'consent' } },
    }),
  );
  await changed.say(caller, { state: 'withdrawn' });

  expect(await changed.decide(subject)).toMatchObject({ decision: 'permit', basis: 'contract' });
  const before = { collectedAt: '2019-12-01T00:00:00Z', storing: false };
  expect(await changed.decide(subject, before)).toMatchObject({ reasons: ['consent-withdrawn'] });
});

test('under another law the person is under another law', async () => {
  const { subject } = await consenting();
  const { legalBasis } = people.policy.purposes['improvement']!;
  const elsewhere = withBasis({ ...legalBasis, 'uk-gdpr': { basis: 'contract' } });
  await people.post('/v1/subjects', { subject, residence: 'GB' });

  expect(await under(elsewhere).decide(subject)).toMatchObject({ basis: 'contract' });
});
