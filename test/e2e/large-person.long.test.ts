import { DescribeTableCommand, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bodyOf } from '../../client/index.ts';
import type { components } from '../../client/index.ts';
import {
  answerConsent,
  assistant,
  clientOf,
  countPrompts,
  storePrompts,
} from '../../local/demo/steps.ts';
import { openTestClient } from '../support/database.ts';
import { localWorld } from '../support/local-world.ts';
import type { LocalWorld } from '../support/local-world.ts';
import type { RuntimeProcess } from '../support/runtime-process.ts';

/** Enough for several steps; `CUSTOS_TEST_RECORDS` sets another number, such as 100000. */
const records = Number(process.env['CUSTOS_TEST_RECORDS'] ?? 20_000);
const batch = 25;
const atOnce = 4;
const longest = 600_000 + records * 30;

const large = { email: 'large@example.org', agrees: true, prompts: [] };
const neighbour = { email: 'noa@example.org', agrees: true, prompts: ['one', 'two', 'three'] };

let world: LocalWorld;
let database: DynamoDBClient;
let runtime: RuntimeProcess;
const stage = () => world.stage(runtime);

beforeAll(async () => {
  world = await localWorld();
  database = openTestClient(world.database.endpoint);
  runtime = await world.start();
  for (const each of [large, neighbour]) await answerConsent(stage(), each);
  await storePrompts(stage(), neighbour);
  let left = Math.ceil(records / batch);
  const client = assistant(stage());
  const store = async () => {
    while (left > 0) {
      left -= 1;
      const items = Array.from({ length: batch }, (_, index) => ({
        subject: { type: 'email', value: large.email } as const,
        category: 'prompt-text',
        purposes: ['service-provision', 'improvement'],
        content: { text: `prompt ${left}-${index}` },
      }));
      const stored = bodyOf(await client.post('/v1/records/batch', { body: { items } }));
      expect(stored.items.every(({ status }) => status === 201)).toBe(true);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, store));
}, longest);

afterAll(async () => {
  database.destroy();
  await runtime.kill();
  await world.end();
});

test(
  'the export of a person with many records ends, although the runtime is killed twice',
  async () => {
    const followUp = await request('access');
    const { status, killed } = await closed(followUp, { kills: 2, whenChanged: exportedBytes });

    expect({ status, killed }).toEqual({ status: 'completed', killed: 2 });
  },
  longest,
);

test(
  'the erasure of a person with many records ends, although the runtime is killed in the purge',
  async () => {
    const followUp = await request('erasure');
    const { status, killed } = await closed(followUp, { kills: 2, whenChanged: storedRecords });

    expect({ status, killed }).toEqual({ status: 'completed', killed: 2 });
    expect(await countPrompts(stage(), large)).toBe(0);
    expect(await countPrompts(stage(), neighbour)).toBe(neighbour.prompts.length);
  },
  longest,
);

/** Returns the follow-up token. */
async function request(kind: 'access' | 'erasure'): Promise<string> {
  const client = clientOf(stage(), large.email);
  return bodyOf(await client.post('/v1/me/requests', { body: { kind } })).followUpToken;
}

interface Kills {
  readonly kills: number;
  /** A measure of the work: the runtime is killed when it has changed since the last start. */
  readonly whenChanged: () => Promise<number>;
}

/** Waits for the end, and kills the runtime in the middle of the work. */
async function closed(followUp: string, { kills, whenChanged }: Kills) {
  let killed = 0;
  let before = await whenChanged();
  for (;;) {
    const { status } = await follow(followUp);
    if (status !== 'in-progress') return { status, killed };
    if (killed < kills && (await whenChanged()) !== before) {
      await runtime.kill();
      killed += 1;
      before = await whenChanged();
      runtime = await world.start();
    }
    await delay(100);
  }
}

const empty = { size: 0 };

async function exportedBytes(): Promise<number> {
  const folder = join(world.home, 'objects');
  await mkdir(folder, { recursive: true });
  const files = await readdir(folder, { recursive: true });
  // A file can be renamed meanwhile.
  const sizes = files.map(async (file) => (await stat(join(folder, file)).catch(() => empty)).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

async function storedRecords(): Promise<number> {
  const { TableNames = [] } = await database.send(new ListTablesCommand());
  const TableName = TableNames.find((name) => /^Records[0-9A-F]{8}$/.test(name));
  const { Table } = await database.send(new DescribeTableCommand({ TableName }));
  return Table?.ItemCount ?? expect.unreachable('the table has no count');
}

const follow = async (followUp: string): Promise<components['schemas']['Request']> =>
  bodyOf(await clientOf(stage(), large.email).get('/v1/follow-up', { followUp }));
