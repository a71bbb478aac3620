import {
  CreateTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  ResourceNotFoundException,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import type {
  CreateTableCommandInput,
  DynamoDBClient,
  TableDescription,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { TableFacts } from '../lambda/platform/dynamo/facts.ts';
import { workflowCheckpoints, workflowExecutions } from './adapters/workflow/tables.ts';
import type { Assembly } from './assembly.ts';
import { StartRefusedError } from './start-refused-error.ts';

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

/** A table to create. */
export interface LocalTable {
  readonly create: CreateTableCommandInput & { readonly TableName: string };
  readonly timeToLive?: string;
}

/** The tables of the template, and those that replace the durable execution service. */
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
        StreamSpecification: stream && { StreamEnabled: true, ...stream },
      },
      ...(timeToLive?.Enabled && { timeToLive: timeToLive.AttributeName }),
    };
  });
  return [
    ...fromTemplate,
    ...[workflowExecutions, workflowCheckpoints].map((facts) => fromFacts(facts)),
  ];
}

const keysOf = (keys: { readonly partitionKey: string; readonly sortKey?: string }) => [
  { AttributeName: keys.partitionKey, KeyType: 'HASH' as const },
  ...(keys.sortKey === undefined
    ? []
    : [{ AttributeName: keys.sortKey, KeyType: 'RANGE' as const }]),
];

/** @param name physical name; the logical one when absent */
export function fromFacts(table: TableFacts, name: string = table.name): LocalTable {
  const indexes = table.indexes ?? [];
  const names = new Set([table, ...indexes].flatMap(keysOf).map((key) => key.AttributeName));
  return {
    create: {
      TableName: name,
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
      ...(table.streamed && {
        StreamSpecification: {
          StreamEnabled: true,
          StreamViewType: table.streamed === true ? 'NEW_AND_OLD_IMAGES' : 'KEYS_ONLY',
        },
      }),
    },
    timeToLive: table.timeToLive,
  };
}

/**
 * Creates missing tables and does not change existing ones. Returns how many were created.
 *
 * @throws StartRefusedError when an existing table has other keys or indexes than the template
 */
export async function createTables(
  client: DynamoDBClient,
  tables: readonly LocalTable[],
): Promise<number> {
  let made = 0;
  for (const { create, timeToLive } of tables) {
    const existing = await describe(client, create.TableName);
    if (existing === undefined) {
      await client.send(new CreateTableCommand(create));
      made += 1;
    } else if (shapeOf(existing) !== shapeOf(create)) {
      throw new StartRefusedError(
        `table ${create.TableName} was made by another version of the program and has another shape: ` +
          'move the data folder away, or set CUSTOS_HOME to a new one',
      );
    }
    // Also for existing tables: a kill between the two calls would leave a table without it.
    if (timeToLive !== undefined) await enableTimeToLive(client, create.TableName, timeToLive);
  }
  return made;
}

async function describe(
  client: DynamoDBClient,
  TableName: string,
): Promise<TableDescription | undefined> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

function shapeOf({
  KeySchema: keys,
  GlobalSecondaryIndexes: indexes = [],
  StreamSpecification: stream,
}: Pick<TableDescription, 'KeySchema' | 'GlobalSecondaryIndexes' | 'StreamSpecification'>): string {
  const attributes = (schema: TableDescription['KeySchema'] = []) =>
    schema.map(({ AttributeName, KeyType }) => [AttributeName, KeyType]);
  const named = indexes.map(({ IndexName, KeySchema, Projection }) => [
    IndexName,
    attributes(KeySchema),
    Projection?.ProjectionType,
  ]);
  return JSON.stringify([
    attributes(keys),
    named.sort((one, other) => String(one[0]).localeCompare(String(other[0]))),
    stream?.StreamEnabled ? stream.StreamViewType : null,
  ]);
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
