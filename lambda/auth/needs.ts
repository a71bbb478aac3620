import { containmentControls } from '../containment/table.ts';
import type { FunctionFacts } from '../platform/environment.ts';

export const authorizer = {
  name: 'authorizer',
  area: 'machinery',
  entry: 'lambda/auth/handler.ts',
  purpose: 'Verifies access tokens of the configured issuers and identifies the caller',
  worstCase:
    'invents callers for the API, because it decides who calls; reads what is contained, and no data of people',
  trigger: { kind: 'authorizer' },
  needs: [{ table: containmentControls, actions: ['get'] }],
  timeoutSeconds: 10,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

export const authFunctions: readonly FunctionFacts[] = [authorizer];

/** How long API Gateway may cache a result: a revoked or expired token works that much longer. */
export const authorizerCacheSeconds = 60;
