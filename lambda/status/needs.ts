import type { FunctionFacts } from '../platform/environment.ts';
import { signers } from '../platform/keyring/keyring.ts';
import { statusRoutes } from './routes.ts';

export const statusApi = {
  name: 'status-api',
  area: 'machinery',
  entry: 'lambda/status/handler.ts',
  purpose: 'Reports health, publishes the contract and the keys that verify signatures',
  worstCase: 'nothing about people',
  trigger: { kind: 'routes', routes: Object.values(statusRoutes) },
  needs: [{ keyring: signers.map((signer) => `public-key-${signer}` as const) }],
  timeoutSeconds: 10,
  memoryMegabytes: 256,
} as const satisfies FunctionFacts;

export const statusFunctions: readonly FunctionFacts[] = [statusApi];
