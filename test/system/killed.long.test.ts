import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { outbox } from '../../lambda/ledger/table.ts';
import { fromItem } from '../../lambda/platform/dynamo/statement.ts';
import type { S3Settings } from '../../lambda/policy/connectors/s3.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import { isClosed } from '../../lambda/request/model/request.ts';
import type { RequestRow } from '../../lambda/request/row.ts';
import { openDynamoDbConnector } from '../../lambda/system/dynamodb/connector.ts';
import { S3Connector } from '../../lambda/system/s3/s3-connector.ts';
import type { RequestId } from '../../lambda/value/ids.ts';
import { workflowCheckpoints } from '../../local/adapters/workflow/tables.ts';
import { follow, keep, newPerson, submit } from '../request/request-fixture.ts';
import type { Person } from '../request/request-fixture.ts';
import { examplePolicy } from '../support/example-policy.ts';
import type { Dying } from './dying-process.ts';
import { arnOf, createMessages, everyItem, putItems } from './dynamodb/tables.ts';
import { openRunning } from './running.ts';
import type { Running } from './running.ts';
import { openEndpoint } from './s3/endpoint.ts';
import { TestBucket } from './s3/test-bucket.ts';

const haste = 10_000;
const program = resolve(import.meta.dirname, 'dying-process.ts');

let running: Running;
let bucket: TestBucket;
let buckets: Awaited<ReturnType<typeof openEndpoint>>;
let policy: Policy;
beforeAll(async () => {
  buckets = await openEndpoint();
  bucket = await new TestBucket(buckets.endpoint).create('Enabled');
  await bucket.put('chats/noa/1', 'hers');
  policy = { ...examplePolicy, systems: systemsIn(bucket.name) };
  const connectors = {
    memory: openDynamoDbConnector(memory, {
      clientOf: () => running.fixture.database.client,
      itemsPerStep: 2,
    }),
    files: new S3Connector(filesIn(bucket.name), bucket, { pageSize: 2 }),
  };
  running = await openRunning(policy, { connectors });
  await createMessages(running.fixture.database.client, 'Conversations');
});
afterAll(async () => {
  await running.stop();
  await buckets.stop();
});

test('an erasure whose process SIGKILL ends at every step is the same as one that no one ends', async () => {
  const whole = await begin();
  const stop = running.drive();
  await running.until(whole.requestId, ({ status }) => isClosed(status));
  await stop();

  const killed = await begin();
  const moments = [
    ...(await killAtEvery({ workflow: 'fulfilment', last: 'systems-1' })),
    ...(await killAtEvery({ workflow: 'system-run' })),
    ...(await killAtEvery({ workflow: 'fulfilment' })),
  ];

  expect(await endOf(killed)).toEqual(await endOf(whole));
  // Of every checkpoint there is, a process died before it was written, and one after.
  const steps = new Set(await checkpointsOf(killed));
  const died = (when: string) =>
    new Set(moments.flatMap((one) => (one.startsWith(when) ? one.split(' ') : [])));
  expect([...steps].filter((step) => !died('before').has(step))).toEqual([]);
  expect([...steps].filter((step) => !died('after').has(step))).toEqual(['systems-1']);
  expect(steps.size).toBeGreaterThan(25);
}, 600_000);

const memory: Extract<Policy['systems'][string]['connector'], { kind: 'dynamodb' }> = {
  kind: 'dynamodb',
  tables: [
    {
      ...{ table: arnOf('Conversations'), category: 'prompt-text' },
      key: { identifier: 'user-id', attribute: 'userId' },
      second: { identifier: 'email', attribute: 'email', index: 'byEmail' },
    },
  ],
};

const filesIn = (name: string): S3Settings => ({
  ...{ kind: 's3', bucket: name },
  objects: [
    {
      ...{ form: 'whole', category: 'prompt-text', prefix: 'chats/{user-id}/' },
      second: { prefix: 'mail/{email}/' },
    },
  ],
});

const systemsIn = (name: string): Policy['systems'] => {
  const common = {
    ...{ owner: 'team@example.com', categories: ['prompt-text'], timeAllowed: 'P7D' },
    cannot: { restrict: { ground: 'not-possible' as const, reason: 'It has no mark for it.' } },
  };
  return {
    memory: { ...common, title: 'Conversation memory', connector: memory },
    files: { ...common, title: 'Files', connector: filesIn(name) },
  };
};

interface Begun {
  readonly person: Person;
  readonly userId: string;
  readonly requestId: RequestId;
  readonly followUp: string;
}

