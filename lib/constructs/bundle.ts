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

export interface Bundle {
  /** Holds `index.mjs` and `policy.json`; of the status API `openapi.json` too. */
  readonly directory: string;
  /** SHA-256 of all, so that a function is deployed anew only when it changes. */
  readonly hash: string;
}

export interface Bundles {
  readonly of: (facts: FunctionFacts) => Bundle;
  /** Removes the directories; the assets have been copied by then. */
  readonly dispose: () => void;
}

// Several stages in one app run the same code, so it is compiled once.
const compiled = new Map<FunctionFacts['entry'], Uint8Array>();

/**
 * Bundles every function: plain ESM with the AWS SDK inside, so that what was tested is what runs,
 * whatever SDK the runtime brings.
 *
 * @param policy compiled policy, as `bundledPolicy` reads it
 * @throws BundleError when a bundle would hold more than what runs
 */
export function bundle(functions: readonly FunctionFacts[], policy: string): Bundles {
  compile(functions.map(({ entry }) => entry).filter((entry) => !compiled.has(entry)));
  const staging = mkdtempSync(join(tmpdir(), 'custos-bundles-'));
  return {
    of: ({ name, entry }) => {
      const code = compiled.get(entry);
      if (code === undefined) throw new BundleError(`${entry} was not bundled`);
      const directory = join(staging, name);
      mkdirSync(directory, { recursive: true });
      writeFileSync(join(directory, 'index.mjs'), code);
      writeFileSync(join(directory, 'policy.json'), policy);
      const hash = createHash('sha256').update(code).update(policy);
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
function compile(entries: readonly FunctionFacts['entry'][]): void {
  if (entries.length === 0) return;
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
  for (const { path, contents } of outputFiles) {
    const entry = entries[Number(basename(path, '.mjs'))];
    if (entry !== undefined) compiled.set(entry, contents);
  }
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
