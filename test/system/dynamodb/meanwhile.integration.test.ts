import { DeleteItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startDynoxide } from '../../../local/database.ts';
import type { Dynoxide } from '../../../local/database.ts';
import { openDynamoDbConnector } from '../../../lambda/system/dynamodb/connector.ts';
import type { DynamodbSettings } from '../../../lambda/policy/connectors/dynamodb.ts';
import type { Connector } from '../../../lambda/system/model/connector.ts';
import { callOf as matching, startFaultProxy } from '../../faults/proxy.ts';
import type { FaultProxy } from '../../faults/proxy.ts';
import { openTestClient } from '../../support/database.ts';
import { callOf, everyPage, newPerson, totalOf } from '../connector-fixture.ts';
import type { Person } from '../connector-fixture.ts';
import { arnOf, createIndexedTable, everyItem, putItems } from './tables.ts';
import type { Item } from './tables.ts';

const TableName = 'Notes';
const settings: DynamodbSettings = {
  kind: 'dynamodb',
  tables: [
    {
      ...{ table: arnOf(TableName), category: 'prompt-text' },
      key: { identifier: 'email', attribute: 'email', index: 'byEmail' },
      second: { identifier: 'user-id', attribute: 'pk' },
      restricted: 'restricted',
    },
  ],
};

let server: Dynoxide;
let proxy: FaultProxy;
let direct: DynamoDBClient;
let throughProxy: DynamoDBClient;
let connector: Connector;
beforeAll(async () => {
  server = await startDynoxide();
  proxy = await startFaultProxy(server.endpoint);
  direct = openTestClient(server.endpoint);
  throughProxy = openTestClient(proxy.url, { maxAttempts: 1 });
  connector = openDynamoDbConnector(settings, { clientOf: () => throughProxy, itemsPerStep: 50 });
  await createIndexedTable(direct, TableName, {
    key: ['pk', 'sk'],
    second: { index: 'byEmail', attribute: 'email' },
  });
});
afterEach(() => proxy.heal());
afterAll(async () => {
  direct.destroy();
  throughProxy.destroy();
  await proxy.stop();
  await server.stop();
});

const itemOf = (person: Person, sk: string): Item => ({
  pk: { S: person['user-id'] },
  sk: { S: sk },
  email: { S: person.email },
  note: { S: 'old' },
});
const planted = async (count = 1): Promise<Person> => {
  const person = newPerson();
  await putItems(
    direct,
    TableName,
    Array.from({ length: count }, (_, index) => itemOf(person, `${index}`)),
  );
  return person;
};
const stored = async ({ 'user-id': user }: Person) =>
  (await everyItem(direct, TableName)).filter(({ pk }) => pk?.S === user);
const of = (person: Person, path: 'first' | 'second' = 'first') =>
  callOf({ categories: ['prompt-text'] }, person, { path });

/** What the application does in the moment before the connector writes. */
function justBefore(operation: string, act: () => Promise<unknown>): void {
  proxy.onRequest(matching(operation), async () => {
    await act();
    return undefined;
  });
}

const changed = (person: Person, attribute: string, value: string) => () =>
  direct.send(
    new UpdateItemCommand({
      ...{ TableName, Key: { pk: { S: person['user-id'] }, sk: { S: '0' } } },
      UpdateExpression: 'SET #attribute = :value',
      ExpressionAttributeNames: { '#attribute': attribute },
      ExpressionAttributeValues: { ':value': { S: value } },
    }),
  );
const deleted = (person: Person) => () =>
  direct.send(
    new DeleteItemCommand({ TableName, Key: { pk: { S: person['user-id'] }, sk: { S: '0' } } }),
  );

