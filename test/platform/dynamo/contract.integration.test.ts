import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { startDynoxide } from '../../../local/database.ts';
import type { Dynoxide } from '../../../local/database.ts';
import type { Database } from '../../../lambda/platform/dynamo/database.ts';
import { behaviours, contractDatabase } from './contract.ts';

// `npm run test:deploy` asks two other databases the same: test/deploy/database-opinions.ts.
describe('the embedded database', () => {
  let server: Dynoxide;
  let database: Database;

  beforeAll(async () => {
    server = await startDynoxide();
    database = await contractDatabase(
      new DynamoDBClient({
        endpoint: server.endpoint,
        region: 'eu-central-1',
        credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      }),
    );
  });

  afterAll(async () => {
    database.client.destroy();
    await server.stop();
  });

  test.each(behaviours)('$title', ({ show }) => show(database));
});
