import { afterAll, beforeAll } from 'vitest';
import { startDynoxide } from '../../../local/database.ts';
import type { Dynoxide } from '../../../local/database.ts';
import { connectorContract } from '../connector-contract.ts';
import { names, openFixture } from './tables.ts';
import type { Layout } from './tables.ts';

let server: Dynoxide;
beforeAll(async () => {
  server = await startDynoxide();
});
afterAll(() => server.stop());

const key = (partition: string, sort?: string) => [
  { AttributeName: partition, KeyType: 'HASH' as const },
  ...(sort === undefined ? [] : [{ AttributeName: sort, KeyType: 'RANGE' as const }]),
];
const text = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' as const });
const keysOnly = { ProjectionType: 'KEYS_ONLY' as const };

/** A partition for each person, and an index by e-mail address. `user` and `order` are reserved words. */
const partitions: Layout = {
  table: {
    TableName: 'Messages',
    AttributeDefinitions: [
      text('user'),
      { AttributeName: 'order', AttributeType: 'N' },
      text('email'),
    ],
    KeySchema: key('user', 'order'),
    GlobalSecondaryIndexes: [
      { IndexName: 'byEmail', KeySchema: key('email'), Projection: keysOnly },
    ],
  },
  key: ['user', 'order'],
  settings: {
    category: 'prompt-text',
    key: { identifier: 'user-id', attribute: 'user' },
    second: { identifier: 'email', attribute: 'email', index: 'byEmail' },
    restricted: names.restricted,
  },
  itemOf: (person, index) => ({
    user: { S: person['user-id'] },
    order: { N: String(index) },
    email: { S: person.email },
  }),
  asideOf: (person, index) => ({
    user: { S: `imported-${index}` },
    order: { N: String(index) },
    email: { S: person.email },
  }),
  isOf: (person, { user, email }) => user?.S === person['user-id'] || email?.S === person.email,
};

/** A table with items of several kinds, of which an inverted index finds those of a person. */
const singleTable: Layout = {
  table: {
    TableName: 'Everything',
    AttributeDefinitions: [text('pk'), text('sk'), text('gsi1pk'), text('gsi1sk'), text('phone')],
    KeySchema: key('pk', 'sk'),
    GlobalSecondaryIndexes: [
      { IndexName: 'gsi1', KeySchema: key('gsi1pk', 'gsi1sk'), Projection: keysOnly },
      {
        IndexName: 'byPhone',
        KeySchema: key('phone'),
        Projection: { ProjectionType: 'ALL' },
      },
    ],
  },
  key: ['pk', 'sk'],
  settings: {
    category: 'output-text',
    key: {
      ...{ identifier: 'user-id', attribute: 'gsi1pk', index: 'gsi1' },
      ...{ value: 'USER#{user-id}', sortKeyPrefix: 'CHAT#' },
    },
    second: { identifier: 'phone', attribute: 'phone', index: 'byPhone' },
    restricted: names.restricted,
  },
  itemOf: (person, index) => ({
    pk: { S: `CHAT#${index}` },
    sk: { S: 'MESSAGE#1' },
    gsi1pk: { S: `USER#${person['user-id']}` },
    gsi1sk: { S: `CHAT#${index}` },
  }),
  asideOf: (person, index) => ({
    pk: { S: `IMPORT#${index}` },
    sk: { S: 'MESSAGE#1' },
    phone: { S: person.phone },
  }),
  isOf: (person, { gsi1pk, phone }) =>
    gsi1pk?.S === `USER#${person['user-id']}` || phone?.S === person.phone,
};

connectorContract('a table with a partition for each person', () =>
  openFixture(server.endpoint, partitions),
);
connectorContract('an index of a table with items of several kinds', () =>
  openFixture(server.endpoint, singleTable),
);
