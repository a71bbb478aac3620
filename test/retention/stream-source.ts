import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams';
import type { DynamoDBRecord } from 'aws-lambda';
import type { TableFacts } from '../../lambda/platform/dynamo/facts.ts';
import { records } from '../../lambda/record/table.ts';
import type { TestDatabase } from '../support/database.ts';

/** Everything that the stream of a table holds, as Lambda hands it to a consumer. */
export async function readStream(
  server: TestDatabase,
  table: TableFacts = records,
): Promise<DynamoDBRecord[]> {
  const { database, endpoint } = server;
  const streams = new DynamoDBStreamsClient({
    endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const { Table } = await database.client.send(
    new DescribeTableCommand({ TableName: database.physicalName(table) }),
  );
  const StreamArn = Table?.LatestStreamArn;
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  const changes: DynamoDBRecord[] = [];
  for (const { ShardId } of StreamDescription?.Shards ?? []) {
    const { ShardIterator } = await streams.send(
      new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' }),
    );
    let iterator = ShardIterator;
    for (;;) {
      const page: { Records: DynamoDBRecord[]; NextShardIterator?: string } = await getRecords(
        endpoint,
        iterator,
      );
      if (page.Records.length === 0) break;
      changes.push(...page.Records);
      iterator = page.NextShardIterator;
    }
  }
  streams.destroy();
  return changes;
}

// The SDK looks for `PrincipalId` and drops the identity, which the wire spells as Lambda does.
async function getRecords(endpoint: string, ShardIterator: string | undefined) {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'DynamoDBStreams_20120810.GetRecords',
      authorization:
        'AWS4-HMAC-SHA256 Credential=test/20261124/eu-central-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
      'x-amz-date': '20261124T000000Z',
    },
    body: JSON.stringify({ ShardIterator }),
  });
  return (await response.json()) as { Records: DynamoDBRecord[]; NextShardIterator?: string };
}

/** Deletes expired rows as the service would, under its identity. */
export async function sweepExpired({ mcpEndpoint }: TestDatabase): Promise<number> {
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
  };
  const post = async (message: object) => {
    const response = await fetch(mcpEndpoint, {
      method: 'POST',
      headers,
      body: JSON.stringify({ jsonrpc: '2.0', ...message }),
    });
    const session = response.headers.get('mcp-session-id');
    if (session !== null) headers['mcp-session-id'] = session;
    return response.text();
  };
  const clientInfo = { name: 'test', version: '1' };
  const params = { protocolVersion: '2025-03-26', capabilities: {}, clientInfo };
  await post({ id: 1, method: 'initialize', params });
  await post({ method: 'notifications/initialized' });
  const answer = await post({ id: 2, method: 'tools/call', params: { name: 'sweep_ttl' } });
  const deleted = /items_deleted\\":(\d+)/.exec(answer)?.[1];
  if (deleted === undefined) throw new Error('the embedded server did not sweep');
  return Number(deleted);
}
