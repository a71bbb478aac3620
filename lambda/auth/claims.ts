import { base64url, decodeProtectedHeader } from 'jose';
import * as z from 'zod';
import { durationSeconds } from '../value/duration.ts';
import { comparableAddress } from '../value/address.ts';
import { toEpochSeconds } from '../value/time.ts';
import type { Clock } from '../value/time.ts';
import type { CallerContext } from '../platform/http/caller-context.ts';
import type { Issuer } from './issuers.ts';

/** Permitted clock difference between the issuer and Custos when a token expires. */
const graceSeconds = 5;
/** How far the issuer's clock may be ahead. */
const aheadSeconds = 60;

/** OpenID Connect Core section 2: at most 255 ASCII characters, compared as they are. */
const name = z.string().regex(/^[ -~]{1,255}$/);
const texts = z.union([z.string(), z.array(z.string())]).transform((one) => [one].flat());

/**
 * Only the claims that decide something. Issuers write `scope` or `jti` in forms of their own, and
 * a claim that is not read is no reason to reject a token.
 */
const claims = z.looseObject({
  sub: name,
  aud: z.union([z.string(), z.array(z.string())]).default([]),
  exp: z.number(),
  iat: z.number(),
  nbf: z.number().optional(),
  auth_time: z.int().optional().catch(undefined),
  amr: texts.optional().catch(undefined),
  acr: texts.optional().catch(undefined),
});
export type Claims = z.output<typeof claims>;

/** A decoded token; nothing in it is verified yet. */
export interface DecodedToken {
  readonly kind: 'parts';
  readonly token: string;
  readonly issuer: string;
  /** Returns undefined when a required claim is missing or malformed. */
  readonly read: () => Claims | undefined;
}

// Base64url without padding (RFC 7515 section 2): another spelling would be another token.
const shape = /^[\w-]+\.([\w-]+)\.[\w-]+$/;

export function readParts(
  token: string,
): DecodedToken | { readonly kind: 'refused'; readonly reason: 'malformed' | 'type' | 'issuer' } {
  const [, body = ''] = shape.exec(token) ?? [];
  const payload = decoded(() => JSON.parse(new TextDecoder().decode(base64url.decode(body))));
  const header = decoded(() => decodeProtectedHeader(token));
  if (!isObject(payload) || !isObject(header)) return { kind: 'refused', reason: 'malformed' };
  if (!isAccessToken(header)) return { kind: 'refused', reason: 'type' };
  if (typeof payload['iss'] !== 'string') return { kind: 'refused', reason: 'issuer' };
  return {
    kind: 'parts',
    token,
    issuer: payload['iss'],
    read: () => claims.safeParse(payload).data,
  };
}

function decoded(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

// Other JWTs of the same issuer (logout tokens, security events) are not access tokens: RFC 8725
// section 3.11. No extension that must be understood is supported (RFC 7515 section 4.1.11).
function isAccessToken(header: Readonly<Record<string, unknown>>): boolean {
  const type = header['typ'];
  const fits =
    type === undefined || (typeof type === 'string' && /^(application\/)?(at\+)?jwt$/i.test(type));
  return fits && header['crit'] === undefined;
}

/**
 * What is wrong with the times of a token. Tokens are not revoked, so a mistake of the issuer lasts
 * as long as the token; the policy limits that.
 */
export function faultOfTimes(
  { exp, iat, nbf = -Infinity, auth_time: authTime = iat }: Claims,
  { maximumTokenLife }: Pick<Issuer, 'maximumTokenLife'>,
  clock: Clock,
): 'expired' | 'not-yet-valid' | 'lives-too-long' | undefined {
  const now = toEpochSeconds(clock());
  if (exp + graceSeconds < now) return 'expired';
  if (nbf > now + graceSeconds || Math.max(iat, authTime) > now + aheadSeconds) {
    return 'not-yet-valid';
  }
  return exp - iat > durationSeconds(maximumTokenLife) ? 'lives-too-long' : undefined;
}

/**
 * Whether the issuer must state the authentication context, and the token has none that is
 * required.
 */
export function lacksSecondFactor(
  { amr = [], acr = [] }: Claims,
  required: Pick<Issuer, 'amr' | 'acr'>,
): boolean {
  if (required.amr === undefined && required.acr === undefined) return false;
  const fits = (wanted: readonly string[] = [], claimed: readonly string[]) =>
    wanted.some((one) => claimed.includes(one));
  return !fits(required.amr, amr) && !fits(required.acr, acr);
}

export function callerOf(
  claimed: Claims,
  issuer: Issuer,
  scopes: readonly string[],
): CallerContext {
  const email = emailOf(issuer, claimed);
  return {
    callerKind: issuer.caller,
    issuer: issuer.issuer,
    name: nameOf(issuer, claimed),
    scopes: scopes.join(' '),
    ...(email !== undefined && { email }),
    ...(claimed.auth_time !== undefined && { authenticatedAt: claimed.auth_time }),
  };
}

// RFC 9068: the program is `client_id`; not every issuer sends it.
function nameOf({ caller }: Issuer, { sub, client_id: client }: Claims): string {
  const program = name.safeParse(client);
  return caller === 'service' && program.success ? program.data : sub;
}

function emailOf({ caller, emailAuthoritative }: Issuer, claimed: Claims): string | undefined {
  const { email, email_verified: verified } = claimed;
  if (caller !== 'subject' || !emailAuthoritative || verified !== true) return undefined;
  return typeof email === 'string' ? comparableAddress(email) : undefined;
}
