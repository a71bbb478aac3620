import { Argument, Command, InvalidArgumentError } from 'commander';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import process from 'node:process';
import { ImportStoppedError } from './import/call.ts';
import { kinds } from './import/kinds.ts';
import type { Kind } from './import/kinds.ts';
import { HeaderError } from './import/header.ts';
import { NoLinesError } from './import/lines.ts';
import type { Format } from './import/lines.ts';
import { purposesOf } from './import/purposes.ts';
import { OtherImportError, runImport } from './import/run.ts';
import { errorFileOf, stateFileOf } from './import/state.ts';
import type { Counts } from './import/state.ts';
import { policyAt, policyOrReport } from './policy-places.ts';
import { printable } from './printable.ts';

interface ImportCommandOptions {
  readonly url?: string;
  readonly format?: Format;
  readonly source?: string;
  readonly dryRun?: true;
  readonly restart?: true;
  readonly policy?: string;
}

/** `custos import`: people and their choices from another system. */
export function importCommand(): Command {
  return new Command('import')
    .description('import people or consent records from another system')
    .addArgument(new Argument('<kind>', 'what the file has').choices(kinds))
    .argument('<file>', 'NDJSON, or CSV with a header')
    .option('--url <url>', 'address of the API, for example https://privacy.example.com', address)
    .option('--source <name>', 'the system that kept the consents, for lines that do not say')
    .option('--format <format>', 'ndjson or csv; by the name of the file otherwise', format)
    .option('--dry-run', 'check every line; send nothing')
    .option(
      '--policy <directory>',
      'policy whose purposes a dry run knows; policy/ where there is one',
    )
    .option('--restart', 'begin again, whatever was left')
    .addHelpText(
      'after',
      [
        '',
        'Import people first. A line of people is {"subject": {"type": "email", "value": ...},',
        '"residence"?, "ageBand"?}, one of consents {"subject": ..., "purpose", "state", "at",',
        '"notice"?: {"id", "version"}, "locale"?, "method"?, "givenBy"?, "source"?}. In CSV the columns',
        'are called subject.type, subject.value, purpose, notice.id and so on; commas, semicolons or tabs',
        'stand between them, as the header has them or a first line sep=; says.',
        '',
        'A consent without the notice in force is unproven and permits nothing; a refusal always stands.',
        'CUSTOS_TOKEN holds an access token: of a service with custos/subjects for people, of staff',
        'with custos/operators for consents.',
        '',
        'Stop it at any time and run it again: it goes on from FILE.import.json, and no line is written',
        'twice. Errors are in FILE.errors.ndjson, by line; of a dry run in FILE.dry-run.ndjson.',
        'The exit code is 0, 1 when lines were refused or the file has none, 2 when the import stopped',
        'before the end.',
      ].join('\n'),
    )
    .action(run);
}

async function run(
  kind: Kind,
  file: string,
  options: ImportCommandOptions,
  command: Command,
): Promise<void> {
  const { url, dryRun, restart, source } = options;
  const token = process.env['CUSTOS_TOKEN'];
  if (dryRun === undefined && url === undefined) command.error('error: give --url or --dry-run');
  if (dryRun === undefined && !token) command.error('error: set CUSTOS_TOKEN to an access token');
  const policy = dryRun && kind === 'consents' ? policyFolder(options.policy) : undefined;
  const known = policy === undefined ? undefined : policyOrReport(policyAt(policy));
  if (policy !== undefined && known === undefined) return;
  const stop = new AbortController();
  process.once('SIGINT', () => {
    stop.abort();
  });
  const leftOut = new Set<string>();
  let reportedAt = performance.now();
  try {
    if (restart && dryRun === undefined) await rm(stateFileOf(file), { force: true });
    const counts = await runImport({
      kind,
      file,
      defaults: kind === 'consents' && source !== undefined ? { source } : {},
      format: options.format,
      check: known && purposesOf(known),
      ...(dryRun === undefined && url && token && { api: { url, token } }),
      signal: stop.signal,
      onLeftOut: (column) => leftOut.size <= mostNamed && leftOut.add(column),
      onProgress: (line, sofar) => {
        if (performance.now() - reportedAt < 1_000) return;
        reportedAt = performance.now();
        process.stderr.write(`line ${line}: ${summary(sofar, dryRun)}\n`);
      },
    });
    process.stdout.write(
      `${stop.signal.aborted ? 'Stopped' : 'Done'}: ${summary(counts, dryRun)}.\n`,
    );
    if (dryRun && kind === 'consents' && known === undefined) {
      process.stdout.write('Purposes were not compared with a policy: name it with --policy.\n');
    }
    if (leftOut.size > 0) process.stdout.write(`${leftOutText([...leftOut])}\n`);
    if (counts.refused > 0) {
      const errors = errorFileOf(file, dryRun === true);
      process.stdout.write(`What is wrong with each line: ${errors}\n`);
      process.exitCode = 1;
    }
    if (stop.signal.aborted) process.exitCode = 2;
  } catch (error) {
    if (error instanceof ImportStoppedError) {
      process.stderr.write(`error: ${error.message}. Run it again to go on.\n`);
      process.exitCode = 2;
      return;
    }
    if (error instanceof OtherImportError) {
      command.error(`error: ${error.message}. Give --restart to begin again.`);
    }
    if (error instanceof HeaderError || error instanceof NoLinesError) {
      command.error(`error: ${error.message}`);
    }
    if (isMissing(error)) command.error('error: the file cannot be read');
    throw error;
  }
}

/** The one that is named, or that of the project. */
const policyFolder = (named: string | undefined): string | undefined =>
  named ?? (existsSync('policy/policy.yaml') ? 'policy' : undefined);

const mostNamed = 20;

const leftOutText = (columns: readonly string[]): string =>
  `Refusals and withdrawals were taken without what the import does not know or what does not fit: ${[
    ...columns.slice(0, mostNamed).map((name) => printable(name).slice(0, 64)),
    ...(columns.length > mostNamed ? ['and others'] : []),
  ].join(', ')}.`;

const summary = ({ imported, unchanged, refused }: Counts, dryRun: true | undefined): string =>
  dryRun === undefined
    ? `${imported} imported, ${unchanged} unchanged, ${refused} refused`
    : `${unchanged} well formed, ${refused} not`;

const isMissing = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  (error.code === 'ENOENT' || error.code === 'EACCES' || error.code === 'EISDIR');

function address(value: string): string {
  if (!/^https?:\/\//.test(value) || !URL.canParse(value)) {
    throw new InvalidArgumentError('It must be an http or https URL.');
  }
  return value.endsWith('/') ? value : `${value}/`;
}

function format(value: string): Format {
  if (value !== 'ndjson' && value !== 'csv') {
    throw new InvalidArgumentError('It must be ndjson or csv.');
  }
  return value;
}
