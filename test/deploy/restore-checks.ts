import {
  CreateBackupCommand,
  DeleteItemCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ListTagsOfResourceCommand,
  RestoreTableFromBackupCommand,
  RestoreTableToPointInTimeCommand,
  ScanCommand,
  TagResourceCommand,
  UpdateTableCommand,
  waitUntilTableExists,
  waitUntilTableNotExists,
} from '@aws-sdk/client-dynamodb';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { resourcesOf } from '../../cli/doctor/deployed-stacks.ts';
import { physicalNames } from '../../lambda/platform/dynamo/database.ts';
import type { TableFacts } from '../../lambda/platform/dynamo/facts.ts';
import { parseId } from '../../lambda/value/ids.ts';
import type { SubjectId } from '../../lambda/value/ids.ts';
import { systemClock } from '../../lambda/value/time.ts';
import { destroyKeys } from '../../lambda/platform/keyring/destroy-keys.ts';
import { subjectKeys, tombstones } from '../../lambda/platform/keyring/table.ts';
import { records } from '../../lambda/record/table.ts';
import { constructId } from '../../lib/facts.ts';
import { bodyOf } from './api-checks.ts';
import type { Emulator } from './emulators.ts';
import type { CallApi } from './gateway.ts';
import type { Programs } from './programs.ts';
import type { Steps } from './steps.ts';
import type { TokenMaker } from './tokens.ts';
import { anyOrder } from '../support/destruction.ts';

export interface RestoreParts {
  readonly steps: Steps;
  readonly programs: Programs;
  readonly emulator: Emulator;
  readonly call: CallApi;
  readonly makeToken: TokenMaker;
}

const once = () => ({ 'idempotency-key': randomUUID() });
const subject = { type: 'email', value: 'restored@example.org' };
const neighbour = { type: 'email', value: 'neighbour@example.org' };
const content = { text: 'Written before the restore.' };
const registered = z.object({ subjectId: z.string() });
const listed = z.object({ items: z.array(z.object({ content: z.unknown() })) });

/** The procedure of docs/operate.md, "Restore", as far as the emulator supports it. */
export async function checkRestore(parts: RestoreParts): Promise<void> {
  const { steps, programs, emulator, call, makeToken } = parts;
  const client = new DynamoDBClient(emulator.client);
  const token = await makeToken(
    'service',
    'custos/subjects custos/records.write custos/records.read',
  );
  const isRead = async (of = subject) => {
    const body = { subject: of, purpose: 'service-provision' };
    const found = await call('POST', '/v1/records/query', { token, body });
    return bodyOf(found, 200, listed).items.map((item) => item.content);
  };
  const isStored = async (of: typeof subject) => {
    const person = { subject: of, residence: 'DE' };
    const made = await call('POST', '/v1/subjects', { token, body: person, headers: once() });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    const record = { category: 'prompt-text', purposes: ['service-provision'], content };
    const body = { subject: of, ...record };
    const written = await call('POST', '/v1/records', { token, body, headers: once() });
    assert.equal(written.status, 201, JSON.stringify(written.body));
    assert.deepEqual(await isRead(of), [content]);
  };
  const names = await steps.need('a record is there before a restore', async () => {
    await isStored(subject);
    await isStored(neighbour);
    return tableNames(emulator);
  });
  await steps.need('a table restored into its own name opens to the functions', async () => {
    const backup = await backUp(client, names(records));
    await loseEveryRow(client, names(records));
    assert.deepEqual(await isRead(), [], 'nothing was lost');
    await restore(client, backup, names(records));
    assert.deepEqual(await isRead(), [content]);
  });
  await steps.need('keys restored from before an erasure are destroyed again', async () => {
    const person = await call('POST', '/v1/subjects', {
      token,
      body: { subject },
      headers: once(),
    });
    const { subjectId } = bodyOf(person, 200, registered);
    const backup = await backUp(client, names(subjectKeys));
    const database = {
      client,
      physicalName: physicalNames({
        [subjectKeys.name]: names(subjectKeys),
        [tombstones.name]: names(tombstones),
      }),
    };
    const id = parseId<SubjectId>(subjectId);
    assert.ok(id !== undefined);
    await destroyKeys({ database, clock: systemClock }, id, { order: anyOrder, keep: [] });
    await restore(client, backup, names(subjectKeys));
    const command = [
      ...['bin/custos.mjs', 'restore-check', '--stage', 'dev'],
      ...['--table', `subject-keys=${names(subjectKeys)}`],
    ];
    const output = await programs.succeed([process.execPath, ...command], {
      env: emulator.environment,
    });
    assert.match(output, /subject-keys: [1-9]\d* rows removed, key destroyed/);
    const again = await programs.succeed([process.execPath, ...command], {
      env: emulator.environment,
    });
    assert.doesNotMatch(again, /rows removed/);
    assert.match(again, /^Complete:/m);
    assert.deepEqual(await isRead(neighbour), [content]);
  });
  client.destroy();
}

