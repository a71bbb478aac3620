import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { App, Stack } from 'aws-cdk-lib';
import { strToU8, zipSync } from 'fflate';
import assert from 'node:assert/strict';
import { taskActions } from '../../lambda/policy/vocabulary.ts';
import type { Connector as ConnectorSettings } from '../../lambda/policy/system-section.ts';
import { openDynamoDbConnector } from '../../lambda/system/dynamodb/connector.ts';
import { openFunction } from '../../lambda/system/function/connector.ts';
import type { Connector } from '../../lambda/system/model/connector.ts';
import { systemErrorOf } from '../../lambda/system/model/faults.ts';
import { openBucket } from '../../lambda/system/s3/bucket.ts';
import { S3Connector } from '../../lambda/system/s3/s3-connector.ts';
import { systemClock } from '../../lambda/value/time.ts';
import { bindSystem } from '../../lib/bindings/system-binding.ts';
import { callOf, everyPage, newPerson, totalOf } from '../system/connector-fixture.ts';
import type { Person } from '../system/connector-fixture.ts';
import { createMessages, everyItem, putItems } from '../system/dynamodb/tables.ts';
import { account, region } from './emulators.ts';
import type { Emulator } from './emulators.ts';
import type { Steps } from './steps.ts';

type Of<Kind extends ConnectorSettings['kind']> = Extract<ConnectorSettings, { kind: Kind }>;

const categories = ['prompt-text'];
const rows = 30;

/**
 * Connectors with the rights that their binding gives to the role of their function, in an account whose
 * IAM decides; each is denied what another system has.
 */
export async function checkSystems(steps: Steps, emulator: Emulator): Promise<void> {
  const person = newPerson();
  await steps.check('the connector of a table works under its role, by key and by index', () =>
    checkTable(emulator, person),
  );
  await steps.check('the connector of a bucket works under its role', () =>
    checkBucket(emulator, person),
  );
  await steps.check('the connector of a function works under its role', () =>
    checkFunction(emulator, person),
  );
}

async function checkTable(emulator: Emulator, person: Person): Promise<void> {
  const owner = new DynamoDBClient(emulator.client);
  for (const name of ['Conversations', 'Billing']) await createConversations(owner, name);
  const open = (table: string): Of<'dynamodb'> => ({
    kind: 'dynamodb',
    tables: [
      {
        ...{ table: `arn:aws:dynamodb:${region}:${account}:table/${table}` },
        ...{ category: 'prompt-text', restricted: 'restricted' },
        key: { identifier: 'user-id', attribute: 'userId' },
        second: { identifier: 'email', attribute: 'email', index: 'byEmail' },
      },
    ],
  });
  const client = new DynamoDBClient(await asRoleOf(emulator, 'table', open('Conversations')));
  const connectorOf = (table: string) =>
    openDynamoDbConnector(open(table), { clientOf: () => client });
  for (const path of ['first', 'second'] as const) {
    await putItems(owner, 'Conversations', itemsOf(person, path));
    await erasesAll(connectorOf('Conversations'), person, path);
  }
  assert.equal((await everyItem(owner, 'Conversations')).length, 0);
  await isDenied(connectorOf('Billing'), person);
}

const createConversations = (client: DynamoDBClient, TableName: string) =>
  createMessages(client, TableName);

const itemsOf = (person: Person, path: string) =>
  Array.from({ length: rows }, (_, index) => ({
    userId: { S: path === 'first' ? person['user-id'] : 'imported' },
    messageId: { S: `${index}` },
    email: { S: person.email },
  }));

async function checkBucket(emulator: Emulator, person: Person): Promise<void> {
  const owner = new S3Client({ ...emulator.client, forcePathStyle: true });
  const settings: Of<'s3'> = {
    ...{ kind: 's3', bucket: 'operator-chats' },
    objects: [{ form: 'whole', category: 'prompt-text', prefix: 'chats/{user-id}/' }],
  };
  for (const Bucket of [settings.bucket, 'operator-billing']) {
    await owner.send(new CreateBucketCommand({ Bucket }));
    for (let index = 0; index < rows; index += 1) {
      const Key = `chats/${person['user-id']}/${index}`;
      await owner.send(new PutObjectCommand({ Bucket, Key, Body: 'a chat' }));
    }
  }
  const config = { ...(await asRoleOf(emulator, 'bucket', settings)), forcePathStyle: true };
  const connectorOf = (name: string) =>
    new S3Connector({ ...settings, bucket: name }, openBucket(name, account, config));
  await erasesAll(connectorOf(settings.bucket), person, 'first');
  await isDenied(connectorOf('operator-billing'), person);
}

