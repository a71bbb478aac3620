import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ExecuteTransactionCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { createTables, fromFacts } from '../../../local/tables.ts';
import { physicalNames } from '../../../lambda/platform/dynamo/database.ts';
import type { Database } from '../../../lambda/platform/dynamo/database.ts';
import type { TableFacts } from '../../../lambda/platform/dynamo/facts.ts';
import { getRow, getRows, queryAll, queryPage } from '../../../lambda/platform/dynamo/read.ts';
import { insert, remove, toAttribute, update } from '../../../lambda/platform/dynamo/statement.ts';
import type { Item } from '../../../lambda/platform/dynamo/statement.ts';
import { transact } from '../../../lambda/platform/dynamo/transact.ts';

/** One behaviour that the stores rely on, whatever the database. */
export interface Behaviour {
  readonly title: string;
  /** Where AWS documents it. */
  readonly source: string;
  readonly show: (database: Database) => Promise<void>;
}

const table: TableFacts = {
  name: 'contract',
  area: 'machinery',
  partitionKey: 'owner',
  sortKey: 'id',
  indexes: [
    { name: 'byTopic', partitionKey: 'topic', sortKey: 'at', projection: 'all' },
    { name: 'keysByTopic', partitionKey: 'topic', sortKey: 'at', projection: 'keys-only' },
  ],
  recoveryDays: 35,
  erasure: { kind: 'not-personal', reason: 'rows of a test' },
};

const row = z.looseObject({ owner: z.string(), id: z.string(), version: z.int() });
const other = z.looseObject({ owner: z.string(), id: z.string() });

/** Creates the table of the contract in the database at `client`. */
export async function contractDatabase(client: DynamoDBClient): Promise<Database> {
  const name = `contract-${randomUUID()}`;
  await createTables(client, [fromFacts(table, name)]);
  return { client, physicalName: physicalNames({ [table.name]: name }) };
}

const fresh = (): string => randomUUID();
const item = (owner: string, id: string, more: Record<string, string> = {}) => ({
  owner,
  id,
  version: 1,
  ...more,
});
/** A write that only tests make, so that reads can be compared where PartiQL is not supported. */
const put = (database: Database, values: Item) =>
  database.client.send(
    new PutItemCommand({
      TableName: database.physicalName(table),
      Item: Object.fromEntries(
        Object.entries(values).flatMap(([name, value]) =>
          value === undefined ? [] : [[name, toAttribute(value)]],
        ),
      ),
    }),
  );
const read = (database: Database, owner: string, id: string) =>
  getRow(database, table, { owner, id }, row);
const ids = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id);

const transactions = 'DynamoDB developer guide, "PartiQL for DynamoDB: transactions"';
const cancelled = 'DynamoDB API reference, ExecuteTransaction, TransactionCanceledException';
const deletion = 'DynamoDB developer guide, "PartiQL delete statements for DynamoDB", return value';
const query = 'DynamoDB API reference, Query';

