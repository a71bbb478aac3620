import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeCopiedRows } from '../../lambda/export/copied-rows.ts';
import { CorruptRowError } from '../../lambda/platform/dynamo/errors.ts';
import type { CopiedTable } from '../../lambda/platform/dynamo/facts.ts';
import { insert } from '../../lambda/platform/dynamo/statement.ts';
import type { Item } from '../../lambda/platform/dynamo/statement.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import { newSubjectId } from '../../lambda/value/ids.ts';
import type { SubjectId } from '../../lambda/value/ids.ts';
import { createTables, fromFacts } from '../../local/tables.ts';
import { startDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';

const diary: CopiedTable = {
  name: 'diary',
  area: 'machinery',
  partitionKey: 'subjectId',
  sortKey: 'page',
  recoveryDays: 35,
  erasure: { kind: 'purged', rows: 'partition', by: 'deletion' },
  copy: { kind: 'lines', attributes: ['page', 'mood', 'places'] },
};

let server: TestDatabase;
beforeAll(async () => {
  server = await startDatabase();
  await createTables(server.database.client, [fromFacts(diary, 'test-diary')]);
});
afterAll(() => server.stop());

const database = () => ({ ...server.database, physicalName: () => 'test-diary' });
const write = (subjectId: SubjectId, row: Item) =>
  transact(database(), [insert(diary, { subjectId, version: 1, ...row })]);

async function copyOf(subjectId: SubjectId): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  await writeCopiedRows(
    database(),
    subjectId,
    async (path, content) => {
      files[path] = (await Array.fromAsync(content)).join('');
      return { path, sha256: '', bytes: 0 };
    },
    [diary],
  );
  return files;
}

test('GDPR Art. 15(3): a copy has the attributes that the rule of a table names, of one person', async () => {
  const [ada, grace] = [newSubjectId(), newSubjectId()];
  await write(ada, { page: '1', mood: 'good', places: ['Paris', 'Rome'], internal: 'x' });
  await write(ada, { page: '2' });
  await write(grace, { page: '1', mood: 'bad' });

  expect(await copyOf(ada)).toEqual({
    'diary.jsonl': '{"page":"1","mood":"good","places":["Paris","Rome"]}\n{"page":"2"}\n',
  });
  expect(await copyOf(newSubjectId())).toEqual({ 'diary.jsonl': '' });
});

test('a copy has no ciphertext: such an attribute needs a step that decrypts it', async () => {
  const ada = newSubjectId();
  await write(ada, { page: '1', mood: new Uint8Array([1, 2, 3]) });

  await expect(copyOf(ada)).rejects.toThrow(CorruptRowError);
});
