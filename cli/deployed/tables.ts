import { CloudFormationClient, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import {
  DescribeTableCommand,
  DynamoDBClient,
  ListTagsOfResourceCommand,
} from '@aws-sdk/client-dynamodb';
import type { Command } from 'commander';
import { physicalNames } from '../../lambda/platform/dynamo/database.ts';
import type { Database } from '../../lambda/platform/dynamo/database.ts';
import { StoreUnavailableError } from '../../lambda/platform/dynamo/errors.ts';
import type { TableFacts } from '../../lambda/platform/dynamo/facts.ts';
import { dataStackOf } from '../doctor/deployed-stacks.ts';
import { configuredRegion, noRegion } from '../region.ts';
import { clientConfig, whereOf } from './options.ts';
import type { DeployedOptions } from './options.ts';
import { unansweredRemedy } from './remedy.ts';

/**
 * Works on the tables of a deployed stage, found by the tag that each carries or named by the options.
 * Where they are not there, or AWS does not let us, the command ends with a line that says what to do.
 *
 * @param needed tables that the work speaks to
 */
export async function onDeployedTables(
  command: Command,
  options: DeployedOptions,
  needed: readonly TableFacts[],
  work: (database: Database) => Promise<void>,
): Promise<void> {
  await inRegion(command, options, async (there) => {
    await work(await deployedDatabase(there, needed));
  });
}

/**
 * Works on the tables that the stage has under its own names, next to those that the options name.
 *
 * @param needed tables that the stage must have
 */
export async function besideDeployedTables(
  command: Command,
  options: DeployedOptions,
  needed: readonly TableFacts[],
  work: (client: DynamoDBClient, deployed: Readonly<Record<string, string>>) => Promise<void>,
): Promise<void> {
  await inRegion(command, options, async (there) => {
    const { client, found } = await openDeployed(there);
    const missing = needed.filter(({ name }) => found[name] === undefined);
    if (missing.length > 0) throw new TablesNotFoundError(options, missing);
    await work(client, found);
  });
}

async function inRegion(
  command: Command,
  options: DeployedOptions,
  work: (there: DeployedOptions) => Promise<void>,
): Promise<void> {
  const region = options.region ?? (await configuredRegion(options.profile));
  if (region === undefined) command.error(`error: ${noRegion}`);
  try {
    await work({ ...options, region });
  } catch (error) {
    const remedy = remedyOf(error);
    if (remedy === undefined) throw error;
    command.error(`error: ${remedy}`);
  }
}

function remedyOf(error: unknown): string | undefined {
  if (error instanceof TablesNotFoundError) return error.message;
  if (!(error instanceof StageUnreachableError || error instanceof StoreUnavailableError)) {
    return undefined;
  }
  return unansweredRemedy(error.cause ?? error);
}

/** @throws TablesNotFoundError, StageUnreachableError */
async function deployedDatabase(
  options: DeployedOptions,
  needed: readonly TableFacts[],
): Promise<Database> {
  const isNamed = ({ name }: TableFacts) => options.table[name] !== undefined;
  const { client, found } = needed.every(isNamed)
    ? { client: new DynamoDBClient(clientConfig(options)), found: {} }
    : await openDeployed(options);
  const names: Readonly<Record<string, string>> = { ...found, ...options.table };
  const missing = needed.filter(({ name }) => names[name] === undefined);
  if (missing.length > 0) throw new TablesNotFoundError(options, missing);
  return { client, physicalName: physicalNames(names) };
}

/** @throws StageUnreachableError */
async function openDeployed(options: DeployedOptions) {
  const config = clientConfig(options);
  const client = new DynamoDBClient(config);
  const found = await tablesOf(
    client,
    new CloudFormationClient(config),
    dataStackOf(options.deployment ?? options.stage),
  ).catch((error: unknown) => {
    throw new StageUnreachableError('the tables of the stage are not known', { cause: error });
  });
  return { client, found };
}

async function tablesOf(
  client: DynamoDBClient,
  cloudFormation: CloudFormationClient,
  stack: string,
): Promise<Record<string, string>> {
  const names: Record<string, string> = {};
  const pages = paginateListStackResources({ client: cloudFormation }, { StackName: stack });
  for await (const page of pages) {
    for (const { ResourceType: type, PhysicalResourceId: table } of page.StackResourceSummaries ??
      []) {
      if (type !== 'AWS::DynamoDB::Table' || table === undefined) continue;
      const logical = await logicalName(client, table);
      if (logical !== undefined) names[logical] = table;
    }
  }
  return names;
}

async function logicalName(client: DynamoDBClient, table: string): Promise<string | undefined> {
  const { Table: described } = await client.send(new DescribeTableCommand({ TableName: table }));
  const tags = await client.send(
    new ListTagsOfResourceCommand({ ResourceArn: described?.TableArn }),
  );
  return tags.Tags?.find(({ Key: key }) => key === 'custos:table')?.Value;
}

/** CloudFormation or DynamoDB did not say what there is: no Region, no credentials, no permission. */
class StageUnreachableError extends Error {
  override readonly name = 'StageUnreachableError';
}

/** The stage is not deployed here, or tables were renamed. */
class TablesNotFoundError extends Error {
  override readonly name = 'TablesNotFoundError';

  constructor(options: DeployedOptions, missing: readonly TableFacts[]) {
    const names = missing.map(({ name }) => name).join(', ');
    super(
      `${whereOf(options)} has no table ${names} here: check --region and --profile, or name it with --table`,
    );
  }
}
