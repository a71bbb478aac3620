import { importJWK, SignJWT } from 'jose';
import { createHash, randomUUID } from 'node:crypto';
import { comparableAddress } from '../lambda/platform/address.ts';
import { scopesOf } from '../lambda/platform/auth/caller-context.ts';
import type { CallerKind } from '../lambda/platform/auth/caller-context.ts';
import type { LocalIssuer } from './issuer-keys.ts';

export type { CallerKind } from '../lambda/platform/auth/caller-context.ts';

export interface TokenOptions {
  /** The person signed in a day ago, so what asks for recent authentication refuses. */
  readonly staleAuth?: boolean;
  /** One hour when absent; a negative number makes an expired token. */
  readonly expiresInSeconds?: number;
}

const hour = 3_600;
const day = 86_400;

export const audienceOf = (kind: CallerKind): string => `custos-${kind}`;

export const scopeOf = (kind: CallerKind): string => scopesOf[kind].join(' ');

/** The same e-mail signs in as the same person at every start, on every machine. */
export const subOf = (email: string): string =>
  createHash('sha256')
    .update(`custos-local ${comparableAddress(email) ?? email}`)
    .digest('base64url')
    .slice(0, 22);

/** What the authorizer is told in place of the policy's issuers: one entry per kind of caller. */
export const issuersVariable = (issuer: string): string =>
  JSON.stringify(
    (['subject', 'service', 'staff'] as const).map((caller) => ({
      issuer,
      audience: audienceOf(caller),
      caller,
      emailAuthoritative: true,
      jwksUri: `${issuer}/jwks`,
    })),
  );

/** Claims about the person, beside what every token carries. */
export const claimsOf = (kind: CallerKind, name: string): Readonly<Record<string, unknown>> =>
  kind === 'service'
    ? { client_id: name }
    : kind === 'subject'
      ? { email: name, email_verified: true }
      : {};

/**
 * Signs an access token as the provider would.
 *
 * @param name e-mail of a person, client id of a service
 */
export async function signToken(
  { issuer, privateKey }: LocalIssuer,
  kind: CallerKind,
  name: string,
  options: TokenOptions = {},
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const key = await importJWK(privateKey, 'ES256');
  return new SignJWT({
    ...claimsOf(kind, name),
    scope: scopeOf(kind),
    ...(kind !== 'service' && { auth_time: now - (options.staleAuth ? day : 0) }),
  })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: privateKey.kid })
    .setIssuer(issuer)
    .setAudience(audienceOf(kind))
    .setSubject(kind === 'subject' ? subOf(name) : name)
    .setJti(randomUUID())
    .setIssuedAt(now)
    .setExpirationTime(now + (options.expiresInSeconds ?? hour))
    .sign(key);
}
