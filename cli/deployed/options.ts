import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { stageNames } from '../../lib/stages.ts';
import type { StageName } from '../../lib/stages.ts';
import { regionOption } from '../region.ts';

/** What names the deployment that a command works on. */
export interface PlaceOptions {
  readonly stage: StageName;
  /** Begins the names of its stacks. */
  readonly deployment?: string;
  readonly region?: string;
  readonly profile?: string;
  readonly endpointUrl?: string;
}

/** What names the tables that a command works on. */
export interface DeployedOptions extends PlaceOptions {
  /** Physical names by logical name, instead of those of the stage. */
  readonly table: Readonly<Record<string, string>>;
}

export const withPlaceOptions = (command: Command): Command =>
  withOptionalPlace(command, stageOption().makeOptionMandatory());

export const stageOption = (): Option =>
  new Option('--stage <name>', 'deployed stage').choices(stageNames);

/** For a command that also works without a deployment. */
export const withOptionalPlace = (command: Command, stage = stageOption()): Command =>
  command
    .addOption(stage)
    .option('--deployment <name>', 'name of the deployment; that of the stage when absent')
    .addOption(regionOption())
    .option('--profile <name>', 'profile of the AWS configuration')
    .option('--endpoint-url <url>', 'ask an emulator instead of AWS');

export const withDeployedOptions = (command: Command): Command =>
  withPlaceOptions(command).option(
    '--table <name=table>',
    'a table under another name, for example one that was restored; repeat it',
    addTable,
    {},
  );

/** Configuration of a client of the SDK. */
export const clientConfig = ({ region, profile, endpointUrl }: PlaceOptions) => ({
  ...(region !== undefined && { region }),
  ...(profile !== undefined && { profile }),
  ...(endpointUrl !== undefined && { endpoint: endpointUrl }),
});

/** As a person names the deployment. */
export const whereOf = ({ stage, deployment }: PlaceOptions): string =>
  deployment === undefined ? `stage ${stage}` : `deployment ${deployment}`;

export function addTable(
  value: string,
  before: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const [, name, table] = /^([a-z-]+)=([\w.-]{3,255})$/.exec(value) ?? [];
  if (name === undefined || table === undefined) {
    throw new InvalidArgumentError('Write it as subject-keys=NAME-OF-THE-TABLE.');
  }
  return { ...before, [name]: table };
}
