import {
  CreateTableCommand,
  DescribeTimeToLiveCommand,
  ListTablesCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import type { CreateTableCommandInput, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { TableFacts } from '../lambda/platform/dynamo/facts.ts';
import {
  workflowCheckpoints,
  workflowExecutions,
} from '../lambda/platform/workflow/local-tables.ts';
import type { Assembly } from './assembly.ts';

const keySchema = z.array(
  z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }),
);
const properties = z.object({
  AttributeDefinitions: z.array(
    z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) }),
  ),
  KeySchema: keySchema,
  GlobalSecondaryIndexes: z
    .array(
      z.object({
        IndexName: z.string(),
        KeySchema: keySchema,
        Projection: z.object({
          ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
          NonKeyAttributes: z.array(z.string()).optional(),
        }),
      }),
    )
    .optional(),
  StreamSpecification: z
    .object({
      StreamViewType: z.enum(['NEW_AND_OLD_IMAGES', 'NEW_IMAGE', 'OLD_IMAGE', 'KEYS_ONLY']),
    })
    .optional(),
  TimeToLiveSpecification: z.object({ AttributeName: z.string(), Enabled: z.boolean() }).optional(),
});

/** A table to be made. */
export interface LocalTable {
  readonly create: CreateTableCommandInput & { readonly TableName: string };
  readonly timeToLive?: string;
}

/** The template's tables, and those that stand in for the durable execution service. */
export function localTables(assembly: Assembly): LocalTable[] {
  const fromTemplate = assembly.ofType('AWS::DynamoDB::Table').map((placed) => {
    const {
      TimeToLiveSpecification: timeToLive,
      StreamSpecification: stream,
      ...table
    } = properties.parse(assembly.properties(placed));
    return {
      create: {
        TableName: assembly.resolver.text({ Ref: placed.logicalId }, placed.stack),
        BillingMode: 'PAY_PER_REQUEST' as const,
        ...table,
        ...(stream && { StreamSpecification: { StreamEnabled: true, ...stream } }),
      },
      ...(timeToLive?.Enabled && { timeToLive: timeToLive.AttributeName }),
    };
  });
  return [...fromTemplate, ...[workflowExecutions, workflowCheckpoints].map(fromFacts)];
}

const keysOf = (keys: { readonly partitionKey: string; readonly sortKey?: string }) => [
  { AttributeName: keys.partitionKey, KeyType: 'HASH' as const },
  ...(keys.sortKey === undefined
    ? []
    : [{ AttributeName: keys.sortKey, KeyType: 'RANGE' as const }]),
];

export function fromFacts(table: TableFacts): LocalTable {
  const indexes = table.indexes ?? [];
  const names = new Set([table, ...indexes].flatMap(keysOf).map((key) => key.AttributeName));
  return {
    create: {
      TableName: table.name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [...names].map((name) => ({ AttributeName: name, AttributeType: 'S' })),
      KeySchema: keysOf(table),
      ...(indexes.length > 0 && {
        GlobalSecondaryIndexes: indexes.map((index) => ({
          IndexName: index.name,
          KeySchema: keysOf(index),
          Projection: { ProjectionType: index.projection === 'all' ? 'ALL' : 'KEYS_ONLY' },
        })),
      }),
    },
  };
}

/** Makes what is missing and leaves existing tables alone. Answers how many were made. */
export async function createTables(
  client: DynamoDBClient,
  tables: readonly LocalTable[],
): Promise<number> {
  const existing = new Set<string>();
  let start: string | undefined;
  do {
    const page = await client.send(new ListTablesCommand({ ExclusiveStartTableName: start }));
    for (const name of page.TableNames ?? []) existing.add(name);
    start = page.LastEvaluatedTableName;
  } while (start !== undefined);
  const missing = tables.filter(({ create }) => !existing.has(create.TableName));
  for (const { create } of missing) await client.send(new CreateTableCommand(create));
  // Also for existing tables: a kill between the two calls would leave a table without it.
  for (const { create, timeToLive } of tables) {
    if (timeToLive !== undefined) await enableTimeToLive(client, create.TableName, timeToLive);
  }
  return missing.length;
}

async function enableTimeToLive(
  client: DynamoDBClient,
  TableName: string,
  AttributeName: string,
): Promise<void> {
  const described = await client.send(new DescribeTimeToLiveCommand({ TableName }));
  if (described.TimeToLiveDescription?.TimeToLiveStatus === 'ENABLED') return;
  const TimeToLiveSpecification = { Enabled: true, AttributeName };
  await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
}
