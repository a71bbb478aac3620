import openapiTS, { astToString } from 'openapi-typescript';
import type { OpenAPI3 } from 'openapi-typescript';
import type { Route } from '../facts.ts';

const header = '// Written by `npm run openapi` from lib/openapi/openapi.json: do not edit.\n';

/** Text of `client/schema.ts`: the types of the document. */
export async function clientSchema(document: string): Promise<string> {
  const nodes = await openapiTS(JSON.parse(document) as OpenAPI3, { alphabetize: true });
  return `/* eslint-disable */\n${header}${astToString(nodes)}`;
}

/** Text of `client/keyed.ts`: what types cannot say at run time. */
export function clientKeyed(routes: readonly Route[]): string {
  const keyed = routes.filter(({ idempotency = 'none' }) => idempotency !== 'none');
  const lines = keyed.map(({ method, path }) => `  '${method} ${path}',\n`).sort();
  return `${header}
/** Operations that take an Idempotency-Key. */
export const keyed: ReadonlySet<string> = new Set([
${lines.join('')}]);
`;
}
