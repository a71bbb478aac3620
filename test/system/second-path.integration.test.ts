import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDynamoDbConnector } from '../../lambda/system/dynamodb/connector.ts';
import type { Connector } from '../../lambda/system/model/connector.ts';
import { isClosed } from '../../lambda/request/model/request.ts';
import type { RequestId } from '../../lambda/value/ids.ts';
import { keep, follow, newPerson, staff, submit } from '../request/request-fixture.ts';
import { arnOf, createMessages, everyItem, putItems } from './dynamodb/tables.ts';
import { connectorTo, settingsOf } from './postgresql/fixture.ts';
import { testPostgres } from './postgresql/test-postgres.ts';
import type { TestPostgres } from './postgresql/test-postgres.ts';
import { openRunning, policyWithSystems } from './running.ts';
import type { Running } from './running.ts';

/** Messages of one store of the operator, by user id, with the e-mail address beside it. */
interface Store {
  readonly connector: Connector;
  readonly add: (userId: string, email: string, rows: number) => Promise<void>;
  /** User ids with an e-mail address, in order. */
  readonly left: () => Promise<readonly string[]>;
}

let running: Running;
let connectors: Record<string, Connector>;
let stop: () => Promise<void> = () => Promise.resolve();
/** With the identifiers that the stores below use. */
const memory = {
  ...policyWithSystems.systems['memory']!,
  connector: {
    kind: 'lambda' as const,
    function: 'arn:aws:lambda:eu-central-1:111122223333:function:store',
    identifiers: ['user-id' as const, 'email' as const],
  },
};
beforeEach(async () => {
  connectors = {};
  const policy = { ...policyWithSystems, systems: { memory } };
  running = await openRunning(policy, { connectors });
});
afterEach(async () => {
  await stop();
  await running.stop();
});

async function dynamoDb(): Promise<Store> {
  const { client } = running.fixture.database;
  const TableName = 'Messages';
  await createMessages(client, TableName);
  return {
    connector: openDynamoDbConnector(
      {
        kind: 'dynamodb',
        tables: [
          {
            ...{ table: arnOf(TableName), category: 'prompt-text' },
            key: { identifier: 'user-id', attribute: 'userId' },
            second: { identifier: 'email', attribute: 'email', index: 'byEmail' },
          },
        ],
      },
      { clientOf: () => client, itemsPerStep: 2 },
    ),
    add: (userId, email, rows) =>
      putItems(
        client,
        TableName,
        Array.from({ length: rows }, (_, index) => ({
          ...{ userId: { S: userId }, email: { S: email }, messageId: { S: `${index}` } },
        })),
      ),
    left: async () =>
      (await everyItem(client, TableName)).map(({ userId }) => userId?.S ?? '').toSorted(),
  };
}

let postgres: TestPostgres;
let schema: string;
async function postgresql(): Promise<Store> {
  postgres = await testPostgres();
  schema = await postgres.newSchema();
  await postgres.query(
    `CREATE TABLE ${schema}.messages (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      user_id text, email text)`,
  );
  const key = { identifier: 'user-id', column: 'user_id' };
  const second = { identifier: 'email', column: 'email' };
  const table = { schema, table: 'messages', category: 'prompt-text', key, second };
  return {
    connector: connectorTo(postgres, settingsOf([table]), { rowsAtOnce: 2 }),
    async add(userId, email, rows) {
      await postgres.query(
        `INSERT INTO ${schema}.messages (user_id, email) SELECT $1, $2 FROM generate_series(1, $3::int)`,
        [userId, email, rows],
      );
    },
    left: async () => {
      const rows = await postgres.query(`SELECT user_id FROM ${schema}.messages ORDER BY user_id`);
      return rows.map(({ user_id: userId }) => String(userId));
    },
  };
}

/** A person with five messages and a copy of one under another key, beside a neighbour with three. */
async function begin(store: Store) {
  connectors['memory'] = store.connector;
  const { fixture } = running;
  const person = await newPerson(fixture);
  await keep(fixture, person, [{}]);
  await store.add(person.caller.sub, person.email, 5);
  await store.add(`imported-${person.caller.sub}`, person.email, 1);
  await store.add('noa', 'noa@example.org', 3);
  const { body } = await submit(fixture, person.caller, { kind: 'erasure' });
  const requestId = body.request.requestId as RequestId;
  const view = () => staff(fixture, 'GET', `/${requestId}`).then((answer) => answer.body.tasks[1]);
  const shown = () => follow(fixture, body.followUpToken).then((answer) => answer.body);
  stop = running.drive();
  return { person, requestId, view, shown };
}

