import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type {
  Connector,
  ConnectorCall,
  ExportItem,
} from '../../../lambda/system/model/connector.ts';
import type { JsonValue } from '../../../lambda/value/json.ts';
import { everyPage, totalOf } from '../connector-fixture.ts';
import type { TaskAction } from '../../../lambda/policy/vocabulary.ts';
import { connectorTo, settingsOf } from './fixture.ts';
import { testPostgres } from './test-postgres.ts';
import type { TestPostgres } from './test-postgres.ts';

let postgres: TestPostgres;
let schema: string;
beforeAll(async () => {
  postgres = await testPostgres();
  schema = await postgres.newSchema();
});

const call = (userId: string, more: Partial<ConnectorCall> = {}): ConnectorCall => ({
  taskId: randomUUID(),
  identifiers: [{ type: 'user-id', value: userId }],
  categories: ['prompt-text'],
  path: 'first',
  until: Date.now() + 30_000,
  ...more,
});

const byUser = (table: string, more: Readonly<Record<string, unknown>> = {}) => ({
  ...{ schema, table, category: 'prompt-text' },
  key: { identifier: 'user-id', column: 'user_id' },
  ...more,
});
const connectorOf = (...tables: readonly unknown[]): Connector =>
  connectorTo(postgres, settingsOf(tables));

const erase = (connector: Connector, userId: string) =>
  everyPage((cursor) => connector.erase(call(userId, { ...(cursor && { cursor }) })));
const exported = async (connector: Connector, userId: string): Promise<ExportItem[]> =>
  (
    await everyPage((cursor) => connector.export(call(userId, { ...(cursor && { cursor }) })))
  ).flatMap(({ items }) => items);
const usersIn = async (table: string): Promise<unknown[]> =>
  (
    await postgres.query(`SELECT DISTINCT user_id::text AS id FROM ${schema}.${table} ORDER BY 1`)
  ).map(({ id }) => id);

describe('whose a row is', () => {
  test('one identifier never reaches the rows of another that it begins, contains or looks like', async () => {
    await postgres.query(`CREATE TABLE ${schema}.texts (user_id text, note text)`);
    const others = ['user-12', 'user-', 'USER-1', 'user_1', '%', "user-1' OR '1'='1", '"user-1"'];
    for (const user of ['user-1', ...others]) {
      await postgres.query(`INSERT INTO ${schema}.texts VALUES ($1, 'n')`, [user]);
    }
    const connector = connectorOf(byUser('texts'));

    expect(totalOf(await erase(connector, 'user-1'))).toBe(1);
    expect(new Set(await usersIn('texts'))).toEqual(new Set(others));
    for (const user of ['%', "user-1' OR '1'='1"]) {
      expect(totalOf(await erase(connector, user))).toBe(1);
    }
    expect(await usersIn('texts')).toHaveLength(others.length - 2);
  });

  test('a word is not found in a column of numbers, and 01 is not 1', async () => {
    await postgres.query(`CREATE TABLE ${schema}.numbers (user_id bigint, note text)`);
    await postgres.query(`INSERT INTO ${schema}.numbers VALUES (1, 'n'), (2, 'n')`);
    const connector = connectorOf(byUser('numbers'));

    for (const user of ['user-1', '01', '1.0', ' 1', '', '99999999999999999999999', 'nul\0']) {
      expect(totalOf(await erase(connector, user)), user).toBe(0);
    }
    expect(totalOf(await erase(connector, '1'))).toBe(1);
    expect(await usersIn('numbers')).toEqual(['2']);
  });

  test('an identifier longer than the column is not cut', async () => {
    await postgres.query(
      `CREATE TABLE ${schema}.short (user_id varchar(3), padded char(3), note text)`,
    );
    await postgres.query(`INSERT INTO ${schema}.short VALUES ('abc', 'abc', 'n')`);
    const padded = byUser('short', { key: { identifier: 'user-id', column: 'padded' } });

    expect(totalOf(await erase(connectorOf(byUser('short')), 'abcdef'))).toBe(0);
    expect(totalOf(await erase(connectorOf(padded), 'abcdef'))).toBe(0);
    expect(totalOf(await erase(connectorOf(padded), 'abc'))).toBe(1);
  });

  test('rows of two partitions that have one address are two rows', async () => {
    await postgres.query(
      `CREATE TABLE ${schema}.parted (user_id text, day int) PARTITION BY LIST (day)`,
    );
    for (const day of [1, 2]) {
      await postgres.query(
        `CREATE TABLE ${schema}.parted_${day} PARTITION OF ${schema}.parted FOR VALUES IN (${day})`,
      );
    }
    // Each row is the first of its partition: all have the address (0,1) and on.
    await postgres.query(
      `INSERT INTO ${schema}.parted VALUES ('a', 1), ('b', 2), ('a', 1), ('b', 2), ('a', 2)`,
    );
    const connector = connectorOf(byUser('parted'));

    expect(await exported(connector, 'a')).toHaveLength(3);
    expect(totalOf(await erase(connector, 'a'))).toBe(3);
    expect(await usersIn('parted')).toEqual(['b']);
  });

  test('a place in a column of type jsonb', async () => {
    await postgres.query(`CREATE TABLE ${schema}.embeddings (id int PRIMARY KEY, metadata jsonb)`);
    await postgres.query(
      `INSERT INTO ${schema}.embeddings VALUES (1, '{"user": {"id": "a"}}'), (2, '{"user": {"id": "b"}}'),
        (3, '{"user": "a"}'), (4, '["a"]')`,
    );
    const key = { identifier: 'user-id', column: 'metadata', pointer: '/user/id' };
    const connector = connectorOf(byUser('embeddings', { key }));

    expect(totalOf(await erase(connector, 'a'))).toBe(1);
    const left = await postgres.query(`SELECT id FROM ${schema}.embeddings ORDER BY id`);
    expect(left.map(({ id }) => id)).toEqual([2, 3, 4]);
  });

  test('no place in a column of type json, where a name can come twice', async () => {
    await postgres.query(`CREATE TABLE ${schema}.twice (metadata json)`);
    await postgres.query(`INSERT INTO ${schema}.twice VALUES ('{"user": "a", "user": "b"}')`);
    const key = { identifier: 'user-id', column: 'metadata', pointer: '/user' };
    const connector = connectorOf(byUser('twice', { key }));

    for (const user of ['a', 'b']) {
      await expect(connector.find(call(user))).rejects.toMatchObject({ code: 'misconfigured' });
      await expect(erase(connector, user)).rejects.toMatchObject({ code: 'misconfigured' });
    }
    expect(await connector.probe()).toMatchObject({
      kind: 'not-ready',
      remedy: expect.stringContaining('TYPE jsonb USING "metadata"::jsonb'),
    });
  });
});

