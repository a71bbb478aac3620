import {
  CreateTableCommand,
  DynamoDBClient,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { glob } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startDynoxide } from '../../local/database.ts';
import { physicalNames } from '../../lambda/platform/dynamo/database.ts';
import type { Database } from '../../lambda/platform/dynamo/database.ts';
import type { TableFacts } from '../../lambda/platform/dynamo/facts.ts';

export interface TestDatabase {
  readonly database: Database;
  readonly endpoint: string;
  readonly mcpEndpoint: string;
  /** Physical names by logical name, as a function's environment carries them. */
  readonly tables: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
}

/** A real embedded server with every table of every room, in memory. */
export async function startDatabase(): Promise<TestDatabase> {
  const server = await startDynoxide();
  const client = new DynamoDBClient({
    endpoint: server.endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    requestHandler: { requestTimeout: 20_000, throwOnRequestTimeout: true },
  });
  const facts = await allTables();
  const tables = Object.fromEntries(facts.map(({ name }) => [name, `test-${name}`]));
  for (const table of facts) await createTable(client, `test-${table.name}`, table);
  return {
    database: { client, physicalName: physicalNames(tables) },
    endpoint: server.endpoint,
    mcpEndpoint: server.mcpEndpoint,
    tables,
    stop: async () => {
      client.destroy();
      await server.stop();
    },
  };
}

/** The facts of every `table.ts`. */
export async function allTables(): Promise<TableFacts[]> {
  const root = resolve(import.meta.dirname, '../..');
  const facts: TableFacts[] = [];
  for await (const file of glob('lambda/**/table.ts', { cwd: root })) {
    const module = (await import(pathToFileURL(resolve(root, file)).href)) as Record<
      string,
      TableFacts
    >;
    facts.push(...Object.values(module));
  }
  return facts;
}

async function createTable(client: DynamoDBClient, name: string, table: TableFacts): Promise<void> {
  const keySchema = (keys: { partitionKey: string; sortKey?: string }) => [
    { AttributeName: keys.partitionKey, KeyType: 'HASH' as const },
    ...(keys.sortKey === undefined
      ? []
      : [{ AttributeName: keys.sortKey, KeyType: 'RANGE' as const }]),
  ];
  const indexes = table.indexes ?? [];
  const attributes = new Set(
    [table, ...indexes].flatMap(({ partitionKey, sortKey }) =>
      sortKey === undefined ? [partitionKey] : [partitionKey, sortKey],
    ),
  );
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [...attributes].map((attribute) => ({
        AttributeName: attribute,
        AttributeType: 'S',
      })),
      KeySchema: keySchema(table),
      ...(indexes.length > 0 && {
        GlobalSecondaryIndexes: indexes.map((index) => ({
          IndexName: index.name,
          KeySchema: keySchema(index),
          Projection: { ProjectionType: index.projection === 'all' ? 'ALL' : 'KEYS_ONLY' },
        })),
      }),
      ...(table.streamed && {
        StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
      }),
    }),
  );
  if (table.timeToLive !== undefined) {
    await client.send(
      new UpdateTimeToLiveCommand({
        TableName: name,
        TimeToLiveSpecification: { Enabled: true, AttributeName: table.timeToLive },
      }),
    );
  }
}
