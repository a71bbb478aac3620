import { GetItemCommand, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { spawn } from 'node:child_process';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { lineOf, wordsOf } from '../../cli/migrate.ts';
import { MigrationOrderError, ordered, titleOf } from '../../cli/migrate/migration.ts';
import type { Migration } from '../../cli/migrate/migration.ts';
import { runMigrations, stateOf } from '../../cli/migrate/runner.ts';
import type { Database } from '../../lambda/platform/dynamo/database.ts';
import { marshalKey } from '../../lambda/platform/dynamo/read.ts';
import { insert, update } from '../../lambda/platform/dynamo/statement.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import { subjectKeys, tombstones } from '../../lambda/platform/keyring/table.ts';
import { milliseconds } from '../../lambda/platform/time.ts';
import { subjects } from '../../lambda/subject/table.ts';
import { startDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';

let server: TestDatabase;
let database: Database;
const clock = () => milliseconds(Date.parse('2026-11-24T09:00:00Z'));
/** Numbers are never reused, so each test takes names of its own. */
let run = 0;

beforeAll(async () => {
  server = await startDatabase();
  database = server.database;
});
afterAll(() => server.stop());
beforeEach(async () => {
  run += 1;
  for (const index of [1, 2, 3, 4, 5]) await put(`person-${index}`, index % 2 ? 'de' : 'FR');
});

const put = (subjectId: string, residence: string) =>
  database.client.send(
    new PutItemCommand({
      TableName: database.physicalName(subjects),
      Item: { subjectId: { S: subjectId }, residence: { S: residence }, version: { N: '1' } },
    }),
  );

async function residences(): Promise<string[]> {
  const { Items: items = [] } = await database.client.send(
    new ScanCommand({ TableName: database.physicalName(subjects), ConsistentRead: true }),
  );
  return items.map((item) => item['residence']?.S ?? '').toSorted();
}

/** Writes countries in upper case, two people a page; breaks off after so many pages. */
function upperCase(number = 1, breaksAfter = Infinity): Migration {
  let pages = 0;
  return {
    number,
    name: `upper-case-${run}-${number}`,
    since: '0.2.0',
    summary: 'Writes declared residences in upper case.',
    tables: [subjects],
    step: async ({ database: { client, physicalName }, from, dryRun }) => {
      pages += 1;
      if (pages > breaksAfter) throw new Error('the power went out');
      const page = await client.send(
        new ScanCommand({
          TableName: physicalName(subjects),
          ConsistentRead: true,
          Limit: 2,
          ...(from !== undefined && { ExclusiveStartKey: marshalKey({ subjectId: from }) }),
        }),
      );
      let changed = 0;
      for (const item of page.Items ?? []) changed += await upper(item, dryRun);
      const next = page.LastEvaluatedKey?.['subjectId']?.S;
      return { ...(next !== undefined && { next }), seen: page.Items?.length ?? 0, changed };
    },
  };
}

async function upper(item: Record<string, AttributeValue>, dryRun: boolean): Promise<0 | 1> {
  const [subjectId, residence] = [item['subjectId']?.S ?? '', item['residence']?.S ?? ''];
  if (residence === residence.toUpperCase()) return 0;
  if (!dryRun) {
    const change = { residence: residence.toUpperCase() };
    await transact(database, [update(subjects, { subjectId }, 1, change)]);
  }
  return 1;
}

interface Told {
  readonly seen: number;
  readonly changed: number;
}
const work = async (migrations: readonly Migration[], dryRun = false) => {
  const told: Told[] = [];
  const report = (_: Migration, { seen, changed }: Told) => told.push({ seen, changed });
  const outcome = await runMigrations({ database, clock, migrations, report }, { dryRun });
  return { outcome, told };
};

describe('migrations', () => {
  test('run page by page, say how far they are, and run once', async () => {
    const migration = upperCase();
    expect(await stateOf(database, migration)).toEqual({ kind: 'pending' });

    const first = await work([migration]);
    const second = await work([migration]);

    expect(first.outcome).toEqual({ kind: 'ran', done: [migration] });
    expect(first.told.at(-1)).toEqual({ seen: 5, changed: 3 });
    expect(first.told.length).toBeGreaterThan(2);
    expect(second).toEqual({ outcome: { kind: 'up-to-date' }, told: [] });
    expect(await residences()).toEqual(['DE', 'DE', 'DE', 'FR', 'FR']);
    expect(await stateOf(database, migration)).toMatchObject({ kind: 'done', seen: 5, changed: 3 });
  });

  test('go on after a crash from the last page that was finished', async () => {
    await expect(work([upperCase(1, 1)])).rejects.toThrow('the power went out');
    expect(await stateOf(database, upperCase())).toMatchObject({ kind: 'running', seen: 2 });

    const { outcome, told } = await work([upperCase()]);

    expect(outcome.kind).toBe('ran');
    expect(told[0]).toMatchObject({ seen: 4 });
    expect(told.at(-1)).toEqual({ seen: 5, changed: 3 });
    expect(await residences()).toEqual(['DE', 'DE', 'DE', 'FR', 'FR']);
  });

  test('write nothing when they are only rehearsed', async () => {
    const { outcome, told } = await work([upperCase()], true);

    expect(outcome.kind).toBe('rehearsed');
    expect(told.at(-1)).toEqual({ seen: 5, changed: 3 });
    expect(await residences()).toEqual(['FR', 'FR', 'de', 'de', 'de']);
    expect(await stateOf(database, upperCase())).toEqual({ kind: 'pending' });
  });

  test('run in order, and not the next one while one before it breaks', async () => {
    await expect(work([upperCase(1, 1), upperCase(2)])).rejects.toThrow('the power went out');

    expect(await stateOf(database, upperCase(2))).toEqual({ kind: 'pending' });
  });

  test('leave one to the run that already works on it', async () => {
    const migration = upperCase();
    const rival: Migration = {
      ...migration,
      step: async (given) => {
        // Another run finishes while this one is at its first page.
        await work([upperCase()]);
        return migration.step(given);
      },
    };

    expect((await work([rival])).outcome).toEqual({ kind: 'taken', migration: rival });
  });

  test('are numbered without gaps', () => {
    expect(() => ordered([upperCase(1), upperCase(3)])).toThrow(MigrationOrderError);
    expect(() => ordered([upperCase(2)])).toThrow(MigrationOrderError);
    expect(ordered([upperCase(1), upperCase(2)])).toHaveLength(2);
  });

  test('are told on a line each, with version and state', async () => {
    const migration = upperCase();
    const pending = lineOf(migration, await stateOf(database, migration));
    const { outcome } = await work([migration]);

    expect(pending).toBe(
      `${titleOf(migration)} (0.2.0): pending\n    Writes declared residences in upper case.`,
    );
    expect(lineOf(migration, await stateOf(database, migration))).toContain(
      '5 rows seen, 3 changed',
    );
    expect(outcome.kind === 'taken' ? '' : wordsOf(outcome)).toBe(`Done: ${titleOf(migration)}.`);
  });
});

const custos = async (...words: string[]) => {
  const child = spawn(process.execPath, ['bin/custos.mjs', ...words], {
    env: {
      ...process.env,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_REGION: 'eu-central-1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
  const status = await new Promise((done) => child.once('close', done));
  return { status, ...output };
};

describe('custos migrate', () => {
  test('wants to be told the stage', async () => {
    expect(await custos('migrate')).toMatchObject({ status: 1 });
  });
});

describe('custos replay-tombstones', () => {
  test('destroys the keys again that a restore has brought back', async () => {
    const [gone, kept] = ['ab'.repeat(16), 'cd'.repeat(16)];
    await transact(database, [
      insert(tombstones, {
        kid: gone,
        commitment: '0'.repeat(64),
        destroyedAt: '2026-11-24T09:00:00Z',
      }),
    ]);
    for (const kid of [gone, kept]) {
      await database.client.send(
        new PutItemCommand({ TableName: database.physicalName(subjectKeys), Item: keyItem(kid) }),
      );
    }

    const { status, stdout, stderr } = await custos(
      ...['replay-tombstones', '--stage', 'prod', '--endpoint-url', server.endpoint],
      ...['--table', `subject-keys=${database.physicalName(subjectKeys)}`],
      ...['--table', `tombstones=${database.physicalName(tombstones)}`],
    );

    expect({ status, stdout }).toEqual({ status: 0, stdout: 'Destroyed again: 1 keys.\n' });
    expect(stderr).toContain('2 keys read, 1 destroyed again');
    expect(await rowOf(gone)).toBeUndefined();
    expect(await rowOf(kept)).toBeDefined();
  });

  test('refuses a table that it cannot tell', async () => {
    const { status, stderr } = await custos('replay-tombstones', '--stage', 'prod', '--table', 'x');

    expect(status).toBe(1);
    expect(stderr).toContain('Write it as subject-keys=NAME-OF-THE-TABLE.');
  });
});

const keyItem = (kid: string): Record<string, AttributeValue> => ({
  subjectId: { S: '00000000-0000-4000-8000-000000000000' },
  erasureClass: { S: `class-${kid.slice(0, 2)}` },
  kid: { S: kid },
  wrapped: { B: Buffer.alloc(16) },
  wrapAlgorithm: { N: '1' },
  commitment: { S: '0'.repeat(64) },
  createdAt: { S: '2026-11-24T09:00:00.000Z' },
  version: { N: String(Number.parseInt(kid.slice(0, 12), 16)) },
});

const rowOf = async (kid: string) => {
  const { subjectId, erasureClass } = keyItem(kid);
  const { Item: item } = await database.client.send(
    new GetItemCommand({
      TableName: database.physicalName(subjectKeys),
      Key: { subjectId: subjectId!, erasureClass: erasureClass! },
    }),
  );
  return item;
};
