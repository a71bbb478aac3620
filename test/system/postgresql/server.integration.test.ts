import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { ConnectorCall } from '../../../lambda/system/model/connector.ts';
import pg from 'pg';
import { connectorTo, settingsOf } from './fixture.ts';
import { isServer, testPostgres, whenNoServer } from './test-postgres.ts';
import type { TestPostgres } from './test-postgres.ts';

const call = (more: Partial<ConnectorCall> = {}): ConnectorCall => ({
  taskId: randomUUID(),
  identifiers: [{ type: 'user-id', value: 'a' }],
  categories: ['prompt-text'],
  path: 'first',
  until: Date.now() + 30_000,
  ...more,
});
const settings = (schema: string, restricted?: string) =>
  settingsOf([
    {
      ...{ schema, table: 'notes', category: 'prompt-text' },
      key: { identifier: 'user-id', column: 'user_id' },
      ...(restricted && { restricted }),
    },
  ]);

/** A table, and a role that may do nothing with it. */
async function roleWithoutRights(postgres: TestPostgres) {
  const schema = await postgres.newSchema();
  const username = `role_${randomUUID().replaceAll('-', '_')}`;
  await postgres.query(
    `CREATE TABLE ${schema}.notes (user_id text, note text, restricted boolean)`,
  );
  await postgres.query(`INSERT INTO ${schema}.notes VALUES ('a', 'n'), ('b', 'n')`);
  await postgres.query(`CREATE ROLE ${username} LOGIN PASSWORD 'secret'`);
  const secret = { ...postgres.secret, username, password: 'secret' };
  return {
    schema,
    username,
    connector: connectorTo({ ...postgres, secret }, settings(schema, 'restricted')),
  };
}

describe.skipIf(!isServer)(`on a server (${whenNoServer})`, () => {
  test('the probe names each GRANT that is lacking, until none is', async () => {
    const postgres = await testPostgres();
    const { connector } = await roleWithoutRights(postgres);

    const grants: string[] = [];
    for (let tries = 0; tries < 5; tries += 1) {
      const probe = await connector.probe();
      if (probe.kind === 'ready') break;
      expect(probe.remedy).toMatch(/^GRANT /);
      grants.push(probe.remedy);
      await postgres.query(probe.remedy);
    }

    expect(grants).toHaveLength(2);
    expect(await connector.probe()).toEqual({ kind: 'ready' });
    expect(await connector.erase(call())).toMatchObject({ counts: { 'prompt-text': 1 } });
  });

  test('rows that a policy hides do not count as erased', async () => {
    const postgres = await testPostgres();
    const { schema, username, connector } = await roleWithoutRights(postgres);
    await postgres.query(`GRANT USAGE ON SCHEMA ${schema} TO ${username}`);
    await postgres.query(`GRANT SELECT, UPDATE, DELETE ON ${schema}.notes TO ${username}`);
    await postgres.query(`ALTER TABLE ${schema}.notes ENABLE ROW LEVEL SECURITY`);

    await expect(connector.find(call())).rejects.toMatchObject({ code: 'access-denied' });
    expect(await connector.probe()).toMatchObject({ remedy: expect.stringMatching(/BYPASSRLS/) });
  });

  test('a wrong password and a database that is not there are named', async () => {
    const postgres = await testPostgres();
    const of = (secret: TestPostgres['secret']) =>
      connectorTo({ ...postgres, secret }, settings('public')).find(call());

    await expect(of({ ...postgres.secret, password: 'wrong' })).rejects.toMatchObject({
      code: 'access-denied',
    });
    await expect(of({ ...postgres.secret, dbname: 'gone' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test('a certificate of another host is not accepted', async () => {
    const postgres = await testPostgres();
    const secret = { ...postgres.secret, host: '127.0.0.1' };

    const found = connectorTo({ ...postgres, secret }, settings('public')).find(call());

    await expect(found).rejects.toMatchObject({ code: 'misconfigured' });
  });

  test('a row that an application locks ends the wait, and is erased when it is free', async () => {
    const postgres = await testPostgres();
    const schema = await postgres.newSchema();
    await postgres.query(`CREATE TABLE ${schema}.notes (user_id text, note text)`);
    await postgres.query(`INSERT INTO ${schema}.notes VALUES ('a', 'n'), ('b', 'n')`);
    const application = new pg.Client(postgres.client);
    await application.connect();
    await application.query('BEGIN');
    await application.query(`SELECT * FROM ${schema}.notes WHERE user_id = 'a' FOR UPDATE`);
    const connector = connectorTo(postgres, settings(schema), { rowsAtOnce: 1 });

    await expect(connector.erase(call())).rejects.toMatchObject({ code: 'timed-out' });
    await application.query('COMMIT');
    await application.end();

    expect(await connector.erase(call())).toMatchObject({ counts: { 'prompt-text': 1 } });
  });

  test('100,000 rows of one person are erased nearly as fast as raw deletes in batches', async () => {
    const postgres = await testPostgres();
    const schema = await postgres.newSchema();
    for (const table of ['notes', 'raw']) {
      await postgres.query(
        `CREATE TABLE ${schema}.${table} (id bigserial PRIMARY KEY, user_id text, note text)`,
      );
      await postgres.query(
        `INSERT INTO ${schema}.${table} (user_id, note) SELECT CASE WHEN n % 2 = 0 THEN 'a' ELSE 'b' END, repeat('n', 100) FROM generate_series(1, 200000) n`,
      );
      await postgres.query(`CREATE INDEX ON ${schema}.${table} (user_id)`);
      await postgres.query(`ANALYZE ${schema}.${table}`);
    }
    const rawSince = performance.now();
    for (let rows = 1; rows > 0;) {
      const [row] = await postgres.query(
        `WITH gone AS (DELETE FROM ${schema}.raw WHERE ctid = ANY(ARRAY(SELECT ctid FROM ${schema}.raw WHERE user_id = 'a' LIMIT 2000)) RETURNING 1) SELECT count(*)::int AS n FROM gone`,
      );
      rows = Number(row?.['n']);
    }
    const raw = performance.now() - rawSince;
    const connector = connectorTo(postgres, settings(schema), { rowsAtOnce: 2_000 });

    const since = performance.now();
    const page = await connector.erase(call({ until: Date.now() + 120_000 }));
    const took = performance.now() - since;

    console.log(`100,000 rows: raw ${Math.round(raw)} ms, connector ${Math.round(took)} ms`);
    expect(page).toEqual({ kind: 'page', counts: { 'prompt-text': 100_000 } });
    // 0.8 on a quiet machine, by the line above; tests share theirs.
    expect(raw / took).toBeGreaterThan(0.4);
  });
});
