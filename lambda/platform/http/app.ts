import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { performance } from 'node:perf_hooks';
import { correlated } from '../log/log.ts';
import type { Route } from './contract.ts';
import type { Handlers } from './exchange.ts';
import { problemOfFault } from './faults.ts';
import { problem } from './problem.ts';
import { respond } from './respond.ts';
import { createRouter } from './router.ts';
import type { Destination } from './router.ts';
import { exchange } from './steps.ts';
import type { AnyHandler, Exchanged, ExchangePlatform } from './steps.ts';

export type App = (event: APIGatewayProxyEvent) => Promise<APIGatewayProxyResult>;

/**
 * Answers calls to the routes of one room. Whatever happens becomes an answer or a problem
 * document; faults are logged by name and never shown.
 */
export function createApp<const Routes extends Readonly<Record<string, Route>>>(
  platform: ExchangePlatform,
  routes: Routes,
  handlers: Handlers<Routes>,
): App {
  const handlerOf = (id: string) => handlers[id] as AnyHandler;

  const outcomeOf = async (event: APIGatewayProxyEvent, to: Destination): Promise<Exchanged> => {
    switch (to.kind) {
      case 'not-found':
        return { outcome: problem('not-found'), replayed: false };
      case 'method-not-allowed': {
        const headers = { allow: to.allowed.join(', ') };
        return { outcome: problem('method-not-allowed', { headers }), replayed: false };
      }
      case 'route':
        try {
          return await exchange(platform, to.route, handlerOf(to.route.id), event, to.parameters);
        } catch (fault) {
          platform.log.error('FAILED', fault, { route: to.route.id });
          return { outcome: problemOfFault(fault), replayed: false };
        }
    }
  };

  const router = createRouter(Object.values(routes), async (event, to) => {
    const route = to.kind === 'route' ? to.route : undefined;
    const fields = { route: route?.id ?? 'none', ...(route && { method: route.method }) };
    const startedAt = performance.now();
    platform.log.info('STARTED', fields);
    const { outcome, replayed } = await outcomeOf(event, to);
    const { requestId } = event.requestContext;
    const result = respond({ requestId, outcome, replayed, ...(route && { route }) });
    platform.log.info('COMPLETED', {
      ...fields,
      status: result.statusCode,
      outcome: outcome.kind === 'problem' ? outcome.slug : replayed ? 'replayed' : 'answered',
      durationMs: Math.round(performance.now() - startedAt),
    });
    return result;
  });
  return (event) => correlated(event.requestContext.requestId, () => router(event));
}