/** A person with a copy under another key in each store, beside a neighbour. */
async function begin(): Promise<Begun> {
  const { fixture } = running;
  const person = await newPerson(fixture);
  const { sub: userId } = person.caller;
  await keep(fixture, person, [{}, {}]);
  const item = (user: string, n: number, email: string) => ({
    ...{ userId: { S: user }, messageId: { S: `${n}` }, email: { S: email } },
  });
  await putItems(fixture.database.client, 'Conversations', [
    ...[1, 2, 3, 4, 5].map((n) => item(userId, n, person.email)),
    item(`imported-${userId}`, 1, person.email),
    ...[1, 2, 3].map((n) => item('noa', n, 'noa@example.org')),
  ]);
  for (const n of [1, 2, 2, 3]) await bucket.put(`chats/${userId}/${n}`, `a chat ${n}`);
  await bucket.put(`mail/${person.email}/1`, 'a copy');
  const { body } = await submit(fixture, person.caller, { kind: 'erasure' });
  const requestId = body.request.requestId as RequestId;
  return { person, userId, requestId, followUp: body.followUpToken };
}

/** Kills a process at every moment of every step, until one ends by itself. */
async function killAtEvery(what: Pick<Dying, 'workflow' | 'last'>): Promise<string[]> {
  const { server, keyFile } = running.fixture;
  const at = (name: string) => join(dirname(keyFile), name);
  writeFileSync(at('policy.json'), JSON.stringify(policy));
  const moments: string[] = [];
  let survived: string[] = [];
  for (;;) {
    const given: Dying = {
      ...{ endpoint: server.endpoint, tables: server.tables, keyFile, ...what, survived },
      ...{ policyFile: at('policy.json'), bucketEndpoint: buckets.endpoint, began, haste },
    };
    writeFileSync(at('dying.json'), JSON.stringify(given));
    const child = spawn(process.execPath, [program, at('dying.json')], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_COMPILE_CACHE: at('compiled') },
    });
    const [moment, [code, signal]] = await Promise.all([
      text(child.stdout),
      once(child, 'exit') as Promise<[number | null, string | null]>,
    ]);
    if (code === 0) return moments;
    if (signal !== 'SIGKILL' || moments.length > 300) {
      throw new Error(`ended with ${code ?? signal} after ${moments.at(-1)}`);
    }
    moments.push(moment);
    // What a checkpoint has is not done again: the next process begins behind it.
    survived = moment.startsWith('after ') ? [] : [...survived, moment];
  }
}

const began = Date.now();

/** What is left in the stores and what the request says, without ids and times. */
async function endOf({ person, userId, requestId, followUp }: Begun) {
  const { fixture } = running;
  const { client } = fixture.database;
  const items = await everyItem(client, 'Conversations');
  const versions = await bucket.versions();
  const { body } = await follow(fixture, followUp);
  const entries = await fixture.rows(outbox);
  const row = await fixture.requests.get(requestId);
  return {
    status: row?.status,
    // Systems and the rest of the request do not wait for each other.
    timeline: body.timeline.map(({ event }: { event: string }) => event).toSorted(),
    tasks: body.tasks.map(timeless),
    systems: body.manifest.systems.map(timeless),
    erased: body.manifest.erased,
    entries: entries
      .filter((entry) => JSON.stringify(entry).includes(requestId))
      .map(({ type }) => type)
      .toSorted(),
    left: [
      items.filter(({ email }) => email?.S === person.email),
      versions.filter(({ key }) => key.includes(userId) || key.includes(person.email)),
    ],
    neighbours: [
      items.filter(({ userId: user }) => user?.S === 'noa').length,
      versions.filter(({ key }) => key === 'chats/noa/1').length > 0,
    ],
    selector: row?.selector,
  };
}

const timeless = (value: object): unknown =>
  JSON.parse(
    JSON.stringify(value, (name, part: unknown) =>
      /(At|By|Id|until)$/.test(name) ? undefined : part,
    ),
  );

async function checkpointsOf({ requestId }: Begun): Promise<string[]> {
  const { client } = running.fixture.database;
  const rows = (await everyItem(client, workflowCheckpoints.name)).map(fromItem);
  const row: RequestRow | undefined = await running.fixture.requests.get(requestId);
  const tasks = Object.values(row?.tasks ?? {}).map(({ taskId }) => taskId);
  return rows
    .filter(({ executionName }) =>
      [requestId, ...tasks].some((id) => String(executionName).includes(id)),
    )
    .flatMap(({ steps }) => (steps as string[]).filter((step) => step.endsWith(':SUCCEEDED')))
    .map((step) => step.replace(':SUCCEEDED', ''));
}
