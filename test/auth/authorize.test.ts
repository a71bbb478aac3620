import type { JWTPayload } from 'jose';
import type { APIGatewayAuthorizerResult, APIGatewayRequestAuthorizerEvent } from 'aws-lambda';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { authorize } from '../../lambda/auth/authorize.ts';
import { callerContext, callerKinds } from '../../lambda/platform/http/caller-context.ts';
import { scopesOf, staffAccess } from '../../lambda/platform/http/contract.ts';
import { readIssuers } from '../../lambda/auth/issuers.ts';
import { KeySetUnavailableError } from '../../lambda/auth/key-sets.ts';
import { reach } from '../../lambda/platform/http/reach.ts';
import { createVerifier } from '../../lambda/auth/tokens.ts';
import { scopes } from '../../lambda/platform/http/contract.ts';
import type { Scope } from '../../lambda/platform/http/contract.ts';
import { openLog } from '../../lambda/platform/log/log.ts';
import { systemClock } from '../../lambda/value/time.ts';
import { loadPolicyOrThrow } from '../../lib/policy/loader.ts';
import { routesOf } from '../../lib/facts.ts';
import { functions } from '../../lib/functions.ts';
import { newSigner, nowSeconds, sign, startIssuer } from './issuer.ts';
import type { Signer, TestIssuer } from './issuer.ts';

let issuer: TestIssuer;
let signer: Signer;
let lines: string[];
let answerTo: (
  authorization?: string,
  givesReasons?: boolean,
) => Promise<APIGatewayAuthorizerResult>;

/** Of a stage that has revoked nothing: see `revoked.integration.test.ts`. */
const isRevoked = () => Promise.resolve(false);
const api = 'arn:aws:execute-api:eu-central-1:111122223333:abcdef/prod';

beforeAll(async () => {
  signer = await newSigner('key');
  issuer = await startIssuer([signer.jwk]);
  const subjects = { issuer: issuer.url, audience: 'custos', caller: 'subject' };
  const programs = { issuer: issuer.url, audience: 'custos-service', caller: 'service' };
  const issuers = JSON.stringify([{ ...subjects, emailAuthoritative: true }, programs]);
  const verify = createVerifier(readIssuers(issuers), systemClock);
  lines = [];
  const log = openLog({ function: 'authorizer', stage: 'test' }, (line) => void lines.push(line));
  answerTo = (authorization, givesReasons = false) =>
    authorize({ verify, isRevoked, log, givesReasons }, {
      type: 'REQUEST',
      methodArn: `${api}/GET/v1/me/consents`,
      headers: authorization === undefined ? {} : { authorization },
      multiValueHeaders: {},
    } as APIGatewayRequestAuthorizerEvent);
});
afterAll(() => issuer.stop());