describe('an export', () => {
  test('has values that read back as they were stored', async () => {
    const columns = `id bigint PRIMARY KEY, user_id text, amount numeric(30, 10), at timestamptz, file bytea,
      near vector(3), meta jsonb, raw json, nothing jsonb, yes boolean, small int2, ratio float8, odd float8, tags text[], span interval, ref uuid`;
    await postgres.query(`CREATE TABLE ${schema}.kinds (${columns})`);
    await postgres.query(`CREATE TABLE ${schema}.back (${columns})`);
    await postgres.query(
      `INSERT INTO ${schema}.kinds VALUES (9007199254740993, 'a', 12345678901234567890.0123456789,
        '2026-02-03 04:05:06.789123+02', '\\xdeadbeef00', '[0.1,-2,3]', '{"n": 1.5, "s": "é\\u0041", "b": 12345678901234567890}',
        '{"k":[1,null,true]}', 'null', true, 7, 0.1, '-0', '{"x,y",NULL}', '1 year 2 days 03:04:05.6', '0b8f3c1e-6f0e-4f6c-9a53-0a5d7f1f2a3b'),
        (2, 'a', 'NaN', '-infinity', NULL, NULL, '"text"', '{"k": 1, "\\u006b": 2}', NULL, false, NULL, 'NaN', 'Infinity', '{}', NULL, NULL)`,
    );

    const items = await exported(connectorOf(byUser('kinds')), 'a');

    for (const item of items) {
      if (item.kind !== 'json') throw new Error('a small row is no file');
      const { row, types = {} } = item.content as unknown as {
        row: Record<string, JsonValue>;
        types?: Record<string, string>;
      };
      const names = Object.keys(row);
      const values = names.map((name) => {
        const isJson = name === 'meta' || name === 'raw' || name === 'nothing';
        const value = row[name] ?? null;
        return isJson && types[name] === undefined && value !== null
          ? JSON.stringify(value)
          : value;
      });
      const parameters = names.map(
        (name, index) => `$${index + 1}::text::${types[name] ?? typeOf[name] ?? 'text'}`,
      );
      await postgres.query(
        `INSERT INTO ${schema}.back (${names.join(', ')}) VALUES (${parameters.join(', ')})`,
        values.map((value) => (typeof value === 'object' ? null : String(value))),
      );
    }
    const differences = await postgres.query(
      `SELECT k::text FROM ${schema}.kinds k EXCEPT SELECT b::text FROM ${schema}.back b`,
    );
    expect(items).toHaveLength(2);
    expect(differences).toEqual([]);
  });

  const typeOf: Readonly<Record<string, string>> = {
    ...{ meta: 'jsonb', raw: 'json', nothing: 'jsonb', yes: 'boolean', small: 'int2' },
    ...{ ratio: 'float8', odd: 'float8', id: 'bigint', amount: 'numeric', at: 'timestamptz' },
    ...{ file: 'bytea', tags: 'text[]', span: 'interval', ref: 'uuid', near: 'vector(3)' },
  };

  test('has a large row as chunks of a file, each in a page that AWS Lambda returns', async () => {
    await postgres.query(
      `CREATE TABLE ${schema}.large (id int PRIMARY KEY, user_id text, note text)`,
    );
    await postgres.query(
      `INSERT INTO ${schema}.large SELECT n, 'a', repeat(md5(n::text), CASE n WHEN 2 THEN 250000 ELSE 1 END) FROM generate_series(1, 3) n`,
    );
    const connector = connectorOf(byUser('large'));

    const pages = await everyPage((cursor) =>
      connector.export(call('a', { ...(cursor && { cursor }) })),
    );

    const items = pages.flatMap((page) => page.items);
    const chunks = items.filter((item) => item.kind === 'file');
    const row = Buffer.concat(chunks.map(({ base64 }) => Buffer.from(base64, 'base64'))).toString();
    const [{ note }] = (await postgres.query(`SELECT note FROM ${schema}.large WHERE id = 2`)) as [
      { note: string },
    ];
    expect((JSON.parse(row) as { row: { note: string } }).row.note).toBe(note);
    expect(chunks.map(({ isLast }) => isLast)).toEqual([false, false, true]);
    expect(new Set(chunks.map(({ name }) => name)).size).toBe(1);
    expect(totalOf(pages)).toBe(3);
    expect(items).toHaveLength(5);
    for (const page of pages) expect(JSON.stringify(page).length).toBeLessThan(5_000_000);
  });
});

