import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Database } from '../../lambda/platform/dynamo/database.ts';
import type { TestDatabase } from '../support/database.ts';

/**
 * The same server behind a connection that breaks: after `calls` calls of `operation`, every
 * further one is cut off before it reaches the server.
 */
export async function brokenAfter(
  server: TestDatabase,
  operation: string,
  calls: number,
): Promise<{ readonly database: Database; readonly stop: () => Promise<void> }> {
  let left = calls;
  const proxy = createServer((incoming, outgoing) => {
    const target = String(incoming.headers['x-amz-target']);
    if (target.endsWith(`.${operation}`)) {
      if (left === 0) {
        incoming.destroy();
        return;
      }
      left -= 1;
    }
    const { method, headers } = incoming;
    const onward = request(server.endpoint, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  return {
    database: { client, physicalName: server.database.physicalName },
    stop: async () => {
      client.destroy();
      proxy.closeAllConnections();
      await new Promise((resolve) => proxy.close(resolve));
    },
  };
}
