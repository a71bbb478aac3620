import { buildSync } from 'esbuild';
import type { Metafile } from 'esbuild';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { FunctionFacts } from '../../lambda/platform/environment.ts';

const root = resolve(import.meta.dirname, '../..');

export interface Bundle {
  /** Holds `index.mjs` and `policy.json`. */
  readonly directory: string;
  /** SHA-256 of both, so that a function is deployed anew only when it changes. */
  readonly hash: string;
}

export interface Bundles {
  readonly of: (facts: FunctionFacts) => Bundle;
  /** Removes the directories; the assets have been copied by then. */
  readonly dispose: () => void;
}

/**
 * Bundles every function in one run of esbuild: plain ESM with the AWS SDK inside, so that what was
 * tested is what runs, whatever SDK the runtime brings.
 *
 * @param policy compiled policy, as `bundledPolicy` reads it
 * @throws BundleError when a bundle would hold more than what runs
 */
export function bundle(functions: readonly FunctionFacts[], policy: string): Bundles {
  const staging = mkdtempSync(join(tmpdir(), 'custos-bundles-'));
  const { metafile } = buildSync({
    absWorkingDir: root,
    entryPoints: functions.map(({ name, entry }) => ({ in: entry, out: `${name}/index` })),
    outdir: staging,
    outExtension: { '.js': '.mjs' },
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
    // CommonJS dependencies still call require for Node.js' own modules.
    banner: {
      js: "import { createRequire as createRequireOfBundle } from 'node:module';\nconst require = createRequireOfBundle(import.meta.url);",
    },
  });
  check(metafile);
  return {
    of: ({ name }) => {
      const directory = join(staging, name);
      writeFileSync(join(directory, 'policy.json'), policy);
      const code = readFileSync(join(directory, 'index.mjs'));
      return { directory, hash: createHash('sha256').update(code).update(policy).digest('hex') };
    },
    dispose: () => rmSync(staging, { recursive: true, force: true }),
  };
}

function check({ inputs, outputs }: Metafile): void {
  const strangers = Object.keys(inputs).filter((path) => !/^(lambda|node_modules)\//.test(path));
  if (strangers.length > 0) {
    throw new BundleError(`functions import ${strangers.join(', ')}, which is not what runs`);
  }
  const missing = Object.values(outputs).flatMap((output) =>
    output.imports.filter(({ path, external }) => external && !isBuiltin(path)),
  );
  if (missing.length > 0) {
    throw new BundleError(`bundles lack ${missing.map(({ path }) => path).join(', ')}`);
  }
}

const isBuiltin = (path: string): boolean => builtinModules.includes(path.replace(/^node:/, ''));

/** A bundle would lack something at run time, or hold something that does not belong there. */
export class BundleError extends Error {
  override readonly name = 'BundleError';
}
