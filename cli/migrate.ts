import { Command } from 'commander';
import process from 'node:process';
import type { Database } from '../lambda/platform/dynamo/database.ts';
import { systemClock } from '../lambda/platform/time.ts';
import { counters } from '../lambda/retention/table.ts';
import { withDeployedOptions } from './deployed/options.ts';
import type { DeployedOptions } from './deployed/options.ts';
import { onDeployedTables } from './deployed/tables.ts';
import { titleOf } from './migrate/migration.ts';
import type { Migration, MigrationState } from './migrate/migration.ts';
import { migrations } from './migrate/migrations.ts';
import { runMigrations, stateOf } from './migrate/runner.ts';
import type { RunOutcome } from './migrate/runner.ts';

const nothingToDo = 'This version of Custos has no migrations: there is nothing to do.\n';

interface MigrateOptions extends DeployedOptions {
  readonly run?: true;
  readonly dryRun?: true;
}

/** `custos migrate`: changes of data that a new version needs, and how far each has come. */
export function migrateCommand(): Command {
  return withDeployedOptions(
    new Command('migrate').description('show the data migrations of a stage and their state'),
  )
    .option('--run', 'run those that are not done, in order, from where each was left')
    .option('--dry-run', 'count what they would change; writes nothing')
    .addHelpText(
      'after',
      [
        '',
        'Stop it at any time: it goes on from the last page that was finished. The state of each',
        'migration is a row in the table of counters; see docs/operate.md.',
      ].join('\n'),
    )
    .action(migrate);
}

async function migrate(options: MigrateOptions, command: Command): Promise<void> {
  if (migrations.length === 0) {
    process.stdout.write(nothingToDo);
    return;
  }
  const needed = [counters, ...migrations.flatMap(({ tables }) => tables)];
  await onDeployedTables(command, options, needed, async (database) => {
    if (options.run || options.dryRun) await run(database, options, command);
    else await list(database);
  });
}

async function list(database: Database): Promise<void> {
  for (const migration of migrations) {
    process.stdout.write(`${lineOf(migration, await stateOf(database, migration))}\n`);
  }
}

async function run(
  database: Database,
  { dryRun = false }: { readonly dryRun?: boolean },
  command: Command,
): Promise<void> {
  const outcome = await runMigrations(
    {
      database,
      clock: systemClock,
      migrations,
      report: (migration, { seen, changed }) =>
        process.stderr.write(`${titleOf(migration)}: ${seen} rows seen, ${changed} changed\n`),
    },
    { dryRun },
  );
  if (outcome.kind === 'taken') {
    command.error(`error: another run works on ${titleOf(outcome.migration)}; wait for it`);
  }
  process.stdout.write(`${wordsOf(outcome)}\n`);
}

/** One migration and its state on one line. */
export function lineOf(migration: Migration, state: MigrationState): string {
  const title = `${titleOf(migration)} (${migration.since})`;
  const told =
    state.kind === 'pending'
      ? 'pending'
      : `${state.kind} since ${state.startedAt}, ${state.seen} rows seen, ${state.changed} changed`;
  return `${title}: ${told}\n    ${migration.summary}`;
}

/** What a run has come to; `taken` is an error of its own. */
export function wordsOf(outcome: Exclude<RunOutcome, { kind: 'taken' }>): string {
  switch (outcome.kind) {
    case 'up-to-date':
      return 'Every migration is done.';
    case 'ran':
      return `Done: ${outcome.done.map(titleOf).join(', ')}.`;
    case 'rehearsed':
      return `Nothing was written. Pending: ${outcome.pending.map(titleOf).join(', ')}.`;
  }
}
