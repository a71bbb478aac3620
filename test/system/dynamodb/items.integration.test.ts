import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { startDynoxide } from '../../../local/database.ts';
import type { Dynoxide } from '../../../local/database.ts';
import type { DynamodbSettings } from '../../../lambda/policy/connectors/dynamodb.ts';
import { openDynamoDbConnector } from '../../../lambda/system/dynamodb/connector.ts';
import { maximumPageBytes } from '../../../lambda/system/model/connector.ts';
import type { PersonIdentifier } from '../../../lambda/system/model/connector.ts';
import { openTestClient } from '../../support/database.ts';
import { callOf, everyPage, newPerson, totalOf } from '../connector-fixture.ts';
import { arnOf, createTable, everyItem, expireBy, putItems } from './tables.ts';
import type { Item } from './tables.ts';

let server: Dynoxide;
let client: DynamoDBClient;
beforeAll(async () => {
  server = await startDynoxide();
  client = openTestClient(server.endpoint);
  await createTable(client, {
    TableName: 'Events',
    AttributeDefinitions: [
      { AttributeName: 'user', AttributeType: 'N' },
      { AttributeName: 'at', AttributeType: 'B' },
    ],
    KeySchema: [
      { AttributeName: 'user', KeyType: 'HASH' },
      { AttributeName: 'at', KeyType: 'RANGE' },
    ],
  });
  await createTable(client, {
    TableName: 'Chats',
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }, text('sk')],
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
  });
  await expireBy(client, 'Chats');
});
afterAll(async () => {
  client.destroy();
  await server.stop();
});

function text(AttributeName: string) {
  return { AttributeName, AttributeType: 'S' as const };
}

type TableSettings = DynamodbSettings['tables'][number];
const open = (...tables: readonly TableSettings[]) =>
  openDynamoDbConnector({ kind: 'dynamodb', tables: [...tables] }, { clientOf: () => client });

const chats: TableSettings = {
  ...{ table: arnOf('Chats'), category: 'prompt-text' },
  key: { identifier: 'user-id', attribute: 'pk' },
  restricted: 'restricted',
};
const events: TableSettings = {
  ...{ table: arnOf('Events'), category: 'usage-events' },
  key: { identifier: 'user-id', attribute: 'user' },
};
const byId = (value: string): PersonIdentifier[] => [{ type: 'user-id', value }];
const person = newPerson();

const chatsOf = (user: string, count: number, more: Item = {}): Item[] =>
  Array.from({ length: count }, (_, index) => ({
    ...{ pk: { S: user }, sk: { S: String(index).padStart(6, '0') }, ...more },
  }));

describe('a partition of more than 1 MB', () => {
  const connector = open(chats);
  const user = person['user-id'];
  const call = callOf({ categories: ['prompt-text'] }, person);
  const count = 150;

  test('is counted, exported and erased to its end', async () => {
    await putItems(client, 'Chats', chatsOf(user, count, { body: { S: 'x'.repeat(24_000) } }));

    const found = await everyPage((cursor) => connector.find({ ...call, cursor }));
    const exported = await everyPage((cursor) => connector.export({ ...call, cursor }));
    const erased = await everyPage((cursor) => connector.erase({ ...call, cursor }));

    expect(totalOf(found)).toBe(count);
    expect(exported.flatMap(({ items }) => items)).toHaveLength(count);
    expect(exported.length).toBeGreaterThan(1);
    for (const page of exported) {
      expect(JSON.stringify(page).length).toBeLessThan(maximumPageBytes);
    }
    expect(totalOf(erased)).toBe(count);
    expect((await everyItem(client, 'Chats')).filter(({ pk }) => pk?.S === user)).toEqual([]);
  });

  test('is exported in pages that AWS Lambda can return, whatever JSON makes of the text', async () => {
    const other = newPerson();
    // RFC 8259: a control character takes six bytes.
    const body = { S: '\u0001'.repeat(100_000) };
    await putItems(client, 'Chats', chatsOf(other['user-id'], 20, { body }));
    const of = callOf({ categories: ['prompt-text'] }, other);

    const exported = await everyPage((cursor) => connector.export({ ...of, cursor }));

    expect(exported.flatMap(({ items }) => items)).toHaveLength(20);
    for (const page of exported) {
      expect(JSON.stringify(page).length).toBeLessThan(maximumPageBytes);
    }
  });
});

