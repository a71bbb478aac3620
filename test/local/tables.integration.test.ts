import {
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startDynoxide } from '../../local/database.ts';
import type { Dynoxide } from '../../local/database.ts';
import { StartRefusedError } from '../../local/start-refused-error.ts';
import { createTables, localTables } from '../../local/tables.ts';
import { fixtureAssembly } from './fixture.ts';

let server: Dynoxide;
let client: DynamoDBClient;

beforeEach(async () => {
  server = await startDynoxide();
  client = new DynamoDBClient({
    endpoint: server.endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
});

afterEach(async () => {
  client.destroy();
  await server.stop();
});

describe('tables of the template', () => {
  test('are created once, with time to live, and not changed afterwards', async () => {
    const tables = localTables(fixtureAssembly());

    expect(await createTables(client, tables)).toBe(3);
    await client.send(new PutItemCommand({ TableName: 'Things', Item: { id: { S: 'kept' } } }));
    expect(await createTables(client, tables)).toBe(0);
    const { TimeToLiveDescription: timeToLive } = await client.send(
      new DescribeTimeToLiveCommand({ TableName: 'Things' }),
    );
    expect(timeToLive).toMatchObject({
      TimeToLiveStatus: 'ENABLED',
      AttributeName: 'expiresAt',
    });
  });

  test('with an older schema stop the start and are not changed', async () => {
    const [things, ...others] = localTables(fixtureAssembly());
    const older = {
      ...things!.create,
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' as const }],
      GlobalSecondaryIndexes: undefined,
    };
    await createTables(client, [{ create: older }]);

    await expect(createTables(client, [things!, ...others])).rejects.toThrow(StartRefusedError);
  });
});
