import { CloudFormationClient, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import {
  DescribeTableCommand,
  DynamoDBClient,
  ListTagsOfResourceCommand,
} from '@aws-sdk/client-dynamodb';
import { physicalNames } from '../../lambda/platform/dynamo/database.ts';
import type { Database } from '../../lambda/platform/dynamo/database.ts';
import type { TableFacts } from '../../lambda/platform/dynamo/facts.ts';
import type { DeployedOptions } from './options.ts';

/**
 * The tables of a deployed stage, by the tag that each carries, or those that the options name.
 *
 * @param needed tables that the caller speaks to
 * @throws TablesNotFoundError when one of them is not there
 */
export async function deployedDatabase(
  options: DeployedOptions,
  needed: readonly TableFacts[],
): Promise<Database> {
  const config = {
    ...(options.region !== undefined && { region: options.region }),
    ...(options.profile !== undefined && { profile: options.profile }),
    ...(options.endpointUrl !== undefined && { endpoint: options.endpointUrl }),
  };
  const client = new DynamoDBClient(config);
  const isNamed = ({ name }: TableFacts) => options.table[name] !== undefined;
  const found = needed.every(isNamed)
    ? {}
    : await tablesOf(client, new CloudFormationClient(config), `Custos-${options.stage}-Data`);
  const names = { ...found, ...options.table };
  const missing = needed.filter(({ name }) => names[name] === undefined);
  if (missing.length > 0) throw new TablesNotFoundError(options.stage, missing);
  return { client, physicalName: physicalNames(names) };
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

/** The stage is not deployed here, or tables were renamed. */
export class TablesNotFoundError extends Error {
  override readonly name = 'TablesNotFoundError';

  constructor(stage: string, missing: readonly TableFacts[]) {
    const names = missing.map(({ name }) => name).join(', ');
    super(
      `stage ${stage} has no table ${names} here: check --region and --profile, or name it with --table`,
    );
  }
}
