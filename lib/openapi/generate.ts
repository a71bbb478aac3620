import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { routesOf } from '../facts.ts';
import { allFunctions, functions } from '../functions.ts';
import { clientFacts, clientSchema } from './client-types.ts';
import { connectorEntries } from '../system-functions.ts';
import { openApiDocument } from './document.ts';
import { withOperations } from './operations-page.ts';
import { withWorstCases } from './security-page.ts';

export const root = resolve(import.meta.dirname, '../..');

/** Path from the root → text, for every file that is generated from the functions and their routes. */
export async function generate(): Promise<Readonly<Record<string, string>>> {
  const routes = routesOf(functions);
  const document = `${JSON.stringify(openApiDocument(routes, version()), null, 2)}\n`;
  return {
    'lib/openapi/openapi.json': document,
    'client/schema.ts': await clientSchema(document),
    'client/facts.ts': clientFacts(routes),
    'docs/api.md': withOperations(page('docs/api.md'), routes),
    'SECURITY.md': withWorstCases(page('SECURITY.md'), [...allFunctions, ...connectorEntries]),
  };
}

const page = (file: string): string => readFileSync(resolve(root, file), 'utf8');

/** The contract is released with the package, so it has the package's version. */
function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8'));
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest) {
    return String(manifest.version);
  }
  throw new Error('package.json names no version');
}
