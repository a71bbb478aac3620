import { createLocalJWKSet, jwtVerify } from 'jose';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import { bodyOf } from '../deploy/api-checks.ts';
import type { Steps } from '../deploy/steps.ts';
import type { Api } from './target.ts';

const person = { type: 'email', value: 'ada@example.org' };
const purpose = 'improvement';
const category = 'prompt-text';
const content = { text: 'What is a difference engine?' };

const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });
const shownNotice = z.object({ notice: z.object({ id: z.string(), version: z.string() }) });
const recordedConsent = z.object({ receipt: z.string() });
const decision = z.object({ decision: z.string() });
const records = z.object({ items: z.array(z.object({ content: z.unknown() })) });
const problem = z.object({ type: z.string() });
const submitted = z.object({ followUpToken: z.string() });
const followed = z.object({ status: z.string(), certificate: z.string().optional() });

/**
 * The guarantees for a person, from the first choice to the certificate of erasure. Each step needs
 * the one before.
 */
export async function checkJourney(steps: Steps, api: Api): Promise<void> {
  await steps.need('a person is registered and consents; the receipt verifies', () => consent(api));
  await steps.need('the decision permits, and a record is written and read', () => record(api));
  const followUpToken = await steps.need('the person asks for erasure', () => askErasure(api));
  if (!api.carriesOutRequests) return;
  await steps.need('the erasure ends with a certificate that verifies', () =>
    certificate(api, followUpToken),
  );
  await steps.need('nothing of the person is read afterwards', () => nothingLeft(api));
}

async function consent({ call, makeToken }: Api): Promise<void> {
  const service = await makeToken('service', 'custos/subjects');
  const registered = await call('POST', '/v1/subjects', {
    token: service,
    body: { subject: person, residence: 'DE' },
    headers: { 'idempotency-key': randomUUID() },
  });
  assert.equal(registered.status, 201, JSON.stringify(registered.body));

  const token = await makeToken('subject', 'custos/self');
  const shown = await call('GET', '/v1/me/notice?locale=en', { token });
  const { id, version } = bodyOf(shown, 200, shownNotice).notice;
  const given = await call('PUT', `/v1/me/consents/${purpose}`, {
    token,
    body: { state: 'given', notice: { id, version }, locale: 'en', method: 'button' },
  });
  const { receipt } = bodyOf(given, 201, recordedConsent);
  assert.equal((await verified(call, receipt))['purpose'], purpose);
}

async function record({ call, makeToken }: Api): Promise<void> {
  const token = await makeToken(
    'service',
    'custos/decisions custos/records.write custos/records.read',
  );
  const question = { subject: person, purpose, category };
  const decided = await call('POST', '/v1/decisions', { token, body: question });
  assert.equal(bodyOf(decided, 200, decision).decision, 'permit');

  const written = await call('POST', '/v1/records', {
    token,
    body: { subject: person, category, purposes: ['service-provision', purpose], content },
    headers: { 'idempotency-key': randomUUID() },
  });
  assert.equal(written.status, 201, JSON.stringify(written.body));
  const read = await call('POST', '/v1/records/query', {
    token,
    body: { subject: person, purpose },
  });
  assert.deepEqual(
    bodyOf(read, 200, records).items.map((item) => item.content),
    [content],
  );
}

async function askErasure({ call, makeToken }: Api): Promise<string> {
  const token = await makeToken('subject', 'custos/self');
  const answer = await call('POST', '/v1/me/requests', { token, body: { kind: 'erasure' } });
  return bodyOf(answer, 202, submitted).followUpToken;
}

/** Polls the request without an account, with the follow-up token. */
async function certificate(api: Api, followUpToken: string): Promise<void> {
  const headers = { authorization: `Custos-Follow-Up ${followUpToken}` };
  const deadline = Date.now() + api.patienceSeconds * 1_000;
  for (;;) {
    const now = bodyOf(await api.call('GET', '/v1/follow-up', { headers }), 200, followed);
    if (now.status === 'completed' || now.status === 'partially-completed') {
      const claims = await verified(api.call, now.certificate ?? '');
      assert.equal(claims['status'], 'ERASED', JSON.stringify(claims));
      return;
    }
    if (!openStatuses.has(now.status) || Date.now() > deadline) {
      throw new TypeError(`the request is ${now.status}`);
    }
    await delay(1_000);
  }
}

const openStatuses = new Set(['received', 'in-progress']);

async function nothingLeft({ call, makeToken }: Api): Promise<void> {
  const token = await makeToken('service', 'custos/records.read');
  const body = { subject: person, purpose: 'service-provision' };
  const answer = await call('POST', '/v1/records/query', { token, body });
  assert.equal(bodyOf(answer, 409, problem).type, 'urn:custos:problem:subject-erased');
}

/** With a standard library and the keys that the API publishes. */
async function verified(call: Api['call'], jws: string): Promise<Record<string, unknown>> {
  const keys = bodyOf(await call('GET', '/v1/jwks.json'), 200, keySet);
  const { payload } = await jwtVerify(jws, createLocalJWKSet(keys), { algorithms: ['EdDSA'] });
  return payload;
}
