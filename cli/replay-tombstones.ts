import { Command } from 'commander';
import process from 'node:process';
import { replayTombstones } from '../lambda/platform/keyring/replay-tombstones.ts';
import { subjectKeys, tombstones } from '../lambda/platform/keyring/table.ts';
import { withDeployedOptions } from './deployed/options.ts';
import type { DeployedOptions } from './deployed/options.ts';
import { onDeployedTables } from './deployed/tables.ts';

/** `custos replay-tombstones`: what was erased before a restore is erased after it. */
export function replayTombstonesCommand(): Command {
  return withDeployedOptions(
    new Command('replay-tombstones').description(
      'after a restore: destroy again the keys that were destroyed before it',
    ),
  )
    .addHelpText(
      'after',
      [
        '',
        'Run it on restored tables before anything else may reach them: until then a copy from before',
        'an erasure opens. Running it again is safe. It needs dynamodb:Scan and dynamodb:PartiQLDelete',
        'on subject-keys and dynamodb:BatchGetItem on tombstones.',
      ].join('\n'),
    )
    .action(run);
}

async function run(options: DeployedOptions, command: Command): Promise<void> {
  await onDeployedTables(command, options, [subjectKeys, tombstones], async (database) => {
    const { removed } = await replayTombstones(database, ({ read, removed: sofar }) =>
      process.stderr.write(`${read} keys read, ${sofar} destroyed again\n`),
    );
    process.stdout.write(`Destroyed again: ${removed} keys.\n`);
  });
}
