import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { close, listen } from '../../local/ports.ts';
import { usualHome, welcome } from '../../local/welcome.ts';

let server: Server;
let url: string;
beforeAll(async () => {
  server = createServer((_, response) => {
    response.end('{"items":[{"id":"assistant","version":"abc"}]}');
  });
  url = `http://127.0.0.1:${await listen(server, 0)}`;
});
afterAll(() => close(server, 0));

const textFor = (home: string) =>
  welcome({ url, docs: `${url}/docs`, issuer: 'http://127.0.0.1:1', startedIn: '1.0 s' }, home);

test('every printed response is formatted or parsed, with the expected result', async () => {
  const text = await textFor(usualHome);
  const lines = text.replaceAll(/(\\|,|\|)\n +/g, '$1 ').split('\n');
  const calls = lines.filter((line) => line.includes('curl '));

  expect(calls.length).toBeGreaterThan(4);
  expect(calls.filter((call) => !/\| +npx custos (json|verify)/.test(call))).toEqual([]);
  // The call that requests erasure is parsed: its result is the input of the next.
  expect(text.match(/# Expect: /g)).toHaveLength(calls.length - 1);
});

test('no comment has characters that a shell would interpret', async () => {
  const comments = (await textFor(usualHome)).match(/^ *# .*$/gm) ?? [];

  expect(comments.length).toBeGreaterThan(5);
  expect(comments.filter((comment) => /['"`()<>[\]{}*?$!&|]/.test(comment))).toEqual([]);
});

test('names where a 401 or 403 is explained', async () => {
  expect(await textFor('/elsewhere')).toMatch(/functions\.log\n +a 401 or 403 [^]+TOKEN_REFUSED/);
});

test('exports another home, quoted for a shell, before it requests a token', async () => {
  const text = await textFor("/somewhere/my home's");

  expect(text).toContain(String.raw`export CUSTOS_HOME='/somewhere/my home'\''s'`);
  expect(text.indexOf('export CUSTOS_HOME')).toBeLessThan(text.indexOf('npx custos token'));
  expect(await textFor(usualHome)).not.toContain('CUSTOS_HOME');
});
