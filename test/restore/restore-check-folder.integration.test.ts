import { PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TableFacts } from '../../lambda/platform/dynamo/facts.ts';
import { subjectKeys, tombstones } from '../../lambda/platform/keyring/table.ts';
import { tables } from '../../lambda/tables.ts';
import { constructId } from '../../lib/facts.ts';
import { startDynoxide } from '../../local/database.ts';
import { createTables, fromFacts } from '../../local/tables.ts';
import { openTestClient } from '../support/database.ts';

let home: string;
let folder: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'custos-home-'));
  folder = join(home, 'copies', 'monday');
  await mkdir(folder, { recursive: true });
});
afterEach(() => rm(home, { recursive: true }));

type Row = Record<string, AttributeValue>;
const physical = ({ name }: TableFacts) => `${constructId(name)}0123ABCD`;

async function onDatabase<Answer>(
  directory: string,
  work: (client: ReturnType<typeof openTestClient>) => Promise<Answer>,
): Promise<Answer> {
  const server = await startDynoxide({ path: join(directory, 'data.sqlite') });
  const client = openTestClient(server.endpoint);
  try {
    await createTables(
      client,
      tables.map((table) => fromFacts(table, physical(table))),
    );
    return await work(client);
  } finally {
    client.destroy();
    await server.stop();
  }
}

const fill = (directory: string, table: TableFacts, rows: readonly Row[]) =>
  onDatabase(directory, async (client) => {
    for (const Item of rows) {
      await client.send(new PutItemCommand({ TableName: physical(table), Item }));
    }
  });
const kidsIn = (directory: string) =>
  onDatabase(directory, async (client) => {
    const TableName = physical(subjectKeys);
    const { Items = [] } = await client.send(new ScanCommand({ TableName }));
    return Items.map(({ kid }) => kid?.S);
  });

const custos = (...words: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/custos.mjs', ...words], {
    encoding: 'utf8',
    env: { ...process.env, AWS_REGION: 'eu-central-1' },
  });
  return { status, stdout, stderr };
};

const keyItem = (kid: string): Row => ({
  subjectId: { S: '00000000-0000-4000-8000-000000000000' },
  erasureClass: { S: `class-${kid.slice(0, 2)}` },
  kid: { S: kid },
  wrappedKey: { B: Buffer.alloc(16) },
  wrapAlgorithm: { N: '1' },
  commitment: { S: '0'.repeat(64) },
  createdAt: { S: '2026-11-24T09:00:00.000Z' },
  version: { N: String(Number.parseInt(kid.slice(0, 12), 16)) },
});

describe('custos restore-check --folder', () => {
  test('removes a key from a copy that the living database has a tombstone for', async () => {
    const [destroyed, current] = ['ab'.repeat(16), 'cd'.repeat(16)];
    const stone = { kid: { S: destroyed }, commitment: { S: '0' }, destroyedAt: { S: '2026' } };
    await fill(home, tombstones, [stone]);
    await fill(folder, subjectKeys, [destroyed, current].map(keyItem));

    const first = custos('restore-check', '--folder', folder, '--home', home);
    const again = custos('restore-check', '--folder', folder, '--home', home, '--json');

    expect(first).toMatchObject({ status: 0 });
    expect(first.stdout).toContain('subject-keys: 1 rows removed, key destroyed');
    expect(first.stdout).toContain('Complete: ');
    expect(first.stderr).toContain('subject-keys: 2 rows read');
    expect(await kidsIn(folder)).toEqual([current]);
    const { complete, tables: checked } = JSON.parse(again.stdout);
    expect(complete).toBe(true);
    expect(checked).toContainEqual({
      ...{ table: 'subject-keys', read: 1, replaced: 0, added: 0, removed: {} },
      ...{ left: 0, unreadable: 0, unknown: false },
    });
  });

  test('exits with 1 while a row cannot be read', async () => {
    await fill(home, tombstones, []);
    const { kid, ...nameless } = keyItem('ab'.repeat(16));
    expect(kid).toBeDefined();
    await fill(folder, subjectKeys, [nameless]);

    const { status, stdout } = custos('restore-check', '--folder', folder, '--home', home);

    expect(status).toBe(1);
    expect(stdout).toContain('Not complete: ');
  });

  test('says which database is missing', () => {
    const { status, stderr } = custos('restore-check', '--folder', folder, '--home', home);

    expect(status).toBe(1);
    expect(stderr).toContain(`there is no database ${join(folder, 'data.sqlite')}`);
  });
});

describe('custos restore-check in AWS', () => {
  const stage = ['restore-check', '--stage', 'prod'];

  test.each([
    [['--table', 'x'], 'Write it as subject-keys=NAME-OF-THE-TABLE.'],
    [['--table', 'tombstones=restored'], 'they must know what was done since'],
    [['--table', 'invented=restored'], '--table names tables of Custos'],
    [[], 'name the stage and each restored table'],
  ])('rejects %j', (words, message) => {
    const { status, stderr } = custos(...stage, ...words);

    expect(status).toBe(1);
    expect(stderr).toContain(message);
  });

  test('prints the least permissions: it writes to restored tables alone', () => {
    const { status, stdout } = custos(...stage, '--table', 'records=restored', '--rights');
    const { Statement: statements } = JSON.parse(stdout) as {
      Statement: { Action: string[]; Resource: string[] }[];
    };
    const writing = statements.filter(({ Action }) =>
      Action.some((each) => /Write|Put|Delete/.test(each)),
    );

    expect(status).toBe(0);
    expect(writing.map(({ Resource }) => Resource)).toEqual([
      ['arn:aws:dynamodb:eu-central-1:*:table/restored'],
    ]);
  });
});
