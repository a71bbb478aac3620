import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import type { Route } from './contract.ts';
import { createExchange } from './exchange.ts';
import type { Handlers } from './handlers.ts';
import type { CallPlatform } from './handle-call.ts';

export type App = (event: APIGatewayProxyEvent) => Promise<APIGatewayProxyResult>;

export type BufferedRoute = Route & { readonly streams?: never };

/** Serves the routes of one module whose responses are buffered: 6 MB at most. */
export function createApp<const Routes extends Readonly<Record<string, BufferedRoute>>>(
  platform: CallPlatform,
  routes: Routes,
  handlers: Handlers<Routes>,
): App {
  const exchange = createExchange(platform, routes, handlers);
  return async (event) => {
    const { promise, resolve } = Promise.withResolvers<APIGatewayProxyResult>();
    await exchange(event, (response) => {
      // No route of these streams.
      resolve(response as APIGatewayProxyResult);
      return Promise.resolve('delivered');
    });
    return promise;
  };
}