export const behaviours: readonly Behaviour[] = [
  {
    title: 'INSERT of a key that exists changes nothing and is reported as DuplicateItem',
    source: cancelled,
    show: async (database) => {
      const owner = fresh();
      assert.deepEqual(await transact(database, [insert(table, item(owner, 'a', { n: '1' }))]), {
        kind: 'committed',
      });
      const again = await transact(database, [
        insert(table, item(owner, 'b')),
        insert(table, item(owner, 'a', { n: '2' })),
      ]);
      assert.deepEqual(again, { kind: 'duplicate', statement: 1 });
      assert.equal((await read(database, owner, 'a'))?.['n'], '1');
      assert.equal(await read(database, owner, 'b'), undefined, 'half was written');
    },
  },
  {
    title: 'UPDATE under another version changes nothing and is reported as ConditionalCheckFailed',
    source: cancelled,
    show: async (database) => {
      const owner = fresh();
      await transact(database, [insert(table, item(owner, 'a', { n: '1' }))]);
      const key = { owner, id: 'a' };
      const stale = await transact(database, [
        insert(table, item(owner, 'b')),
        update(table, key, 7, { n: '2' }),
      ]);
      assert.deepEqual(stale, { kind: 'stale', statement: 1 });
      assert.equal(await read(database, owner, 'b'), undefined, 'half was written');
      assert.deepEqual(await transact(database, [update(table, key, 1, { n: '2' })]), {
        kind: 'committed',
      });
      assert.deepEqual(await read(database, owner, 'a'), { owner, id: 'a', version: 2, n: '2' });
    },
  },
  {
    title: 'UPDATE of a row that is gone is reported as ConditionalCheckFailed and makes none',
    source: cancelled,
    show: async (database) => {
      const key = { owner: fresh(), id: 'a' };
      assert.deepEqual(await transact(database, [update(table, key, 1, { n: '2' })]), {
        kind: 'stale',
        statement: 0,
      });
      assert.equal(await read(database, key.owner, 'a'), undefined);
    },
  },
  {
    title: 'REMOVE takes an attribute away in the same UPDATE that sets others',
    source: 'DynamoDB developer guide, "PartiQL update statements for DynamoDB"',
    show: async (database) => {
      const owner = fresh();
      await transact(database, [insert(table, item(owner, 'a', { topic: 't', at: '1' }))]);
      await transact(database, [update(table, { owner, id: 'a' }, 1, { n: '2' }, 'topic')]);
      const changed = await read(database, owner, 'a');
      assert.deepEqual(changed, { owner, id: 'a', version: 2, at: '1', n: '2' });
    },
  },
  {
    title:
      'DELETE under another version is ConditionalCheckFailed; of a row that is gone it succeeds',
    source: deletion,
    show: async (database) => {
      const owner = fresh();
      const removal = (version: number) => [remove(table, { owner, id: 'a' }, version)];
      await transact(database, [insert(table, item(owner, 'a'))]);
      assert.deepEqual(await transact(database, removal(7)), { kind: 'stale', statement: 0 });
      assert.equal((await read(database, owner, 'a'))?.version, 1);
      assert.deepEqual(await transact(database, removal(1)), { kind: 'committed' });
      assert.equal(await read(database, owner, 'a'), undefined);
      assert.deepEqual(await transact(database, removal(1)), { kind: 'committed' });
    },
  },
  {
    title: 'one token commits once: a repeated call changes nothing more',
    source: 'DynamoDB API reference, ExecuteTransaction, ClientRequestToken',
    show: async (database) => {
      const owner = fresh();
      const call = () =>
        database.client.send(
          new ExecuteTransactionCommand({
            ClientRequestToken: owner,
            TransactStatements: [
              {
                Statement: `INSERT INTO "${database.physicalName(table)}" VALUE {'owner': ?, 'id': ?}`,
                Parameters: [{ S: owner }, { S: 'a' }],
              },
            ],
          }),
        );
      await call();
      await call();
      assert.equal((await getRows(database, table, [{ owner, id: 'a' }], other)).length, 1);
    },
  },
  {
    title: 'two statements on one row are refused before anything is written',
    source: transactions,
    show: async (database) => {
      const owner = fresh();
      await transact(database, [insert(table, item(owner, 'a', { n: '1' }))]);
      const key = { owner, id: 'a' };
      await assert.rejects(
        transact(database, [update(table, key, 1, { n: '2' }), update(table, key, 1, { n: '3' })]),
      );
      assert.equal((await read(database, owner, 'a'))?.['n'], '1');
    },
  },
  {
    title: 'bytes, lists, maps and numbers come back as they were written',
    source: 'DynamoDB developer guide, "Supported data types"',
    show: async (database) => {
      const owner = fresh();
      const values = { b: new Uint8Array([0, 255]), l: ['x', 1], m: { y: true }, t: '\u{1F600}' };
      await put(database, { owner, id: 'a', version: 1, ...values });
      assert.deepEqual(await read(database, owner, 'a'), { owner, id: 'a', version: 1, ...values });
    },
  },
  {
    title: 'a partition is read in the order of the UTF-8 bytes of its sort key, and backwards',
    source: `${query}; "Naming rules and data types", strings`,
    show: async (database) => {
      const owner = fresh();
      // In UTF-16 the last two have the opposite order.
      const ordered = ['A', 'Z', 'a', 'é', '\uFF5E', '\u{1F600}'];
      for (const id of ordered.toReversed()) {
        await put(database, item(owner, id));
      }
      const read = async (newestFirst: boolean) => {
        const options = { partition: { owner }, newestFirst };
        return ids((await queryPage(database, table, options, row)).rows);
      };
      assert.deepEqual(await read(false), ordered);
      assert.deepEqual(await read(true), ordered.toReversed());
    },
  },
  {
    title: 'pages follow one another without loss, by limit and by the last key',
    source: `${query}, Limit, ExclusiveStartKey`,
    show: async (database) => {
      const owner = fresh();
      const all = ['1', '2', '3', '4', '5'];
      for (const id of all) await put(database, item(owner, id));
      const found = await Array.fromAsync(
        queryAll(database, table, { partition: { owner }, limit: 2 }, row),
      );
      assert.deepEqual(ids(found), all);
    },
  },
  {
    title: 'a filter is applied after the limit, so a page may be empty and not the last',
    source: `${query}, Limit`,
    show: async (database) => {
      const owner = fresh();
      for (const [id, n] of [
        ['1', 'x'],
        ['2', 'x'],
        ['3', 'y'],
      ] as const) {
        await put(database, item(owner, id, { n }));
      }
      const options = { partition: { owner }, filter: { n: 'y' }, limit: 2 };
      const { rows, lastKey } = await queryPage(database, table, options, row);
      assert.deepEqual([rows, lastKey], [[], { owner, id: '2' }]);
    },
  },
  {
    title: 'an index holds the rows that have its keys, in their order, by range',
    source: 'DynamoDB developer guide, "Using global secondary indexes"',
    show: async (database) => {
      const [owner, topic] = [fresh(), fresh()];
      for (const at of ['1', '2', '3']) {
        await put(database, item(owner, `i${at}`, { topic, at }));
      }
      await put(database, item(owner, 'without', { topic }));
      const range = { partition: { topic }, between: ['at', '2', '3'] as const };
      const all = await queryPage(database, table, { ...range, index: 'byTopic' }, row);
      assert.deepEqual(ids(all.rows), ['i2', 'i3']);
      const keys = await queryPage(database, table, { ...range, index: 'keysByTopic' }, other);
      assert.deepEqual(keys.rows, [
        { owner, id: 'i2', topic, at: '2' },
        { owner, id: 'i3', topic, at: '3' },
      ]);
    },
  },
];
