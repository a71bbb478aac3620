import { buildSync } from 'esbuild';
import type { Metafile } from 'esbuild';
import { builtinModules } from 'node:module';
import { basename, resolve } from 'node:path';
import type { FunctionFacts, Need } from '../../lambda/platform/environment.ts';
import type { ModulesByEntry, BundleTarget } from './modules.ts';

const root = resolve(import.meta.dirname, '../..');

/*
 * `import 'node:http'` evaluates every export of that module, the one that loads `fetch` included:
 * 60 ms of a cold start. `process.getBuiltinModule` does not.
 */
const builtinModule = 'data:text/javascript,module.exports = process.getBuiltinModule(';
export const builtinsAsProperty = Object.fromEntries(
  ['node:http', 'node:https', 'http', 'https'].map((name) => [name, `${builtinModule}'${name}')`]),
);

/*
 * The platform opens these for functions whose needs name them. In the bundle of another function they
 * are undefined, so that it has no client of a service that the function may not call.
 */
const adapters: readonly {
  readonly module: string;
  readonly open: string;
  readonly isFor: (need: Need) => boolean;
}[] = [
  { module: '#keyring', open: 'openKeyring', isFor: (need) => 'keyring' in need },
  { module: '#objects', open: 'openObjects', isFor: (need) => 'objects' in need },
  { module: '#media', open: 'openMediaObjects', isFor: (need) => 'media' in need },
  {
    module: '#mail',
    open: 'openMail',
    isFor: (need) => 'mail' in need && need.mail.includes('send'),
  },
  {
    module: '#quarantine',
    open: 'openQuarantine',
    isFor: (need) => 'quarantine' in need,
  },
  { module: '#recovery', open: 'openRecovery', isFor: (need) => 'recovery' in need },
  { module: '#workflow', open: 'openWorkflow', isFor: (need) => 'workflow' in need },
];
const nothing = 'data:text/javascript,export const ';

/** The checksum of archives, of zlib instead of tables in JavaScript. */
const nativeChecksum = {
  'buffer-crc32': `${builtinModule}'zlib'); module.exports = { unsigned: module.exports.crc32 }`,
};

/** `pg` loads it where an environment variable asks for it; it is in no bundle. */
const optional = { 'pg-native': `${nothing}bindings = undefined` };

/** The condition in `imports` of package.json that selects the adapters of the embedded runtime. */
const localAdapters = 'custos-local';

interface Compiled {
  readonly modules: ModulesByEntry;
  readonly sources: readonly string[];
}

/**
 * Bundles functions from source: ESM with the AWS SDK inside, so that the tested version runs,
 * whatever SDK the Lambda runtime has. One run of esbuild for all functions with the same adapters, which
 * share modules: each function has those that it uses, and what it imports later, such as the rules for
 * personal data in texts, is read when it is needed.
 *
 * @throws BundleError when a bundle would contain code that is not part of a function
 */
export function compile(functions: readonly FunctionFacts[], target: BundleTarget): Compiled {
  const runs = Map.groupBy(functions, (each) =>
    target === 'aws' ? withoutAdapters(each).join(' ') : '',
  );
  const compiled = [...runs].map(([without, some]) =>
    compileAlike(
      some.map(({ entry }) => entry),
      { target, without: without.split(' ') },
    ),
  );
  return {
    modules: new Map(compiled.flatMap(({ modules }) => [...modules])),
    sources: [...new Set(compiled.flatMap(({ sources }) => sources))],
  };
}

/** A durable function runs with the client of `#workflow`. */
const withoutAdapters = ({ needs, trigger }: FunctionFacts): readonly string[] =>
  adapters
    .filter(({ isFor }) => !needs.some(isFor))
    .map(({ module }) => module)
    .filter((module) => module !== '#workflow' || trigger.kind !== 'durable');

interface Run {
  readonly target: BundleTarget;
  readonly without: readonly string[];
}

function compileAlike(
  entries: readonly FunctionFacts['entry'][],
  { target, without }: Run,
): Compiled {
  const absent = adapters
    .filter(({ module }) => without.includes(module))
    .map(({ module, open }) => [module, `${nothing}${open} = undefined`]);
  const { metafile, outputFiles } = buildSync({
    absWorkingDir: root,
    entryPoints: entries.map((entry, index) => ({ in: entry, out: String(index) })),
    outdir: 'bundles',
    outExtension: { '.js': '.mjs' },
    // Else by what a module is made from, which may be no file name.
    chunkNames: 'module-[hash]',
    write: false,
    bundle: true,
    splitting: true,
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
    alias: { ...builtinsAsProperty, ...nativeChecksum, ...optional, ...Object.fromEntries(absent) },
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
  functions: readonly FunctionFacts[],
  target: BundleTarget,
): ModulesByEntry => compile(functions, target).modules;

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

function check({ inputs, outputs }: Metafile, target: BundleTarget): void {
  const foreign = Object.keys(inputs)
    .filter((path) => !path.startsWith(`<${builtinModule}`) && !path.startsWith(`<${nothing}`))
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
function isWhatRuns(path: string, target: BundleTarget): boolean {
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
