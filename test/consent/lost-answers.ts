import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Database } from '../../lambda/platform/dynamo/database.ts';
import type { TestDatabase } from '../support/database.ts';

/**
 * The same server behind a connection that loses an answer: the first call of `operation` reaches
 * the server and is carried out, and the connection breaks before the answer comes back.
 *
 * @param meanwhile happens between the two
 */
export async function losingAnswer(
  server: TestDatabase,
  operation: string,
  meanwhile: () => Promise<unknown>,
): Promise<{
  readonly database: Database;
  readonly wasLost: () => boolean;
  readonly stop: () => Promise<void>;
}> {
  let lost = false;
  const proxy = createServer((incoming, outgoing) => {
    const target = String(incoming.headers['x-amz-target']);
    const loses = !lost && target.endsWith(`.${operation}`);
    lost ||= loses;
    const { method, headers } = incoming;
    const onward = request(server.endpoint, { method, headers }, (answer) => {
      if (loses) {
        answer.resume();
        answer.on('end', () => void meanwhile().finally(() => incoming.socket.destroy()));
        return;
      }
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
    // The SDK would repeat the call with the same token; a process that died would not.
    maxAttempts: 1,
  });
  return {
    database: { client, physicalName: server.database.physicalName },
    wasLost: () => lost,
    stop: async () => {
      client.destroy();
      proxy.closeAllConnections();
      await new Promise((resolve) => proxy.close(resolve));
    },
  };
}
