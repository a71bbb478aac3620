import { createPrivateKey, createSecretKey, hkdfSync, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';
import { KeyringUnavailableError } from '../../../lambda/platform/keyring/errors.ts';
import type { Signer } from '../../../lambda/platform/keyring/keyring.ts';

/** The keys that AWS KMS has in a deployment, as key objects. */
export interface KeyFile {
  readonly master: KeyObject;
  readonly hmac: KeyObject;
  readonly signers: Readonly<Record<Signer, KeyObject>>;
}

const secret = z.base64url().refine((text) => Buffer.from(text, 'base64url').length === 32);
const keyFileSchema = z.strictObject({
  format: z.literal('custos-keys/v1'),
  master: secret,
  hmac: secret,
  receipts: secret,
  certificates: secret,
  checkpoints: secret,
});

/**
 * Reads the key file at `path`; creates it with mode 0600 when there is none. Concurrent processes
 * all read the file that was created first.
 *
 * @throws KeyFileError when other users can read the file, or it is malformed
 * @throws KeyringUnavailableError when it can be neither read nor created
 */
export function loadKeyFile(path: string): KeyFile {
  try {
    return parse(path, read(path) ?? make(path));
  } catch (error) {
    if (error instanceof KeyFileError) throw error;
    throw KeyringUnavailableError.from(error);
  }
}

function read(path: string): string | undefined {
  const descriptor = openedOrAbsent(path);
  if (descriptor === undefined) return undefined;
  try {
    const status = fstatSync(descriptor);
    if (!status.isFile()) throw new KeyFileError(`${path} is not a file`);
    // Windows reports mode bits that it does not enforce.
    if (process.platform !== 'win32' && (status.mode & 0o077) !== 0) {
      throw new KeyFileError(
        `others can read the keys in ${path}: run chmod 600 on it, and replace the keys if anyone did`,
      );
    }
    return readFileSync(descriptor, 'utf8');
  } finally {
    closeSync(descriptor);
  }
}

function openedOrAbsent(path: string): number | undefined {
  try {
    return openSync(path, constants.O_RDONLY);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function make(path: string): string {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = `${path}.${randomBytes(8).toString('hex')}`;
  try {
    writeDurably(temporary, newKeys());
    linkUnlessPresent(temporary, path);
  } finally {
    rmSync(temporary, { force: true });
  }
  syncDirectory(dirname(path));
  const text = read(path);
  if (text === undefined) throw new KeyFileError(`${path} was removed while it was made`);
  return text;
}

function newKeys(): string {
  const key = (): string => randomBytes(32).toString('base64url');
  const keys: z.output<typeof keyFileSchema> = {
    format: 'custos-keys/v1',
    master: key(),
    hmac: key(),
    receipts: key(),
    certificates: key(),
    checkpoints: key(),
  };
  return `${JSON.stringify(keys, null, 2)}\n`;
}

function writeDurably(path: string, text: string): void {
  const descriptor = openSync(path, 'wx', 0o600);
  try {
    fchmodSync(descriptor, 0o600);
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

// Unlike rename, link never replaces: the first of two concurrent processes decides the keys.
function linkUnlessPresent(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  }
}

function syncDirectory(path: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(path, constants.O_RDONLY);
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function parse(path: string, text: string): KeyFile {
  const parsed = keyFileSchema.safeParse(jsonOrUndefined(text));
  // No cause: a zod error repeats the value that it rejects.
  if (!parsed.success) throw new KeyFileError(`${path} is not a key file of Custos`);
  const { master, hmac, receipts, certificates, checkpoints } = parsed.data;
  return {
    master: createSecretKey(master, 'base64url'),
    hmac: createSecretKey(hmac, 'base64url'),
    signers: {
      receipts: signingKey(receipts),
      certificates: signingKey(certificates),
      checkpoints: signingKey(checkpoints),
      webhooks: signingKey(derived(master, 'webhooks')),
    },
  };
}

// Derived, and not in the file, so that files of earlier releases have this key as well (RFC 5869).
const derived = (master: string, use: string): string =>
  Buffer.from(
    hkdfSync('sha256', Buffer.from(master, 'base64url'), '', `custos/${use}`, 32),
  ).toString('base64url');

function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

// RFC 8410 section 7: the fixed PKCS #8 header of an Ed25519 seed.
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');

const signingKey = (seed: string): KeyObject =>
  createPrivateKey({
    key: Buffer.concat([pkcs8, Buffer.from(seed, 'base64url')]),
    format: 'der',
    type: 'pkcs8',
  });

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

/** A key file that must not be used: other users can read it, or it is not a key file of Custos. */
export class KeyFileError extends Error {
  override readonly name = 'KeyFileError';
}
