import {
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteItemCommand,
  paginateScan,
  PutItemCommand,
  UpdateItemCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import type {
  AttributeValue,
  CreateTableCommandInput,
  DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import type { DynamodbSettings } from '../../../lambda/policy/connectors/dynamodb.ts';
import { openDynamoDbConnector } from '../../../lambda/system/dynamodb/connector.ts';
import { attributeToJson, itemToJson } from '../../../lambda/system/dynamodb/item-json.ts';
import { openTestClient } from '../../support/database.ts';
import { asPlanted } from '../connector-fixture.ts';
import type { ConnectorFixture, Person, StoredRow } from '../connector-fixture.ts';

export type Item = Record<string, AttributeValue>;
export const arnOf = (table: string) => `arn:aws:dynamodb:eu-central-1:111122223333:table/${table}`;

/** Reserved words of DynamoDB, a dot and a space: names as tables of others have them. */
export const names = {
  note: 'comment',
  touched: 'last.seen at',
  restricted: 'restricted',
  expires: 'ttl',
} as const;

export const createTable = async (
  client: DynamoDBClient,
  table: Omit<CreateTableCommandInput, 'BillingMode'>,
): Promise<void> => {
  await client.send(new CreateTableCommand({ ...table, BillingMode: 'PAY_PER_REQUEST' }));
};

/** A table of rows with a sort key, and an index that finds them by another attribute. */
export const createIndexedTable = (
  client: DynamoDBClient,
  TableName: string,
  {
    key: [partition, sort],
    second,
  }: {
    readonly key: readonly [string, string];
    readonly second: { readonly index: string; readonly attribute: string };
  },
): Promise<void> =>
  createTable(client, {
    TableName,
    AttributeDefinitions: [partition, sort, second.attribute].map((AttributeName) => ({
      ...{ AttributeName, AttributeType: 'S' },
    })),
    KeySchema: [
      { AttributeName: partition, KeyType: 'HASH' },
      { AttributeName: sort, KeyType: 'RANGE' },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: second.index,
        KeySchema: [{ AttributeName: second.attribute, KeyType: 'HASH' }],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
  });

/** Messages of people, found by `userId`, or by `email` with the index `byEmail`. */
export const createMessages = (client: DynamoDBClient, TableName: string): Promise<void> =>
  createIndexedTable(client, TableName, {
    key: ['userId', 'messageId'],
    second: { index: 'byEmail', attribute: 'email' },
  });

export async function expireBy(client: DynamoDBClient, TableName: string): Promise<void> {
  const TimeToLiveSpecification = { Enabled: true, AttributeName: names.expires };
  await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
}

export async function everyItem(client: DynamoDBClient, TableName: string): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of paginateScan({ client }, { TableName }))
    items.push(...(page.Items ?? []));
  return items;
}

export async function putItems(
  client: DynamoDBClient,
  table: string,
  items: readonly Item[],
): Promise<void> {
  for (let start = 0; start < items.length; start += 25) {
    await client.send(
      new BatchWriteItemCommand({
        RequestItems: {
          [table]: items.slice(start, start + 25).map((Item) => ({ PutRequest: { Item } })),
        },
      }),
    );
  }
}

export interface Layout {
  readonly table: Omit<CreateTableCommandInput, 'BillingMode'> & { readonly TableName: string };
  readonly key: readonly string[];
  readonly settings: Omit<DynamodbSettings['tables'][number], 'table'>;
  /** An item of a person; `index` makes its key unique. */
  readonly itemOf: (person: Person, index: number) => Item;
  /** One that only the second path finds. */
  readonly asideOf: (person: Person, index: number) => Item;
  readonly isOf: (person: Person, item: Item) => boolean;
}

let index = 0;

/** A connector of one table of the embedded server. */
export async function openFixture(endpoint: string, layout: Layout): Promise<ConnectorFixture> {
  const client = openTestClient(endpoint);
  const { TableName } = layout.table;
  await createTable(client, layout.table);
  await expireBy(client, TableName);
  const settings: DynamodbSettings = {
    kind: 'dynamodb',
    tables: [{ ...layout.settings, table: arnOf(TableName) }],
  };
  const open = (of: DynamodbSettings, at = client) =>
    openDynamoDbConnector(of, { clientOf: () => at, itemsPerStep: 2 });
  const common = () => ({
    [names.note]: { S: asPlanted },
    [names.expires]: { N: '4102444800' },
    status: { M: { name: { S: 'open' } } },
  });
  const itemsOf = async (person: Person) =>
    (await everyItem(client, TableName)).filter((item) => layout.isOf(person, item));
  const keyOf = (item: Item) =>
    Object.fromEntries(layout.key.map((name) => [name, item[name] ?? { NULL: true }]));
  const other = (changes: Partial<DynamodbSettings['tables'][number]>) =>
    open({ ...settings, tables: settings.tables.map((table) => ({ ...table, ...changes })) });
  const nowhere = openTestClient('http://127.0.0.1:1', { maxAttempts: 1 });

  return {
    connector: open(settings),
    categories: [layout.settings.category],
    selectors: [layout.settings.key.identifier],
    settings,
    pointer: `/${names.note}`,
    async plant(person, rows) {
      const items = Array.from({ length: rows }, () => ({
        ...layout.itemOf(person, (index += 1)),
        ...common(),
      }));
      await putItems(client, TableName, items);
    },
    async plantAside(person) {
      const Item = { ...layout.asideOf(person, (index += 1)), ...common() };
      await client.send(new PutItemCommand({ TableName, Item }));
    },
    stored: async (person) => (await itemsOf(person)).map(rowOf),
    async lose(person) {
      for (const item of await itemsOf(person)) {
        await client.send(new DeleteItemCommand({ TableName, Key: keyOf(item) }));
      }
    },
    async touch(person, value) {
      for (const item of await itemsOf(person)) {
        await client.send(
          new UpdateItemCommand({
            ...{ TableName, Key: keyOf(item), UpdateExpression: 'SET #touched = :value' },
            ExpressionAttributeNames: { '#touched': names.touched },
            ExpressionAttributeValues: { ':value': { S: value } },
          }),
        );
      }
    },
    broken: [
      {
        what: 'no such table',
        connector: other({ table: arnOf('nothing') }),
        error: 'not-found',
      },
      {
        what: 'no such index',
        connector: other({ key: { ...layout.settings.key, index: 'nothing' } }),
        error: 'misconfigured',
      },
      {
        what: 'an attribute that is no key',
        connector: other({ key: { ...layout.settings.key, attribute: names.note } }),
        error: 'misconfigured',
      },
      {
        what: 'no server',
        connector: open(settings, nowhere),
        error: 'unreachable',
      },
    ],
    stop: () => {
      client.destroy();
      nowhere.destroy();
      return Promise.resolve();
    },
  };
}

function rowOf(item: Item): StoredRow {
  const text = (name: string) => {
    const value = item[name] && attributeToJson(item[name]);
    return typeof value === 'string' ? value : undefined;
  };
  return {
    note: text(names.note),
    touched: text(names.touched),
    restricted: item[names.restricted]?.BOOL ?? false,
    content: itemToJson(item),
  };
}
