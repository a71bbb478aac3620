import type { APIGatewayProxyEvent } from 'aws-lambda';
import { randomUUID } from 'node:crypto';
import type { CallerContext, RefusalContext } from '../../lambda/platform/http/caller-context.ts';
import { methodsOf, scopesOf } from '../../lambda/platform/http/contract.ts';
import type { App } from '../../lambda/platform/http/app.ts';
import type { Route } from '../../lambda/platform/http/contract.ts';
import type { Caller } from '../../lambda/platform/http/handlers.ts';
import { toEpochSeconds } from '../../lambda/value/time.ts';
import type { EpochMilliseconds } from '../../lambda/value/time.ts';
import { routesOf } from '../../lib/facts.ts';
import { functions } from '../../lib/functions.ts';
import { matcherOf } from '../../local/api-match.ts';
import { requireContract } from './conformance.ts';

export interface Call {
  readonly method: string;
  /** As in the URL, without the query. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** A value is sent as JSON; a text or bytes unchanged. */
  readonly body?: unknown;
  /** With every scope of its kind, unless `scopes` names others. No caller when absent. */
  readonly caller?: Caller;
  readonly scopes?: string;
  /** Network address of the client. */
  readonly from?: string;
  /** The context of the authorizer instead of a caller. */
  readonly refusal?: RefusalContext;
}

export interface CallResult {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** Parsed JSON; undefined when there is no body. */
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into it freely
  readonly body: any;
}

const deployed = routesOf(functions);

/**
 * Calls an app as API Gateway does; the response must be valid by the contract.
 *
 * @param routes of the API; the deployed ones when absent
 */
export async function call(
  app: App,
  request: Call,
  routes: readonly Pick<Route, 'method' | 'path' | 'access'>[] = deployed,
): Promise<CallResult> {
  const result = await app(proxyEvent(request, routes));
  const headers = Object.fromEntries(
    Object.entries(result.headers ?? {}).map(([name, value]) => [
      name.toLowerCase(),
      String(value),
    ]),
  );
  const isJson = headers['content-type']?.includes('json');
  const answer = {
    status: result.statusCode,
    headers,
    text: result.body,
    body: isJson && result.body !== '' ? (JSON.parse(result.body) as unknown) : undefined,
  };
  requireContract(request, answer);
  return answer;
}

/** The same call by staff who have just signed in, unless their caller has another time. */
export function justSignedIn(request: Call, now: EpochMilliseconds): Call {
  const { caller } = request;
  if (caller?.kind !== 'staff' || 'authenticatedAt' in caller) return request;
  return { ...request, caller: { ...caller, authenticatedAt: toEpochSeconds(now) } };
}

/** The event of a call, as API Gateway sends it. */
export function proxyEvent(
  request: Call,
  routes: readonly Pick<Route, 'method' | 'path' | 'access'>[] = deployed,
): APIGatewayProxyEvent {
  const match = matcherOf(
    routes.flatMap((route) =>
      methodsOf(route).map((method) => ({ method, resource: route.path as string })),
    ),
  )(request.method, request.path);
  const headers: Record<string, string> = {
    Host: 'api.example.com',
    'X-Forwarded-Proto': 'https',
    ...(request.body !== undefined && { 'Content-Type': 'application/json' }),
    ...(request.caller?.kind === 'follow-up' && {
      Authorization: `Custos-Follow-Up ${request.caller.token}`,
    }),
    ...(request.caller?.kind === 'system-answer' && {
      Authorization: `Custos-Answer ${request.caller.token}`,
    }),
    ...request.headers,
  };
  const query = Object.entries(request.query ?? {}).map(
    ([name, value]) => [name, typeof value === 'string' ? [value] : [...value]] as const,
  );
  const requestId = randomUUID();
  return {
    httpMethod: request.method,
    path: request.path,
    resource: match?.resource ?? '',
    headers,
    multiValueHeaders: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, [value]]),
    ),
    queryStringParameters:
      query.length === 0
        ? null
        : Object.fromEntries(query.map(([name, values]) => [name, values.at(-1)])),
    multiValueQueryStringParameters: query.length === 0 ? null : Object.fromEntries(query),
    pathParameters: match?.pathParameters ?? null,
    stageVariables: null,
    ...bodyOf(request.body),
    requestContext: {
      accountId: '111122223333',
      apiId: 'api',
      authorizer: authorizerContext(request),
      protocol: 'HTTP/1.1',
      httpMethod: request.method,
      identity: {
        sourceIp: request.from ?? '192.0.2.1',
      } as APIGatewayProxyEvent['requestContext']['identity'],
      path: request.path,
      stage: 'test',
      requestId,
      requestTimeEpoch: Date.now(),
      resourceId: 'resource',
      resourcePath: request.path,
    },
  };
}

function bodyOf(body: unknown): { body: string | null; isBase64Encoded: boolean } {
  if (body === undefined) return { body: null, isBase64Encoded: false };
  if (body instanceof Uint8Array) {
    return { body: Buffer.from(body).toString('base64'), isBase64Encoded: true };
  }
  return {
    body: typeof body === 'string' ? body : JSON.stringify(body),
    isBase64Encoded: false,
  };
}

// API Gateway passes numbers as strings.
function authorizerContext({
  caller,
  scopes,
  refusal,
}: Call): CallerContext | RefusalContext | Record<string, never> {
  if (refusal !== undefined) return refusal;
  if (caller === undefined || !('issuer' in caller)) return {};
  const authenticatedAt = 'authenticatedAt' in caller ? caller.authenticatedAt : undefined;
  return {
    callerKind: caller.kind,
    issuer: caller.issuer,
    name: caller.kind === 'subject' ? caller.sub : caller.name,
    scopes: scopes ?? scopesOf(caller.kind).join(' '),
    ...('email' in caller && caller.email !== undefined && { email: caller.email }),
    ...(authenticatedAt !== undefined && { authenticatedAt: String(authenticatedAt) }),
  };
}
