import { createLocalJWKSet, jwtVerify, UnsecuredJWT } from 'jose';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { nowSeconds } from '../platform/auth/issuer.ts';
import type { Answer, CallApi } from './gateway.ts';
import type { Steps } from './steps.ts';
import { audiences } from './test-policy.ts';
import type { TokenMaker } from './tokens.ts';

const person = { type: 'email', value: 'ada@example.org' };
const purpose = 'improvement';
const category = 'prompt-text';

/** What a client of the deployed, synchronous API can count on. */
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
    assert.equal((await call('GET', '/v1/health')).body.status, 'ok');
    assert.equal((await call('GET', '/v1/jwks.json')).body.keys.length, 3);
    const notices = await call('GET', '/v1/notices');
    assert.ok(notices.body.items.length > 0);
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
    assertProblem(answer, 422, 'invalid-input');
    assert.ok(answer.body.errors.some(({ pointer }: any) => pointer === '/category'));
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
    return (await call('POST', '/v1/decisions', { token: service, body })).body;
  };
  await steps.check('without consent the decision is deny', async () => {
    const body = { subject: person, residence: 'DE' };
    const headers = { 'idempotency-key': randomUUID() };
    const answer = await call('POST', '/v1/subjects', { token: service, body, headers });
    assert.equal(answer.status, 201, JSON.stringify(answer.body));

    const { decision, reasons } = await decide();

    assert.deepEqual({ decision, reasons }, { decision: 'deny', reasons: ['consent-not-given'] });
  });
  await steps.check('consent is given, read back, and its receipt verifies', async () => {
    const { notice } = (await call('GET', '/v1/me/notice?locale=en', { token: subject })).body;
    const given = await call('PUT', `/v1/me/consents/${purpose}`, {
      token: subject,
      body: {
        state: 'given',
        notice: { id: notice.id, version: notice.version },
        locale: 'en',
        method: 'button',
      },
    });
    assert.equal(given.status, 201, JSON.stringify(given.body));

    const keys = createLocalJWKSet((await call('GET', '/v1/jwks.json')).body);
    const { payload } = await jwtVerify(given.body.receipt, keys);
    assert.equal(payload['purpose'], purpose);
    const { items } = (await call('GET', '/v1/me/consents', { token: subject })).body;
    assert.equal(items.find((item: any) => item.purpose === purpose)?.state, 'given');
  });
  await steps.check('with consent the decision is permit, for at most 60 seconds', async () => {
    const { decision, basis, validUntil } = await decide();

    assert.deepEqual({ decision, basis }, { decision: 'permit', basis: 'consent' });
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
    assert.equal(written.status, 201, JSON.stringify(written.body));

    const { items } = (await query()).body;

    assert.deepEqual(
      items.map(({ recordId, content }: any) => ({ recordId, content })),
      [{ recordId: written.body.recordId, content: body.content }],
    );
  });
  await steps.check('the same write with the same key is answered, not repeated', async () => {
    const again = await call('POST', '/v1/records', { token: service, body, headers });
    assert.equal(again.status, 201, JSON.stringify(again.body));
    assert.equal(again.headers['idempotency-replayed'], 'true');

    assert.equal((await query()).body.items.length, 1);
  });
  await steps.check('after withdrawal the purpose sees the record no more', async () => {
    const withdrawn = await call('PUT', `/v1/me/consents/${purpose}`, {
      token: subject,
      body: { state: 'withdrawn' },
    });
    assert.equal(withdrawn.status, 201, JSON.stringify(withdrawn.body));

    const answer = await query();

    assert.deepEqual(answer.body.items ?? [], []);
    const own = await call('GET', `/v1/me/records?category=${category}`, { token: subject });
    assert.equal(own.body.items.length, 1, 'the person still sees it');
  });
}

function assertProblem(answer: Answer, status: number, slug: string): void {
  assert.deepEqual(
    {
      status: answer.status,
      contentType: answer.headers['content-type'],
      type: answer.body.type,
      stated: answer.body.status,
    },
    {
      status,
      contentType: 'application/problem+json',
      type: `urn:custos:problem:${slug}`,
      stated: status,
    },
  );
  assert.ok(answer.headers['x-request-id'], 'x-request-id');
}