describe('an address of e-mail', () => {
  const byMail = (table: string) =>
    byUser(table, { key: { identifier: 'email', column: 'email' } });
  const mail = (value: string, more: Partial<ConnectorCall> = {}) =>
    call('', { identifiers: [{ type: 'email', value }], ...more });

  test('is found as it was typed, in a column and in jsonb', async () => {
    await postgres.query(`CREATE TABLE ${schema}.mails (email text, meta jsonb)`);
    await postgres.query(
      `INSERT INTO ${schema}.mails SELECT m, jsonb_build_object('mail', m) FROM unnest(ARRAY['Ada@Example.com', 'ada@example.com', 'ada@example.co']) m`,
    );
    const key = { identifier: 'email', column: 'meta', pointer: '/mail' };
    const inJson = connectorOf(byUser('mails', { key }));

    const found = await everyPage((cursor) =>
      inJson.find(mail('ada@example.com', { ...(cursor && { cursor }) })),
    );
    const erased = await everyPage((cursor) =>
      connectorOf(byMail('mails')).erase(mail('ada@example.com', { ...(cursor && { cursor }) })),
    );

    expect([totalOf(found), totalOf(erased)]).toEqual([2, 2]);
    expect(await postgres.query(`SELECT email FROM ${schema}.mails`)).toEqual([
      { email: 'ada@example.co' },
    ]);
  });

  test('of the person is no control, however it was typed', async () => {
    await postgres.query(`CREATE TABLE ${schema}.alone (email text)`);
    await postgres.query(`INSERT INTO ${schema}.alone VALUES ('Ada@Example.com')`);
    const connector = connectorOf(byMail('alone'));

    expect(await connector.control(mail('ada@example.com'))).toEqual({ kind: 'control', rows: 0 });
    await postgres.query(`INSERT INTO ${schema}.alone VALUES ('Bo@Example.com')`);
    expect(await connector.control(mail('ada@example.com'))).toMatchObject({ rows: 1 });
  });
});

