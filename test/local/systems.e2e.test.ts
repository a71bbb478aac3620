import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../adoption/operator.ts';
import { startRuntimeProcess } from '../support/runtime-process.ts';
import type { RuntimeProcess } from '../support/runtime-process.ts';
import { startDynoxide } from '../../local/database.ts';
import { policyWith, someSystems } from '../support/systems-policy.ts';

/** One system whose store runs on this machine, and one that has no store here. */
const policy = policyWith({
  notes: someSystems['notes'] ?? '',
  crm: someSystems['crm'] ?? '',
});

let home: string;
let store: Awaited<ReturnType<typeof startDynoxide>>;
let runtime: RuntimeProcess;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'custos-systems-'));
  store = await startDynoxide({ path: join(home, 'operator.sqlite') });
  runtime = await startRuntimeProcess({
    home,
    environment: { CUSTOS_POLICY: policy, AWS_ENDPOINT_URL_DYNAMODB: store.endpoint },
  });
});
afterAll(async () => {
  await runtime.stop();
  await store.stop();
  await rm(home, { recursive: true, force: true });
});

const check = (...words: string[]) =>
  run(
    'node',
    ['bin/custos.mjs', 'systems', 'check', policy, '--home', home, ...words],
    process.cwd(),
  );

test('custos systems check says what is wrong, and that all is well once it is', async () => {
  const missing = await check('--system', 'notes');

  expect(missing).toMatchObject({ code: 1, stderr: 'system:notes ...\n' });
  expect(missing.stdout).toMatch(/^system:notes {2}not ready: .*Notes.*\n {4}\S.*\n$/);

  await createNotes(store.endpoint);

  expect(await check('--system', 'notes')).toMatchObject({
    ...{ code: 0, stdout: 'system:notes  ready\n' },
  });
});

test('without names it tries every system, for a program too', async () => {
  const { code, stdout, stderr } = await check('--json');

  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  expect(JSON.parse(stdout)).toEqual([
    expect.objectContaining({ system: 'system:notes' }),
    expect.objectContaining({ system: 'system:crm', kind: 'not-ready' }),
  ]);
});

test('a system that the policy does not have is named', async () => {
  expect(await check('--system', 'note')).toMatchObject({
    code: 1,
    stderr: 'error: the policy has no system note; it has notes, crm\n',
  });
});

test('only the owner of the home can call functions by hand', async () => {
  const file = join(home, 'invoke.json');
  const { mode } = await stat(file);

  expect(mode & 0o077).toBe(0);
  expect(Object.keys(JSON.parse(await readFile(file, 'utf8')) as object)).toEqual([
    'url',
    'secret',
  ]);
});

test('where nothing runs, it says how to start it', async () => {
  const ran = await run(
    'node',
    ['bin/custos.mjs', 'systems', 'check', policy, '--home', '/nowhere'],
    process.cwd(),
  );

  expect(ran).toMatchObject({ code: 1, stdout: '' });
  expect(ran.stderr).toMatch(/no embedded runtime runs with the home \/nowhere.*--stage/);
});

async function createNotes(endpoint: string): Promise<void> {
  const client = new DynamoDBClient({
    ...{ endpoint, region: 'eu-central-1' },
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const key = (name: string) => [{ AttributeName: name, KeyType: 'HASH' as const }];
  await client.send(
    new CreateTableCommand({
      TableName: 'Notes',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['userId', 'email'].map((name) => ({
        ...{ AttributeName: name, AttributeType: 'S' },
      })),
      KeySchema: key('userId'),
      GlobalSecondaryIndexes: [
        { IndexName: 'byEmail', KeySchema: key('email'), Projection: { ProjectionType: 'ALL' } },
      ],
    }),
  );
  client.destroy();
}
