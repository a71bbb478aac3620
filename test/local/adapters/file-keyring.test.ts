import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { newKid } from '../../../lambda/value/ids.ts';
import {
  KeyNotUnwrappedError,
  KeyringUnavailableError,
} from '../../../lambda/platform/keyring/errors.ts';
import { FileKeyring } from '../../../local/adapters/keyring/file-keyring.ts';
import { KeyFileError } from '../../../local/adapters/keyring/key-file.ts';
import { keyringContract } from '../../platform/keyring/contract.ts';

const root = mkdtempSync(join(tmpdir(), 'custos-'));
const at = (path: string): FileKeyring => new FileKeyring(() => path);
let made = 0;
const newPath = (): string => join(root, `${(made += 1)}`, 'keys.json');

afterAll(() => rmSync(root, { recursive: true }));

describe('the file keeps the contract of the keyring', () => {
  const path = newPath();
  keyringContract(() => at(path));
});

describe('the key file', () => {
  test('is created at first use, readable by its owner only, and leaves no other file', async () => {
    const path = newPath();

    await at(path).publicKey('receipts');

    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(path, '..'))).toEqual(['keys.json']);
  });

  test('is retained: another start has the same keys', async () => {
    const path = newPath();
    const before = await at(path).publicKey('receipts');
    const content = await readFile(path, 'utf8');

    const after = await at(path).publicKey('receipts');

    expect(after).toEqual(before);
    expect(await readFile(path, 'utf8')).toBe(content);
  });

  test('of a release without webhooks has a key for them, the same at every start', async () => {
    const path = newPath();
    const seed = Buffer.alloc(32, 7).toString('base64url');
    const names = ['master', 'hmac', 'receipts', 'certificates', 'checkpoints'];
    const content = {
      format: 'custos-keys/v1',
      ...Object.fromEntries(names.map((name) => [name, seed])),
    };
    await mkdir(join(path, '..'));
    await writeFile(path, JSON.stringify(content), { mode: 0o600 });

    const key = await at(path).publicKey('webhooks');

    expect(await at(path).publicKey('webhooks')).toEqual(key);
    expect(key.kid).not.toBe((await at(path).publicKey('receipts')).kid);
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(content);
  });

  test.each([0o640, 0o604, 0o660, 0o644])(
    'of mode %o is rejected with the remedy, since other users can read it',
    async (mode) => {
      const path = newPath();
      await at(path).publicKey('receipts');
      await chmod(path, mode);

      const reading = at(path).publicKey('receipts');

      await expect(reading).rejects.toThrow(KeyFileError);
      await expect(reading).rejects.toThrow('chmod 600');
    },
  );

  test.each(['', '{}', 'not JSON', '{"format":"custos-keys/v1","master":"c2hvcnQ"}'])(
    'with the content %j is rejected without repeating it',
    async (content) => {
      const path = newPath();
      await mkdir(join(path, '..'));
      await writeFile(path, content, { mode: 0o600 });

      const error: unknown = await at(path)
        .publicKey('receipts')
        .catch((thrown: unknown) => thrown);

      expect(error).toBeInstanceOf(KeyFileError);
      expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('c2hvcnQ');
      expect(await readFile(path, 'utf8')).toBe(content);
    },
  );

  test('that is a directory, or cannot be created, is a named error', async () => {
    const path = newPath();
    await mkdir(path, { recursive: true });
    const file = join(root, 'file');
    await writeFile(file, '');

    await expect(at(path).publicKey('receipts')).rejects.toThrow(KeyFileError);
    await expect(at(join(file, 'keys.json')).publicKey('receipts')).rejects.toThrow(
      KeyringUnavailableError,
    );
  });

  test.runIf(process.getuid?.() !== 0)('that cannot be written says why', async () => {
    const path = newPath();
    await mkdir(join(path, '..'), { mode: 0o500 });

    const error: unknown = await at(path)
      .publicKey('receipts')
      .catch((thrown: unknown) => thrown);

    expect(error).toMatchObject({ cause: { code: 'EACCES' } });
  });

  test('created by four concurrent processes is one file: all have the same keys', async () => {
    const path = newPath();
    const module = resolve(import.meta.dirname, '../../../local/adapters/keyring/file-keyring.ts');
    const script = `
      const { FileKeyring } = await import(${JSON.stringify(module)});
      const start = Number(process.argv[1]);
      await new Promise((wake) => setTimeout(wake, Math.max(0, start - Date.now())));
      const { kid } = await new FileKeyring(() => ${JSON.stringify(path)}).publicKey('receipts');
      process.stdout.write(kid);`;
    const start = String(Date.now() + 1_500);
    const run = promisify(execFile);

    const kids = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const { stdout } = await run(process.execPath, [
          '--input-type=module',
          '-e',
          script,
          start,
        ]);
        return stdout;
      }),
    );

    expect(kids[0]).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(new Set(kids).size).toBe(1);
    expect((await at(path).publicKey('receipts')).kid).toBe(kids[0]);
    expect(readdirSync(join(path, '..'))).toEqual(['keys.json']);
  });

  test('of another installation unwraps nothing', async () => {
    const kid = newKid();
    const { wrappedKey } = await at(newPath()).generateDataKey(kid);

    await expect(at(newPath()).unwrap(wrappedKey, kid)).rejects.toThrow(KeyNotUnwrappedError);
  });
});