test('a UUID of the person is no control, however it was typed', async () => {
  await postgres.query(`CREATE TABLE ${schema}.uuids (user_id uuid)`);
  const user = '0b8f3c1e-6f0e-4f6c-9a53-0a5d7f1f2a3b';
  await postgres.query(`INSERT INTO ${schema}.uuids VALUES ($1)`, [user]);

  const control = await connectorOf(byUser('uuids')).control(call(user.toUpperCase()));

  expect(control).toEqual({ kind: 'control', rows: 0 });
});

test('a large row that is gone between two of its chunks is no file without an end', async () => {
  await postgres.query(
    `CREATE TABLE ${schema}.going (id int PRIMARY KEY, user_id text, note text)`,
  );
  await postgres.query(
    `INSERT INTO ${schema}.going VALUES (1, 'a', repeat('x', 4000000)), (2, 'a', 'small')`,
  );
  const connector = connectorOf(byUser('going'));
  const first = await connector.export(call('a'));
  if (first.kind !== 'page' || first.cursor === undefined) throw new Error('it has more chunks');

  await postgres.query(`DELETE FROM ${schema}.going WHERE id = 1`);

  const rest = connector.export(call('a', { cursor: first.cursor }));
  await expect(rest).rejects.toMatchObject({ code: 'changed-meanwhile' });
});

describe('a correction', () => {
  test('of what names the person comes after all others of the row', async () => {
    await postgres.query(
      `CREATE TABLE ${schema}.named (email text, contact text, city text, CHECK (email <> ''))`,
    );
    await postgres.query(
      `INSERT INTO ${schema}.named SELECT 'old@example.com', 'old@example.com', 'Bonn' FROM generate_series(1, 5)`,
    );
    const connector = connectorOf(
      byUser('named', { key: { identifier: 'email', column: 'email' } }),
    );
    const category = 'prompt-text';
    const corrections = [
      { category, old: 'old@example.com', new: 'new@example.com' },
      { category, pointer: '/city', old: 'Bonn', new: 'Lyon' },
    ];

    await everyPage((cursor) =>
      connector.rectify({
        ...call('', { until: 0, ...(cursor && { cursor }) }),
        identifiers: [{ type: 'email', value: 'old@example.com' }],
        corrections,
      }),
    );

    expect(
      await postgres.query(`SELECT DISTINCT email, contact, city FROM ${schema}.named`),
    ).toEqual([{ email: 'new@example.com', contact: 'new@example.com', city: 'Lyon' }]);
  });

  test('changes one place in jsonb and no other number in it', async () => {
    await postgres.query(`CREATE TABLE ${schema}.profiles (user_id text, profile jsonb)`);
    const big = '123456789012345678901234567890';
    for (const user of ['a', 'b']) {
      const profile = `{"city": "Lyon", "big": ${big}, "list": ["x", "Lyon"]}`;
      await postgres.query(`INSERT INTO ${schema}.profiles VALUES ($1, $2)`, [user, profile]);
    }
    const connector = connectorOf(byUser('profiles'));
    const correct = (pointer: string, old: JsonValue, to: JsonValue) =>
      connector.rectify({
        ...call('a'),
        corrections: [{ category: 'prompt-text', pointer, old, new: to }],
      });

    expect((await correct('/profile/city', 'Paris', 'Nice')).kind).toBe('page');
    await correct('/profile/city', 'Lyon', 'Nice');
    await correct('/profile/list/1', 'Lyon', 'Nice');
    await correct('/profile/list/-1', 'Nice', 'Oslo');

    const rows = await postgres.query(
      `SELECT profile::text AS p FROM ${schema}.profiles ORDER BY user_id`,
    );
    expect(rows.map(({ p }) => p)).toEqual([
      `{"big": ${big}, "city": "Nice", "list": ["x", "Nice"]}`,
      `{"big": ${big}, "city": "Lyon", "list": ["x", "Lyon"]}`,
    ]);
  });

  test('without a pointer changes each text that is equal, and no number', async () => {
    await postgres.query(`CREATE TABLE ${schema}.equals (user_id text, one text, two text, n int)`);
    await postgres.query(
      `INSERT INTO ${schema}.equals VALUES ('a', '7', 'x', 7), ('b', '7', '7', 7)`,
    );
    const corrections = [{ category: 'prompt-text', old: '7', new: '8' }];

    await connectorOf(byUser('equals')).rectify({ ...call('a'), corrections });

    expect(await postgres.query(`SELECT * FROM ${schema}.equals ORDER BY user_id`)).toEqual([
      { user_id: 'a', one: '8', two: 'x', n: 7 },
      { user_id: 'b', one: '7', two: '7', n: 7 },
    ]);
  });
});

