import type { FunctionFacts } from '../platform/environment.ts';

export const authorizer = {
  name: 'authorizer',
  area: 'machinery',
  entry: 'lambda/auth/handler.ts',
  purpose: 'Verifies access tokens of the configured issuers and identifies the caller',
  worstCase: 'invents callers for the API, because it decides who calls; reads no data',
  trigger: { kind: 'authorizer' },
  needs: [],
  timeoutSeconds: 10,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

export const authFunctions: readonly FunctionFacts[] = [authorizer];

/** How long API Gateway may cache a result: a revoked or expired token works that much longer. */
export const authorizerCacheSeconds = 60;
