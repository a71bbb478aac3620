import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { stageNames } from '../../lib/stages.ts';
import type { StageName } from '../../lib/stages.ts';
import { regionOption } from '../region.ts';

/** What names the tables that a command works on. */
export interface DeployedOptions {
  readonly stage: StageName;
  /** Begins the names of its stacks. */
  readonly deployment?: string;
  readonly region?: string;
  readonly profile?: string;
  readonly endpointUrl?: string;
  /** Physical names by logical name, instead of those of the stage. */
  readonly table: Readonly<Record<string, string>>;
}

export const withDeployedOptions = (command: Command): Command =>
  command
    .addOption(
      new Option('--stage <name>', 'deployed stage').choices(stageNames).makeOptionMandatory(),
    )
    .option('--deployment <name>', 'name of the deployment; that of the stage when absent')
    .addOption(regionOption())
    .option('--profile <name>', 'profile of the AWS configuration')
    .option(
      '--table <name=table>',
      'a table under another name, for example one that was restored; repeat it',
      addTable,
      {},
    )
    .option('--endpoint-url <url>', 'ask an emulator instead of AWS');

function addTable(
  value: string,
  before: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const [, name, table] = /^([a-z-]+)=([\w.-]{3,255})$/.exec(value) ?? [];
  if (name === undefined || table === undefined) {
    throw new InvalidArgumentError('Write it as subject-keys=NAME-OF-THE-TABLE.');
  }
  return { ...before, [name]: table };
}
