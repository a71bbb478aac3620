import { buildSync } from 'esbuild';
import type { Metafile } from 'esbuild';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join, relative, resolve, sep } from 'node:path';
import type { FunctionFacts } from '../../lambda/platform/environment.ts';
import { statusApi } from '../../lambda/status/needs.ts';

const root = resolve(import.meta.dirname, '../..');

/** Whether functions share modules: much faster to build, and not what is deployed. */
export type Linking = 'separate' | 'shared';

export interface Bundle {
  /** Holds `index.mjs`, the modules it shares, and `policy.json`; of the status API `openapi.json` too. */
  readonly directory: string;
  /** SHA-256 of all, so that a function is deployed anew only when it changes. */
  readonly hash: string;
}

export interface Bundles {
  readonly of: (facts: FunctionFacts) => Bundle;
  /** Removes the directories; the assets have been copied by then. */
  readonly dispose: () => void;
}

/** Content by file name. */
type Modules = ReadonlyMap<string, Uint8Array>;

// Several stages in one app run the same code, so it is compiled once.
const compiled: Readonly<Record<Linking, Map<FunctionFacts['entry'], Modules>>> = {
  separate: new Map(),
  shared: new Map(),
};

/**
 * Bundles every function: plain ESM with the AWS SDK inside, so that what was tested is what runs,
 * whatever SDK the runtime brings.
 *
 * @param policy compiled policy, as `bundledPolicy` reads it
 * @throws BundleError when a bundle would hold more than what runs
 */
export function bundle(
  functions: readonly FunctionFacts[],
  policy: string,
  linking: Linking = 'separate',
): Bundles {
  const known = compiled[linking];
  const entries = functions.map(({ entry }) => entry).filter((entry) => !known.has(entry));
  for (const [entry, modules] of compile(entries, linking)) known.set(entry, modules);
  const staging = mkdtempSync(join(tmpdir(), 'custos-bundles-'));
  return {
    of: ({ name, entry }) => {
      const modules = known.get(entry);
      if (modules === undefined) throw new BundleError(`${entry} was not bundled`);
      const directory = join(staging, name);
      mkdirSync(directory, { recursive: true });
      const hash = createHash('sha256');
      for (const [file, content] of modules) {
        writeFileSync(join(directory, file), content);
        hash.update(content);
      }
      writeFileSync(join(directory, 'policy.json'), policy);
      hash.update(policy);
      if (name === statusApi.name) {
        const contract = readFileSync(join(root, 'lib/openapi/openapi.json'));
        writeFileSync(join(directory, 'openapi.json'), contract);
        hash.update(contract);
      }
      return { directory, hash: hash.digest('hex') };
    },
    dispose: () => rmSync(staging, { recursive: true, force: true }),
  };
}

/*
 * `import 'node:http'` reads every export of that module, among them the one that loads the whole of
 * `fetch`: 60 ms of a cold start. Taken as a property of the process it loads nothing else.
 */
const taken = 'data:text/javascript,module.exports = process.getBuiltinModule(';
const asProperty = Object.fromEntries(
  ['node:http', 'node:https', 'http', 'https'].map((name) => [name, `${taken}'${name}')`]),
);

/** One run of esbuild for all entry points. */
function compile(
  entries: readonly FunctionFacts['entry'][],
  linking: Linking,
): readonly (readonly [FunctionFacts['entry'], Modules])[] {
  if (entries.length === 0) return [];
  const { metafile, outputFiles } = buildSync({
    absWorkingDir: root,
    // Without the extension: the same entry is TypeScript in this repository, JavaScript in the package.
    entryPoints: entries.map((entry, index) => ({
      in: `./${entry.replace(/\.ts$/, '')}`,
      out: String(index),
    })),
    outdir: 'bundles',
    outExtension: { '.js': '.mjs' },
    write: false,
    bundle: true,
    splitting: linking === 'shared',
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
  check(metafile);
  const contents = new Map(outputFiles.map((file) => [basename(file.path), file.contents]));
  return entries.map((entry, index) => {
    const first = `bundles/${index}.mjs`;
    const modules = importedFrom(first, metafile).flatMap((path) => {
      const content = contents.get(basename(path));
      const name = path === first ? 'index.mjs' : basename(path);
      return content === undefined ? [] : [[name, content] as const];
    });
    return [entry, new Map(modules)];
  });
}

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

function check({ inputs, outputs }: Metafile): void {
  const strangers = Object.keys(inputs)
    .filter((path) => !path.startsWith(`<${taken}`))
    .filter((path) => !isWhatRuns(resolve(root, path)));
  if (strangers.length > 0) {
    throw new BundleError(`functions import ${shown(strangers)}, which is not what runs`);
  }
  const missing = Object.values(outputs).flatMap((output) =>
    output.imports.filter(({ path, external }) => external && !isBuiltin(path)),
  );
  if (missing.length > 0) {
    throw new BundleError(`bundles lack ${shown(missing.map(({ path }) => path))}`);
  }
}

/** Our own folder for it, or a dependency: inside the root, or beside it where we are one ourselves. */
function isWhatRuns(path: string): boolean {
  const inside = relative(root, path).split(sep);
  if (inside[0] === 'lambda' || inside.includes('node_modules')) return true;
  return inside[0] === '..' && path.split(sep).includes('node_modules');
}

const shown = (paths: readonly string[]): string => paths.slice(0, 3).join(', ');

const isBuiltin = (path: string): boolean => builtinModules.includes(path.replace(/^node:/, ''));

/** A bundle would lack something at run time, or hold something that does not belong there. */
export class BundleError extends Error {
  override readonly name = 'BundleError';
}
