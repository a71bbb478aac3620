import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { performance } from 'node:perf_hooks';
import { correlated } from '../log/log.ts';
import type { Route } from './contract.ts';
import { answersPreflights, corsHeaders, isPreflight } from './cors.ts';
import { dispatcher } from './dispatch.ts';
import type { Match } from './dispatch.ts';
import { answer } from './handlers.ts';
import type { Answer, Handlers } from './handlers.ts';
import { problemOfFault } from './faults.ts';
import { headerOf } from './headers.ts';
import { problem } from './problem.ts';
import type { Problem } from './problem.ts';
import { respond } from './respond.ts';
import { handleCall } from './handle-call.ts';
import type { AnyHandler, Handled, CallPlatform } from './handle-call.ts';

export type App = (event: APIGatewayProxyEvent) => Promise<APIGatewayProxyResult>;

/**
 * Serves the routes of one module. Every result becomes a response or a problem document; faults
 * are logged by name and never returned.
 */
export function createApp<const Routes extends Readonly<Record<string, Route>>>(
  platform: CallPlatform,
  routes: Routes,
  handlers: Handlers<Routes>,
): App {
  const matchOf = dispatcher(Object.values(routes));
  const outcomeOf = (event: APIGatewayProxyEvent, match: Match | undefined) => {
    if (isPreflight(event) && answersPreflights(platform.policy)) {
      return Promise.resolve({ outcome: answer(204), replayed: false });
    }
    if (match === undefined) return reject(problem('not-found'));
    const handler = handlers[match.route.id] as AnyHandler;
    return handleCall(platform, match.route, handler, event, match.parameters);
  };

  const run = async (event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> => {
    const { requestId } = event.requestContext;
    const match = matchOf(event);
    const route = match?.route;
    const fields = { route: route?.id ?? 'none', method: route?.method };
    const ifNoneMatch = headerOf(event, 'if-none-match');
    const accept = headerOf(event, 'accept');
    const reply = async (exchanged: Promise<Handled>) => {
      const { outcome, replayed } = await exchanged;
      const result = respond({
        requestId,
        outcome,
        replayed,
        route,
        ifNoneMatch,
        accept,
      });
      const headers = withCors(result.headers, corsHeaders(platform.policy, event));
      const body = event.httpMethod === 'HEAD' ? '' : result.body;
      return { result: { ...result, headers, body }, word: wordOf(outcome, replayed) };
    };

    const startedAt = performance.now();
    platform.log.info('STARTED', fields);
    const { result, word } = await reply(outcomeOf(event, match)).catch((fault: unknown) => {
      platform.log.error('FAILED', fault, fields);
      return reply(reject(problemOfFault(fault)));
    });
    platform.log.info('COMPLETED', {
      ...fields,
      status: result.statusCode,
      outcome: word,
      durationMs: Math.round(performance.now() - startedAt),
    });
    return result;
  };
  return (event) => correlated(event.requestContext.requestId, () => run(event));
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

function wordOf(outcome: Answer | Problem, replayed: boolean): string {
  if (outcome.kind === 'problem') return outcome.slug;
  return replayed ? 'replayed' : 'answered';
}
