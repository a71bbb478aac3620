import { createLocalJWKSet, jwtVerify, UnsecuredJWT } from 'jose';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { signers } from '../../lambda/platform/keyring/keyring.ts';
import { nowSeconds } from '../auth/issuer.ts';
import type { Answer, CallApi } from './gateway.ts';
import type { Steps } from './steps.ts';
import { audiences } from './test-policy.ts';
import type { TokenMaker } from './tokens.ts';

const person = { type: 'email', value: 'ada@example.org' };
const purpose = 'improvement';
const category = 'prompt-text';

const health = z.object({ status: z.string(), policyVersion: z.string() });
const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });
const listed = z.object({ items: z.array(z.looseObject({})) });
const refusal = z.object({
  type: z.string(),
  status: z.number(),
  errors: z.array(z.object({ pointer: z.string() })).optional(),
});
const shownNotice = z.object({ notice: z.object({ id: z.string(), version: z.string() }) });
const recordedConsent = z.object({ receipt: z.string() });
const consents = z.object({ items: z.array(z.object({ purpose: z.string(), state: z.string() })) });
const decision = z.object({
  decision: z.string(),
  basis: z.string().optional(),
  reasons: z.array(z.string()),
  validUntil: z.string(),
});
const writtenRecord = z.object({ recordId: z.string() });
const records = z.object({
  items: z.array(z.object({ recordId: z.string(), content: z.unknown() })),
});

/** The body of a response with the expected status. */
export function bodyOf<Body>(answer: Answer, status: number, schema: z.ZodType<Body>): Body {
  assert.equal(answer.status, status, JSON.stringify(answer.body));
  return schema.parse(answer.body);
}

/** Guarantees of the deployed, synchronous API for a client. */
export async function checkApi(
  steps: Steps,
  call: CallApi,
  makeToken: TokenMaker,
  issuer: string,
): Promise<void> {
  const subject = await makeToken('subject', 'custos/self');
  const service = await makeToken(
    'service',
    'custos/subjects custos/decisions custos/consents custos/records.write custos/records.read',
  );
  await steps.check('health, notices and keys are public', async () => {
    assert.equal(bodyOf(await call('GET', '/v1/health'), 200, health).status, 'ok');
    const { keys } = bodyOf(await call('GET', '/v1/jwks.json'), 200, keySet);
    assert.equal(keys.length, signers.length);
    assert.notEqual(bodyOf(await call('GET', '/v1/notices'), 200, listed).items.length, 0);
  });
  await checkRefusedTokens(steps, call, makeToken, issuer);
  await checkProblems(steps, call, service);
  await checkConsent(steps, call, subject, service);
  await checkRecords(steps, call, subject, service);
}

async function checkRefusedTokens(
  steps: Steps,
  call: CallApi,
  makeToken: TokenMaker,
  issuer: string,
): Promise<void> {
  const path = '/v1/me/consents';
  await steps.check('no token is refused with 401', async () => {
    const answer = await call('GET', path);
    assertProblem(answer, 401, 'unauthenticated');
    assert.equal(answer.headers['www-authenticate'], 'Bearer');
  });
  await steps.check('a token without a signature (alg none) is refused with 401', async () => {
    const claims = { scope: 'custos/self' };
    const token = new UnsecuredJWT(claims)
      .setIssuer(issuer)
      .setAudience(audiences.subject)
      .setSubject('person-1')
      .setExpirationTime(nowSeconds() + 300)
      .encode();
    assertProblem(await call('GET', path, { token }), 401, 'unauthenticated');
  });
  await steps.check('an expired token is refused with 401', async () => {
    const token = await makeToken('subject', 'custos/self', { exp: nowSeconds() - 60 });
    assertProblem(await call('GET', path, { token }), 401, 'unauthenticated');
  });
  await steps.check('a token of another scope is refused with 403', async () => {
    const token = await makeToken('service', 'custos/decisions');
    const body = { subject: person, purpose };
    const answer = await call('POST', '/v1/records/query', { token, body });
    assertProblem(answer, 403, 'scope-missing');
  });
  await steps.check('a token of another kind of caller is refused with 403', async () => {
    const token = await makeToken('service', 'custos/self custos/decisions');
    assertProblem(await call('GET', path, { token }), 403, 'scope-missing');
  });
}

