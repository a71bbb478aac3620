import { Command, InvalidArgumentError } from 'commander';
import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { affected } from './affected.ts';
import { bundles } from './bundles.ts';
import { cleaning } from './cleaning.ts';
import { connected } from './connected.ts';
import { envelope } from './envelope.ts';
import { erasure } from './erasure.ts';
import { exported } from './export.ts';
import { fairness } from './fairness.ts';
import { handlers } from './handlers.ts';
import type { Benchmark, Ratio } from './measure.ts';
import { objects } from './objects.ts';
import { peers } from './peers.ts';
import { purge } from './purge.ts';
import { redaction } from './redaction.ts';
import { retention } from './retention.ts';
import { scale } from './scale.ts';
import { start } from './start.ts';
import { tableOf } from './table.ts';
import { trainingSet } from './training-set.ts';
import { text, usualFolder } from './text.ts';
import { verification } from './verification.ts';

interface Options {
  readonly rows: number;
  readonly texts: string;
  readonly c15t?: string;
  readonly postgres?: string;
  readonly databunker?: string;
  readonly databunkerToken?: string;
  readonly json?: string;
  readonly strict?: true;
}

const benchmarks = ({ rows, texts, ...options }: Options): readonly Benchmark[] => [
  envelope,
  handlers,
  redaction,
  cleaning,
  bundles,
  start,
  peers(options),
  exported(rows),
  purge(rows),
  connected(rows),
  objects(Math.ceil(rows / 10)),
  retention(rows),
  erasure(Math.ceil(rows / 10)),
  verification(rows),
  affected(rows),
  trainingSet(rows),
  fairness(rows),
  scale(rows),
  text(texts),
];
const names = benchmarks({ rows: 1, texts: usualFolder }).map(({ name }) => name);

// The annotation lets the compiler know that `error` does not return.
const command: Command = new Command('npm run bench --')
  .description(
    'Measures what Custos costs, as ratios against the raw platform in the same run. ' +
      'Leave the machine alone meanwhile.',
  )
  .argument('[names...]', `some of ${names.join(', ')}; all when absent`)
  .option(
    '--rows <count>',
    'rows of the person who is exported and purged, people of `scale`',
    positive,
    100_000,
  )
  .option('--texts <folder>', 'labelled texts for `text`; not part of this repository', usualFolder)
  .option('--c15t <folder>', 'where npm installed @c15t/backend, kysely and pg, for `peers`')
  .option('--postgres <url>', 'an empty database of PostgreSQL for it')
  .option('--databunker <url>', 'a Databunker that runs, for `peers`')
  .option('--databunker-token <token>', 'its root token')
  .option('--json <file>', 'write the results there as well')
  .option('--strict', 'fail when a goal is missed')
  .action(async (chosen: string[], options: Options) => {
    const unknown = chosen.filter((name) => !names.includes(name));
    if (unknown.length > 0) {
      command.error(`error: no benchmark is called ${unknown.join(', ')}; use ${names.join(', ')}`);
    }
    const ratios = await runAll(
      benchmarks(options).filter(({ name }) => chosen.length === 0 || chosen.includes(name)),
    );
    console.log(`\n${tableOf(ratios)}`);
    if (options.json !== undefined) await writeResults(options.json, ratios);
    if (options.strict && ratios.some(({ holds }) => !holds)) process.exitCode = 1;
  });
await command.parseAsync();

async function runAll(chosen: readonly Benchmark[]): Promise<Ratio[]> {
  const ratios: Ratio[] = [];
  for (const { name, about, run } of chosen) {
    console.log(`${name}: ${about}`);
    ratios.push(...(await run((what) => console.log(`  ${what}`))));
  }
  return ratios;
}

async function writeResults(file: string, ratios: readonly Ratio[]): Promise<void> {
  const [cpu] = cpus();
  const machine = { node: process.version, cpus: cpus().length, model: cpu?.model };
  await writeFile(
    file,
    `${JSON.stringify({ at: new Date().toISOString(), machine, ratios }, undefined, 2)}\n`,
  );
}

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new InvalidArgumentError('give a whole number of at least 1');
  }
  return value;
}