describe.each([
  ['a table of DynamoDB', dynamoDb],
  ['PostgreSQL', postgresql],
])('a copy under another key in %s', (_name, open) => {
  test('reopens the task, is erased along the second path, and is in the certificate and the view of staff', async () => {
    const store = await open();
    const { requestId, view, shown } = await begin(store);

    const row = await running.until(requestId, ({ status }) => isClosed(status));

    expect(row.status).toBe('completed');
    expect(await store.left()).toEqual(['noa', 'noa', 'noa']);
    const counts = {
      ...{ found: { 'prompt-text': 5 }, foundAgain: { 'prompt-text': 1 }, left: {} },
      selectors: ['user-id', 'email'],
    };
    expect(await view()).toMatchObject({
      ...{ system: 'memory', status: 'completed', counts: { 'prompt-text': 6 }, ...counts },
      control: { before: 3, after: 3 },
    });
    expect((await shown()).manifest.systems).toMatchObject([
      {
        ...{ system: 'memory', status: 'done', erased: { 'prompt-text': 6 }, ...counts },
        rowsOfAnother: { before: 3, after: 3 },
      },
    ]);
  });
});

describe('a copy that cannot be erased along the second path', () => {
  test('waits for staff as found again after three rounds, who retry once its cause is gone', async () => {
    const store = await postgresql();
    let writeBack = () => Promise.resolve();
    // A replica that writes back what it has, before each search along the second path.
    const { connector } = store;
    const restored: Connector = {
      async find(call) {
        if (call.path === 'second' && (await store.left()).length === 3) await writeBack();
        return connector.find(call);
      },
      export: (call) => connector.export(call),
      erase: (call) => connector.erase(call),
      rectify: (call) => connector.rectify(call),
      restrict: (call) => connector.restrict(call),
      control: (call) => connector.control(call),
      probe: () => connector.probe(),
    };
    const { person, requestId, view, shown } = await begin({ ...store, connector: restored });
    writeBack = () => store.add(`imported-${person.caller.sub}`, person.email, 1);

    await running.until(requestId, ({ tasks }) => tasks?.['system:memory']?.error !== undefined);

    expect(await view()).toMatchObject({
      ...{ status: 'waiting-for-staff', error: 'found-again', foundAgain: { 'prompt-text': 1 } },
    });
    expect(await store.left()).toEqual([`imported-${person.caller.sub}`, 'noa', 'noa', 'noa']);

    writeBack = () => Promise.resolve();
    expect((await running.act(requestId, 'system:memory', 'retry')).status).toBe(200);
    await running.until(requestId, ({ status }) => status === 'completed');

    expect(await store.left()).toEqual(['noa', 'noa', 'noa']);
    expect((await shown()).manifest.systems[0]).toMatchObject({
      ...{ status: 'done', foundAgain: { 'prompt-text': 1 }, left: {} },
    });
  });

  test('that a store keeps waits for staff, is shown as left, and is ended by them with evidence', async () => {
    const store = await postgresql();
    await postgres.query(
      `CREATE FUNCTION ${schema}.retain() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$`,
    );
    await postgres.query(
      `CREATE TRIGGER retain BEFORE DELETE ON ${schema}.messages FOR EACH ROW
       WHEN (OLD.user_id LIKE 'imported-%') EXECUTE FUNCTION ${schema}.retain()`,
    );
    const { requestId, view, shown } = await begin(store);

    await running.until(requestId, ({ tasks }) => tasks?.['system:memory']?.error !== undefined);

    expect(await view()).toMatchObject({
      ...{ status: 'waiting-for-staff', error: 'changed-meanwhile' },
      ...{ counts: { 'prompt-text': 5 }, foundAgain: { 'prompt-text': 1 } },
    });
    const done = await running.act(requestId, 'system:memory', 'mark-done', {
      evidence: 'The trigger was dropped and the row deleted, ticket 4711.',
    });
    expect(done.status).toBe(200);
    await running.until(requestId, ({ status }) => status === 'completed');
    expect((await shown()).manifest.systems[0]).toMatchObject({
      ...{ status: 'done', byStaff: true, foundAgain: { 'prompt-text': 1 } },
    });
  });
});