describe('a key that is a number', () => {
  const connector = open(events);
  const call = (user: string) => ({
    ...callOf({ categories: ['usage-events'] }, person, { until: 0 }),
    identifiers: byId(user),
  });
  const eventsOf = (user: string, count: number): Item[] =>
    Array.from({ length: count }, (_, index) => ({
      user: { N: user },
      at: { B: Uint8Array.of(1, index) },
    }));

  test('is compared as a number, with a sort key of bytes', async () => {
    await putItems(client, 'Events', [...eventsOf('7', 3), ...eventsOf('70', 2)]);
    const small = openDynamoDbConnector(
      { kind: 'dynamodb', tables: [events] },
      { clientOf: () => client, itemsPerStep: 1 },
    );

    const exported = await everyPage((cursor) => small.export({ ...call('7'), cursor }));

    expect(
      exported.flatMap(({ items }) => items.map((item) => 'content' in item && item.content)),
    ).toEqual(
      [0, 1, 2].map((index) => ({
        user: 7,
        at: Buffer.from([1, index]).toString('base64'),
      })),
    );
    expect(totalOf(await everyPage((cursor) => small.erase({ ...call('7'), cursor })))).toBe(3);
    expect(await everyItem(client, 'Events')).toHaveLength(2);
  });

  test.each(['user-7', '7.0', '007', '', ' 7', '7e0', 'NaN', '9'.repeat(60)])(
    'finds nothing for %j, which is no number of an item',
    async (value) => {
      expect(await connector.find(call(value))).toEqual({
        kind: 'page',
        counts: {},
        selectors: [],
      });
    },
  );
});

describe('several tables and identifiers', () => {
  test('are all searched, and counted by category', async () => {
    const [one, other] = ['41', '42'];
    await putItems(client, 'Chats', [...chatsOf(one, 2), ...chatsOf(other, 3)]);
    await putItems(client, 'Events', [{ user: { N: one }, at: { B: Uint8Array.of(1) } }]);
    const connector = open(chats, events);
    const call = {
      ...callOf({ categories: ['prompt-text', 'usage-events'] }, person),
      identifiers: [...byId(one), ...byId(other), { type: 'email' as const, value: person.email }],
    };

    const counts = { 'prompt-text': 5, 'usage-events': 1 };
    expect(await connector.find(call)).toEqual({ kind: 'page', counts, selectors: ['user-id'] });
    expect(await connector.erase({ ...call, categories: ['usage-events'] })).toEqual({
      kind: 'page',
      counts: { 'usage-events': 1 },
    });
    expect(await connector.find(call)).toMatchObject({ counts: { 'prompt-text': 5 } });
  });
});

