import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Database } from '../../lambda/platform/dynamo/database.ts';
import type { TableFacts } from '../../lambda/platform/dynamo/facts.ts';

/** Changes one attribute of a row, as a faulty program or a person with rights in the account would. */
export const alter = (
  { client, physicalName }: Database,
  table: TableFacts,
  key: Readonly<Record<string, string>>,
  change: Readonly<Record<string, AttributeValue>>,
) =>
  client.send(
    new UpdateItemCommand({
      TableName: physicalName(table),
      Key: Object.fromEntries(Object.entries(key).map(([name, id]) => [name, { S: id }])),
      AttributeUpdates: Object.fromEntries(
        Object.entries(change).map(([name, Value]) => [name, { Action: 'PUT', Value }]),
      ),
    }),
  );
