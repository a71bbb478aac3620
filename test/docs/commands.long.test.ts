import { readFileSync } from 'node:fs';
import { delimiter, dirname, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { localWorld } from '../support/local-world.ts';
import type { LocalWorld } from '../support/local-world.ts';
import type { RuntimeProcess } from '../support/runtime-process.ts';
import { Shell } from './shell.ts';

const root = resolve(import.meta.dirname, '../..');

interface Command {
  readonly text: string;
  /** What the page shows below it, if it does: JSON, or lines of text. */
  readonly shown?: { readonly language: string; readonly text: string };
}

/** The blocks of a page that are typed into a terminal, each with the answer that follows it. */
function commandsOf(page: string): Command[] {
  const blocks = [...page.matchAll(/^```(sh|json|text)\n([^]*?)^```/gm)].map(
    ([, language = '', text = '']) => ({ language, text }),
  );
  return blocks.flatMap(({ language, text }, index) => {
    if (language !== 'sh' || /^(?:npm|node bin\/custos\.mjs (?!token))/.test(text)) return [];
    const next = blocks[index + 1];
    return [next === undefined || next.language === 'sh' ? { text } : { text, shown: next }];
  });
}

/** A text that ends in `...` is shortened; a time is some time. Fields may be left out. */
function patternOf(shown: unknown): unknown {
  if (typeof shown === 'string') {
    if (shown.endsWith('...')) return expect.any(String);
    if (/^\d{4}-\d\d-\d\dT/.test(shown)) return expect.stringMatching(/^\d{4}-\d\d-\d\dT/);
    return shown;
  }
  if (Array.isArray(shown)) return shown.map(patternOf);
  if (typeof shown !== 'object' || shown === null) return shown;
  const fields = Object.entries(shown).map(([name, value]) => [name, patternOf(value)] as const);
  return expect.objectContaining(Object.fromEntries(fields));
}

let world: LocalWorld;
let runtime: RuntimeProcess;

beforeAll(async () => {
  world = await localWorld();
  runtime = await world.start();
}, 600_000);
afterAll(async () => {
  await runtime.kill();
  await world.end();
});

test.each([
  'README.md',
  'docs/quickstart.md',
  'docs/integrate.md',
  'docs/assistant.md',
  'docs/media.md',
  'docs/handbook.md',
  'docs/incidents.md',
])('the commands of %s return what the page shows', async (name) => {
  const person = `${crypto.randomUUID()}@example.com`;
  const commands = commandsOf(
    readFileSync(resolve(root, name), 'utf8')
      .replaceAll('http://127.0.0.1:8787', runtime.url)
      .replaceAll(/(?:ada|grace)@example\.com/g, person)
      .replaceAll('/tmp/', `${world.home}/`)
      .replaceAll('npx custos', 'node bin/custos.mjs'),
  );
  const shell = new Shell({
    ...process.env,
    PATH: `${dirname(process.execPath)}${delimiter}${process.env['PATH'] ?? ''}`,
    CUSTOS_HOME: world.home,
  });
  try {
    expect(commands.length).toBeGreaterThan(3);
    for (const command of commands) await runAndCompare(shell, command);
  } finally {
    shell.close();
  }
});

/** Requests are carried out behind the response, so a status is asked for until it is there. */
async function runAndCompare(shell: Shell, { text, shown }: Command): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const output = await shell.run(text);
    if (shown === undefined) {
      expect(output).not.toContain('urn:custos:problem:');
      return;
    }
    const isReady = !/"(?:status|state)":\s*"(?:in-progress|running|waiting)"/.test(output);
    if (isReady || text.includes('-d ') || Date.now() > deadline) {
      compare(output, shown);
      return;
    }
    await delay(500);
  }
}

function compare(output: string, { language, text }: NonNullable<Command['shown']>): void {
  if (language === 'json') {
    expect(JSON.parse(output)).toEqual(patternOf(JSON.parse(text)));
    return;
  }
  const numbered = (line: string) => line.replaceAll(/\d+/g, '#');
  const lines = text
    .trim()
    .split('\n')
    .filter((line) => line !== '...');
  for (const line of lines) expect(numbered(output)).toContain(numbered(line));
}
