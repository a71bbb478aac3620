import { DeleteItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startDynoxide } from '../../../local/database.ts';
import type { Dynoxide } from '../../../local/database.ts';
import { runFunctions } from '../../../local/function-pool.ts';
import type { Functions } from '../../../local/function-pool.ts';
import type { LocalFunction } from '../../../local/functions.ts';
import { InnerSecrets } from '../../../local/inner-port.ts';
import { invokeServer } from '../../../local/invoke-server.ts';
import { close, listen } from '../../../local/ports.ts';
import type { LambdaSettings } from '../../../lambda/policy/connectors/lambda.ts';
import { openFunction } from '../../../lambda/system/function/connector.ts';
import { itemToJson } from '../../../lambda/system/dynamodb/item-json.ts';
import { systemClock } from '../../../lambda/value/time.ts';
import { openTestClient } from '../../support/database.ts';
import { connectorContract } from '../connector-contract.ts';
import { asPlanted, callOf, newPerson } from '../connector-fixture.ts';
import type { Person } from '../connector-fixture.ts';
import { createTable, everyItem } from '../dynamodb/tables.ts';

const TableName = 'Feedback';
const secrets = new InnerSecrets();
const arnOf = (name: string) => `arn:aws:lambda:eu-central-1:111122223333:function:${name}`;

/** Functions that do what none should. */
const others: Readonly<Record<string, string>> = {
  throwing: 'throw new Error(JSON.stringify(event));',
  throttled: "throw Object.assign(new Error('later'), { name: 'throttled' });",
  slow: 'return new Promise(() => setInterval(() => {}, 1000));',
  text: "return 'erased';",
  empty: 'return;',
  negative: 'return { counts: { feedback: -1 } };',
  elsewhere: "return { counts: { 'prompt-text': 1 }, items: [], rows: 0 };",
  later: 'return { pollAfterSeconds: 30 };',
  everyone: 'return { counts: Object.fromEntries([[event.categories[0] ?? "feedback", 1]]) };',
  echo: 'return { counts: {}, items: [{ kind: "json", category: event.categories[0], content: event }] };',
};

let folder: string;
let database: Dynoxide;
let functions: Functions;
let server: Server;
let client: LambdaClient;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'custos-function-'));
  database = await startDynoxide();
  const [, example = ''] =
    /```js file=index\.mjs\n([\s\S]*?)```/.exec(await readFile('docs/systems.md', 'utf8')) ?? [];
  // AWS Lambda has the SDK; here it is where this project has it.
  const sdk = JSON.stringify(import.meta.resolve('@aws-sdk/client-dynamodb'));
  await writeFile(join(folder, 'example.mjs'), example.replace("'@aws-sdk/client-dynamodb'", sdk));
  for (const [name, body] of Object.entries(others)) {
    await writeFile(
      join(folder, `${name}.mjs`),
      `export const handler = async (event) => { ${body} };\n`,
    );
  }
  functions = runFunctions(['example', ...Object.keys(others)].map(localFunction), {
    compileCache: join(folder, 'cache'),
    log: (output) => output.resume(),
  });
  server = invokeServer(() => functions, secrets);
  const port = await listen(server, 0);
  client = clientOf(`http://127.0.0.1:${port}`);
});
afterAll(async () => {
  client.destroy();
  await close(server, 0);
  await functions.stop();
  await database.stop();
  await rm(folder, { recursive: true });
});