describe('what stops an erasure', () => {
  test('is a foreign key of a table that is not declared: the probe names it', async () => {
    await postgres.query(`CREATE TABLE ${schema}.orders (id int PRIMARY KEY, user_id text)`);
    await postgres.query(
      `CREATE TABLE ${schema}.order_lines (id int PRIMARY KEY, orders int REFERENCES ${schema}.orders (id))`,
    );
    await postgres.query(`INSERT INTO ${schema}.orders VALUES (1, 'a')`);
    await postgres.query(`INSERT INTO ${schema}.order_lines VALUES (1, 1)`);
    const orders = byUser('orders');
    const lines = byUser('order_lines', {
      key: {
        ...{ identifier: 'user-id', column: 'user_id' },
        through: [{ column: 'orders', schema, table: 'orders', references: 'id' }],
      },
    });

    await expect(erase(connectorOf(orders), 'a')).rejects.toMatchObject({ code: 'misconfigured' });
    expect(await connectorOf(orders).probe()).toMatchObject({
      what: expect.stringContaining('"order_lines" refer to'),
      remedy: expect.stringContaining('above'),
    });
    expect(() => settingsOf([orders, lines])).toThrow(/move it above/);
    expect(totalOf(await erase(connectorOf(lines, orders), 'a'))).toBe(2);
  });

  test('is a trigger that keeps rows: it fails instead of going on for ever', async () => {
    await postgres.query(`CREATE TABLE ${schema}.tenacious (user_id text)`);
    await postgres.query(
      `CREATE FUNCTION ${schema}.no_delete() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'`,
    );
    await postgres.query(
      `CREATE TRIGGER stay BEFORE DELETE ON ${schema}.tenacious FOR EACH ROW EXECUTE FUNCTION ${schema}.no_delete()`,
    );
    await postgres.query(`INSERT INTO ${schema}.tenacious VALUES ('a')`);

    const attempt = connectorOf(byUser('tenacious')).erase(call('a'));

    await expect(attempt).rejects.toMatchObject({ code: 'changed-meanwhile' });
  });
});

describe('a probe', () => {
  test.each([
    [
      'a column of a type by which no one is found',
      { key: { identifier: 'user-id', column: 'at' } },
      /timestamp/,
    ],
    [
      'a pointer into text',
      { key: { identifier: 'user-id', column: 'user_id', pointer: '/a' } },
      /pointer/,
    ],
    ['a mark that is no boolean', { restricted: 'at' }, /not boolean/],
    ['a table that is a view', { table: 'seen' }, /no table/],
  ])('names %s', async (_what, more, words) => {
    await postgres.query(
      `CREATE TABLE IF NOT EXISTS ${schema}.probed (user_id text, at timestamptz)`,
    );
    await postgres.query(`CREATE OR REPLACE VIEW ${schema}.seen AS SELECT * FROM ${schema}.probed`);

    const probe = await connectorOf(byUser('probed', more)).probe();

    expect(probe.kind).toBe('not-ready');
    expect(JSON.stringify(probe)).toMatch(words);
  });

  test('demands nothing for what the policy states as impossible', async () => {
    await postgres.query(`CREATE TABLE ${schema}.kept (id int PRIMARY KEY, user_id text)`);
    await postgres.query(
      `CREATE TABLE ${schema}.kept_lines (kept int REFERENCES ${schema}.kept (id))`,
    );
    const settings = settingsOf([byUser('kept', { restricted: 'no_such_column' })]);
    const probeFor = (actions: readonly TaskAction[]) =>
      connectorTo(postgres, settings, { actions }).probe();

    expect(await probeFor(['export', 'restrict'])).toMatchObject({
      what: expect.stringContaining('no_such_column'),
    });
    expect(await probeFor(['export', 'erase'])).toMatchObject({
      what: expect.stringContaining('kept_lines'),
    });
    expect(await probeFor(['export', 'rectify'])).toEqual({ kind: 'ready' });
  });
});
