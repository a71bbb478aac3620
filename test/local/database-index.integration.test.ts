import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDynoxide } from '../../local/database.ts';
import type { Dynoxide } from '../../local/database.ts';

let folder: string;
let server: Dynoxide;
let file: DatabaseSync;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'custos-database-'));
  server = await startDynoxide({ path: join(folder, 'data.sqlite') });
  file = new DatabaseSync(join(folder, 'data.sqlite'), { readOnly: true });
});
afterAll(async () => {
  file.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

/** As the server asks. */
test.each([
  `SELECT COALESCE(MAX(CAST(sequence_number AS INTEGER)), 0) + 1 FROM _stream_records WHERE table_name = 't'`,
  `SELECT MIN(sequence_number), MAX(sequence_number) FROM _stream_records WHERE table_name = 't' AND shard_id = 's'`,
])('%s reads an index, not every change', (statement) => {
  const plan = file.prepare(`EXPLAIN QUERY PLAN ${statement}`).all();

  expect(plan.map(({ detail }) => detail)).toEqual([
    expect.stringMatching(/^SEARCH _stream_records USING (?:COVERING )?INDEX custos_/),
  ]);
});
