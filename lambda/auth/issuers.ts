import * as z from 'zod';
import { issuer } from '../policy/issuer-section.ts';
import type { Scope } from '../platform/http/contract.ts';
import { scopesOf } from '../platform/http/contract.ts';

const issuersSchema = z.array(issuer).min(1);

/** One configured source of tokens. The same issuer may be in several, by audience. */
export type Issuer = z.output<typeof issuersSchema>[number];

/**
 * Reads CUSTOS_ISSUERS.
 *
 * @throws IssuersError that names the field, never a value
 */
export function readIssuers(json: string): readonly Issuer[] {
  const parsed = issuersSchema.safeParse(parse(json));
  if (!parsed.success) {
    const fields = parsed.error.issues.map(({ path }) => path.join('.'));
    throw new IssuersError(`correct ${fields.join(', ')}`);
  }
  for (const issuer of parsed.data) {
    if (!isFetchable(keysUriOf(issuer))) {
      throw new IssuersError('use https; http is for issuers on loopback hosts only');
    }
  }
  return parsed.data;
}

export const discoveryPath = '/.well-known/openid-configuration';

/** Where the issuer's keys are: the configured address, else the discovery document. */
export const keysUriOf = ({ issuer, jwksUri }: Issuer): string =>
  jwksUri ?? `${issuer.replace(/\/$/, '')}${discoveryPath}`;

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** The keys decide which tokens are accepted: they are read over TLS, or from this machine. */
export function isFetchable(uri: string): boolean {
  if (!URL.canParse(uri)) return false;
  const { protocol, hostname } = new URL(uri);
  return protocol === 'https:' || (protocol === 'http:' && loopback.has(hostname));
}

/**
 * The scopes of Custos that a token's claim grants: through the issuer's map, or by the same names
 * where there is none. Never more than that kind of caller can have.
 */
export function grantedScopes(issuer: Issuer, payload: Readonly<Record<string, unknown>>): Scope[] {
  const claimed = namesIn(payload[issuer.scopeClaim]);
  const mapped = new Map(Object.entries(issuer.scopeMap));
  const granted = new Set(
    mapped.size === 0 ? claimed : claimed.flatMap((name) => mapped.get(name) ?? []),
  );
  return scopesOf(issuer.caller).filter((scope) => granted.has(scope));
}

function namesIn(claim: unknown): string[] {
  if (typeof claim === 'string') return claim.split(' ');
  return Array.isArray(claim) ? claim.filter((name) => typeof name === 'string') : [];
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** CUSTOS_ISSUERS is invalid: a defect of the deployment, found at cold start. */
export class IssuersError extends Error {
  override readonly name = 'IssuersError';

  constructor(remedy: string) {
    super(`CUSTOS_ISSUERS: ${remedy}`);
  }
}
