import { generateKeyPair, exportJWK } from 'jose';
import assert from 'node:assert/strict';
import { startKeyServer } from '../account/key-server.ts';
import type { Target } from '../account/target.ts';
import type { Cdk } from './cdk.ts';
import type { Emulator } from './emulators.ts';
import { openGateway } from './gateway.ts';
import type { Tokens } from './tokens.ts';

/**
 * The emulator instead of an account, for the account test. Its functions cannot reach an API of
 * the emulator under a name of AWS, so tokens come from loopback; that API Gateway serves the keys
 * is checked from here.
 */
export const emulated = (emulator: Emulator, cdk: Cdk, tokens: Tokens): Target => ({
  client: emulator.client,
  cdk,
  open: (apiUrl) => openGateway(emulator, apiUrl),
  // emulator-gaps.ts: durable executions.
  carriesOutRequests: false,
  patienceSeconds: 0,
  firstAnswerSeconds: 0,
  startIssuer: async (deployment) => {
    const { publicKey } = await generateKeyPair('ES256');
    const keys = [await exportJWK(publicKey)];
    const { url, stop } = await startKeyServer(emulator.client, deployment, keys);
    const [, base = '', path = ''] = /^(https:.*\/)(keys)$/.exec(url) ?? [];
    const served = await openGateway(emulator, base)('GET', `/${path}`);
    assert.deepEqual(served.body, { keys }, 'API Gateway serves other keys');
    return { issuer: tokens.issuer, make: tokens.make, stop };
  },
});
