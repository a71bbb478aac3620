import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AuditFile } from '../../../local/audit/audit-file.ts';
import { operatorIdentity } from '../../../local/audit/identity.ts';
import { recordOf } from '../../../local/audit/record.ts';

let folder: string;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'custos-audit-')), 'audit');
});
afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }));

const recordAt = (time: string) =>
  recordOf(
    {
      at: new Date(time),
      service: 'dynamodb',
      action: 'Scan',
      category: 'Data',
      readOnly: true,
      resources: [],
      parameters: {},
    },
    operatorIdentity,
  );

test('each day has a file of its own that only the operator can read', async () => {
  const file = new AuditFile(folder, 30);
  for (const time of ['2026-11-28T23:59:59.900Z', '2026-11-29T00:00:00.000Z']) {
    file.write(recordAt(time));
  }
  // It began before midnight and ended after the first call of the new day.
  file.write(recordAt('2026-11-28T23:59:58.000Z'));
  await file.close();

  expect((await readdir(folder)).sort()).toEqual(['2026-11-28.jsonl', '2026-11-29.jsonl']);
  const today = join(folder, '2026-11-29.jsonl');
  expect((await stat(today)).mode & 0o777).toBe(0o600);
  const lines = (await readFile(today, 'utf8')).trim().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as { eventTime: string }).eventTime)).toEqual([
    '2026-11-29T00:00:00Z',
    '2026-11-28T23:59:58Z',
  ]);
});

test('files are deleted at their age, and nothing else in the folder is', async () => {
  await mkdir(folder);
  for (const name of ['2026-10-29.jsonl', '2026-10-30.jsonl', 'notes.jsonl']) {
    await writeFile(join(folder, name), '');
  }
  const file = new AuditFile(folder, 30);
  file.write(recordAt('2026-11-28T12:00:00Z'));

  await expect
    .poll(async () => (await readdir(folder)).sort())
    .toEqual(['2026-10-30.jsonl', '2026-11-28.jsonl', 'notes.jsonl']);
  await file.close();
});

test('a record that a killed process left in part does not take the next one with it', async () => {
  await mkdir(folder);
  const today = join(folder, '2026-11-28.jsonl');
  await writeFile(today, '{"eventVersion":"1.11","userId');
  const file = new AuditFile(folder, 30);
  file.write(recordAt('2026-11-28T12:00:00Z'));
  await file.close();

  const [torn, whole] = (await readFile(today, 'utf8')).trim().split('\n');
  expect(torn).toBe('{"eventVersion":"1.11","userId');
  expect(JSON.parse(whole ?? '')).toMatchObject({ eventName: 'Scan' });
});
