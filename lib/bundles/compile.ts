import { buildSync } from 'esbuild';
import type { Metafile } from 'esbuild';
import { builtinModules } from 'node:module';
import { basename, resolve } from 'node:path';
import type { FunctionFacts } from '../../lambda/platform/environment.ts';
import type { ModulesByEntry, Target } from './modules.ts';

const root = resolve(import.meta.dirname, '../..');

/*
 * `import 'node:http'` evaluates every export of that module, the one that loads `fetch` included:
 * 60 ms of a cold start. `process.getBuiltinModule` does not.
 */
const taken = 'data:text/javascript,module.exports = process.getBuiltinModule(';
const asProperty = Object.fromEntries(
  ['node:http', 'node:https', 'http', 'https'].map((name) => [name, `${taken}'${name}')`]),
);

/** The condition in `imports` of package.json that selects the adapters of the embedded runtime. */
const localAdapters = 'custos-local';

/**
 * Bundles functions from source in one run of esbuild: ESM with the AWS SDK inside, so that the
 * tested version runs, whatever SDK the Lambda runtime has.
 *
 * @throws BundleError when a bundle would contain code that is not part of a function
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
    // CommonJS dependencies call `require` for built-in modules.
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

/** Modules from source; the published package has `prebuilt.ts` instead of this file. */
export const modulesOf = (
  entries: readonly FunctionFacts['entry'][],
  target: Target,
): ModulesByEntry => compile(entries, target).modules;

/** An output, and the outputs that it imports. */
function importedFrom(first: string, { outputs }: Metafile): readonly string[] {
  const found = new Set([first]);
  // The loop also visits what it adds to the set.
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
    throw new BundleError(`functions import ${shown(foreign)}, which is not part of a function`);
  }
  const missing = Object.values(outputs).flatMap((output) =>
    output.imports.filter(({ path, external }) => external && !isBuiltin(path)),
  );
  if (missing.length > 0) {
    throw new BundleError(`bundles lack ${shown(missing.map(({ path }) => path))}`);
  }
}

/**
 * Custos' own folders, or a dependency: inside the root, or next to it when Custos itself is
 * installed as a dependency.
 */
function isWhatRuns(path: string, target: Target): boolean {
  const [first, ...rest] = path.split('/');
  if (first === 'lambda' || path.split('/').includes('node_modules')) return true;
  return target === 'embedded-runtime' && first === 'local' && rest[0] === 'adapters';
}

const shown = (paths: readonly string[]): string => paths.slice(0, 3).join(', ');

const isBuiltin = (path: string): boolean => builtinModules.includes(path.replace(/^node:/, ''));

/** A bundle is missing a file, or contains one that does not belong there. */
export class BundleError extends Error {
  override readonly name = 'BundleError';
}
