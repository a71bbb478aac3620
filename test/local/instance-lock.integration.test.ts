import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lockHome } from '../../local/instance-lock.ts';
import { StartRefusedError } from '../../local/start-refused-error.ts';

let folder: string;
let socket: Server;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'custos-lock-'));
  writeFileSync(join(folder, 'file'), '');
  symlinkSync(join(folder, 'nowhere'), join(folder, 'dangling'));
  mkdirSync(join(folder, 'locked', 'instance.lock'), { recursive: true });
  socket = createServer().listen(join(folder, 'socket'));
  await once(socket, 'listening');
});
afterAll(() => {
  socket.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the home of a runtime', () => {
  test.each([
    'file',
    'file/a/b',
    'socket',
    'dangling',
    'locked',
    '/dev/null',
    '/dev/null/a',
    '/proc',
  ])('cannot be %s', (home) => {
    const lock = () => lockHome(resolve(folder, home), 'http://127.0.0.1:1');

    expect(lock).toThrow(StartRefusedError);
    expect(lock).toThrow(/^nothing can be kept in .*: set CUSTOS_HOME to a folder/);
  });

  test('is created with its parent folders, for its owner only', () => {
    const home = join(folder, 'a', 'b', 'home');

    lockHome(home, 'http://127.0.0.1:1').release();
    lockHome(home, 'http://127.0.0.1:1').release();

    for (const made of [home, join(folder, 'a')]) {
      expect(statSync(made).mode & 0o777).toBe(0o700);
    }
  });
});
