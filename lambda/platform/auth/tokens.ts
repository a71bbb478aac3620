import { JwtVerifier } from 'aws-jwt-verify';
import * as errors from 'aws-jwt-verify/error';
import type { JwtHeader, JwtPayload } from 'aws-jwt-verify/jwt-model';
import { comparableAddress } from '../address.ts';
import type { Clock } from '../time.ts';
import type { CallerContext } from './caller-context.ts';
import { grantedScopes, keysUriOf } from './issuers.ts';
import type { Issuer } from './issuers.ts';
import { KeySetUnavailableError, KeySets } from './key-sets.ts';

const maximumLength = 8 * 1024;
/** How far the clocks of an issuer and ours may differ. */
const graceSeconds = 5;

type Refusal =
  | 'too-long'
  | 'malformed'
  | 'type'
  | 'algorithm'
  | 'key'
  | 'signature'
  | 'expired'
  | 'not-yet-valid'
  | 'issuer'
  | 'audience'
  | 'claims'
  | 'ambiguous';

export type Verdict =
  | { readonly kind: 'accepted'; readonly caller: CallerContext }
  /** A valid token of ours that opens nothing here. */
  | { readonly kind: 'without-scope' }
  | { readonly kind: 'refused'; readonly reason: Refusal };

/**
 * Verifies access tokens of the configured issuers.
 *
 * @returns a function that throws KeySetUnavailableError when it cannot say
 */
export function createVerifier(
  issuers: readonly Issuer[],
  clock: Clock,
): (token: string) => Promise<Verdict> {
  const verifier = JwtVerifier.create(
    [...Map.groupBy(issuers, ({ issuer }) => issuer)].map(([issuer, entries]) => ({
      issuer,
      audience: entries.map(({ audience }) => audience),
      jwksUri: entries.map(keysUriOf)[0] ?? '',
      graceSeconds,
      customJwtCheck: ({ header }: { header: JwtHeader }) => checkHeader(header),
    })),
    { jwksCache: new KeySets(clock) },
  );
  return async (token) => {
    if (token.length > maximumLength) return { kind: 'refused', reason: 'too-long' };
    try {
      return judge(issuers, await verifier.verify(token));
    } catch (error) {
      if (error instanceof KeySetUnavailableError) throw error;
      return { kind: 'refused', reason: reasonOf(error) };
    }
  };
}

// Other JWTs of the same issuer (logout tokens, security events) are no access tokens: RFC 8725
// section 3.11. An extension that must be understood is not (RFC 7515 section 4.1.11).
function checkHeader(header: JwtHeader): void {
  const type = header['typ'];
  const fits =
    type === undefined || (typeof type === 'string' && /^(application\/)?(at\+)?jwt$/i.test(type));
  if (!fits || header['crit'] !== undefined) throw new WrongTypeError();
}

class WrongTypeError extends Error {
  override readonly name = 'WrongTypeError';
}

function judge(issuers: readonly Issuer[], payload: JwtPayload): Verdict {
  const { exp, sub } = payload;
  if (typeof exp !== 'number' || typeof sub !== 'string' || !isName(sub)) {
    return { kind: 'refused', reason: 'claims' };
  }
  const audiences = [payload.aud].flat();
  const fitting = issuers
    .filter(({ issuer, audience }) => issuer === payload.iss && audiences.includes(audience))
    .map((issuer) => ({ issuer, scopes: grantedScopes(issuer, payload) }))
    .filter(({ scopes }) => scopes.length > 0);
  const [only, ...others] = fitting;
  if (only === undefined) return { kind: 'without-scope' };
  if (others.length > 0) return { kind: 'refused', reason: 'ambiguous' };
  const { issuer, scopes } = only;
  const email = emailOf(issuer, payload);
  const authTime = payload['auth_time'];
  return {
    kind: 'accepted',
    caller: {
      callerKind: issuer.caller,
      issuer: issuer.issuer,
      name: nameOf(issuer, payload, sub),
      scopes: scopes.join(' '),
      ...(email !== undefined && { email }),
      ...(Number.isSafeInteger(authTime) && { authenticatedAt: authTime }),
    },
  };
}

/** OpenID Connect Core section 2: at most 255 ASCII characters, compared as they are. */
const isName = (value: unknown): value is string =>
  typeof value === 'string' && /^[ -~]{1,255}$/.test(value);

// RFC 9068: the program is `client_id`; not every issuer says so.
function nameOf(issuer: Issuer, payload: JwtPayload, sub: string): string {
  const client = payload['client_id'];
  return issuer.caller === 'service' && isName(client) ? client : sub;
}

function emailOf(issuer: Issuer, payload: JwtPayload): string | undefined {
  const { email, email_verified: verified } = payload as Readonly<Record<string, unknown>>;
  if (issuer.caller !== 'subject' || !issuer.emailAuthoritative || verified !== true) {
    return undefined;
  }
  return typeof email === 'string' ? comparableAddress(email) : undefined;
}

function reasonOf(error: unknown): Refusal {
  if (error instanceof WrongTypeError) return 'type';
  if (error instanceof errors.JwtParseError) return 'malformed';
  if (error instanceof errors.JwtInvalidSignatureAlgorithmError) return 'algorithm';
  if (error instanceof errors.JwtInvalidSignatureError) return 'signature';
  if (error instanceof errors.JwtExpiredError) return 'expired';
  if (error instanceof errors.JwtNotBeforeError) return 'not-yet-valid';
  if (error instanceof errors.JwtInvalidAudienceError) return 'audience';
  if (error instanceof errors.JwtInvalidIssuerError) return 'issuer';
  // What the verifier says of an issuer that it does not have.
  if (error instanceof errors.ParameterValidationError) return 'issuer';
  return 'key';
}
