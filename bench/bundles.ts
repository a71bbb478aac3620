import { build } from 'esbuild';
import type { BuildOptions } from 'esbuild';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { FunctionFacts } from '../lambda/platform/environment.ts';
import { compilePolicy } from '../lambda/policy/bundled.ts';
import { loadPolicyOrThrow } from '../lib/policy/loader.ts';
import { builtinsAsProperty, compile } from '../lib/bundles/compile.ts';
import { bundle } from '../lib/constructs/bundle.ts';
import { functions } from '../lib/functions.ts';
import { coldImport, variables } from './cold-import.ts';
import type { Benchmark, Ratio } from './measure.ts';
import { atMost, median, ratioOf } from './measure.ts';

const root = resolve(import.meta.dirname, '..');

export const bundles: Benchmark = {
  name: 'bundles',
  about: 'size and cold import of each function, over a bundle of the SDK commands that it uses',
  async run(progress) {
    const directory = await mkdtemp(join(tmpdir(), 'custos-bench-'));
    const policy = loadPolicyOrThrow('policy');
    const made = bundle(functions, compilePolicy(policy));
    try {
      const ratios: Ratio[] = [];
      for (const facts of functions) {
        progress(facts.name);
        const ours = join(made.of(facts).directory, 'index.mjs');
        const sdk = await sdkAlone(facts, directory);
        if (sdk === undefined) continue;
        const against = 'the SDK commands that it imports';
        ratios.push(
          ratioOf(
            {
              ...{ name: `bundle of ${facts.name}`, unit: 'kB', against },
              ...{ ours: await kilobytesAtStart(ours), limit: (await stat(sdk)).size / 1000 },
            },
            atMost(1.4),
          ),
        );
        const env = variables(facts, JSON.stringify(policy.issuers));
        const milliseconds = { ours: [] as number[], limit: [] as number[] };
        for (let round = 0; round < 7; round += 1) {
          milliseconds.ours.push(await coldImport(ours, env));
          milliseconds.limit.push(await coldImport(sdk, env));
        }
        ratios.push(
          ratioOf(
            {
              ...{ name: `cold import of ${facts.name}`, unit: 'ms', against },
              ...{ ours: median(milliseconds.ours), limit: median(milliseconds.limit) },
            },
            atMost(1.25),
          ),
        );
      }
      return ratios;
    } finally {
      made.dispose();
      await rm(directory, { recursive: true });
    }
  },
};

const options = {
  ...{ absWorkingDir: root, bundle: true, platform: 'node', format: 'esm' },
  ...{ target: 'node24', mainFields: ['module', 'main'], keepNames: true, charset: 'utf8' },
  ...{ legalComments: 'none', logLevel: 'silent', outExtension: { '.js': '.mjs' } },
  // As Custos' own bundles are built.
  alias: builtinsAsProperty,
  banner: {
    js: "import { createRequire as createRequireOfBundle } from 'node:module';\nconst require = createRequireOfBundle(import.meta.url);",
  },
} as const satisfies BuildOptions;

/** Bundles only the SDK modules that the function imports; undefined if there are none. */
async function sdkAlone(facts: FunctionFacts, directory: string): Promise<string | undefined> {
  const imports = await sdkImports(compile([facts], 'aws').sources);
  if (imports.length === 0) return undefined;
  const outfile = join(directory, `${facts.name}.mjs`);
  await build({
    ...options,
    ...{ stdin: { contents: imports.join('\n'), resolveDir: root }, outfile },
  });
  return outfile;
}

const statement = /^import (?!type)\{([^}]*)\} from '(@aws(?:-sdk)?\/[^']+)';/gm;

async function sdkImports(sources: readonly string[]): Promise<string[]> {
  const named = new Map<string, Set<string>>();
  for (const path of sources.filter((source) => source.startsWith('lambda/'))) {
    const text = await readFile(join(root, path), 'utf8');
    for (const [, names = '', from = ''] of text.matchAll(statement)) {
      const known = named.get(from) ?? new Set();
      for (const word of names.split(',')) if (word.trim() !== '') known.add(word.trim());
      named.set(from, known);
    }
  }
  return [...named].map(([from, names]) => `export { ${[...names].join(', ')} } from '${from}';`);
}

const imported = /^(?:import|export) (?:[^'"(;]*? from )?"(\.\/[^"]+)";$/gm;

/** Of the modules that are read before the first call: those that one imports later are not. */
async function kilobytesAtStart(index: string): Promise<number> {
  const files = new Set([index]);
  let bytes = 0;
  // The loop also visits what it adds to the set.
  for (const file of files) {
    const text = await readFile(file, 'utf8');
    bytes += Buffer.byteLength(text);
    for (const [, path = ''] of text.matchAll(imported)) files.add(join(dirname(file), path));
  }
  return bytes / 1000;
}
