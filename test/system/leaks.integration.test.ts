import { LambdaClient } from '@aws-sdk/client-lambda';
import { PutObjectLegalHoldCommand } from '@aws-sdk/client-s3';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openResolver } from '../../lambda/platform/webhook/destination.ts';
import { openFunction } from '../../lambda/system/function/connector.ts';
import type { Connector } from '../../lambda/system/model/connector.ts';
import { S3Connector } from '../../lambda/system/s3/s3-connector.ts';
import { openWebhook } from '../../lambda/system/webhook/connector.ts';
import type { RequestId } from '../../lambda/value/ids.ts';
import { systemClock } from '../../lambda/value/time.ts';
import { runFunctions } from '../../local/function-pool.ts';
import { InnerSecrets } from '../../local/inner-port.ts';
import { invokeServer } from '../../local/invoke-server.ts';
import { close, listen } from '../../local/ports.ts';
import { newPerson, submit } from '../request/request-fixture.ts';
import { leaksIn, scanEverything } from '../support/leaks.ts';
import type { Person } from './connector-fixture.ts';
import { openPostgresFixture, connectorTo, settingsOf } from './postgresql/fixture.ts';
import { testPostgres } from './postgresql/test-postgres.ts';
import { openMemoryFixture } from './langgraph/fixture.ts';
import { openRunning, policyWithSystems, statesOf } from './running.ts';
import type { Running } from './running.ts';
import { TestBucket } from './s3/test-bucket.ts';
import { openEndpoint } from './s3/endpoint.ts';
import { brokenConnectors, wholeSettings } from './s3/whole-fixture.ts';
import { openFixture as openTableFixture } from './dynamodb/tables.ts';
import { startDynoxide } from '../../local/database.ts';

/** A connector whose faults have what a store knows of a person. */
interface Faulty {
  readonly connector: Connector;
  readonly error: string;
  /** Of requests of one kind alone. */
  readonly of?: 'erasure';
}
const cleanups: (() => unknown)[] = [];
afterAll(async () => {
  for (const cleanup of cleanups.toReversed()) await cleanup();
});

/** What PostgreSQL says of a row, in the message of a trigger and of a constraint. */
async function postgresql(person: Person): Promise<Record<string, Faulty>> {
  const postgres = await testPostgres();
  const schema = await postgres.newSchema();
  await postgres.query(`CREATE TABLE ${schema}.messages (user_id text, email text)`);
  const row = [person['user-id'], person.email];
  await postgres.query(`INSERT INTO ${schema}.messages VALUES ($1, $2)`, row);
  await postgres.query(
    `CREATE FUNCTION ${schema}.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
       RAISE EXCEPTION 'messages of % stay', OLD.email USING DETAIL = OLD.user_id, HINT = OLD.email;
       END $$`,
  );
  await postgres.query(
    `CREATE TRIGGER refuse BEFORE DELETE ON ${schema}.messages FOR EACH ROW
     EXECUTE FUNCTION ${schema}.refuse()`,
  );
  const key = { identifier: 'user-id', column: 'user_id' };
  const table = { schema, table: 'messages', category: 'prompt-text', key };
  const fixture = await openPostgresFixture(postgres);
  cleanups.push(() => fixture.stop());
  return {
    raising: {
      connector: connectorTo(postgres, settingsOf([table])),
      error: 'misconfigured',
      of: 'erasure',
    },
    ...numbered('postgresql', fixture.broken),
  };
}

/** Keys of objects have the identifier, and so have errors of S3. */
async function s3(person: Person): Promise<Record<string, Faulty>> {
  const server = await openEndpoint();
  const bucket = await new TestBucket(server.endpoint).create('Enabled', { lock: true });
  cleanups.push(() => server.stop());
  const Key = `chats/${person['user-id']}/1.json`;
  await bucket.put(Key, JSON.stringify(person));
  await bucket.client.send(
    new PutObjectLegalHoldCommand({ Bucket: bucket.name, Key, LegalHold: { Status: 'ON' } }),
  );
  const settings = wholeSettings(bucket.name);
  return {
    locked: { connector: new S3Connector(settings, bucket), error: 'locked', of: 'erasure' },
    ...numbered('s3', brokenConnectors(settings, bucket)),
  };
}

async function dynamodb(): Promise<Record<string, Faulty>> {
  const server = await startDynoxide();
  cleanups.push(() => server.stop());
  const fixture = await openTableFixture(server.endpoint, {
    table: {
      TableName: 'Messages',
      AttributeDefinitions: [{ AttributeName: 'user', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'user', KeyType: 'HASH' }],
    },
    key: ['user'],
    settings: { category: 'prompt-text', key: { identifier: 'user-id', attribute: 'user' } },
    itemOf: (person) => ({ user: { S: person['user-id'] } }),
    asideOf: (person) => ({ user: { S: person.email } }),
    isOf: () => true,
  });
  cleanups.push(() => fixture.stop());
  return numbered('dynamodb', fixture.broken);
}

async function langgraph(): Promise<Record<string, Faulty>> {
  const fixture = await openMemoryFixture(await testPostgres());
  cleanups.push(() => fixture.stop());
  return numbered('langgraph', fixture.broken);
}

