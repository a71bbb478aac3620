import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { openClient } from '../../platform/dynamo/database.ts';
import { connectorFunction } from '../connector-function.ts';
import { openDynamoDbConnector } from './connector.ts';

const clients = new Map<string | undefined, DynamoDBClient>();

/** More attempts than for tables of Custos: no one waits for the response, and the table may be small. */
function clientOf(region: string | undefined): DynamoDBClient {
  const client =
    clients.get(region) ??
    openClient({
      region,
      maxAttempts: 8,
      requestHandler: {
        connectionTimeout: 2_000,
        requestTimeout: 10_000,
        throwOnRequestTimeout: true,
      },
    });
  clients.set(region, client);
  return client;
}

/** Called by `system-run`: `{action, ...call}` → the reply of the action. */
export const handler = connectorFunction('dynamodb', (settings) =>
  openDynamoDbConnector(settings, { clientOf }),
);