test('only the attribute of a restriction and the corrected value are written', async () => {
  const user = newPerson();
  const connector = open(chats);
  const call = callOf({ categories: ['prompt-text'] }, user);
  const item = {
    ...{ pk: { S: user['user-id'] }, sk: { S: '1' }, ttl: { N: '4102444800' } },
    big: { N: '12345678901234567890123456789012345678' },
    tags: { SS: ['a', 'b'] },
    bytes: { B: Uint8Array.of(1, 2, 255) },
    profile: { M: { name: { S: 'Ada L.' }, homes: { L: [{ M: { city: { S: 'Bonn' } } }] } } },
  };
  await putItems(client, 'Chats', [item]);
  const stored = async () =>
    (await everyItem(client, 'Chats')).find(({ pk }) => pk?.S === user['user-id']);

  await connector.restrict({ ...call, restricted: true });
  expect(await stored()).toEqual({ ...item, restricted: { BOOL: true } });
  await connector.restrict({ ...call, restricted: false });
  expect(await stored()).toEqual(item);

  const category = 'prompt-text';
  const changed = await connector.rectify({
    ...call,
    corrections: [
      { category, pointer: '/profile/homes/0/city', old: 'Bonn', new: 'Köln' },
      { category, pointer: '/profile/homes/1/city', old: 'Bonn', new: 'Köln' },
      { category, old: 'Ada L.', new: 'Ada Lovelace' },
      { category: 'usage-events', old: 'a', new: 'z' },
    ],
  });
  expect(changed).toMatchObject({ counts: { 'prompt-text': 1 } });
  expect(await stored()).toEqual({
    ...item,
    profile: { M: { name: { S: 'Ada Lovelace' }, homes: { L: [{ M: { city: { S: 'Köln' } } }] } } },
  });
});

test('an attribute that names the person is corrected after all others of the item', async () => {
  await createTable(client, {
    TableName: 'Profiles',
    AttributeDefinitions: [text('id'), text('email')],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'byEmail',
        KeySchema: [{ AttributeName: 'email', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
  });
  const [from, to] = ['old@example.com', 'new@example.com'];
  await putItems(client, 'Profiles', [
    { id: { S: '1' }, email: { S: from }, copy: { S: from }, sent: { L: [{ S: from }] } },
  ]);
  const connector = open({
    ...{ table: arnOf('Profiles'), category: 'prompt-text' },
    key: { identifier: 'email', attribute: 'email', index: 'byEmail' },
  });

  const changed = await connector.rectify({
    ...callOf({ categories: ['prompt-text'] }, person),
    identifiers: [{ type: 'email', value: from }],
    corrections: ['/email', '/copy', '/sent/0'].map((pointer) => ({
      ...{ category: 'prompt-text', pointer, old: from, new: to },
    })),
  });

  expect(changed).toMatchObject({ counts: { 'prompt-text': 1 } });
  expect(await everyItem(client, 'Profiles')).toEqual([
    { id: { S: '1' }, email: { S: to }, copy: { S: to }, sent: { L: [{ S: to }] } },
  ]);
});

test('a control has items of the kind that is searched for', async () => {
  await createTable(client, {
    TableName: 'Kinds',
    AttributeDefinitions: [text('pk'), text('sk')],
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
  });
  const item = (pk: string, sk: string): Item => ({ pk: { S: pk }, sk: { S: sk } });
  await putItems(client, 'Kinds', [
    ...Array.from({ length: 40 }, (_, index) => item(`user-${index}`, 'PROFILE#1')),
    ...[item('chatting', 'CHAT#1'), item('chatting', 'CHAT#2'), item('chatting', 'PROFILE#1')],
  ]);
  const connector = open({
    ...{ table: arnOf('Kinds'), category: 'prompt-text' },
    key: { identifier: 'user-id', attribute: 'pk', sortKeyPrefix: 'CHAT#' },
  });

  const control = await connector.control(callOf({ categories: ['prompt-text'] }, newPerson()));

  expect(control).toMatchObject({ rows: 2 });
});

test('another person is found as a control behind thousands of items of the person', async () => {
  const [large, small] = [newPerson(), newPerson()];
  const connector = open({ ...chats, table: arnOf('Large') });
  await createTable(client, {
    TableName: 'Large',
    AttributeDefinitions: [text('pk'), text('sk')],
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
  });
  await putItems(client, 'Large', chatsOf(large['user-id'], 3_000));
  const call = callOf({ categories: ['prompt-text'] }, large);
  const alone = await connector.control(call);
  await putItems(client, 'Large', chatsOf(small['user-id'], 2));

  expect(alone).toEqual({ kind: 'control', rows: 0 });
  expect(await connector.control(call)).toMatchObject({ rows: 2 });
});
