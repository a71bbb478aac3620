import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { bar } from '../../local/gameday/score.ts';
import type { Score } from '../../local/gameday/score.ts';

const root = resolve(import.meta.dirname, '../..');

test('custos gameday plays four incidents, and each is handled to the bar', async () => {
  const { code, stdout, stderr } = await gameday('--people', '6', '--json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const scores = JSON.parse(stdout) as readonly (Score & { belowTheBar: readonly string[] })[];

  expect(scores.map(({ incident, belowTheBar }) => [incident, belowTheBar])).toEqual([
    ['stolen service token reads in bulk', []],
    ['administrator opens the tables', []],
    ['key scheduled for deletion', []],
    ['personal data in a log', []],
  ]);
  expect(scores.map(({ detection }) => detection)).toEqual([
    'BulkReads',
    'Stranger',
    'KeyTamper',
    'PersonalDataInLog',
  ]);
  for (const { detectedAfter, affected, containment } of scores) {
    expect(detectedAfter).toBeLessThan(bar.detectedAfterMilliseconds);
    expect(affected.truth).toBeGreaterThan(2);
    expect(affected.recall).toBe(1);
    expect(containment.did).toContain('undone');
  }
  // The trail names the function that read, not the client: one person too many is found.
  expect(scores[0]?.affected).toMatchObject({ truth: 5, found: 6 });
}, 900_000);

test('a folder without a policy is reported, and nothing is played', async () => {
  const { code, stdout, stderr } = await gameday('--policy', '/nowhere');

  expect(stderr).toContain('/nowhere holds no policy.yaml');
  expect([code, stdout]).toEqual([1, '']);
});

test('the page shows what the command prints', async () => {
  const { stdout } = await gameday('--people', '6', '--only', 'personal data in a log');
  const page = await readFile(join(root, 'docs/gameday.md'), 'utf8');
  const [, shown = ''] = /```text\n([^]*?)```/.exec(page) ?? [];
  const linesOf = (text: string) =>
    text.split('\n').map((line) => line.replaceAll(/[\d.]+/g, '#').replaceAll(/ +/g, ' '));

  expect(stdout.trim().split('\n')).toHaveLength(7);
  for (const line of linesOf(stdout)) expect(linesOf(shown)).toContain(line);
}, 300_000);

function gameday(
  ...args: string[]
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return new Promise((done) => {
    const child = spawn(process.execPath, ['bin/custos.mjs', 'gameday', ...args], { cwd: root });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.once('close', (code) => done({ code, stdout, stderr }));
  });
}
