import { Command, InvalidArgumentError, Option } from 'commander';
import { existsSync, realpathSync } from 'node:fs';
import process from 'node:process';
import { generalise } from '../lambda/anonymity/generalise.ts';
import type { Generalisation } from '../lambda/anonymity/generalise.ts';
import type { Group } from '../lambda/anonymity/groups.ts';
import { hierarchyOf } from '../lambda/anonymity/hierarchy.ts';
import { judge } from '../lambda/anonymity/verdict.ts';
import { groupsOf } from './anonymity/check.ts';
import { HierarchiesError, levelInWords, readHierarchies } from './anonymity/hierarchies.ts';
import type { Hierarchies } from './anonymity/hierarchies.ts';
import { mostShown, verdictAsJson, verdictInWords } from './anonymity/report.ts';
import { UnreadableRowError } from './anonymity/rows.ts';
import type { Format, TableFile } from './anonymity/rows.ts';
import { writeGeneralised } from './anonymity/write.ts';
import { HeaderError } from './import/header.ts';

interface AnonymityOptions {
  readonly quasi: readonly string[];
  readonly sensitive?: readonly string[];
  readonly k: number;
  readonly l?: number;
  readonly generalise?: string;
  readonly suppress?: number;
  readonly output?: string;
  readonly format?: Format;
  readonly json?: true;
  readonly all?: true;
}

/** `custos anonymity`: k-anonymity and l-diversity of a file. */
export const anonymityCommand = (): Command =>
  new Command('anonymity')
    .description('check k-anonymity and l-diversity of a file before it leaves, and generalise it')
    .argument('<file>', 'CSV with a header, or JSON Lines; - reads JSON Lines from standard input')
    .requiredOption('--quasi <columns>', 'columns that others may know of a person: age,city', list)
    .requiredOption('--k <number>', 'rows that each group has at least: 5', count)
    .option('--sensitive <columns>', 'columns that stay unknown of each person: diagnosis', list)
    .option('--l <number>', 'different values of each sensitive column in each group', count)
    .option('--generalise <file>', 'YAML with a hierarchy for each column that may be less exact')
    .option('--suppress <share>', 'share of rows that may be left out instead: 0.05', share)
    .option('--output <file>', 'write the generalised rows there')
    .addOption(
      new Option('--format <format>', 'by the name of the file when absent').choices([
        'csv',
        'ndjson',
      ]),
    )
    .option('--all', `print every group that fails, not the first ${mostShown}`)
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      [
        '',
        'A group has the rows with the same values in all columns of --quasi. The values of groups that',
        'fail are printed: run it where personal data may be seen. A column of JSON Lines is a name or a',
        'JSON pointer, such as /content/age. A missing value is a value of a group, and counts as none for --l.',
        '',
        'Hierarchies, each from exact to less exact; the last level of every column is *:',
        '  age: {ranges: [5, 10, 20]}',
        '  postcode: {prefixes: [3, 2]}',
        '  born: {dates: [month, year, decade]}',
        '  city: {groups: [{Germany: [Berlin, Bonn], France: [Paris]}, {Europe: [Germany, France]}]}',
        '',
        '--output writes the columns of --quasi and --sensitive and no other.',
        'The exit code is 0, 1 when a group fails, 2 when the file cannot be checked.',
      ].join('\n'),
    )
    .action(run);

