import type { ProblemSlug } from './problem.ts';
import { problems } from './problem.ts';
import { reach } from './reach.ts';

export const strictTransportSecurity = 'max-age=63072000; includeSubDomains';

/** Responses of API Gateway itself, without a function: response type → problem. */
const slugs = {
  ACCESS_DENIED: 'scope-missing',
  API_CONFIGURATION_ERROR: 'internal-error',
  AUTHORIZER_CONFIGURATION_ERROR: 'internal-error',
  // The authorizer throws only when it cannot read the key set of an issuer.
  AUTHORIZER_FAILURE: 'temporarily-unavailable',
  BAD_REQUEST_BODY: 'invalid-input',
  BAD_REQUEST_PARAMETERS: 'invalid-input',
  DEFAULT_4XX: 'invalid-input',
  DEFAULT_5XX: 'internal-error',
  EXPIRED_TOKEN: 'unauthenticated',
  INTEGRATION_FAILURE: 'temporarily-unavailable',
  INTEGRATION_TIMEOUT: 'temporarily-unavailable',
  INVALID_API_KEY: 'unauthenticated',
  INVALID_SIGNATURE: 'unauthenticated',
  // The response type for a path or method that no route has.
  MISSING_AUTHENTICATION_TOKEN: 'not-found',
  QUOTA_EXCEEDED: 'too-many-requests',
  REQUEST_TOO_LARGE: 'payload-too-large',
  RESOURCE_NOT_FOUND: 'not-found',
  THROTTLED: 'too-many-requests',
  UNAUTHORIZED: 'unauthenticated',
  UNSUPPORTED_MEDIA_TYPE: 'unsupported-media-type',
  WAF_FILTERED: 'invalid-input',
} as const satisfies Record<string, ProblemSlug>;

export type GatewayResponseType = keyof typeof slugs;

export interface GatewayProblem {
  readonly slug: ProblemSlug;
  readonly status: number;
  /**
   * Unquoted; API Gateway requires single quotes around static values, and none around `context.…`.
   */
  readonly headers: Readonly<Record<string, string>>;
  /** Response template: a problem document with `$context.requestId`. */
  readonly body: string;
}

/**
 * The response for a caller that the gateway does not admit. It is a fixed text, so it names the
 * scope of every path; a function names the one that is missing.
 */
const details: Partial<Record<ProblemSlug, string>> = {
  unauthenticated:
    'Send authorization: Bearer <token> of a configured issuer, signed, for this API and not ' +
    'too long ago. The operator finds the reason by this requestId under TOKEN_REFUSED in the log ' +
    'of the authorizer.',
  'scope-missing': `The token lacks the scope of this path. ${Object.entries(reach)
    .map(([scope, paths]) => `${scope} opens ${paths.map(spaced).join(', ')}`)
    .join('; ')}.`,
};

function spaced(path: string): string {
  return path.replace('/', ' /').replace(/^[*] /, '');
}

const headersOf = (slug: ProblemSlug): Record<string, string> => ({
  'content-type': 'application/problem+json',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'strict-transport-security': strictTransportSecurity,
  ...(slug === 'unauthenticated' && { 'www-authenticate': 'Bearer' }),
  ...(slug === 'scope-missing' && { 'www-authenticate': 'Bearer error=insufficient_scope' }),
  ...(slug === 'too-many-requests' && { 'retry-after': '1' }),
  ...(slug === 'temporarily-unavailable' && { 'retry-after': '5' }),
});

/** The gateway's own responses as problem documents, for the stack and for the local server. */
export const gatewayProblems = Object.fromEntries(
  Object.entries(slugs).map(([type, slug]) => {
    const { status, title } = problems[slug];
    const document = {
      type: `urn:custos:problem:${slug}`,
      title,
      status,
      detail: details[slug],
      requestId: '$context.requestId',
    };
    return [type, { slug, status, headers: headersOf(slug), body: JSON.stringify(document) }];
  }),
) as Readonly<Record<GatewayResponseType, GatewayProblem>>;
