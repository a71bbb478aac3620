import type { APIGatewayProxyResult } from 'aws-lambda';
import type { Readable } from 'node:stream';
import type { OtherContentType, Route } from './contract.ts';
import { preferredType } from './accept.ts';
import type { Answer, Streamed } from './handlers.ts';
import { problems } from './problem.ts';
import type { Problem } from './problem.ts';
import { strictTransportSecurity } from './routes.ts';

export interface Reply {
  readonly requestId: string;
  readonly outcome: Answer | Problem;
  /** Absent where no route matches. */
  readonly route?: Pick<Route, 'personal'>;
  readonly replayed: boolean;
  /** `If-None-Match` of the request. */
  readonly ifNoneMatch?: string;
  /** `Accept` of the request. */
  readonly accept?: string;
}

/** Writes the response or the problem document (RFC 9457) with its headers. */
export function respond(reply: Reply): APIGatewayProxyResult & { headers: Record<string, string> } {
  const { outcome, requestId } = reply;
  const storable = reply.route?.personal === false && outcome.kind === 'answer';
  const common = commonHeaders(requestId);
  if (outcome.kind === 'problem') {
    return {
      statusCode: problems[outcome.slug].status,
      headers: {
        'content-type': 'application/problem+json',
        ...outcome.headers,
        ...common,
        ...noStore,
      },
      body: JSON.stringify(problemDocument(outcome, requestId)),
    };
  }
  const etag = outcome.headers?.['etag'];
  if (etag !== undefined && storable && names(reply.ifNoneMatch, etag)) {
    return { statusCode: 304, headers: { ...outcome.headers, ...common }, body: '' };
  }
  const typed = typedBody(outcome, reply.accept);
  return {
    statusCode: outcome.status,
    headers: {
      ...typed.headers,
      ...noStore,
      ...outcome.headers,
      ...common,
      ...(reply.replayed && { 'idempotency-replayed': 'true' }),
      ...(!storable && noStore),
    },
    body: typed.text,
  };
}

/** A response whose body is still to be read. */
export interface OpenResponse {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: Readable;
}

/** Writes the headers of a streamed response. */
export function respondStreamed(
  outcome: Streamed,
  requestId: string,
  route: Reply['route'],
): OpenResponse {
  const { status, headers, body } = outcome;
  return {
    statusCode: status,
    headers: {
      ...noStore,
      ...headers,
      ...commonHeaders(requestId),
      ...(route?.personal !== false && noStore),
    },
    body,
  };
}

const noStore = { 'cache-control': 'no-store' };

const commonHeaders = (requestId: string) => ({
  'x-request-id': requestId,
  'x-content-type-options': 'nosniff',
  'strict-transport-security': strictTransportSecurity,
});

interface Typed {
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** The body in the requested type, and its content type. */
function typedBody({ body, others }: Answer, accept: string | undefined): Typed {
  if (body === undefined) return { headers: {}, text: '' };
  const json = { headers: { 'content-type': 'application/json' }, text: textOf(body) };
  if (others === undefined) return json;
  const vary = { vary: 'accept' };
  const types = Object.keys(others) as OtherContentType[];
  const type = preferredType(accept, ['application/json', ...types]);
  const write = type === 'application/json' ? undefined : others[type];
  if (write === undefined) return { ...json, headers: { ...json.headers, ...vary } };
  const headers = { 'content-type': `${type}; charset=utf-8`, ...vary };
  return {
    headers: type === 'text/html' ? { ...headers, ...withoutScripts } : headers,
    text: write(),
  };
}

/** A page runs nothing, loads nothing and is in no frame of another page. */
const withoutScripts = {
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
};

/** RFC 9110 section 13.1.2: entity tags are compared weakly. */
const names = (ifNoneMatch: string | undefined, etag: string): boolean =>
  (ifNoneMatch ?? '').split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);

/** Text is sent unchanged: the response names its content type. */
const textOf = (body: unknown): string => (typeof body === 'string' ? body : JSON.stringify(body));

export const problemDocument = (problem: Problem, requestId: string) => ({
  ...problem.extensions,
  type: `urn:custos:problem:${problem.slug}`,
  title: problems[problem.slug].title,
  status: problems[problem.slug].status,
  ...(problem.detail !== undefined && { detail: problem.detail }),
  ...(problem.errors !== undefined && { errors: problem.errors }),
  requestId,
});
