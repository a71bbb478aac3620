import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { html } from '../../lambda/value/html.ts';

test.concurrent.for([
  [40_000, 1_000],
  [4_000, 24_000],
])(
  'an export of %i records of %i characters is written with a heap of 64 MB',
  { timeout: 180_000 },
  async ([records, characters], { onTestFinished }) => {
    const directory = await mkdtemp(join(tmpdir(), 'custos-export-'));
    onTestFinished(() => rm(directory, { recursive: true }));
    const script = resolve(import.meta.dirname, 'export-process.ts');
    const heap = ['--max-old-space-size=64', '--max-semi-space-size=16'];
    const input = [directory, String(records), String(characters)];

    const { stdout } = await promisify(execFile)(process.execPath, [...heap, script, ...input]);

    expect(JSON.parse(stdout)).toMatchObject({ exported: records, stored: true });
  },
);

test(
  'an export of a file of 320 MB takes less memory than the file',
  { timeout: 180_000 },
  async ({ onTestFinished }) => {
    const directory = await mkdtemp(join(tmpdir(), 'custos-export-'));
    onTestFinished(() => rm(directory, { recursive: true }));
    const script = resolve(import.meta.dirname, 'media-process.ts');

    const { stdout } = await promisify(execFile)(process.execPath, [script, directory, '320']);

    const { bytes, zip, peakMegabytes } = JSON.parse(stdout);
    expect(bytes).toBe(320 * 1024 ** 2);
    expect(zip).toBeGreaterThan(bytes);
    expect(peakMegabytes).toBeLessThan(300);
  },
);

test('every value that is placed into markup is escaped, once', () => {
  const inner = html`<b>${'<&>'}</b>`;

  const outer = html`<p title="${`"'`}">${inner} ${[inner, inner]} ${1}</p>`;

  expect(outer.html).toBe(
    '<p title="&quot;&#39;"><b>&lt;&amp;&gt;</b> <b>&lt;&amp;&gt;</b>\n<b>&lt;&amp;&gt;</b> 1</p>',
  );
});
