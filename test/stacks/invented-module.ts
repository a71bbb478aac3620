import { cpSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

export interface InventedModule {
  /** Folder under lambda/, one word. */
  readonly name: string;
  readonly functions: number;
  readonly routes: number;
}

/**
 * A copy of the synthesized code with one more module: its own files, a line in lib/functions.ts
 * and one in lambda/tables.ts. The first function reads the stream of its table and the others
 * serve the routes.
 *
 * @returns the folder of the copy
 */
export function copyWithModule({ name, functions, routes }: InventedModule): string {
  const copy = mkdtempSync(join(tmpdir(), 'custos-module-'));
  for (const part of ['lambda', 'lib', 'policy', 'package.json']) {
    cpSync(join(root, part), join(copy, part), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  writeFileSync(join(copy, 'lib/bundles/compile.ts'), withoutCode);
  mkdirSync(join(copy, 'pages'));
  writeFileSync(join(copy, 'pages/index.html'), '<!doctype html>');
  writeFileSync(join(copy, 'lib/web/built-pages.ts'), withoutPages);
  const serving = Array.from({ length: functions - 1 }, (_, index) => index);
  const write = (file: string, text: string) => {
    const path = join(copy, 'lambda', name, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };
  write('table.ts', tableText(name));
  write('needs.ts', needsText(name, serving, routes));
  write('stream.ts', `export const handler = () => Promise.resolve();\n`);
  for (const index of serving) {
    write(`handler-${index}.ts`, `export const handler = () => Promise.resolve();\n`);
  }
  list(
    join(copy, 'lib/functions.ts'),
    `import { ${name}Functions } from '../lambda/${name}/needs.ts';`,
    /( {2}service: \[\n)/,
    `    ...${name}Functions,`,
  );
  list(
    join(copy, 'lambda/tables.ts'),
    `import { ${name}Entries } from './${name}/table.ts';`,
    /(export const tables[^\n]*\n)/,
    `  ${name}Entries,`,
  );
  return copy;
}

const withoutPages = `import { resolve } from 'node:path';
export const builtPages = () => resolve(import.meta.dirname, '../../pages');
`;

/** Adds an import and a line of a list to a file. */
function list(path: string, importLine: string, start: RegExp, line: string): void {
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, `${importLine}\n${text.replace(start, `$1${line}\n`)}`);
}

const tableText = (
  name: string,
): string => `import type { TableFacts } from '../platform/dynamo/facts.ts';

export const ${name}Entries = {
  name: '${name}-entries',
  area: 'consent',
  partitionKey: 'subjectId',
  sortKey: 'entryId',
  recoveryDays: 35,
  streamed: true,
  erasure: { kind: 'purged', rows: 'partition', by: 'deletion' },
  copy: { kind: 'lines', attributes: ['entryId'] },
} as const satisfies TableFacts;
`;

const needsText = (
  name: string,
  serving: readonly number[],
  routes: number,
): string => `import * as z from 'zod';
import type { FunctionFacts } from '../platform/environment.ts';
import { defineRoutes } from '../platform/http/contract.ts';
import { ${name}Entries } from './table.ts';

const serving = ${JSON.stringify(serving)};
const routesOf = (index: number) =>
  defineRoutes(
    Object.fromEntries(
      Array.from({ length: ${routes} }, (_, route) => route)
        .filter((route) => route % serving.length === index)
        .map((route) => [
          \`${name}\${route}\`,
          {
            method: 'GET',
            path: \`/v1/me/${name}/\${route}/{entryId}\`,
            access: { kind: 'token', caller: 'subject', scope: 'custos/self' },
            summary: 'Shows an entry',
            personal: true,
            pathParameters: z.strictObject({ entryId: z.string() }),
            responses: { 200: { description: 'The entry.', body: z.strictObject({}), example: {} } },
          } as const,
        ]),
    ),
  );

export const ${name}Functions: readonly FunctionFacts[] = [
  {
    name: '${name}-stream',
    area: 'consent',
    entry: 'lambda/${name}/stream.ts',
    purpose: 'Follows what changes in entries',
    worstCase: 'nothing about people',
    trigger: {
      kind: 'stream',
      sources: [{ table: ${name}Entries, changes: ['INSERT'] }],
      retries: 3,
    },
    needs: [{ keyring: ['hmac-alias'] }],
    timeoutSeconds: 10,
    memoryMegabytes: 512,
  },
  ...serving.map(
    (index): FunctionFacts => ({
      name: \`${name}-api-\${index}\`,
      area: 'consent',
      entry: \`lambda/${name}/handler-\${index}.ts\`,
      purpose: 'Shows entries to people',
      worstCase: 'nothing about people',
      trigger: { kind: 'routes', routes: Object.values(routesOf(index)) },
      needs: [
        { table: ${name}Entries, actions: ['get', 'query', 'insert'] },
        { keyring: ['unwrap', 'hmac-alias'] },
      ],
      timeoutSeconds: 10,
      memoryMegabytes: 512,
    }),
  ),
];
`;

/** Templates hold no code, and compiling all of it takes longer than making them. */
const withoutCode = `import type { Modules } from './modules.ts';

export const modulesOf = (functions: readonly { readonly entry: string }[]): ReadonlyMap<string, Modules> =>
  new Map(functions.map(({ entry }) => [entry, new Map([['index.mjs', new TextEncoder().encode(entry)]])]));
`;

/** A program for the copy, which prints facts of the two stages. */
export function writeProgram(copy: string): string {
  const path = join(copy, 'synthesize.ts');
  writeFileSync(
    path,
    `import { App } from 'aws-cdk-lib';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from './lib/compliance/rules.ts';
import { breachesOf } from './lib/compliance/rule.ts';
import { custosStacks, featureFlags } from './lib/index.ts';

const outdir = join(import.meta.dirname, 'cdk.out');
const app = new App({ analyticsReporting: false, context: featureFlags, outdir });
const { audit, data, media, systems, learning, service, edge, watch } = custosStacks(app, {
  stage: 'prod',
  policyDirectory: join(import.meta.dirname, 'policy'),
});
app.synth();
const all = [data, media, service, edge, watch, audit, systems, learning].map(({ templateFile }) =>
  JSON.parse(readFileSync(join(outdir, templateFile), 'utf8')),
);
const breaches = all.flatMap((template) => breachesOf(rules, template, all));
console.log(JSON.stringify({ data: all[0], media: all[1], service: all[2], edge: all[3], watch: all[4], audit: all[5], systems: all[6], learning: all[7], breaches }));
`,
  );
  return path;
}
