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

test('every response that is printed is indented or taken apart, and says what to expect', async () => {
  const text = await textFor(usualHome);
  const lines = text.replaceAll(/(\\|,|\|)\n +/g, '$1 ').split('\n');
  const calls = lines.filter((line) => line.includes('curl '));

  expect(calls.length).toBeGreaterThan(4);
  expect(calls.filter((call) => !/\| +npx custos (json|verify)/.test(call))).toEqual([]);
  // The call that requests erasure is taken apart: its result is that of the next.
  expect(text.match(/# Expect: /g)).toHaveLength(calls.length - 1);
});

test('no comment holds what a shell would read on', async () => {
  const comments = (await textFor(usualHome)).match(/^ *# .*$/gm) ?? [];

  expect(comments.length).toBeGreaterThan(5);
  expect(comments.filter((comment) => /['"`()<>[\]{}*?$!&|]/.test(comment))).toEqual([]);
});

test('says where a 401 or 403 is explained', async () => {
  expect(await textFor('/elsewhere')).toMatch(/functions\.log\n +a 401 or 403 [^]+TOKEN_REFUSED/);
});

test('another home is exported, as a shell reads it, before a token is asked for', async () => {
  const text = await textFor("/somewhere/my home's");

  expect(text).toContain(String.raw`export CUSTOS_HOME='/somewhere/my home'\''s'`);
  expect(text.indexOf('export CUSTOS_HOME')).toBeLessThan(text.indexOf('npx custos token'));
  expect(await textFor(usualHome)).not.toContain('CUSTOS_HOME');
});