async function checkProblems(steps: Steps, call: CallApi, token: string): Promise<void> {
  await steps.check('a route that does not exist is a problem document', async () => {
    assertProblem(await call('GET', '/v1/nothing-here'), 404, 'not-found');
  });
  await steps.check('input is refused by pointer and never echoed', async () => {
    const body = { subject: { type: 'email', value: 'x-not-an-address' }, purpose, category: 7 };
    const answer = await call('POST', '/v1/decisions', { token, body });
    const { errors = [] } = assertProblem(answer, 422, 'invalid-input');
    assert.ok(errors.some(({ pointer }) => pointer === '/category'));
    assert.ok(!JSON.stringify(answer.body).includes('x-not-an-address'));
  });
  await steps.check('a body that is not JSON is refused with 415', async () => {
    const headers = { 'content-type': 'text/plain' };
    const answer = await call('POST', '/v1/decisions', { token, headers, body: 'hello' });
    assertProblem(answer, 415, 'unsupported-media-type');
  });
}

async function checkConsent(
  steps: Steps,
  call: CallApi,
  subject: string,
  service: string,
): Promise<void> {
  const decide = async () => {
    const body = { subject: person, purpose, category };
    return bodyOf(await call('POST', '/v1/decisions', { token: service, body }), 200, decision);
  };
  await steps.check('without consent the decision is deny', async () => {
    const body = { subject: person, residence: 'DE' };
    const headers = { 'idempotency-key': randomUUID() };
    const answer = await call('POST', '/v1/subjects', { token: service, body, headers });
    assert.equal(answer.status, 201, JSON.stringify(answer.body));

    const { decision: decided, reasons } = await decide();

    assert.deepEqual({ decided, reasons }, { decided: 'deny', reasons: ['consent-not-given'] });
  });
  await steps.check('consent is given, read back, and its receipt verifies', async () => {
    const shown = await call('GET', '/v1/me/notice?locale=en', { token: subject });
    const { id, version } = bodyOf(shown, 200, shownNotice).notice;
    const given = await call('PUT', `/v1/me/consents/${purpose}`, {
      token: subject,
      body: {
        state: 'given',
        notice: { id, version },
        locale: 'en',
        method: 'button',
      },
    });
    const { receipt } = bodyOf(given, 201, recordedConsent);

    const keys = bodyOf(await call('GET', '/v1/jwks.json'), 200, keySet);
    const { payload } = await jwtVerify(receipt, createLocalJWKSet(keys));
    assert.equal(payload['purpose'], purpose);
    const now = bodyOf(await call('GET', '/v1/me/consents', { token: subject }), 200, consents);
    assert.equal(now.items.find((item) => item.purpose === purpose)?.state, 'given');
  });
  await steps.check('with consent the decision is permit, for at most 60 seconds', async () => {
    const { decision: decided, basis, validUntil } = await decide();

    assert.deepEqual({ decided, basis }, { decided: 'permit', basis: 'consent' });
    assert.ok(Date.parse(validUntil) <= Date.now() + 61_000);
  });
}

async function checkRecords(
  steps: Steps,
  call: CallApi,
  subject: string,
  service: string,
): Promise<void> {
  const body = {
    subject: person,
    category,
    purposes: ['service-provision', purpose],
    content: { text: 'What is a difference engine?' },
  };
  const headers = { 'idempotency-key': randomUUID() };
  const query = () =>
    call('POST', '/v1/records/query', { token: service, body: { subject: person, purpose } });
  await steps.check('a record is written and queried', async () => {
    const written = await call('POST', '/v1/records', { token: service, body, headers });
    const { recordId } = bodyOf(written, 201, writtenRecord);

    const { items } = bodyOf(await query(), 200, records);

    assert.deepEqual(items, [{ recordId, content: body.content }]);
  });
  await steps.check('the same write with the same key is answered, not repeated', async () => {
    const again = await call('POST', '/v1/records', { token: service, body, headers });
    assert.equal(again.status, 201, JSON.stringify(again.body));
    assert.equal(again.headers['idempotency-replayed'], 'true');

    assert.equal(bodyOf(await query(), 200, records).items.length, 1);
  });
  await steps.check('after withdrawal the purpose sees the record no more', async () => {
    const withdrawn = await call('PUT', `/v1/me/consents/${purpose}`, {
      token: subject,
      body: { state: 'withdrawn' },
    });
    assert.equal(withdrawn.status, 201, JSON.stringify(withdrawn.body));

    assertProblem(await query(), 403, 'processing-not-permitted');
    const own = await call('GET', `/v1/me/records?category=${category}`, { token: subject });
    assert.equal(bodyOf(own, 200, listed).items.length, 1, 'the person still sees it');
  });
}

function assertProblem(answer: Answer, status: number, slug: string): z.output<typeof refusal> {
  const body = bodyOf(answer, status, refusal);
  assert.deepEqual(
    { contentType: answer.headers['content-type'], type: body.type, status: body.status },
    { contentType: 'application/problem+json', type: `urn:custos:problem:${slug}`, status },
  );
  assert.ok(answer.headers['x-request-id'], 'x-request-id');
  return body;
}
