import type { JWTPayload } from 'jose';
import type { APIGatewayAuthorizerResult, APIGatewayRequestAuthorizerEvent } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { authorize } from '../../lambda/auth/authorize.ts';
import { readIssuers } from '../../lambda/auth/issuers.ts';
import { authorizer, authorizerCacheSeconds } from '../../lambda/auth/needs.ts';
import { revocationsIn } from '../../lambda/auth/revoked-clients.ts';
import { createVerifier } from '../../lambda/auth/tokens.ts';
import { physicalNames } from '../../lambda/platform/dynamo/database.ts';
import type { Database } from '../../lambda/platform/dynamo/database.ts';
import { openLog } from '../../lambda/platform/log/log.ts';
import { systemClock } from '../../lambda/value/time.ts';
import { openContainmentFixture } from '../containment/containment-fixture.ts';
import type { ContainmentFixture } from '../containment/containment-fixture.ts';
import { boundTo } from '../record/record-fixture.ts';
import { newSigner, sign, startIssuer } from './issuer.ts';
import type { Signer, TestIssuer } from './issuer.ts';

let fixture: ContainmentFixture;
let issuer: TestIssuer;
let signer: Signer;
const lines: string[] = [];
beforeAll(async () => {
  signer = await newSigner('key');
  issuer = await startIssuer([signer.jwk]);
  fixture = await openContainmentFixture({ streams: 'off' }, issuer.url);
});
afterAll(async () => {
  await Promise.all([fixture.stop(), issuer.stop()]);
});

const arn = 'arn:aws:execute-api:eu-central-1:111122223333:abcdef/prod/POST/v1/decisions';
let reads = 0;

async function authorized(
  claims: JWTPayload,
  database?: Database,
): Promise<APIGatewayAuthorizerResult> {
  const issuers = JSON.stringify([
    { issuer: issuer.url, audience: 'custos', caller: 'subject' },
    { issuer: issuer.url, audience: 'custos-service', caller: 'service' },
    { issuer: issuer.url, audience: 'custos-staff', caller: 'staff' },
  ]);
  const isRevoked = revocationsIn(database ?? boundTo(authorizer, fixture, fixture.database));
  const log = openLog({ function: 'authorizer', stage: 'test' }, (line) => void lines.push(line));
  const token = await sign(signer, issuer.url, claims);
  return authorize(
    {
      verify: createVerifier(readIssuers(issuers), systemClock),
      isRevoked: (...client) => {
        reads += 1;
        return isRevoked(...client);
      },
      log,
      givesReasons: false,
    },
    {
      ...{ type: 'REQUEST', methodArn: arn, multiValueHeaders: {} },
      headers: { authorization: `Bearer ${token}` },
    } as unknown as APIGatewayRequestAuthorizerEvent,
  );
}

const service = (client: string, rest = {}) => ({
  ...{ aud: 'custos-service', scope: 'custos/decisions', client_id: client },
  ...rest,
});
const revoke = (incidentId: string, clientId: string) =>
  fixture.contain(incidentId, {
    action: 'revoke-client',
    scope: { issuer: issuer.url, clientId },
  });

describe('a service client that is revoked', () => {
  test('is rejected with the reason at the next verification, and let in after it is undone', async () => {
    const incidentId = await fixture.newIncident();
    expect((await authorized(service('index'))).context).toMatchObject({ name: 'index' });

    const { body } = await revoke(incidentId, 'index');

    expect(Date.parse(body.effectiveBy) - Date.parse(body.appliedAt)).toBe(
      authorizerCacheSeconds * 1_000,
    );
    const rejected = await authorized(service('index'));
    expect(rejected.context).toEqual({ refusal: 'revoked' });
    expect(rejected.principalId).toBe('unidentified');
    expect(lines.at(-1)).toContain('"reason":"revoked"');
    await fixture.undo(incidentId, body.containmentId);
    expect((await authorized(service('index'))).context).toMatchObject({ name: 'index' });
  });

  test('is the client that its token names, by `sub` where that is all; no other', async () => {
    const incidentId = await fixture.newIncident();
    await revoke(incidentId, 'batch');

    const [bySub, other] = await Promise.all([
      authorized(service('batch', { client_id: undefined, sub: 'batch' })),
      authorized(service('batch-2')),
    ]);

    expect(bySub.context).toEqual({ refusal: 'revoked' });
    expect(other.context).toMatchObject({ name: 'batch-2' });
  });

  test('stays revoked while one of two incidents has revoked it', async () => {
    const [one, two] = [await fixture.newIncident(), await fixture.newIncident()];
    const [first, second] = [await revoke(one, 'shared'), await revoke(two, 'shared')];

    await fixture.undo(one, first.body.containmentId);
    expect((await authorized(service('shared'))).context).toEqual({ refusal: 'revoked' });
    await fixture.undo(two, second.body.containmentId);

    expect((await authorized(service('shared'))).context).toMatchObject({ name: 'shared' });
  });
});

describe('while it cannot be read what is revoked', () => {
  const broken = (): Database => ({
    ...fixture.database,
    physicalName: physicalNames({ 'containment-controls': 'not-there' }),
  });

  test('no service is let in, which API Gateway returns as 503', async () => {
    await expect(authorized(service('index'), broken())).rejects.toMatchObject({
      name: 'StoreUnavailableError',
    });
    expect(lines.at(-1)).toContain('REVOCATION_UNREAD');
  });

  test('people and staff are let in: nothing is read for them', async () => {
    reads = 0;
    const [person, staff] = await Promise.all([
      authorized({ aud: 'custos' }, broken()),
      authorized({ aud: 'custos-staff', scope: 'custos/incidents' }, broken()),
    ]);

    expect([person, staff].map(({ principalId }) => principalId)).toEqual(['subject', 'staff']);
    expect(reads).toBe(0);
  });
});
