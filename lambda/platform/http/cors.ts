import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { Policy } from '../../policy/schema.ts';
import { headerOf } from './headers.ts';

const exposed = [
  'x-request-id',
  'etag',
  'accept-ranges',
  'content-range',
  'location',
  'idempotency-replayed',
  'retry-after',
  'www-authenticate',
  // The name that API Gateway gives `www-authenticate`.
  'x-amzn-remapped-www-authenticate',
].join(', ');

const forPreflight = {
  'access-control-allow-methods': 'GET, HEAD, PUT, POST, PATCH, DELETE',
  'access-control-allow-headers':
    'authorization, content-type, idempotency-key, if-match, if-none-match, accept, range, if-range',
  'access-control-max-age': '600',
};

/**
 * Lets pages of other origins read a response (WHATWG Fetch section 3.2): only origins that the
 * policy names, one by one. The API uses no cookies, so credentials are never allowed.
 */
export function corsHeaders(
  { cors: { origins } }: Pick<Policy, 'cors'>,
  event: APIGatewayProxyEvent,
): Record<string, string> {
  const origin = headerOf(event, 'origin');
  if (origins.length === 0) return {};
  if (origin === undefined || !origins.includes(origin)) return { vary: 'origin' };
  return {
    vary: 'origin',
    'access-control-allow-origin': origin,
    ...(isPreflight(event) ? forPreflight : { 'access-control-expose-headers': exposed }),
  };
}

export const isPreflight = ({ httpMethod }: APIGatewayProxyEvent): boolean =>
  httpMethod === 'OPTIONS';

/**
 * Where the policy names origins, every path answers preflights; without them API Gateway has no
 * such method.
 */
export const answersPreflights = ({ cors: { origins } }: Pick<Policy, 'cors'>): boolean =>
  origins.length > 0;