async function checkFunction(emulator: Emulator, person: Person): Promise<void> {
  const owner = new LambdaClient(emulator.client);
  const settingsOf = (name: string): Of<'lambda'> => ({
    ...{ kind: 'lambda', identifiers: ['user-id'] },
    function: `arn:aws:lambda:${region}:${account}:function:${name}`,
  });
  // As a store that has rows until it is asked to erase them.
  const code = `
    let left = ${rows};
    export const handler = async ({ action, categories: [category] }) => {
      const counts = category === undefined ? {} : { [category]: left };
      if (action === 'erase') left = 0;
      return action === 'export'
        ? { counts, items: Array.from({ length: left }, () => ({ kind: 'json', category, content: {} })) }
        : { counts, rows: 0 };
    };`;
  await assumed(emulator, 'operator', []);
  for (const FunctionName of ['privacy-connector', 'billing']) {
    await owner.send(
      new CreateFunctionCommand({
        ...{ FunctionName, Runtime: 'nodejs22.x', Handler: 'index.handler', Timeout: 30 },
        Role: roleArn('operator'),
        Code: { ZipFile: zipSync({ 'index.mjs': strToU8(code) }) },
      }),
    );
  }
  const client = new LambdaClient(
    await asRoleOf(emulator, 'function', settingsOf('privacy-connector')),
  );
  const connectorOf = (name: string) =>
    openFunction({ settings: settingsOf(name), client, clock: systemClock });
  await erasesAll(connectorOf('privacy-connector'), person, 'first');
  await isDenied(connectorOf('billing'), person);
}

async function erasesAll(
  connector: Connector,
  person: Person,
  path: 'first' | 'second',
): Promise<void> {
  const call = callOf({ categories }, person, { path });
  const find = () => everyPage((cursor) => connector.find({ ...call, cursor }));
  assert.deepEqual(await connector.probe(), { kind: 'ready' });
  assert.equal(totalOf(await find()), rows, 'found before');
  const exported = await everyPage((cursor) => connector.export({ ...call, cursor }));
  assert.equal(totalOf(exported), rows, 'exported');
  const erased = await everyPage((cursor) => connector.erase({ ...call, cursor }));
  assert.equal(totalOf(erased), rows, 'erased');
  assert.equal(totalOf(await find()), 0, 'found after');
}

async function isDenied(connector: Connector, person: Person): Promise<void> {
  const call = callOf({ categories }, person);
  for (const work of [() => connector.find(call), () => connector.erase(call)]) {
    await assert.rejects(work, (error) => systemErrorOf(error) === 'access-denied');
  }
}

const roleArn = (name: string): string => `arn:aws:iam::${account}:role/systems-${name}`;

/** A client that has the rights of the binding and no others. */
function asRoleOf(emulator: Emulator, name: string, connector: ConnectorSettings) {
  const stack = new Stack(new App());
  const { statements } = bindSystem({ key: `system:${name}`, connector, actions: taskActions });
  const rights = statements.map((statement) => joined(stack.resolve(statement.toStatementJson())));
  return assumed(
    emulator,
    name,
    JSON.stringify(rights).includes('PartiQL') ? [...rights, gap] : rights,
  );
}

/** See emulator-gaps.ts, "IAM actions of PartiQL": AWS asks for what each statement does. */
const gap = { Effect: 'Allow', Action: 'dynamodb:BatchExecuteStatement', Resource: '*' };

/** What CloudFormation makes of the partition in an ARN. */
function joined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(joined);
  if (typeof value !== 'object' || value === null) return value;
  const fields = value as Record<string, unknown>;
  if (fields['Ref'] === 'AWS::Partition') return 'aws';
  const join = fields['Fn::Join'] as [string, unknown[]] | undefined;
  if (join !== undefined) return join[1].map(joined).join(join[0]);
  return Object.fromEntries(Object.entries(fields).map(([name, part]) => [name, joined(part)]));
}

async function assumed(
  { client }: Emulator,
  name: string,
  statements: readonly unknown[],
): Promise<Emulator['client']> {
  const iam = new IAMClient(client);
  const RoleName = `systems-${name}`;
  const principal = { AWS: `arn:aws:iam::${account}:root`, Service: 'lambda.amazonaws.com' };
  const document = (Statement: readonly unknown[]) =>
    JSON.stringify({ Version: '2012-10-17', Statement });
  await iam.send(
    new CreateRoleCommand({
      RoleName,
      AssumeRolePolicyDocument: document([
        { Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' },
      ]),
    }),
  );
  if (statements.length > 0) {
    await iam.send(
      new PutRolePolicyCommand({
        ...{ RoleName, PolicyName: 'binding', PolicyDocument: document(statements) },
      }),
    );
  }
  const { Credentials } = await new STSClient(client).send(
    new AssumeRoleCommand({ RoleArn: roleArn(name), RoleSessionName: 'systems' }),
  );
  return {
    ...client,
    credentials: {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      ...{ sessionToken: Credentials?.SessionToken ?? '' },
    },
  };
}
