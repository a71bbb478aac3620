import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { programsOfPostgres } from './postgres-cluster.ts';

const folder = () => {
  const made = mkdtempSync(join(tmpdir(), 'custos-postgres-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
};
const programsIn = (installed: string, version: string, names: readonly string[]) => {
  const bin = join(installed, version, 'bin');
  mkdirSync(bin, { recursive: true });
  for (const name of names) writeFileSync(join(bin, name), '');
  return bin;
};

test('a machine without the server of PostgreSQL fails, also one with its clients', async () => {
  const clients = folder();
  programsIn(clients, '15', ['psql', 'pg_config']);

  for (const installed of [join(folder(), 'absent'), folder(), clients]) {
    await expect(programsOfPostgres(installed)).rejects.toThrow(/not installed.*\.ci\/postgresql/);
  }
});

test('the newest version that has a server is the one', async () => {
  const installed = folder();
  programsIn(installed, '9', ['postgres']);
  const newest = programsIn(installed, '15', ['postgres', 'psql']);
  programsIn(installed, '17', ['psql']);

  expect(await programsOfPostgres(installed)).toBe(newest);
});
