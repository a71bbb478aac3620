import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { requestKinds } from '../../lambda/request/model/kinds.ts';

const root = resolve(import.meta.dirname, '../..');

const stores = ['custos', 'conversation-memory', 'search-index', 'chat-files', 'invoices'];

test('npm run demo -- FILE: one of 20 people is erased in every store, also where a system failed', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'custos-demo-'));
  const file = join(directory, 'texts.jsonl');
  const texts = Array.from({ length: 60 }, (_, index) => JSON.stringify({ text: `text ${index}` }));
  await writeFile(file, texts.join('\n'));

  const { code, output } = await demo(file);
  await rm(directory, { recursive: true });

  expect(output).not.toContain('FAIL');
  expect(code).toBe(0);
  expect(output).toContain('ok   every consent receipt verifies against /v1/jwks.json: 20');
  expect(output).toContain('ok   improvement: permit for who agreed, deny for the others: 20');
  expect(output).toContain('ok   prompts stored: 60');
  expect(output).toContain('ok   prompts in the export: 3');
  for (const kind of requestKinds.filter((one) => one !== 'access')) {
    expect(output).toContain(`ok   request: ${kind}: `);
  }
  expect(output).toContain('ok   the photo that the person opens still shows it: false');
  expect(output).toContain('ok   the export has the same photo: true');
  expect(output).toContain('ok   the link after the erasure: 404');
  expect(output).toContain('ok   systems in which staff search by hand: ');
  expect(output).toContain('ok   request without an account, with a code by mail: completed');
  expect(output).toContain('ok   request by an agent, which the person confirms: completed');

  // While a system fails, and when it works again.
  const [, erasure = ''] = output.split('one of them is erased everywhere');
  const [failing = '', repaired = ''] = erasure.split('the secret of invoices is back');
  expect(failing).toContain('ok   request: erasure: partially-completed');
  expect(failing).toContain('ok   the request names the system that fails: invoices not-found');
  expect(repaired).toContain('ok   request: erasure, with the late answer: completed');
  for (const store of stores) {
    const left = store === 'invoices' ? 1 : 0;
    expect(failing).toMatch(
      new RegExp(`ok   ${store}, of the erased person: [1-9]\\d* -> ${left}\n`),
    );
    expect(repaired).toMatch(new RegExp(`ok   ${store}, of the erased person: [1-9]\\d* -> 0\n`));
    const others = `ok   ${store}, others with the same SHA-256: 19\n`;
    expect(failing).toContain(others);
    expect(repaired).toContain(others);
  }
  expect(repaired).toContain('ok   a search for near vectors finds them: false');
  expect(repaired).toMatch(/withheld: \d+ x consent-evidence/);

  const [, certificates = ''] = output.split('the certificates, with Custos stopped');
  expect(certificates.match(/ok .*verifies with a stock JOSE library: ERASED/g)).toHaveLength(2);
  expect(certificates.match(/ok .*manifest is the one that it names: true/g)).toHaveLength(2);
  expect(certificates).toMatch(/systems that are not: invoices\n[^]*systems that are not: none\n/);
  expect(certificates).toMatch(/ok {3}the certificate before: [0-9a-f]{64}\n/);

  const [, ...pictured] = (await readFile(join(root, 'docs/images/terminal.txt'), 'utf8'))
    .trim()
    .split('\n');
  for (const line of pictured) expect(withoutNumbers(output)).toContain(withoutNumbers(line));
}, 500_000);

const withoutNumbers = (text: string): string => text.replaceAll(/\d+/g, '#');

test('a missing file of texts is reported in a sentence, and the exit code is not zero', async () => {
  const { code, output } = await demo('no-such-file.jsonl');

  expect(output).toMatch(/^error: the file of texts cannot be read.*\n$/);
  expect(code).toBe(1);
});

test('what keeps the demo from going on is a line too, and the exit code is not zero', async () => {
  const { code, output } = await demo('--people', '2', '--keep', '/dev/null/no-folder');

  expect(output).toMatch(/\nFAIL \w+: .*\n\nchecks that failed: 1\n$/);
  expect(code).toBe(1);
}, 60_000);

function demo(...args: string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((done) => {
    const child = spawn(process.execPath, ['local/demo.ts', ...args], { cwd: root });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('close', (code) => done({ code, output }));
  });
}
