import { buildSync } from 'esbuild';
import type { Metafile } from 'esbuild';
import { builtinModules } from 'node:module';
import { basename, resolve } from 'node:path';
import type { FunctionFacts } from '../../lambda/platform/environment.ts';
import type { ModulesByEntry, Target } from './modules.ts';

const root = resolve(import.meta.dirname, '../..');

/*
 * `import 'node:http'` reads every export of that module, among them the one that loads the whole of
 * `fetch`: 60 ms of a cold start. Taken as a property of the process it loads nothing else.
 */
const taken = 'data:text/javascript,module.exports = process.getBuiltinModule(';
const asProperty = Object.fromEntries(
  ['node:http', 'node:https', 'http', 'https'].map((name) => [name, `${taken}'${name}')`]),
);

/** The condition under which `imports` of package.json names the adapters of one machine. */
const localAdapters = 'custos-local';

/**
 * Bundles functions from source, in one run of esbuild: plain ESM with the AWS SDK inside, so that what
 * was tested is what runs, whatever SDK the runtime brings.
 *
 * @throws BundleError when a bundle would hold more than what runs
 */
export function compile(
  entries: readonly FunctionFacts['entry'][],
  target: Target,
): { readonly modules: ModulesByEntry; readonly sources: readonly string[] } {
  if (entries.length === 0) return { modules: new Map(), sources: [] };
  const { metafile, outputFiles } = buildSync({
    absWorkingDir: root,
    entryPoints: entries.map((entry, index) => ({ in: entry, out: String(index) })),
    outdir: 'bundles',
    outExtension: { '.js': '.mjs' },
    write: false,
    bundle: true,
    splitting: target === 'embedded-runtime',
    conditions: target === 'embedded-runtime' ? ['module', localAdapters] : ['module'],
    metafile: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    mainFields: ['module', 'main'],
    keepNames: true,
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
    alias: asProperty,
    // CommonJS dependencies still call require for Node.js' own modules.
    banner: {
      js: "import { createRequire as createRequireOfBundle } from 'node:module';\nconst require = createRequireOfBundle(import.meta.url);",
    },
  });
  check(metafile, target);
  const contents = new Map(outputFiles.map((file) => [basename(file.path), file.contents]));
  const modules = entries.map((entry, index) => {
    const first = `bundles/${index}.mjs`;
    const files = importedFrom(first, metafile).flatMap((path) => {
      const content = contents.get(basename(path));
      const name = path === first ? 'index.mjs' : basename(path);
      return content === undefined ? [] : [[name, content] as const];
    });
    return [entry, new Map(files)] as const;
  });
  return { modules: new Map(modules), sources: Object.keys(metafile.inputs) };
}

/** Modules from source; the package has `prebuilt.ts` in the place of this file. */
export const modulesOf = (
  entries: readonly FunctionFacts['entry'][],
  target: Target,
): ModulesByEntry => compile(entries, target).modules;

/** The output itself, and the outputs that it needs. */
function importedFrom(first: string, { outputs }: Metafile): readonly string[] {
  const found = new Set([first]);
  // A set visits what is added to it on the way.
  for (const path of found) {
    for (const { path: next, external } of outputs[path]?.imports ?? []) {
      if (external !== true) found.add(next);
    }
  }
  return [...found];
}

function check({ inputs, outputs }: Metafile, target: Target): void {
  const foreign = Object.keys(inputs)
    .filter((path) => !path.startsWith(`<${taken}`))
    .filter((path) => !isWhatRuns(path, target));
  if (foreign.length > 0) {
    throw new BundleError(`functions import ${shown(foreign)}, which is not what runs`);
  }
  const missing = Object.values(outputs).flatMap((output) =>
    output.imports.filter(({ path, external }) => external && !isBuiltin(path)),
  );
  if (missing.length > 0) {
    throw new BundleError(`bundles lack ${shown(missing.map(({ path }) => path))}`);
  }
}

/** Our own folders for it, or a dependency: inside the root, or beside it where we are one ourselves. */
function isWhatRuns(path: string, target: Target): boolean {
  const [first, ...rest] = path.split('/');
  if (first === 'lambda' || path.split('/').includes('node_modules')) return true;
  return target === 'embedded-runtime' && first === 'local' && rest[0] === 'adapters';
}

const shown = (paths: readonly string[]): string => paths.slice(0, 3).join(', ');

const isBuiltin = (path: string): boolean => builtinModules.includes(path.replace(/^node:/, ''));

/** A bundle would lack something at run time, or hold something that does not belong there. */
export class BundleError extends Error {
  override readonly name = 'BundleError';
}