/** Services that send back what they were sent, as an error and as an answer. */
async function webhook({ keyring }: Running['fixture']): Promise<Record<string, Faulty>> {
  const server = createServer((request, response) => {
    void request.toArray().then((chunks) => {
      const isFault = request.url === '/fault';
      response.writeHead(isFault ? 500 : 200, { 'content-type': 'application/json' });
      response.end(Buffer.concat(chunks as Uint8Array[]));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanups.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  const of = (path: string, error: string): Faulty => ({
    error,
    connector: openWebhook({
      settings: {
        ...{ kind: 'webhook', url: `http://localhost:${port}/${path}`, answer: 'at-once' },
        identifiers: ['user-id', 'email'],
      },
      ...{ keyring, clock: systemClock, resolve: openResolver(), allowsLoopback: true },
      isNotice: false,
    }),
  });
  return { 'webhook-fault': of('fault', 'unreachable'), echo: of('echo', 'invalid-answer') };
}

/** Functions that throw what they were called with, and return it. */
async function functions(): Promise<Record<string, Faulty>> {
  const folder = await mkdtemp(join(tmpdir(), 'custos-function-'));
  cleanups.push(() => rm(folder, { recursive: true }));
  const bodies = {
    throwing: 'throw new Error(JSON.stringify(event));',
    returning: 'return event;',
  };
  const arnOf = (name: string) => `arn:aws:lambda:eu-central-1:111122223333:function:${name}`;
  for (const [name, body] of Object.entries(bodies)) {
    await writeFile(
      join(folder, `${name}.mjs`),
      `export const handler = async (event) => { ${body} };\n`,
    );
  }
  const running = runFunctions(
    Object.keys(bodies).map((name) => ({
      ...{ name, module: join(folder, `${name}.mjs`), exported: 'handler', environment: {} },
      ...{ timeoutSeconds: 20, memoryMegabytes: 256 },
      deployed: { arn: arnOf(name), roleArn: '', variables: {} },
    })),
    { compileCache: join(folder, 'cache'), log: (output) => output.resume() },
  );
  const secrets = new InnerSecrets();
  const server = invokeServer(() => running, secrets);
  const port = await listen(server, 0);
  const client = new LambdaClient({
    ...{ endpoint: `http://127.0.0.1:${port}`, region: 'eu-central-1', maxAttempts: 1 },
    credentials: {
      ...{ accessKeyId: 'test', secretAccessKey: 'test' },
      sessionToken: secrets.of({ kind: 'function', name: 'system-test' }),
    },
  });
  cleanups.push(async () => {
    client.destroy();
    await close(server, 0);
    await running.stop();
  });
  const of = (name: string, error: string): Faulty => ({
    error,
    connector: openFunction({
      settings: { kind: 'lambda', function: arnOf(name), identifiers: ['user-id', 'email'] },
      ...{ client, clock: systemClock },
    }),
  });
  return { throwing: of('throwing', 'unreachable'), returning: of('returning', 'invalid-answer') };
}

/** Every connector is sent what people are known by. */
const known = {
  kind: 'lambda' as const,
  function: 'arn:aws:lambda:eu-central-1:111122223333:function:store',
  identifiers: ['user-id' as const, 'email' as const],
};

const numbered = (kind: string, all: readonly Faulty[]): Record<string, Faulty> =>
  Object.fromEntries(all.map((each, index) => [`${kind}-${index + 1}`, each]));

test.each(['erasure', 'access'])(
  'no fault of a connector puts anything of a person where it can be read: %s',
  async (kind) => {
    const connectors: Record<string, Connector> = {};
    const systems: Record<string, NonNullable<(typeof policyWithSystems.systems)['crm']>> = {};
    const running = await openRunning({ ...policyWithSystems, systems }, { connectors });
    cleanups.push(() => running.stop());
    const { fixture } = running;
    const { email, caller } = await newPerson(fixture);
    const person = { email, 'user-id': caller.sub, phone: '', 'device-id': '' };
    const faulty = {
      ...(await postgresql(person)),
      ...(await s3(person)),
      ...(await dynamodb()),
      ...(await langgraph()),
      ...(await webhook(fixture)),
      ...(await functions()),
    };
    for (const [id, { connector }] of Object.entries(faulty)) {
      systems[id] = { ...policyWithSystems.systems['crm']!, title: id, connector: known };
      connectors[id] = connector;
    }
    const { body } = await submit(fixture, caller, { kind });
    const requestId = body.request.requestId as RequestId;
    const stop = running.drive();

    const row = await running.until(
      requestId,
      ({ tasks = {} }) =>
        Object.keys(tasks).length > 0 &&
        Object.values(tasks).every(({ state }) => state !== 'due' && state !== 'running'),
      100,
    );
    await stop();

    // What only an erasure meets does not keep an export from its data.
    const faults = Object.entries(faulty).map(([id, { error, of = kind }]) => [
      `system:${id}`,
      of === kind ? `waiting-for-staff (${error})` : 'done',
    ]);
    expect(statesOf(row)).toEqual(Object.fromEntries(faults));
    const [name = ''] = email.split('@');
    const written = [
      ['log', fixture.logged.join('\n')],
      ...(await scanEverything(fixture.server.endpoint)).map(({ table, text }) => [table, text]),
    ] as const;
    expect(
      written.flatMap(([where, text]) => leaksIn(where, text, [email, name, caller.sub])),
    ).toEqual([]);
    expect(fixture.logged.join('\n')).toContain('CONNECTOR_FAILED');
  },
  120_000,
);
