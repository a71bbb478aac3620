import type { APIGatewayProxyEvent } from 'aws-lambda';
import type * as z from 'zod';
import { parse } from './input.ts';
import type { Input } from './input.ts';
import { pointerOf } from './pointer.ts';

/** Validates the query parameters; repeated and unknown ones are rejected. */
export function parseQuery(
  event: APIGatewayProxyEvent,
  schema: z.ZodObject | undefined,
): Input<unknown> {
  const values = valuesOf(event);
  const known = new Set(Object.keys(schema?.shape ?? {}));
  const errors = values.flatMap(([name, list]) => {
    const pointer = pointerOf([name], '/query');
    if (!known.has(name))
      return [{ pointer, message: 'remove this parameter: it is unknown here' }];
    return list.length > 1 ? [{ pointer, message: 'send this parameter once' }] : [];
  });
  if (errors.length > 0) return { kind: 'invalid', errors: errors.slice(0, 20) };
  if (schema === undefined) return { kind: 'valid', value: undefined };
  return parse(
    schema,
    Object.fromEntries(values.map(([name, [value]]) => [name, value])),
    '/query',
  );
}

function valuesOf(event: APIGatewayProxyEvent): [string, readonly string[]][] {
  const several = event.multiValueQueryStringParameters as Record<string, string[]> | null;
  if (several !== null) return Object.entries(several);
  return Object.entries(event.queryStringParameters ?? {}).map(([name, value = '']) => [
    name,
    [value],
  ]);
}
