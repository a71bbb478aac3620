import type { JWTPayload } from 'jose';
import { newSigner, nowSeconds, sign, startIssuer } from '../auth/issuer.ts';
import type { Signer } from '../auth/issuer.ts';
import { audiences } from './test-policy.ts';

export type TokenMaker = (
  caller: keyof typeof audiences,
  scope: string,
  claims?: JWTPayload,
) => Promise<string>;

export interface Tokens {
  readonly issuer: string;
  readonly make: TokenMaker;
  readonly stop: () => Promise<void>;
}

const aboutCaller = {
  subject: { sub: 'person-1', email: 'ada@example.org', email_verified: true },
  service: { sub: 'assistant', client_id: 'assistant' },
  staff: { sub: 'dpo' },
} as const satisfies Record<keyof typeof audiences, JWTPayload>;

/** An OpenID provider on loopback, whose keys the deployed authorizer reads. */
export async function startTokens(): Promise<Tokens> {
  const signer = await newSigner('deploy-test');
  const issuer = await startIssuer([signer.jwk]);
  return { issuer: issuer.url, make: makerOf(signer, issuer.url), stop: issuer.stop };
}

/** Issues tokens for each kind of caller. */
export const makerOf =
  (signer: Signer, issuer: string): TokenMaker =>
  (caller, scope, claims = {}) =>
    sign(signer, issuer, {
      ...aboutCaller[caller],
      aud: audiences[caller],
      scope,
      ...(caller !== 'service' && { auth_time: nowSeconds() }),
      ...claims,
    });
