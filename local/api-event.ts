import type { APIGatewayProxyEvent, APIGatewayRequestAuthorizerEvent } from 'aws-lambda';
import * as z from 'zod';
import type { LocalApi, ApiMatch } from './api-routes.ts';
import { viewerHeader } from '../lambda/platform/http/contract.ts';
import { localAccount, localRegion } from './template.ts';

/** An incoming request with its body. */
export interface Received {
  readonly method: string;
  /** Path and query, still encoded. */
  readonly target: string;
  /** Names and values alternate, as in `rawHeaders` of Node.js. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
  readonly requestId: string;
  readonly receivedAt: Date;
}

/** The path of a request target, and whether a query follows. */
export const pathOf = (target: string): string => target.split('?', 1)[0] ?? '/';

/** The event that a REST API sends to a proxy integration. */
export function proxyEvent(
  received: Received,
  match: ApiMatch,
  { stage, bodiesAsBytes }: Pick<LocalApi, 'stage' | 'bodiesAsBytes'>,
  authorizer?: Readonly<Record<string, string>>,
): APIGatewayProxyEvent {
  const isBase64Encoded = bodiesAsBytes && received.body.length > 0;
  return {
    ...requestParts(received, match),
    body:
      received.body.length === 0
        ? null
        : received.body.toString(isBase64Encoded ? 'base64' : 'utf8'),
    isBase64Encoded,
    requestContext: requestContext(received, match, stage, authorizer),
  };
}

/** The event of a REQUEST authorizer: the same without a body. */
export const authorizerEvent = (
  received: Received,
  match: ApiMatch,
  stage: string,
): APIGatewayRequestAuthorizerEvent => ({
  type: 'REQUEST',
  methodArn: methodArn(received, stage),
  ...requestParts(received, match),
  requestContext: { ...requestContext(received, match, stage), authorizer: undefined },
});

export const methodArn = ({ method, target }: Received, stage: string): string =>
  `arn:aws:execute-api:${localRegion}:${localAccount}:local/${stage}/${method}${pathOf(target)}`;

function requestParts({ method, target, rawHeaders }: Received, match: ApiMatch) {
  const headers = grouped(
    // In an account the firewall rejects it, except from the origin of the pages.
    pairs(rawHeaders).filter(([name]) => name.toLowerCase() !== viewerHeader),
  );
  const query = grouped([...new URLSearchParams(target.slice(pathOf(target).length))]);
  return {
    resource: match.resource,
    path: pathOf(target),
    httpMethod: method,
    headers: lastOf(headers),
    multiValueHeaders: headers,
    queryStringParameters: nothingAsNull(lastOf(query)),
    multiValueQueryStringParameters: nothingAsNull(query),
    pathParameters: nothingAsNull({ ...match.pathParameters }),
    stageVariables: null,
  };
}

function requestContext(
  { method, target, requestId, receivedAt }: Received,
  match: ApiMatch,
  stage: string,
  authorizer?: Readonly<Record<string, string>>,
): APIGatewayProxyEvent['requestContext'] {
  return {
    accountId: localAccount,
    apiId: 'local',
    authorizer,
    httpMethod: method,
    identity: noCaller,
    path: `/${stage}${pathOf(target)}`,
    protocol: 'HTTP/1.1',
    requestId,
    extendedRequestId: requestId,
    requestTimeEpoch: receivedAt.getTime(),
    requestTime: receivedAt.toUTCString(),
    resourceId: match.resource,
    resourcePath: match.resource,
    stage,
  };
}

// The embedded runtime is reached from this machine alone.
const noCaller: APIGatewayProxyEvent['requestContext']['identity'] = {
  accessKey: null,
  accountId: null,
  apiKey: null,
  apiKeyId: null,
  caller: null,
  clientCert: null,
  cognitoAuthenticationProvider: null,
  cognitoAuthenticationType: null,
  cognitoIdentityId: null,
  cognitoIdentityPoolId: null,
  principalOrgId: null,
  sourceIp: '127.0.0.1',
  user: null,
  userAgent: null,
  userArn: null,
};

const pairs = (rawHeaders: readonly string[]): [string, string][] =>
  rawHeaders.flatMap((name, index) =>
    index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? ''] satisfies [string, string]] : [],
  );

function grouped(entries: readonly (readonly [string, string])[]): Record<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const [name, value] of entries) groups.set(name, [...(groups.get(name) ?? []), value]);
  return Object.fromEntries(groups);
}

const lastOf = (groups: Readonly<Record<string, readonly string[]>>): Record<string, string> =>
  Object.fromEntries(Object.entries(groups).map(([name, values]) => [name, values.at(-1) ?? '']));

const nothingAsNull = <Value extends object>(value: Value): Value | null =>
  Object.keys(value).length === 0 ? null : value;

const headerValue = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const proxyResult = z.object({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), headerValue).nullish(),
  multiValueHeaders: z.record(z.string(), z.array(headerValue)).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

export interface HttpHead {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
}

export interface HttpAnswer extends HttpHead {
  readonly body: Buffer;
}

/** Returns undefined for a response that API Gateway would reject as malformed. */
export function httpAnswer(payload: string): HttpAnswer | undefined {
  const parsed = proxyResult.safeParse(JSON.parse(payload));
  if (!parsed.success) return undefined;
  const { statusCode, headers, multiValueHeaders, body, isBase64Encoded } = parsed.data;
  return {
    status: statusCode,
    headers: { ...headers, ...multiValueHeaders },
    body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
  };
}

/** Status and headers of a streamed response; undefined where API Gateway would reject them. */
export function headOf(prelude: string): HttpHead | undefined {
  const parsed = proxyResult.safeParse(jsonOf(prelude));
  if (!parsed.success) return undefined;
  const { statusCode, headers, multiValueHeaders } = parsed.data;
  return { status: statusCode, headers: { ...headers, ...multiValueHeaders } };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
