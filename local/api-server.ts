import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { ServedLink } from './adapters/objects/directory-objects.ts';
import type { Access } from './access-log.ts';
import { problem } from '../lambda/platform/http/problem.ts';
import { respond as written } from '../lambda/platform/http/respond.ts';
import { httpAnswer, pathOf, proxyEvent } from './api-event.ts';
import type { HttpAnswer, Received } from './api-event.ts';
import type { LocalApi } from './api-routes.ts';
import type { Authorize } from './authorizer.ts';
import type { Page } from './docs-page.ts';
import type { GatewayAnswers, GatewayResponse } from './gateway-answers.ts';
import { underItsNames } from './hosts.ts';
import type { Invoke, InvokeStream } from './invocation.ts';
import type { PostServer } from './uploads/post-server.ts';
import { streamedAnswer } from './streamed-response.ts';
import type { StreamedAnswer } from './streamed-response.ts';

/** API Gateway's limit for a payload. */
const largestBody = 10 * 1024 * 1024;
/**
 * A body over the limit is read to its end, so that the client sees the response; but not forever.
 */
const longestPatience = 64 * 1024 * 1024;

/** As long as a form is valid: S3 receives a file for as long as it takes. */
const longestRequest = 15 * 60_000;

export const objectsPath = '/_objects';
/** Where forms with files are posted. */
export const mediaPath = '/_media';

export interface ApiServerDependencies {
  readonly api: LocalApi;
  readonly invoke: Invoke;
  readonly invokeStream: InvokeStream;
  readonly authorize: Authorize;
  readonly gateway: GatewayAnswers;
  readonly serveLink: (link: string) => Promise<ServedLink>;
  /** Takes forms with files. @default - no function uses media */
  readonly post?: PostServer | undefined;
  /** Pages in addition to the API. */
  readonly pages?: readonly Page[];
  /** Host names of this machine in addition to loopback names. */
  readonly hosts?: readonly string[] | undefined;
  /** Receives each call of the API after its response. */
  readonly accessed?: ((access: Access) => void) | undefined;
}

/** Replaces API Gateway, and S3 for links to objects and forms with files. Listens on loopback only. */
export function apiServer(dependencies: ApiServerDependencies): Server {
  const listener: RequestListener = (request, response) => {
    const requestId = randomUUID();
    void respond(dependencies, request, response, requestId).catch(() => {
      if (response.headersSent) response.destroy();
      else send(response, dependencies.gateway('DEFAULT_5XX', requestId));
    });
  };
  return createServer(
    { requestTimeout: longestRequest },
    underItsNames(dependencies.hosts ?? [], listener),
  );
}

async function respond(
  dependencies: ApiServerDependencies,
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
): Promise<void> {
  const { method = 'GET', url: target = '/', rawHeaders } = request;
  if (pathOf(target).startsWith(`${objectsPath}/`)) {
    await serveObject(dependencies, target, response, requestId);
    return;
  }
  if (pathOf(target) === mediaPath && dependencies.post !== undefined) {
    await dependencies.post(request, response, requestId);
    return;
  }
  for (const page of dependencies.pages ?? []) {
    const answer = await page(method, pathOf(target));
    if (answer === undefined) continue;
    send(response, answer);
    return;
  }
  const body = await readBody(request);
  if (body === undefined) {
    response.setHeader('connection', 'close');
    send(response, dependencies.gateway('REQUEST_TOO_LARGE', requestId));
    return;
  }
  const received = { method, target, rawHeaders, body, requestId, receivedAt: new Date() };
  const trace: Trace = {};
  const answer = await answerTo(dependencies, received, trace);
  if ('stream' in answer) await sendStream(response, answer);
  else send(response, answer);
  dependencies.accessed?.({
    requestId,
    receivedAt: received.receivedAt,
    method,
    ...trace,
    status: answer.status,
    milliseconds: Date.now() - received.receivedAt.getTime(),
  });
}

/** What becomes known of a call on its way. */
interface Trace {
  resource?: string;
  integrationMilliseconds?: number;
  gatewayProblem?: GatewayResponse;
}

