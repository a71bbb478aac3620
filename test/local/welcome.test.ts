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

test('every call that is printed ends its answer with a new line', async () => {
  const calls = (await textFor(usualHome)).match(/curl .*/g) ?? [];

  expect(calls.length).toBeGreaterThan(4);
  expect(calls.filter((call) => !call.startsWith("curl -sw '\\n' "))).toEqual([]);
});

test('another home is exported, as a shell reads it, before a token is asked for', async () => {
  const text = await textFor("/somewhere/my home's");

  expect(text).toContain(String.raw`export CUSTOS_HOME='/somewhere/my home'\''s'`);
  expect(text.indexOf('export CUSTOS_HOME')).toBeLessThan(text.indexOf('npx custos token'));
  expect(await textFor(usualHome)).not.toContain('CUSTOS_HOME');
});
