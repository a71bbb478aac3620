import { CreateTableCommand, UpdateTimeToLiveCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBClient, DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { glob } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startDynoxide } from '../../local/database.ts';
import { fromFacts } from '../../local/tables.ts';
import type { LocalTable } from '../../local/tables.ts';
import { openClient, physicalNames } from '../../lambda/platform/dynamo/database.ts';
import type { Database } from '../../lambda/platform/dynamo/database.ts';
import type { TableFacts } from '../../lambda/platform/dynamo/facts.ts';

export interface TestDatabase {
  readonly database: Database;
  readonly endpoint: string;
  readonly mcpEndpoint: string;
  /** Physical names by logical name, as in the environment of a function. */
  readonly tables: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
}

/**
 * An embedded server with every table of every module, in memory.
 *
 * @param options.streams `off` for many writes: there a stream costs more the longer it is
 */
export async function startDatabase(
  options: { readonly streams?: 'off' } = {},
): Promise<TestDatabase> {
  const server = await startDynoxide();
  const client = openTestClient(server.endpoint, {
    requestHandler: { requestTimeout: 20_000, throwOnRequestTimeout: true },
  });
  const all = await allTables();
  const facts = options.streams === 'off' ? all.map(withoutStream) : all;
  const tables = Object.fromEntries(facts.map(({ name }) => [name, `test-${name}`]));
  await Promise.all(facts.map((table) => create(client, fromFacts(table, tables[table.name]))));
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

/**
 * A client of the embedded server, which wants a signature and verifies none: to make a real one is
 * half of what a call costs the SDK. Clients of the embedded runtime make real ones.
 */
export const openTestClient = (
  endpoint: string,
  more: Pick<DynamoDBClientConfig, 'maxAttempts' | 'requestHandler'> = {},
): DynamoDBClient =>
  openClient({
    ...{ endpoint, region: 'eu-central-1', signer },
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    ...more,
  });

const signature = {
  authorization:
    'AWS4-HMAC-SHA256 Credential=test/20260101/eu-central-1/dynamodb/aws4_request, SignedHeaders=host, Signature=none',
  'x-amz-date': '20260101T000000Z',
};
const signer: NonNullable<DynamoDBClientConfig['signer']> = {
  sign: (request) =>
    Promise.resolve(Object.assign(request, { headers: { ...request.headers, ...signature } })),
};

/** On a server that is new nothing has to be looked for first, as `createTables` does. */
async function create(
  client: DynamoDBClient,
  { create: table, timeToLive }: LocalTable,
): Promise<void> {
  await client.send(new CreateTableCommand(table));
  if (timeToLive === undefined) return;
  const TimeToLiveSpecification = { Enabled: true, AttributeName: timeToLive };
  const { TableName } = table;
  await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
}

function withoutStream(table: TableFacts): TableFacts {
  const { streamed, ...facts } = table;
  return streamed ? facts : table;
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