describe('what an application does between the read and the write', () => {
  test('an item that became that of another person is not erased', async () => {
    const [person, other] = [await planted(), newPerson()];
    justBefore('BatchExecuteStatement', changed(person, 'email', other.email));

    expect(totalOf([await connector.erase(of(person)).then(page)])).toBe(0);

    expect(await stored(person)).toMatchObject([{ email: { S: other.email } }]);
  });

  test('an item that is gone already is not counted', async () => {
    const person = await planted();
    justBefore('BatchExecuteStatement', deleted(person));

    expect(totalOf([await connector.erase(of(person)).then(page)])).toBe(0);
  });

  test('an item that is gone is not made again by a restriction or a correction', async () => {
    const [restricted, corrected] = [await planted(), await planted()];
    justBefore('UpdateItem', deleted(restricted));
    await connector.restrict({ ...of(restricted), restricted: true });
    justBefore('UpdateItem', deleted(corrected));
    await connector.rectify({ ...of(corrected), corrections });

    expect(await stored(restricted)).toEqual([]);
    expect(await stored(corrected)).toEqual([]);
  });

  test('a value that was changed is not corrected, and other attributes are kept', async () => {
    const [newer, beside] = [await planted(), await planted()];
    justBefore('UpdateItem', changed(newer, 'note', 'newer'));
    const first = await connector.rectify({ ...of(newer), corrections });
    justBefore('UpdateItem', changed(beside, 'mood', 'glad'));
    const second = await connector.rectify({ ...of(beside), corrections });

    expect([first, second].map((one) => totalOf([page(one)]))).toEqual([0, 1]);
    expect(await stored(newer)).toMatchObject([{ note: { S: 'newer' } }]);
    expect(await stored(beside)).toMatchObject([{ note: { S: 'new' }, mood: { S: 'glad' } }]);
  });

  test('an item that an index still has, and that is gone by now, is not found', async () => {
    const person = await planted(2);
    justBefore('BatchGetItem', deleted(person));

    expect(await connector.find(of(person))).toMatchObject({ counts: { 'prompt-text': 1 } });
  });

  test('an item that an index still has, and that is of another person by now, is not exported', async () => {
    const [person, other] = [await planted(), newPerson()];
    justBefore('BatchGetItem', changed(person, 'email', other.email));

    expect(await connector.export(of(person))).toEqual({
      ...{ kind: 'page', counts: { 'prompt-text': 0 }, items: [] },
    });
  });

  test('an item that is written during an erasure is found by the search after it', async () => {
    const person = await planted(3);
    justBefore('BatchWriteItem', () =>
      direct.send(new PutItemCommand({ TableName, Item: itemOf(person, 'late') })),
    );

    await connector.erase(of(person, 'second'));

    expect(await connector.find(of(person))).toMatchObject({ counts: { 'prompt-text': 1 } });
  });
});

const corrections = [{ category: 'prompt-text', pointer: '/note', old: 'old', new: 'new' }];
const page = <Kind extends { kind: string }>(one: Kind) => one as Extract<Kind, { kind: 'page' }>;

describe('a table that has too little capacity', () => {
  test('is written until nothing is left unprocessed', async () => {
    const [person, other] = [await planted(30), await planted(30)];
    proxy.inject(matching('BatchWriteItem'), { kind: 'unprocessed' }, 3);
    proxy.inject(matching('BatchGetItem'), { kind: 'unprocessed' }, 2);
    proxy.inject(matching('BatchExecuteStatement'), { kind: 'unprocessed' }, 2);

    const exported = await everyPage((cursor) => connector.export({ ...of(person), cursor }));
    const erased = await everyPage((cursor) =>
      connector.erase({ ...of(person, 'second'), cursor }),
    );

    const byIndex = await everyPage((cursor) => connector.erase({ ...of(other), cursor }));

    expect(exported.flatMap(({ items }) => items)).toHaveLength(30);
    expect([totalOf(erased), totalOf(byIndex)]).toEqual([30, 30]);
    expect([...(await stored(person)), ...(await stored(other))]).toEqual([]);
  });

  test('is a fault once, and what was done before it is counted', async () => {
    const person = await planted(120);
    proxy.inject(matching('Query'), { kind: 'hook', when: 'before', run: () => undefined }, 2);
    proxy.inject(matching('Query'), { kind: 'throttle' });

    const first = await connector.erase(of(person, 'second'));

    expect(first).toMatchObject({ kind: 'page', counts: { 'prompt-text': 100 } });
    const { cursor } = page(first);
    await expect(connector.erase({ ...of(person, 'second'), cursor })).rejects.toThrow(
      /capacity|throughput/,
    );
    proxy.heal();
    expect(await connector.erase({ ...of(person, 'second'), cursor })).toMatchObject({
      counts: { 'prompt-text': 20 },
    });
    expect(await stored(person)).toEqual([]);
  });
});

test('an erasure whose process ended is continued from its last cursor', async () => {
  const person = await planted(120);
  const call = { ...of(person, 'second'), until: 0 };
  const first = page(await connector.erase(call));
  proxy.inject(matching('BatchWriteItem'), { kind: 'disconnect-after' }, 1);
  await expect(connector.erase({ ...call, cursor: first.cursor })).rejects.toThrow();

  const rest = await everyPage(
    (cursor) => connector.erase({ ...call, cursor: cursor ?? first.cursor }),
    first.cursor,
  );

  expect(totalOf([first])).toBe(50);
  expect(totalOf(rest)).toBeGreaterThan(0);
  expect(await stored(person)).toEqual([]);
});
