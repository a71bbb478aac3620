import { importJWK, SignJWT } from 'jose';
import { createHash, randomUUID } from 'node:crypto';
import { comparableAddress } from '../lambda/value/address.ts';
import { scopesOf } from '../lambda/platform/http/contract.ts';
import type { CallerKind } from '../lambda/platform/http/caller-context.ts';
import type { Policy } from '../lambda/policy/schema.ts';
import type { LocalIssuer } from './issuer-keys.ts';

export type { CallerKind } from '../lambda/platform/http/caller-context.ts';

export interface TokenOptions {
  /** Seconds since the sign-in; now when absent, no claim when undefined. */
  readonly authAgeSeconds?: number | undefined;
  /** Every scope of the kind of caller when absent. */
  readonly scope?: string;
  /** Authentication methods (RFC 8176): `mfa` for staff when absent, no claim when empty. */
  readonly amr?: readonly string[];
  readonly acr?: string;
  /** Lifetime; one hour when absent. A negative number makes an expired token. */
  readonly expiresInSeconds?: number;
}

const hour = 3_600;

export const audienceOf = (kind: CallerKind): string => `custos-${kind}`;

/** Authentication methods of staff (RFC 8176). */
export const secondFactor: readonly string[] = ['pwd', 'mfa'];

export const scopeOf = (kind: CallerKind): string => scopesOf(kind).join(' ');

/** The same e-mail address signs in as the same person at every start, on every machine. */
export const subOf = (email: string): string =>
  createHash('sha256')
    .update(`custos-local ${comparableAddress(email) ?? email}`)
    .digest('base64url')
    .slice(0, 22);

type Issuer = Policy['issuers'][number];
/** Requirements of the policy for tokens, which also apply to the local issuer. */
type Demands = Pick<Issuer, 'caller' | 'maximumTokenLife'> &
  Readonly<Partial<Record<'amr' | 'acr', readonly string[] | undefined>>>;

/**
 * The issuers of the embedded runtime: the local one for each kind of caller, with the requirements
 * of the policy.
 */
export const issuersVariable = (issuer: string, policy: readonly Demands[] = []): string =>
  JSON.stringify(
    (['subject', 'service', 'staff'] as const).map((caller) => ({
      ...demandsOn(policy.find((one) => one.caller === caller)),
      issuer,
      audience: audienceOf(caller),
      caller,
      emailAuthoritative: true,
      jwksUri: `${issuer}/jwks`,
    })),
  );

const demandsOn = (demands: Demands | undefined) =>
  demands && {
    amr: demands.amr,
    acr: demands.acr,
    maximumTokenLife: demands.maximumTokenLife,
  };

/** Claims about the person, in addition to those of every token. */
export const claimsOf = (kind: CallerKind, name: string): Readonly<Record<string, unknown>> =>
  kind === 'service'
    ? { client_id: name }
    : kind === 'subject'
      ? { email: name, email_verified: true }
      : {};

/**
 * Signs an access token as the provider would.
 *
 * @param name e-mail address of a person, client id of a service
 */
export async function signToken(
  { issuer, privateKey }: LocalIssuer,
  kind: CallerKind,
  name: string,
  options: TokenOptions = {},
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const key = await importJWK(privateKey, 'ES256');
  const { amr = kind === 'staff' ? secondFactor : [], acr } = options;
  const authAge = 'authAgeSeconds' in options ? options.authAgeSeconds : 0;
  return new SignJWT({
    ...claimsOf(kind, name),
    scope: options.scope ?? scopeOf(kind),
    ...(kind !== 'service' && authAge !== undefined && { auth_time: now - authAge }),
    ...(amr.length > 0 && { amr }),
    ...(acr !== undefined && { acr }),
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
