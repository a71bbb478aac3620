import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import type { RequestId } from '../../lambda/value/ids.ts';
import type { Keyring } from '../../lambda/platform/keyring/keyring.ts';
import {
  fingerprintOf,
  followUpToken,
  newNonce,
  opens,
  requestOfToken,
} from '../../lambda/opening/follow-up-token.ts';
import { examplePath } from '../../lambda/request-view/examples.ts';
import { requestRoutes } from '../../lambda/request-api/routes.ts';

test('the documented follow-up token has the form of a real one', () => {
  const { example } = requestRoutes.submitRequest.responses[202];

  expect(requestOfToken(example.followUpToken)).toBe(examplePath.requestId);
});

test('a token of no request costs as much as one of a request', async () => {
  const { requestId } = examplePath;
  const calls: string[] = [];
  const keyring: Pick<Keyring, 'hmac'> = {
    hmac: (purpose, parts) => {
      calls.push(purpose);
      return Promise.resolve(createHmac('sha256', 'a key').update(parts.join('\n')).digest());
    },
  };
  const token = await followUpToken(keyring, requestId as RequestId, newNonce());
  const stored = await fingerprintOf(keyring, token);

  const costs = [];
  for (const row of [stored, undefined, 'A'.repeat(43)]) {
    calls.length = 0;
    costs.push([await opens(keyring, token, row), calls.length]);
  }

  expect(costs).toEqual([
    [true, 1],
    [false, 1],
    [false, 1],
  ]);
});
