import type { APIGatewayProxyEvent } from 'aws-lambda';
import { methodsOf } from './contract.ts';
import type { Route } from './contract.ts';

export interface Match {
  readonly route: Route;
  /** Percent-decoded once. */
  readonly parameters: Readonly<Record<string, string>>;
}

type Matched = Pick<APIGatewayProxyEvent, 'httpMethod' | 'resource' | 'pathParameters'>;

/** Calls the route whose method and path API Gateway has matched. */
export function dispatcher(routes: readonly Route[]): (event: Matched) => Match | undefined {
  const byOperation = new Map<string, Route>(
    routes.flatMap((route) =>
      methodsOf(route).map((method) => [`${method} ${route.path}`, route] as const),
    ),
  );
  return ({ httpMethod, resource, pathParameters }) => {
    const route = byOperation.get(`${httpMethod} ${resource}`);
    const parameters = decoded(pathParameters ?? {});
    return route && parameters && { route, parameters };
  };
}

/** Returns undefined where a value is not percent-encoded text, or is empty. */
function decoded(
  parameters: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> | undefined {
  const values: Record<string, string> = {};
  for (const [name, encoded = ''] of Object.entries(parameters)) {
    if (!/^[\x21-\x7e]+$/.test(encoded)) return undefined;
    try {
      values[name] = decodeURIComponent(encoded);
    } catch {
      return undefined;
    }
    if (/^(\s*|\.{1,2})$/.test(values[name])) return undefined;
  }
  return values;
}
