import { BatchWriteItemCommand, CreateTableCommand, paginateQuery } from '@aws-sdk/client-dynamodb';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { DynamodbSettings } from '../lambda/policy/connectors/dynamodb.ts';
import { startDynoxide } from '../local/database.ts';
import { openDynamoDbConnector } from '../lambda/system/dynamodb/connector.ts';
import type { ConnectorCall } from '../lambda/system/model/connector.ts';
import type { Benchmark, ReportProgress } from './measure.ts';
import { atLeast, atMost, ratioOf, timed } from './measure.ts';
import { connect } from './service.ts';

const table = 'Conversations';
const settings: DynamodbSettings = {
  kind: 'dynamodb',
  tables: [
    {
      table: `arn:aws:dynamodb:eu-central-1:111122223333:table/${table}`,
      category: 'prompt-text',
      key: { identifier: 'user-id', attribute: 'userId' },
      second: { identifier: 'email', attribute: 'email', index: 'byEmail' },
    },
  ],
};

/** What the process that exports is called with. */
export interface ConnectedExport {
  readonly endpoint: string;
  readonly settings: DynamodbSettings;
  readonly call: Omit<ConnectorCall, 'until'>;
}

export const connected = (rows: number): Benchmark => ({
  name: 'connected',
  about: `${rows} items of one person in a table of the operator: erased, and exported`,
  async run(progress) {
    const server = await startDynoxide();
    const client = connect(server.endpoint);
    try {
      await createTable(client);
      const [byKey, byIndex, raw] = [
        await newPerson(client, rows, progress),
        await newPerson(client, rows, progress),
        await newPerson(client, rows, progress),
      ];
      progress('exporting');
      const exported = await exportInProcess({ endpoint: server.endpoint, settings, call: byKey });
      const connector = openDynamoDbConnector(settings, { clientOf: () => client });
      const erase = (call: Omit<ConnectorCall, 'until'>) =>
        timed(() => toTheEnd((cursor) => connector.erase({ ...call, until: soon(), cursor })));
      progress('deleting');
      const milliseconds = {
        ours: await erase(byKey),
        limit: await timed(() => deleteInBatches(client, raw)),
        conditional: await erase({ ...byIndex, path: 'second' }),
      };
      const speed = (duration: number) => (rows / duration) * 1000;
      const against = 'Query of the keys and batches of 25 deletes, one after the other';
      const limit = speed(milliseconds.limit);
      return [
        ratioOf(
          {
            name: `${rows} items of a system erased`,
            ...{ ours: speed(milliseconds.ours), limit, unit: 'rows/s', against },
          },
          atLeast(0.8),
        ),
        ratioOf(
          {
            name: 'by an index, each under its condition',
            ...{ ours: speed(milliseconds.conditional), limit, unit: 'rows/s', against },
          },
          atLeast(0.4),
        ),
        ratioOf(
          {
            name: 'peak memory of their export',
            ...{ ours: exported.peakMegabytes, limit: 256, unit: 'MB' },
            against: 'the whole process may have 256 MB',
          },
          atMost(1),
        ),
      ];
    } finally {
      client.destroy();
      await server.stop();
    }
  },
});

const soon = () => Date.now() + 60_000;

/** Calls as the workflow does, with the cursor of the page before. */
export async function toTheEnd(
  call: (
    cursor: string | undefined,
  ) => Promise<{ readonly kind: string; readonly cursor?: string }>,
): Promise<void> {
  let cursor: string | undefined;
  do ({ cursor } = await call(cursor));
  while (cursor !== undefined);
}

async function createTable(client: DynamoDBClient): Promise<void> {
  const text = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' as const });
  await client.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [text('userId'), text('messageId'), text('email')],
      KeySchema: [
        { AttributeName: 'userId', KeyType: 'HASH' },
        { AttributeName: 'messageId', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'byEmail',
          KeySchema: [{ AttributeName: 'email', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    }),
  );
}

/** Writes items of about 700 bytes. */
async function newPerson(
  client: DynamoDBClient,
  rows: number,
  progress: ReportProgress,
): Promise<Omit<ConnectorCall, 'until'>> {
  const id = randomUUID();
  const email = `${id}@example.com`;
  for (let written = 0; written < rows; written += 25) {
    const requests = Array.from({ length: Math.min(25, rows - written) }, (_, index) => ({
      PutRequest: {
        Item: {
          userId: { S: id },
          messageId: { S: String(written + index).padStart(8, '0') },
          email: { S: email },
          text: { S: 'Plan a weekend in Lisbon. '.repeat(20) },
        },
      },
    }));
    await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: requests } }));
    if (written % 10_000 === 0) progress(`${written} of ${rows} items written`);
  }
  return {
    taskId: randomUUID(),
    identifiers: [
      { type: 'user-id', value: id },
      { type: 'email', value: email },
    ],
    categories: ['prompt-text'],
    path: 'first',
  };
}

/** The baseline, with the SDK and its defaults. */
async function deleteInBatches(
  client: DynamoDBClient,
  { identifiers: [id] }: Omit<ConnectorCall, 'until'>,
): Promise<void> {
  const pages = paginateQuery(
    { client },
    {
      TableName: table,
      KeyConditionExpression: 'userId = :id',
      ExpressionAttributeValues: { ':id': { S: id?.value ?? '' } },
      ProjectionExpression: 'userId, messageId',
      ConsistentRead: true,
    },
  );
  for await (const { Items: keys = [] } of pages) {
    for (let start = 0; start < keys.length; start += 25) {
      const requests = keys.slice(start, start + 25).map((Key) => ({ DeleteRequest: { Key } }));
      await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: requests } }));
    }
  }
}

/** In a process of its own, to measure the memory of this work alone. */
async function exportInProcess(what: ConnectedExport): Promise<{ readonly peakMegabytes: number }> {
  const script = join(import.meta.dirname, 'connected-process.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [
    // The limit of Lambda; on a large machine Node.js would grow rather than collect garbage.
    ...['--max-old-space-size=128', '--max-semi-space-size=8'],
    ...[script, JSON.stringify(what)],
  ]);
  return JSON.parse(stdout) as { readonly peakMegabytes: number };
}
