import type { APIGatewayProxyHandler } from 'aws-lambda';
import type { FunctionFacts } from '../environment.ts';
import { openPlatform } from '../platform.ts';
import type { Platform } from '../platform.ts';
import { createApp } from './app.ts';
import type { BufferedRoute } from './app.ts';
import type { Handlers } from './handlers.ts';

/**
 * The handler of a function that answers routes: `export const handler = serve(consentApi,
 * consentRoutes, (platform) => consentHandlers(platform))`.
 *
 * @throws EnvironmentError at cold start
 */
export function serve<const Routes extends Readonly<Record<string, BufferedRoute>>>(
  facts: FunctionFacts,
  routes: Routes,
  build: (platform: Platform) => Handlers<Routes>,
): APIGatewayProxyHandler {
  const platform = openPlatform(facts);
  const app = createApp(platform, routes, build(platform));
  return (event) => app(event);
}
