import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bodyOf, createClient, createDecisions, pages } from '../../client/index.ts';
import type { Client } from '../../client/index.ts';
import { photoWith } from '../../local/demo/photo.ts';
import { clientOf } from '../../local/demo/steps.ts';
import { localWorld } from '../support/local-world.ts';
import type { LocalWorld } from '../support/local-world.ts';
import type { RuntimeProcess } from '../support/runtime-process.ts';

const root = resolve(import.meta.dirname, '../..');
const blocksOf = (page: string) =>
  [...readFileSync(join(root, page), 'utf8').matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(
    ([, language = '', text = '']) => ({ language, text }),
  );
const textOf = (page: string, language: string) =>
  blocksOf(page)
    .filter((block) => block.language === language)
    .map(({ text }) => text);

let world: LocalWorld;
let runtime: RuntimeProcess;
let assistant: Client;

beforeAll(async () => {
  world = await localWorld();
  runtime = await world.start();
  assistant = createClient({
    baseUrl: runtime.url,
    token: () => world.token('service', 'assistant'),
  });
}, 120_000);
afterAll(async () => {
  await runtime.kill();
  await world.end();
});

describe('docs/integrate.md', () => {
  test('has only code blocks that are run, here or in test/docs/commands.long.test.ts', () => {
    const languages = blocksOf('docs/integrate.md').map(({ language }) => language);

    expect([...new Set(languages)].sort()).toEqual(['json', 'sh', 'ts']);
  });

  test('has code that does what the page says', async () => {
    const { code, output } = await runPage('docs/integrate.md');

    expect(output).toMatch(
      /^given\nstored until \d{4}-.*Z\nnot-found\n1 record\npermit\ndeny\nrecorded\ntrue\nin-progress\n$/,
    );
    expect(code).toBe(0);
  });
});

describe('docs/assistant.md', () => {
  test('has code that does what the page says: the model reads pseudonyms, the person values', async () => {
    const { code, output } = await runPage('docs/assistant.md');

    expect(output).toMatch(
      /^MODEL Write to \[EMAIL_\w+\] that I am late\.\nYou wrote: Write to grace@example\.org that I am late\.\nMODEL And to \[EMAIL_\w+\]\.\nYou wrote: And to alan@example\.org\.I called \+49 30 901820 for me\.$/,
    );
    expect(code).toBe(0);
  });
});

describe('docs/media.md', () => {
  test('has code that does what the page says: the photo of the page is stored', async () => {
    const photo = photoWith({ position: [52.5, 13.4], artist: 'Ada Example', comment: 'Home' });
    await writeFile(join(world.home, 'photo.jpg'), photo);
    const subject = { type: 'email', value: 'ada@example.com' } as const;
    await assistant.post('/v1/subjects', { body: { subject, residence: 'DE' } });

    const { code, output } = await runPage('docs/media.md');

    expect(output).toBe('stored\n');
    expect(code).toBe(0);
  });
});

describe('docs/api.md', () => {
  test('has one code block, a problem that the API returns', async () => {
    const [example = '', ...others] = textOf('docs/api.md', 'json');
    expect(blocksOf('docs/api.md')).toHaveLength(1 + others.length);
    expect(others).toEqual([]);

    const outcome = await assistant.post('/v1/records', {
      body: {
        subject: { type: 'email', value: 'ada@example.com' },
        category: 'prompt-text',
        purposes: ['no-such-purpose'],
        content: {},
      },
    });

    expect(outcome.kind).toBe('problem');
    expect(outcome).toMatchObject({
      problem: { ...JSON.parse(example), requestId: expect.any(String) },
    });
  });
});

describe('the client on the real API', () => {
  const subject = { type: 'user-id', value: 'u-client' } as const;
  const record = (text: string) => ({
    subject,
    category: 'prompt-text',
    purposes: ['service-provision'],
    content: { text },
  });

  test('registers, stores, and gets the first response for a retry with the same key', async () => {
    const registered = await assistant.post('/v1/subjects', { body: { subject } });
    const first = await assistant.post('/v1/records', { body: record('one'), idempotencyKey: 'k' });
    const again = await assistant.post('/v1/records', { body: record('one'), idempotencyKey: 'k' });
    const other = await assistant.post('/v1/records', { body: record('two'), idempotencyKey: 'k' });

    expect(registered).toMatchObject({ kind: 'answer', status: 201 });
    expect(bodyOf(again)).toEqual(bodyOf(first));
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(other).toMatchObject({ kind: 'problem', slug: 'idempotency-key-reused', status: 422 });
  });

  test('reads a list to its end', async () => {
    const items = ['a', 'b', 'c', 'd'].map(record);
    bodyOf(await assistant.post('/v1/records/batch', { body: { items } }));

    const sizes: number[] = [];
    for await (const one of pages((cursor) =>
      assistant.post('/v1/records/query', {
        body: { subject, purpose: 'service-provision', limit: 2, cursor },
      }),
    )) {
      sizes.push(bodyOf(one).items.length);
    }

    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(5);
    expect(sizes.length).toBeGreaterThan(2);
  });

  test('returns a rejection of the gateway like one of a function', async () => {
    const outsider = createClient({ baseUrl: runtime.url, token: 'no-token' });
    const person = clientOf(world.stage(runtime), 'grace@example.com');

    expect(await outsider.get('/v1/me/consents')).toMatchObject({ slug: 'unauthenticated' });
    expect(await person.get('/v1/requests')).toMatchObject({ slug: 'scope-missing' });
  });

  test('a decision about an unknown person denies', async () => {
    const decisions = createDecisions(assistant);

    const verdict = await decisions.decide({
      subject: { type: 'user-id', value: 'nobody' },
      purpose: 'improvement',
      category: 'prompt-text',
    });

    expect(verdict).toEqual({ decision: 'deny', reasons: ['subject-unknown'] });
  });

  test('the contract is returned, and a copy can be revalidated', async () => {
    const contract = await assistant.get('/v1/openapi.json');
    const etag = contract.headers.get('etag') ?? '';

    const again = await assistant.get('/v1/openapi.json', { ifNoneMatch: etag });

    expect(bodyOf(contract)).toEqual(
      JSON.parse(readFileSync(join(root, 'lib/openapi/openapi.json'), 'utf8')),
    );
    expect(again).toMatchObject({ kind: 'answer', status: 304 });
  });
});

/** What the pages import, where it is. */
const places: Readonly<Record<string, string>> = {
  'custos-client': join(root, 'client/index.ts'),
  'custos-client/ai': join(root, 'client/ai/index.ts'),
  './model.ts': join(root, 'test/client/echoing-model.ts'),
  ai: import.meta.resolve('ai'),
};

/** Runs the shell lines of integrate.md, then the TypeScript of a page as one module. */
async function runPage(page: string): Promise<{ code: number | null; output: string }> {
  const file = join(world.home, 'page.ts');
  const module = textOf(page, 'ts')
    .join('\n')
    .replaceAll(/from '([^']+)'/g, (_, name: string) => `from '${places[name] ?? name}'`)
    .replaceAll('/tmp/photo.jpg', join(world.home, 'photo.jpg'))
    .replaceAll('http://127.0.0.1:8787', runtime.url);
  await writeFile(file, module);
  // npx would run the same file, from a cache that outlives what it points to.
  const shell = textOf('docs/integrate.md', 'sh')
    // Those with curl: test/docs/commands.long.test.ts.
    .filter((text) => text.includes('npx custos') && !text.includes('curl'))
    .map((text) => text.replaceAll('npx custos', 'node bin/custos.mjs'));
  const script = [...shell, `exec node ${file}`].join('\n');
  const path = `${dirname(process.execPath)}${delimiter}${process.env['PATH'] ?? ''}`;
  try {
    return await new Promise((done) => {
      const child = spawn('sh', ['-e', '-c', script], {
        cwd: root,
        env: { ...process.env, PATH: path, CUSTOS_HOME: world.home },
      });
      let output = '';
      child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
      child.once('close', (code) => done({ code, output }));
    });
  } finally {
    await rm(file);
  }
}
