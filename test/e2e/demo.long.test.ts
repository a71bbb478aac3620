import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { requestKinds } from '../../lambda/request/model/kinds.ts';

const root = resolve(import.meta.dirname, '../..');

test('npm run demo -- FILE runs the main tasks over HTTP and all its checks pass', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'custos-demo-'));
  const file = join(directory, 'texts.jsonl');
  const texts = Array.from({ length: 60 }, (_, index) => JSON.stringify({ text: `text ${index}` }));
  await writeFile(file, texts.join('\n'));

  const { code, output } = await demo(file, '--people', '4');
  await rm(directory, { recursive: true });

  expect(output).toContain('ok   every consent receipt verifies against /v1/jwks.json: 4');
  expect(output).toContain('ok   improvement: permit for who agreed, deny for the others: 4');
  expect(output).toContain('ok   prompts stored: 60');
  expect(output).toContain('ok   prompts in the export: 15');
  for (const kind of requestKinds.filter((one) => one !== 'access' && one !== 'erasure')) {
    expect(output).toContain(`ok   request: ${kind}: `);
  }
  expect(output).toContain('ok   the photo that the person opens still shows it: false');
  expect(output).toContain('ok   the export has the same photo: true');
  expect(output).toContain('ok   the link after the erasure: 404');
  expect(output).toContain('ok   request without an account, with a code by mail: completed');
  expect(output).toContain('ok   request by an agent, which the person confirms: completed');
  expect(output).toContain('ok   prompts of the erased person: 15 -> 0');
  expect(output).toContain('ok   prompts of a neighbour: 15 -> 15');
  expect(output).toContain('certificate verifies with a stock JOSE library: ERASED');
  expect(output).toMatch(/withheld: \d+ x consent-evidence/);
  expect(output).toMatch(/memory, vectors and objects of the erased person: \d+ -> 0/);
  expect(output).toContain('ok   people whose memory, vectors and objects are unchanged: 3');
  expect(output).toContain('ok   a search for near vectors finds the erased person: false');
  expect(output).toContain('ok   the system that fails is reported to staff: not-found');
  expect(output).not.toContain('FAIL');
  expect(code).toBe(0);

  const [, ...pictured] = (await readFile(join(root, 'docs/images/terminal.txt'), 'utf8'))
    .trim()
    .split('\n');
  for (const line of pictured) expect(withoutNumbers(output)).toContain(withoutNumbers(line));
}, 500_000);

const withoutNumbers = (text: string): string => text.replaceAll(/\d+/g, '#');

test('a missing file of texts is reported in a sentence, and the exit code is not zero', async () => {
  const { code, output } = await demo('no-such-file.jsonl');

  expect(output).toContain('the file of texts cannot be read');
  expect(code).not.toBe(0);
});

function demo(...args: string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((done) => {
    const child = spawn(process.execPath, ['local/demo.ts', ...args], { cwd: root });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('close', (code) => done({ code, output }));
  });
}
