import { compactVerify, errors } from 'jose';
import type { CompactJWSHeaderParameters } from 'jose';
import type { Scope } from '../platform/http/contract.ts';
import type { Clock } from '../value/time.ts';
import type {
  CallerContext,
  RefusalContext,
  TokenRefusal,
} from '../platform/http/caller-context.ts';
import { callerOf, faultOfTimes, lacksSecondFactor, readParts } from './claims.ts';
import type { Claims, DecodedToken } from './claims.ts';
import { grantedScopes, keysUriOf } from './issuers.ts';
import type { Issuer } from './issuers.ts';
import { KeySetUnavailableError, KeySets } from './key-sets.ts';

const maximumLength = 8 * 1024;

/** Asymmetric only: a shared secret would let every verifier sign. */
const algorithms = ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'];

export type TokenVerification =
  | { readonly kind: 'accepted'; readonly caller: CallerContext }
  /** A valid token for Custos that grants no scope. */
  | { readonly kind: 'without-scope' }
  | { readonly kind: 'refused'; readonly reason: TokenRefusal }
  /** The issuer signed it for Custos, so its holder may learn what is wrong with it. */
  | {
      readonly kind: 'explained';
      readonly reason: TokenRefusal;
      readonly refusal: RefusalContext;
      readonly scopes: readonly Scope[];
    };

/**
 * Verifies access tokens of the configured issuers.
 *
 * @returns a function that throws KeySetUnavailableError when a token cannot be verified
 */
export function createVerifier(
  issuers: readonly Issuer[],
  clock: Clock,
): (token: string) => Promise<TokenVerification> {
  const keySets = new KeySets(clock);
  return async (token) => {
    if (token.length > maximumLength) return refused('too-long');
    const parts = readParts(token);
    if (parts.kind === 'refused') return parts;
    const own = issuers.filter(({ issuer }) => issuer === parts.issuer);
    const [first] = own;
    if (first === undefined) return refused('issuer');
    const signature = await faultOfSignature(keySets, keysUriOf(first), parts);
    return signature === undefined ? judge(own, parts.read(), clock) : refused(signature);
  };
}

const refused = (reason: TokenRefusal): TokenVerification => ({ kind: 'refused', reason });

/** @throws KeySetUnavailableError */
async function faultOfSignature(
  keySets: KeySets,
  uri: string,
  { token }: Pick<DecodedToken, 'token'>,
): Promise<TokenRefusal | undefined> {
  const keyOf = (header: CompactJWSHeaderParameters) => keySets.getJwk(uri, { header });
  try {
    await compactVerify(token, keyOf, { algorithms });
    return undefined;
  } catch (error) {
    if (error instanceof KeySetUnavailableError) throw error;
    if (error instanceof errors.JOSEAlgNotAllowed) return 'algorithm';
    if (error instanceof errors.JWSSignatureVerificationFailed) return 'signature';
    if (error instanceof errors.JWSInvalid) return 'malformed';
    return 'key';
  }
}

function judge(
  issuers: readonly Issuer[],
  claims: Claims | undefined,
  clock: Clock,
): TokenVerification {
  if (claims === undefined) return refused('claims');
  const meant = issuers.filter(({ audience }) => [claims.aud].flat().includes(audience));
  const [first] = meant;
  if (first === undefined) return refused('audience');
  const [only, ...others] = meant
    .map((issuer) => ({ issuer, scopes: grantedScopes(issuer, claims) }))
    .filter(({ scopes }) => scopes.length > 0);
  if (others.length > 0) return refused('ambiguous');
  const time = faultOfTimes(claims, only?.issuer ?? first, clock);
  if (only === undefined) return time === undefined ? { kind: 'without-scope' } : refused(time);
  const { issuer, scopes } = only;
  if (time !== undefined) {
    return { kind: 'explained', reason: time, refusal: { refusal: time }, scopes };
  }
  if (lacksSecondFactor(claims, issuer)) {
    const { acr, amr } = issuer;
    const refusal = { refusal: 'second-factor', ...textOf({ acr, amr }) } as const;
    return { kind: 'explained', reason: 'second-factor', refusal, scopes };
  }
  return { kind: 'accepted', caller: callerOf(claims, issuer, scopes) };
}

// API Gateway passes strings and numbers on, no lists.
const textOf = (lists: Readonly<Record<string, readonly string[] | undefined>>) =>
  Object.fromEntries(
    Object.entries(lists).flatMap(([name, list]) =>
      list === undefined ? [] : [[name, list.join(' ')]],
    ),
  );