async function tableNames({ client }: Emulator): Promise<(table: TableFacts) => string> {
  const resources = await resourcesOf({ client }, 'Custos-dev-Data');
  return ({ name }) => {
    const prefix = constructId(name);
    const found = resources.find(
      ({ ResourceType: type, LogicalResourceId: id = '' }) =>
        type === 'AWS::DynamoDB::Table' && new RegExp(`^${prefix}[0-9A-F]{8}$`).test(id),
    );
    if (found?.PhysicalResourceId === undefined) throw new TypeError(`no table ${name}`);
    return found.PhysicalResourceId;
  };
}

const waiting = (client: DynamoDBClient) => ({ client, maxWaitTime: 30, minDelay: 1, maxDelay: 1 });

/**
 * Point-in-time recovery restores only to a new name; an on-demand backup restores to any free
 * name.
 */
async function backUp(client: DynamoDBClient, TableName: string): Promise<string> {
  const { Table: table } = await client.send(new DescribeTableCommand({ TableName }));
  const TargetTableName = `${TableName}-restored`;
  await client.send(
    new RestoreTableToPointInTimeCommand({
      SourceTableArn: table?.TableArn,
      TargetTableName,
      UseLatestRestorableTime: true,
    }),
  );
  await waitUntilTableExists(waiting(client), { TableName: TargetTableName });
  const { BackupDetails: backup } = await client.send(
    new CreateBackupCommand({ TableName: TargetTableName, BackupName: 'restore' }),
  );
  await client.send(new DeleteTableCommand({ TableName: TargetTableName }));
  return backup?.BackupArn ?? '';
}

/**
 * Restores to the name of the table; the stream and the tags, which a restore omits, are set again.
 */
async function restore(
  client: DynamoDBClient,
  BackupArn: string,
  TableName: string,
): Promise<void> {
  const { Table: before } = await client.send(new DescribeTableCommand({ TableName }));
  const ResourceArn = before?.TableArn;
  const { Tags } = await client.send(new ListTagsOfResourceCommand({ ResourceArn }));
  await client.send(new DeleteTableCommand({ TableName }));
  await waitUntilTableNotExists(waiting(client), { TableName });
  await client.send(new RestoreTableFromBackupCommand({ BackupArn, TargetTableName: TableName }));
  await waitUntilTableExists(waiting(client), { TableName });
  const { StreamSpecification } = before ?? {};
  if (StreamSpecification !== undefined) {
    await client.send(new UpdateTableCommand({ TableName, StreamSpecification }));
  }
  await client.send(
    new TagResourceCommand({
      ResourceArn,
      // Tags of CloudFormation begin with `aws:`, and only AWS sets them.
      Tags: (Tags ?? []).filter(({ Key = '' }) => !Key.startsWith('aws:')),
    }),
  );
}

async function loseEveryRow(client: DynamoDBClient, TableName: string): Promise<void> {
  const { Items = [] } = await client.send(new ScanCommand({ TableName }));
  for (const row of Items) {
    const names = [records.partitionKey, records.sortKey];
    const Key = Object.fromEntries(names.map((name) => [name, row[name] ?? { S: '' }]));
    await client.send(new DeleteItemCommand({ TableName, Key }));
  }
}