async function run(path: string, options: AnonymityOptions, command: Command): Promise<void> {
  const { l, output } = options;
  const columns = { quasi: options.quasi, sensitive: options.sensitive ?? [] };
  const both = columns.quasi.filter((column) => columns.sensitive.includes(column));
  const stop = (remedy: string) => command.error(`error: ${remedy}`, exit(2));
  if (both.length > 0) stop(`name ${both.join(', ')} in one of both options`);
  if (l !== undefined && columns.sensitive.length === 0) stop('--l needs --sensitive');
  if (path !== '-' && !existsSync(path)) stop(`${path} does not exist`);
  if (path === '-' && (output !== undefined || options.format === 'csv')) {
    stop('save standard input in a file for --output, and for CSV');
  }
  if (output !== undefined && isSameFile(path, output)) {
    stop('--output names the file that is read: name another one');
  }
  const file: TableFile = { path, format: options.format ?? formatOf(path) };
  const shown = options.all ? Number.POSITIVE_INFINITY : mostShown;
  try {
    const groups = await groupsOf(file, columns, options, reportRows);
    const verdict = judge(groups, options);
    if (verdict.rows === 0) stop('the file has no rows');
    const found = generalisationOf(groups, options);
    const text = options.json
      ? JSON.stringify(
          { ...verdictAsJson(verdict, columns, shown), ...jsonOf(found, options) },
          null,
          2,
        )
      : [verdictInWords(verdict, columns, options, shown), ...wordsOf(found, options)].join('\n');
    process.stdout.write(`${text}\n`);
    if (found?.kind === 'found' && output !== undefined) {
      const to = { path: output, format: formatOf(output) };
      await writeGeneralised(file, to, columns, found.apply);
      // What was written is what counts.
      const written = judge(await groupsOf(to, columns, options, reportRows), options);
      process.stderr.write(`${output}: ${written.rows} rows, k = ${written.k}\n`);
      if (written.kind === 'not-met') process.exitCode = 1;
    } else if (verdict.kind === 'not-met') process.exitCode = 1;
  } catch (error) {
    if (
      error instanceof UnreadableRowError ||
      error instanceof HeaderError ||
      error instanceof HierarchiesError ||
      isOfFiles(error)
    ) {
      stop(error.message);
    }
    throw error;
  }
}

const isSameFile = (one: string, other: string): boolean =>
  existsSync(other) && realpathSync(one) === realpathSync(other);

/** A directory, no rights, no space: the file cannot be checked or written. */
const isOfFiles = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'code' in error && 'syscall' in error;

function generalisationOf(
  groups: readonly Group[],
  options: AnonymityOptions,
): Generalisation | undefined {
  const { k, l, suppress = 0, quasi, output } = options;
  if (options.generalise === undefined && options.suppress === undefined && output === undefined) {
    return undefined;
  }
  const settings = settingsOf(options);
  const hierarchies = quasi.map((column) => hierarchyOf(settings.get(column)));
  return generalise(groups, { hierarchies, suppress, k, ...(l !== undefined && { l }) });
}

const noHierarchies: Hierarchies = new Map();
const settingsOf = ({ generalise: path, quasi }: AnonymityOptions) =>
  path === undefined ? noHierarchies : readHierarchies(path, quasi);

function levelsOf(found: Generalisation, options: AnonymityOptions): readonly [string, string][] {
  if (found.kind !== 'found') return [];
  const settings = settingsOf(options);
  return options.quasi.map((column, index) => [
    column,
    levelInWords(settings.get(column), found.levels[index] ?? 0),
  ]);
}

function wordsOf(found: Generalisation | undefined, options: AnonymityOptions): readonly string[] {
  switch (found?.kind) {
    case undefined:
      return [];
    case 'found':
      return [
        '',
        `It is met with these levels, rows left out: ${found.suppressedRows}`,
        ...levelsOf(found, options).map(([column, level]) => `  ${column}: ${level}`),
      ];
    case 'not-found':
      return ['', 'No generalisation meets it: raise --suppress, or ask for less.'];
    case 'too-many-combinations':
      return [
        '',
        `The hierarchies have ${found.combinations} combinations of levels: remove levels or columns.`,
      ];
  }
}

const jsonOf = (found: Generalisation | undefined, options: AnonymityOptions) =>
  found === undefined
    ? {}
    : {
        generalisation:
          found.kind === 'found'
            ? {
                result: found.kind,
                suppressedRows: found.suppressedRows,
                levels: Object.fromEntries(levelsOf(found, options)),
              }
            : { result: found.kind },
      };

const formatOf = (path: string): Format => (/\.csv$/i.test(path) ? 'csv' : 'ndjson');

const exit = (exitCode: number) => ({ exitCode });

const reportRows = (rows: number): void => {
  process.stderr.write(`${rows} rows\n`);
};

function list(text: string): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.includes('') || new Set(names).size < names.length) {
    throw new InvalidArgumentError('write names with commas between them, each once.');
  }
  return names;
}

function count(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1) {
    throw new InvalidArgumentError('write a whole number from 1.');
  }
  return number;
}

function share(text: string): number {
  const number = Number(text);
  if (text.trim() === '' || !(number >= 0 && number < 1)) {
    throw new InvalidArgumentError('write a number from 0 and below 1.');
  }
  return number;
}