async function answerTo(
  { api, invoke, invokeStream, authorize, gateway: responses }: ApiServerDependencies,
  received: Received,
  trace: Trace,
): Promise<HttpAnswer | StreamedAnswer> {
  const gateway: GatewayAnswers = (type, id) => {
    trace.gatewayProblem = type;
    return responses(type, id);
  };
  const { method, target, requestId } = received;
  const match = api.match(method, pathOf(target));
  if (match !== undefined) trace.resource = match.resource;
  if (match === undefined) return refused(api, received, gateway(notFound, requestId));
  let context: Readonly<Record<string, string>> | undefined;
  if (match.authorizer !== undefined) {
    const authorization = await authorize(received, match, match.authorizer);
    switch (authorization.kind) {
      case 'allowed':
        context = authorization.context;
        break;
      case 'unauthenticated':
        return gateway('UNAUTHORIZED', requestId);
      case 'denied':
        return gateway('ACCESS_DENIED', requestId);
      case 'unavailable':
        return gateway('AUTHORIZER_FAILURE', requestId);
    }
  }
  const event = proxyEvent(received, match, api, context);
  const begun = Date.now();
  const call = match.streams ? invokeStream : invoke;
  const invocation = await call(match.functionName, JSON.stringify(event));
  trace.integrationMilliseconds = Date.now() - begun;
  if (invocation.kind === 'failed') {
    return gateway(invocation.timedOut ? 'INTEGRATION_TIMEOUT' : 'INTEGRATION_FAILURE', requestId);
  }
  const answer =
    invocation.kind === 'streaming'
      ? await streamedAnswer(invocation.body)
      : httpAnswer(invocation.payload);
  return answer ?? gateway('DEFAULT_5XX', requestId);
}

const notFound = 'MISSING_AUTHENTICATION_TOKEN';

/**
 * RFC 9110 section 15.5.6. API Gateway cannot return 405 and returns 404: docs/decisions/http.md.
 */
function refused(api: LocalApi, { target, requestId }: Received, unknown: HttpAnswer): HttpAnswer {
  const allowed = [...new Set(api.methods.map(({ method }) => method))].filter(
    (method) => api.match(method, pathOf(target)) !== undefined,
  );
  if (allowed.length === 0) return unknown;
  const outcome = problem('method-not-allowed', { headers: { allow: allowed.join(', ') } });
  const { statusCode, headers, body } = written({ requestId, outcome, replayed: false });
  return {
    status: statusCode,
    headers: { ...unknown.headers, ...headers },
    body: Buffer.from(body),
  };
}

/** Returns undefined for a body over the limit. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > longestPatience) return undefined;
    if (length > largestBody) chunks.length = 0;
    else chunks.push(chunk);
  }
  return length > largestBody ? undefined : Buffer.concat(chunks);
}

async function serveObject(
  { serveLink, gateway }: ApiServerDependencies,
  link: string,
  response: ServerResponse,
  requestId: string,
): Promise<void> {
  const served = await serveLink(link);
  if (served.kind === 'forbidden') {
    send(response, gateway('ACCESS_DENIED', requestId));
  } else if (served.kind === 'not-found') {
    send(response, gateway('MISSING_AUTHENTICATION_TOKEN', requestId));
  } else {
    response.writeHead(200, {
      'content-type': served.contentType,
      'content-length': served.bytes,
      'content-disposition': served.disposition,
      'cache-control': 'no-store',
      'x-request-id': requestId,
    });
    await pipeline(served.body, response);
  }
}

function send(response: ServerResponse, { status, headers, body }: HttpAnswer): void {
  const isHead = response.req.method === 'HEAD';
  // RFC 9110 section 8.6: the Content-Length of HEAD is that of GET, or absent.
  const length = isHead && body.length === 0 ? {} : { 'content-length': body.length };
  response.writeHead(status, { ...headers, ...length });
  response.end(isHead ? undefined : body);
}

/** A client that goes away ends the function's stream; a function that fails ends the connection. */
async function sendStream(
  response: ServerResponse,
  { status, headers, stream }: StreamedAnswer,
): Promise<void> {
  response.writeHead(status, headers);
  await pipeline(stream, response);
}
