import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import type { Readable } from 'node:stream';
import { correlated } from '../log/log.ts';
import type { Route } from './contract.ts';
import { answersPreflights, corsHeaders, isPreflight } from './cors.ts';
import { dispatcher } from './dispatch.ts';
import type { Match } from './dispatch.ts';
import { answer } from './handlers.ts';
import type { Handlers, Outcome } from './handlers.ts';
import { problemOfFault } from './faults.ts';
import { headerOf } from './headers.ts';
import { problem } from './problem.ts';
import type { Problem } from './problem.ts';
import { respond, respondStreamed } from './respond.ts';
import type { OpenResponse } from './respond.ts';
import { handleCall } from './handle-call.ts';
import type { AnyHandler, Handled, CallPlatform } from './handle-call.ts';

/** The response to one call, with its body or with the stream of it. */
export type HttpResponse =
  | (APIGatewayProxyResult & { readonly headers: Readonly<Record<string, string>> })
  | OpenResponse;

/** How a response that was begun ended: `interrupted` where its receiver went away. */
export type Delivery = 'delivered' | 'interrupted';

/**
 * One call of one of the routes: from the event to the last byte of the response. Every result
 * becomes a response or a problem document; faults are logged by name and never returned.
 *
 * @param deliver sends the response; a fault of it is logged and thrown again, since the status is sent
 */
export function createExchange<const Routes extends Readonly<Record<string, Route>>>(
  platform: CallPlatform,
  routes: Routes,
  handlers: Handlers<Routes>,
): (
  event: APIGatewayProxyEvent,
  deliver: (response: HttpResponse) => Promise<Delivery>,
) => Promise<void> {
  const matchOf = dispatcher(Object.values(routes));
  const outcomeOf = (event: APIGatewayProxyEvent, match: Match | undefined) => {
    if (isPreflight(event) && answersPreflights(platform.policy)) {
      return Promise.resolve({ outcome: answer(204), replayed: false });
    }
    if (match === undefined) return reject(problem('not-found'));
    const handler = handlers[match.route.id] as AnyHandler;
    return handleCall(platform, match.route, handler, event, match.parameters);
  };

  const run = async (
    event: APIGatewayProxyEvent,
    deliver: (response: HttpResponse) => Promise<Delivery>,
  ): Promise<void> => {
    const match = matchOf(event);
    const route = match?.route;
    const fields = { route: route?.id ?? 'none', method: route?.method };
    const reply = async (exchanged: Promise<Handled>) => {
      const handled = await exchanged;
      const response = await written(event, route, handled);
      const headers = withCors(response.headers, corsHeaders(platform.policy, event));
      return { response: { ...response, headers }, word: wordOf(handled) };
    };

    const startedAt = performance.now();
    platform.log.info('STARTED', fields);
    const { response, word } = await reply(outcomeOf(event, match)).catch((fault: unknown) => {
      platform.log.error('FAILED', fault, fields);
      return reply(reject(problemOfFault(fault)));
    });
    const delivery = await deliver(response).catch((fault: unknown) => {
      platform.log.error('FAILED', fault, fields);
      throw fault;
    });
    platform.log.info('COMPLETED', {
      ...fields,
      status: response.statusCode,
      outcome: delivery === 'delivered' ? word : delivery,
      durationMs: Math.round(performance.now() - startedAt),
    });
  };
  return (event, deliver) => correlated(event.requestContext.requestId, () => run(event, deliver));
}

async function written(
  event: APIGatewayProxyEvent,
  route: Route | undefined,
  { outcome, replayed }: Handled,
): Promise<HttpResponse> {
  const { requestId } = event.requestContext;
  const isHead = event.httpMethod === 'HEAD';
  if (outcome.kind === 'streamed') {
    const response = respondStreamed(outcome, requestId, route);
    // A body that fails at its first byte is still a problem document.
    if (!isHead) {
      await begun(response.body);
      return response;
    }
    response.body.on('error', () => undefined).destroy();
    return { ...response, body: '' };
  }
  const ifNoneMatch = headerOf(event, 'if-none-match');
  const accept = headerOf(event, 'accept');
  const response = respond({ requestId, outcome, replayed, route, ifNoneMatch, accept });
  return isHead ? { ...response, body: '' } : response;
}

/** Rejects where the body fails before its first byte. */
async function begun(body: Readable): Promise<void> {
  if (body.errored) throw body.errored;
  if (body.readableLength === 0 && !body.readableEnded) await once(body, 'readable');
}

const withCors = (
  headers: Readonly<Record<string, string>>,
  cors: Readonly<Record<string, string>>,
): Record<string, string> => {
  const vary = [headers['vary'], cors['vary']].filter((name) => name !== undefined);
  return { ...headers, ...cors, ...(vary.length > 0 && { vary: vary.join(', ') }) };
};

const reject = (outcome: Problem): Promise<Handled> =>
  Promise.resolve({ outcome, replayed: false });

function wordOf({ outcome, replayed }: { outcome: Outcome; replayed: boolean }): string {
  if (outcome.kind === 'problem') return outcome.slug;
  return replayed ? 'replayed' : 'answered';
}