describe('the authorizer', () => {
  test('returns a policy for the paths of the scopes, with the caller as context', async () => {
    const claims = { auth_time: nowSeconds(), email: 'ada@example.com', email_verified: true };

    const answer = await answerTo(`Bearer ${await sign(signer, issuer.url, claims)}`);

    expect(answer).toEqual({
      principalId: 'subject',
      policyDocument: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: [`${api}/*/v1/me/*`] },
        ],
      },
      context: {
        callerKind: 'subject',
        issuer: issuer.url,
        name: 'person-1',
        scopes: 'custos/self',
        email: 'ada@example.com',
        authenticatedAt: claims.auth_time,
      },
    });
  });

  test('returns the same policy for every route, because API Gateway caches it', async () => {
    const claims = { aud: 'custos-service', scope: 'custos/decisions custos/records.write' };

    const { policyDocument } = await answerTo(`bearer ${await sign(signer, issuer.url, claims)}`);

    expect(policyDocument.Statement).toMatchObject([
      {
        Effect: 'Allow',
        Resource: [
          `${api}/POST/v1/decisions`,
          `${api}/POST/v1/automated-decisions`,
          `${api}/POST/v1/automated-decisions/labels`,
          `${api}/POST/v1/records`,
          `${api}/POST/v1/records/batch`,
          `${api}/POST/v1/media`,
          `${api}/GET/v1/media/*`,
          `${api}/POST/v1/sources/informed`,
        ],
      },
    ]);
  });

  test('denies everything to a valid token without a scope of Custos', async () => {
    const token = await sign(signer, issuer.url, { scope: 'openid' });

    const answer = await answerTo(`Bearer ${token}`);

    expect(answer.policyDocument.Statement).toMatchObject([
      { Effect: 'Deny', Resource: [`${api}/*/*`] },
    ]);
    expect(answer.context).toBeUndefined();
  });

  test.each([undefined, '', 'Bearer', 'Bearer ', 'Basic YTpi', 'Bearer a b', 'Bearer a, Bearer b'])(
    'throws Unauthorized, which API Gateway returns as 401, for %j',
    async (authorization) => expect(answerTo(authorization)).rejects.toThrow(/^Unauthorized$/),
  );

  test('lets a function explain what is wrong with a token that the issuer signed for Custos', async () => {
    const token = await sign(signer, issuer.url, { exp: nowSeconds() - 60 });

    const answer = await answerTo(`Bearer ${token}`);

    // No name, issuer or scope: functions find no caller.
    expect(answer).toMatchObject({
      principalId: 'unidentified',
      policyDocument: { Statement: [{ Effect: 'Allow', Resource: [`${api}/*/v1/me/*`] }] },
    });
    expect(answer.context).toEqual({ refusal: 'expired' });
    expect(callerContext.safeParse(answer.context).success).toBe(false);
  });

  test.each<[string, string | JWTPayload, string]>([
    ['another scheme', 'Basic YTpi', 'scheme'],
    ['no JWT', 'Bearer abc', 'malformed'],
    ['another issuer', { iss: 'https://no one.example' }, 'issuer'],
    ['another audience', { aud: 'someone-else' }, 'audience'],
    ['no expiry', { exp: undefined }, 'claims'],
    ['no scope of ours', { scope: 'openid' }, 'scope'],
    ['an expired token', { exp: 1 }, 'expired'],
  ])(
    'in a stage for development, %s reaches the function, with the reason and without a caller',
    async (_, sent, reason) => {
      const authorization =
        typeof sent === 'string' ? sent : `Bearer ${await sign(signer, issuer.url, sent)}`;

      const answer = await answerTo(authorization, true);

      expect(answer).toMatchObject({
        principalId: 'unidentified',
        policyDocument: { Statement: [{ Effect: 'Allow', Resource: [`${api}/*/*`] }] },
      });
      expect(answer.context).toEqual({ refusal: reason });
      expect(callerContext.safeParse(answer.context).success).toBe(false);
    },
  );

  test('in a stage for development, a caller reaches every function, which names the missing scope', async () => {
    const answer = await answerTo(`Bearer ${await sign(signer, issuer.url)}`, true);

    expect(answer.policyDocument.Statement).toMatchObject([{ Resource: [`${api}/*/*`] }]);
    expect(answer.context).toMatchObject({ callerKind: 'subject', scopes: 'custos/self' });
  });

  test('logs why a token was rejected, and nothing of the token', async () => {
    const token = await sign(signer, issuer.url, { exp: nowSeconds() - 60, sub: 'ada-lovelace' });
    lines.length = 0;

    await answerTo(`Bearer ${token}`);

    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { code: 'TOKEN_REFUSED', reason: 'expired' },
    ]);
    expect(lines.join()).not.toMatch(/ada-lovelace|person-1/);
    expect(lines.join()).not.toContain(token.slice(0, 20));
  });

  test('fails, and does not reject the token, while it cannot read the keys of the issuer', async () => {
    const down = await startIssuer([]);
    down.status = 500;
    const entry = { issuer: down.url, audience: 'custos', caller: 'subject' };
    const verify = createVerifier(readIssuers(JSON.stringify([entry])), systemClock);
    const log = openLog({ function: 'authorizer', stage: 'test' }, () => undefined);

    const answer = authorize({ verify, isRevoked, log, givesReasons: true }, {
      methodArn: `${api}/GET/v1/me/data`,
      headers: { Authorization: `Bearer ${await sign(signer, down.url)}` },
    } as unknown as APIGatewayRequestAuthorizerEvent);

    await expect(answer).rejects.toThrow(KeySetUnavailableError);
    await down.stop();
  });
});

describe('what scopes open', () => {
  test('every scope belongs to one kind of caller', () => {
    const given = callerKinds.flatMap((kind) => scopesOf(kind));

    expect(given.toSorted()).toEqual([...scopes].sort());
  });

  test('the example policy grants every scope that a route requires, and no other by name', () => {
    const asked: string[] = routesOf(functions).flatMap(({ access }) => {
      if (access.kind !== 'token') return [];
      const staff = staffAccess(access);
      return [
        access.scope,
        ...(staff ? [staff.scope] : []),
        ...(access.caller === 'staff' && access.adds ? [access.adds] : []),
      ];
    });
    const { issuers } = loadPolicyOrThrow(resolve(import.meta.dirname, '../../policy'));
    const named = issuers.flatMap(({ scopeMap }) => Object.values(scopeMap).flat());
    // Without a map, a token has the scopes of Custos themselves.
    const open = issuers
      .filter(({ scopeMap }) => Object.keys(scopeMap).length === 0)
      .flatMap(({ caller }) => scopesOf(caller));

    expect(named.filter((scope) => !asked.includes(scope))).toEqual([]);
    expect(asked.filter((scope) => ![...named, ...open].includes(scope))).toEqual([]);
  });

  test('every route of every module is opened by its scope, and by no other kind of caller', () => {
    const tokenRoutes = routesOf(functions).flatMap((route) =>
      route.access.kind === 'token' ? [{ ...route, access: route.access }] : [],
    );
    expect(tokenRoutes.length).toBeGreaterThan(10);

    for (const { id, method, path, access } of tokenRoutes) {
      const called = `${method}${path.replaceAll(/\{\w+\}/g, 'x')}`;
      expect(scopesOf(access.caller), id).toContain(access.scope);
      expect(opens(access.scope, called), `${id}: add ${called} to reach`).toBe(true);
      const staff = staffAccess(access);
      if (staff !== undefined) {
        expect(scopesOf('staff'), id).toContain(staff.scope);
        expect(opens(staff.scope, called), `${id}: add ${called} to reach`).toBe(true);
      }
      const outsiders = callerKinds.filter(
        (kind) => kind !== access.caller && !(kind === 'staff' && staff),
      );
      for (const scope of outsiders.flatMap((kind) => scopesOf(kind))) {
        expect(opens(scope, called), `${scope} opens ${id}`).toBe(false);
      }
    }
  });
});

const opens = (scope: Scope, called: string): boolean =>
  reach[scope].some((pattern) => new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(called));