const localFunction = (name: string): LocalFunction => ({
  ...{ name, module: join(folder, `${name}.mjs`), exported: 'handler' },
  ...{ timeoutSeconds: name === 'slow' ? 1 : 20, memoryMegabytes: 256 },
  environment: {
    ...{ TABLE: TableName, ITEMS_PER_ANSWER: '4', AWS_REGION: 'eu-central-1' },
    ...{ AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' },
    AWS_ENDPOINT_URL_DYNAMODB: database.endpoint,
  },
  deployed: { arn: arnOf(name), roleArn: '', variables: {} },
});

const clientOf = (endpoint: string) =>
  new LambdaClient({
    ...{ endpoint, region: 'eu-central-1', maxAttempts: 1 },
    credentials: {
      ...{ accessKeyId: 'test', secretAccessKey: 'test' },
      sessionToken: secrets.of({ kind: 'function', name: 'system-feedback' }),
    },
  });

const settingsOf = (name: string): LambdaSettings => ({
  ...{ kind: 'lambda', function: arnOf(name), identifiers: ['user-id', 'email'] },
});
const open = (name: string, at: LambdaClient = client) =>
  openFunction({ settings: settingsOf(name), client: at, clock: systemClock });

connectorContract('the example of docs/systems.md', async () => {
  const direct = openTestClient(database.endpoint);
  await createTable(direct, {
    TableName,
    AttributeDefinitions: [{ AttributeName: 'feedbackId', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'feedbackId', KeyType: 'HASH' }],
  });
  const put = (userId: string, { email }: Person) =>
    direct.send(
      new PutItemCommand({
        TableName,
        Item: {
          feedbackId: { S: randomUUID() },
          userId: { S: userId },
          email: { S: email },
          note: { S: asPlanted },
        },
      }),
    );
  const itemsOf = async (person: Person) =>
    (await everyItem(direct, TableName)).filter(({ email }) => email?.S === person.email);
  return {
    connector: open('example'),
    categories: ['feedback'],
    selectors: ['user-id'],
    settings: settingsOf('example'),
    pointer: '/note',
    async plant(person, rows) {
      for (let row = 0; row < rows; row += 1) await put(person['user-id'], person);
    },
    async plantAside(person) {
      await put(`imported-${randomUUID()}`, person);
    },
    stored: async (person) =>
      (await itemsOf(person)).map((item) => ({
        note: item['note']?.S,
        touched: item['touched']?.S,
        restricted: item['restricted']?.BOOL ?? false,
        content: itemToJson(item),
      })),
    async lose(person) {
      for (const { feedbackId } of await itemsOf(person)) {
        await direct.send(
          new DeleteItemCommand({ TableName, Key: { feedbackId: feedbackId ?? { NULL: true } } }),
        );
      }
    },
    async touch(person, value) {
      for (const { feedbackId } of await itemsOf(person)) {
        await direct.send(
          new UpdateItemCommand({
            ...{ TableName, Key: { feedbackId: feedbackId ?? { NULL: true } } },
            UpdateExpression: 'SET touched = :value',
            ExpressionAttributeValues: { ':value': { S: value } },
          }),
        );
      }
    },
    broken: [
      { what: 'no such function', connector: open('nothing'), error: 'not-found' },
      {
        what: 'no Lambda',
        connector: open('example', clientOf('http://127.0.0.1:1')),
        error: 'unreachable',
      },
      { what: 'an error', connector: open('throwing'), error: 'unreachable' },
      { what: 'a named error', connector: open('throttled'), error: 'throttled' },
      { what: 'its timeout', connector: open('slow'), error: 'timed-out' },
      { what: 'text', connector: open('text'), error: 'invalid-answer' },
      { what: 'nothing', connector: open('empty'), error: 'invalid-answer' },
      { what: 'a negative count', connector: open('negative'), error: 'invalid-answer' },
      { what: 'another category', connector: open('elsewhere'), error: 'invalid-answer' },
    ],
    stop: () => {
      direct.destroy();
      return Promise.resolve();
    },
  };
});

describe('a function of the operator', () => {
  const person = newPerson();
  const call = callOf({ categories: ['feedback'] }, person);

  test('gets the call as the page says, with the identifiers that the policy declares', async () => {
    const page = await open('echo').export({ ...call, step: 'export.1', cursor: 'here' });

    expect(page).toMatchObject({
      items: [
        {
          content: {
            ...{ action: 'export', task: call.taskId, categories: ['feedback'], path: 'first' },
            ...{ cursor: 'here', until: call.until },
            identifiers: [
              { type: 'user-id', value: person['user-id'] },
              { type: 'email', value: person.email },
            ],
          },
        },
      ],
    });
    expect(JSON.stringify(page)).not.toContain(person.phone);
  });

  test('that needs more time is asked again with the same delivery', async () => {
    expect(await open('later').erase(call)).toEqual({ kind: 'waiting', pollAfterSeconds: 30 });
    await expect(open('later').control(call)).rejects.toMatchObject({ code: 'invalid-answer' });
    const deliveries = [];
    for (const step of ['erase-1.1', 'erase-1.1', 'erase-1.2']) {
      const [item] = await open('echo')
        .export({ ...call, step })
        .then((page) => ('items' in page ? page.items : []));
      deliveries.push(item && 'content' in item ? JSON.stringify(item.content) : '');
    }
    const [first, again, next] = deliveries.map((text) => /"delivery":"([^"]+)"/.exec(text)?.[1]);
    expect(first).toBe(again);
    expect(first).not.toBe(next);
  });

  test('that finds everyone is not ready', async () => {
    expect(await open('everyone').probe()).toMatchObject({
      ...{ kind: 'not-ready', remedy: expect.stringContaining('of the call alone') as string },
    });
  });

  test('is not called where it knows no identifier of the person', async () => {
    const phone = [{ type: 'phone' as const, value: person.phone }];

    expect(await open('throwing').find({ ...call, identifiers: phone })).toEqual({
      ...{ kind: 'page', counts: {}, selectors: [] },
    });
  });
});
