import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { FunctionFacts } from '../../lambda/platform/environment.ts';
import { modulesOf } from '../bundles/compile.ts';
import type { Modules, BundleTarget } from '../bundles/modules.ts';
import { statusApi } from '../../lambda/status/needs.ts';

const root = resolve(import.meta.dirname, '../..');

export interface Bundle {
  /**
   * Has `index.mjs`, the modules it shares, and `policy.json`; the status API also `openapi.json`.
   */
  readonly directory: string;
  /** SHA-256 of all files, so that a function is deployed again only when they change. */
  readonly hash: string;
}

export interface Bundles {
  readonly of: (facts: FunctionFacts) => Bundle;
  /** Deletes the directories; the assets have been copied by then. */
  readonly dispose: () => void;
}

// Several stages in one app run the same code, so it is compiled once.
const compiled: Readonly<Record<BundleTarget, Map<FunctionFacts['entry'], Modules>>> = {
  aws: new Map(),
  'embedded-runtime': new Map(),
};

/**
 * The code of every function and the files that it reads, as assets of a stack.
 *
 * @param policy compiled policy, as `bundledPolicy` reads it
 */
export function bundle(
  functions: readonly FunctionFacts[],
  policy: string,
  target: BundleTarget = 'aws',
): Bundles {
  const known = compiled[target];
  const others = functions.filter(({ entry }) => !known.has(entry));
  for (const [entry, modules] of modulesOf(others, target)) known.set(entry, modules);
  const staging = mkdtempSync(join(tmpdir(), 'custos-bundles-'));
  return {
    of: ({ name, entry }) => {
      const modules = known.get(entry);
      if (modules === undefined) throw new TypeError(`${entry} was not bundled`);
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
