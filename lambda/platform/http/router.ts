import { ParameterValidationError, Router } from '@aws-lambda-powertools/event-handler/http';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { methodsOf } from './contract.ts';
import type { Route } from './contract.ts';

const methods = ['GET', 'PUT', 'POST', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const;

export type Destination =
  | {
      readonly kind: 'route';
      readonly route: Route;
      /** Path parameters, URL-decoded once. */
      readonly parameters: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'method-not-allowed'; readonly allowed: readonly string[] };

type Arrive = (event: APIGatewayProxyEvent, to: Destination) => Promise<APIGatewayProxyResult>;

/** Finds the route of a call by method and path, and answers what `arrive` makes of it. */
export function createRouter(
  routes: readonly Route[],
  arrive: Arrive,
): (event: APIGatewayProxyEvent) => Promise<APIGatewayProxyResult> {
  // Powertools would log, and in its development mode answer, messages that repeat input.
  const nothing = () => undefined;
  const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };
  const router = new Router({ logger: silent });
  const calls = new WeakMap<object, APIGatewayProxyEvent>();
  const reach = async (routed: object, to: Destination) => {
    const event = calls.get(routed);
    if (event === undefined) throw new Error('a call reached a route without its event');
    return withoutEmptyBody(await arrive(event, to));
  };

  for (const route of routes) {
    router.route(
      ({ event, params }) => reach(event, { kind: 'route', route, parameters: params }),
      { method: [...methodsOf(route)], path: routerPath(route.path) },
    );
  }
  for (const path of new Set(routes.map((route) => route.path))) {
    const allowed = routes.filter((route) => route.path === path).flatMap(methodsOf);
    router.route(({ event }) => reach(event, { kind: 'method-not-allowed', allowed }), {
      method: methods.filter((method) => !allowed.some((one) => one === method)),
      path: routerPath(path),
    });
  }
  router.notFound((_, { event }) => reach(event, { kind: 'not-found' }));
  // Malformed percent-encoding and empty parameters.
  router.errorHandler([URIError, ParameterValidationError], (_, { event }) =>
    reach(event, { kind: 'not-found' }),
  );

  return async (event) => {
    if (!isRoutable(event)) return arrive(event, { kind: 'not-found' });
    const routed = routedEvent(event);
    calls.set(routed, event);
    return withOneValuePerHeader(await router.resolve(routed, noContext), event.httpMethod);
  };
}

// Nothing on the way to a route reads it.
const noContext = {} as Context;

const routerPath = (path: string): `/${string}` =>
  `/${path.slice(1).replaceAll(/\{(\w+)\}/g, ':$1')}`;

// The router resolves dot segments and backslashes as browsers do; API Gateway does not, so the
// two would disagree on which route, and which scope, a path stands for.
function isRoutable({ httpMethod, path }: APIGatewayProxyEvent): boolean {
  const segments = path.split('/').slice(1);
  return (
    methods.some((method) => method === httpMethod) &&
    /^\/[\x21-\x7e]*$/.test(path) &&
    !/[\\?#]/.test(path) &&
    segments.every((segment) => segment !== '' && !/^(\.|%2e){1,2}$/i.test(segment))
  );
}

// Method and path only: from the client's headers the router would build a URL, and from the body
// a text, and throw where they do not fit.
const routedEvent = (event: APIGatewayProxyEvent): APIGatewayProxyEvent => ({
  ...event,
  headers: { host: 'custos.invalid' },
  multiValueHeaders: {},
  queryStringParameters: null,
  multiValueQueryStringParameters: null,
  pathParameters: null,
  stageVariables: null,
  body: null,
  isBase64Encoded: false,
});

// A web response of status 204 or 304 has no body at all, not an empty one.
function withoutEmptyBody({ statusCode, headers, body }: APIGatewayProxyResult) {
  return body === '' ? { statusCode, headers } : { statusCode, headers, body };
}

// The router splits some headers at their commas.
function withOneValuePerHeader(
  result: APIGatewayProxyResult,
  method: string,
): APIGatewayProxyResult {
  const headers: Record<string, boolean | number | string> = { ...result.headers };
  for (const [name, values] of Object.entries(result.multiValueHeaders ?? {})) {
    headers[name] = values.join(', ');
  }
  if (result.body === '' && method !== 'HEAD') delete headers['content-type'];
  return { statusCode: result.statusCode, headers, body: result.body };
}
