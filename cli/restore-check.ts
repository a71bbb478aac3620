import { Command, Option } from 'commander';
import process from 'node:process';
import { physicalNames } from '../lambda/platform/dynamo/database.ts';
import { tables } from '../lambda/tables.ts';
import { systemClock } from '../lambda/value/time.ts';
import { configuredRegion } from './region.ts';
import { addTable, withOptionalPlace } from './deployed/options.ts';
import type { DeployedOptions } from './deployed/options.ts';
import { besideDeployedTables } from './deployed/tables.ts';
import { checkRestored } from './restore-check/check.ts';
import { isComplete, printed } from './restore-check/print.ts';
import { rightsFor } from './restore-check/rights.ts';
import { neverRestored } from './restore-check/sides.ts';
import type { Side, Sides } from './restore-check/sides.ts';

interface RestoreCheckOptions extends Partial<DeployedOptions> {
  readonly table: DeployedOptions['table'];
  readonly folder?: string;
  readonly home: string;
  readonly json?: true;
  readonly rights?: true;
}

/** `custos restore-check`: restored tables have nothing that the living ones do not permit. */
export function restoreCheckCommand(): Command {
  return withOptionalPlace(
    new Command('restore-check').description(
      'after a restore: remove what was erased, deleted or withdrawn since, before anything reads it',
    ),
  )
    .option(
      '--table <name=table>',
      'a restored table, such as subject-keys=NAME; repeat it',
      addTable,
      {},
    )
    .option('--folder <directory>', 'a copy of the database of the embedded runtime')
    .addOption(
      new Option('--home <directory>', 'home of the embedded runtime')
        .env('CUSTOS_HOME')
        .default('.custos'),
    )
    .option('--json', 'print the result as JSON')
    .option('--rights', 'print the least permissions that it needs, and do nothing')
    .addHelpText(
      'after',
      [
        '',
        'Run it on restored tables before anything else may reach them. Rows that the living tables have',
        'are taken from there; what was destroyed, erased, deleted or ended since is removed; what was',
        'written since is added. Then it looks again. Running it again is safe. The exit code is 1 when',
        'something is left, or when nothing says what was changed since (docs/operate.md, Restore).',
      ].join('\n'),
    )
    .action(run);
}

async function run(options: RestoreCheckOptions, command: Command): Promise<void> {
  const { folder, home } = options;
  if (folder !== undefined) {
    const { withFolder, FolderError } = await import('./restore-check/folder.ts');
    try {
      await withFolder({ folder, home }, (sides) => check(sides, options));
    } catch (error) {
      if (error instanceof FolderError) command.error(`error: ${error.message}`);
      throw error;
    }
    return;
  }
  const { stage, table: named } = options;
  if (stage === undefined || Object.keys(named).length === 0) {
    command.error(
      'error: name the stage and each restored table with --stage and --table, or --folder',
    );
  }
  const known = tables.filter(({ name }) => named[name] !== undefined);
  const refused = known.filter((table) => neverRestored.includes(table));
  if (refused.length > 0 || known.length < Object.keys(named).length) {
    command.error(
      `error: --table names tables of Custos, and never ${neverRestored.map(({ name }) => name).join(', ')}: they must know what was done since`,
    );
  }
  if (options.rights === true) {
    const { deployment = stage, region = (await configuredRegion(options.profile)) ?? '*' } =
      options;
    process.stdout.write(`${JSON.stringify(rightsFor(named, { region, deployment }), null, 2)}\n`);
    return;
  }
  await besideDeployedTables(
    command,
    { ...options, stage },
    neverRestored,
    async (client, found) => {
      const living = Object.entries(found).filter(([name, table]) => named[name] !== table);
      const side = (names: Readonly<Record<string, string>>): Side => ({
        database: { client, physicalName: physicalNames(names) },
        has: ({ name }) => names[name] !== undefined,
      });
      await check({ restored: side(named), living: side(Object.fromEntries(living)) }, options);
    },
  );
}

async function check(sides: Sides, { json }: RestoreCheckOptions): Promise<void> {
  const report = (line: string) => void process.stderr.write(`${line}\n`);
  const checked = await checkRestored({ ...sides, clock: systemClock, report });
  const complete = isComplete(checked);
  const text = json ? JSON.stringify({ complete, tables: checked }, null, 2) : printed(checked);
  process.stdout.write(`${text}\n`);
  if (!complete) process.exitCode = 1;
}
