import { randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { glob, mkdir, open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import {
  maximumHeaderLength,
  openFile,
  planOpening,
  readHeader,
  sealFile,
} from '../../../lambda/platform/envelope/sealed-file.ts';
import type { FileContext } from '../../../lambda/platform/envelope/sealed-file.ts';
import { answered } from '../../../lambda/platform/objects/errors.ts';

/** Where an encrypted file is, and what decrypts it. */
export interface SealedPlace {
  readonly path: string;
  readonly master: KeyObject;
  readonly context: FileContext;
}

export interface SealedContent {
  /** Length of the whole plaintext. */
  readonly bytes: number;
  readonly contentType: string;
  /** Fails with ObjectBrokenError where the file was altered. */
  readonly body: Readable;
}

/**
 * Writes the encrypted file of `body`, which appears whole or not at all.
 *
 * @returns bytes of the plaintext
 * @throws ObjectsUnavailableError; errors of the body unchanged
 */
export async function writeSealed(
  { path, master, context }: SealedPlace,
  contentType: string,
  body: AsyncIterable<unknown>,
): Promise<number> {
  const partial = `${path}.${randomBytes(8).toString('hex')}.partial`;
  let bytes = 0;
  const file = sealFile(master, context, contentType, body, (count) => {
    bytes += count;
  });
  try {
    await writeDurably(partial, file);
    await answered(() => rename(partial, path));
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined);
    throw error;
  }
  return bytes;
}

/**
 * @param range of the plaintext, `end` inclusive
 * @param pinned whether the open file is the one that is meant
 * @returns undefined if there is no file
 * @throws ObjectBrokenError; RangeError for a range outside of the file
 */
export async function openSealed(
  { path, master, context }: SealedPlace,
  range?: { readonly start: number; readonly end: number },
  pinned: (handle: FileHandle) => Promise<void> = () => Promise.resolve(),
): Promise<SealedContent | undefined> {
  const handle = await answered(() => presentOrAbsent(open(path, 'r')));
  if (handle === undefined) return undefined;
  try {
    await pinned(handle);
    const { size } = await handle.stat();
    const beginning = Buffer.alloc(Math.min(size, maximumHeaderLength));
    await handle.read(beginning, 0, beginning.length, 0);
    const header = readHeader(beginning);
    const opening = planOpening(header, size, range);
    const { start, end } = opening;
    const sealed = createReadStream('', { fd: handle, start, end });
    const body = Readable.from(openFile(master, context, header, opening, sealed), {
      objectMode: false,
    });
    // Closes the file also when the body is not read to its end.
    body.once('close', () => sealed.destroy());
    return { body, bytes: opening.plaintextBytes, contentType: header.contentType };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Removes the file, and those of writes that were killed. */
export const removeSealed = (path: string): Promise<void> =>
  answered(async () => {
    await rm(path, { force: true });
    for await (const partial of glob(`${basename(path)}.*.partial`, { cwd: dirname(path) })) {
      await rm(join(dirname(path), partial), { force: true });
    }
  });

/** Removes files whose name continues that of the path with a dot. */
export const removeBeside = (path: string): Promise<void> =>
  answered(async () => {
    for await (const name of glob(`${basename(path)}.*`, { cwd: dirname(path) })) {
      await rm(join(dirname(path), name), { force: true });
    }
  });

/** Undefined for a file that is not there. */
export async function presentOrAbsent<Value>(value: Promise<Value>): Promise<Value | undefined> {
  try {
    return await value;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

async function writeDurably(path: string, content: AsyncIterable<Uint8Array>): Promise<void> {
  await answered(() => mkdir(dirname(path), { recursive: true, mode: 0o700 }));
  const handle = await answered(() => open(path, 'wx', 0o600));
  try {
    // Errors of the body itself are thrown unchanged.
    for await (const bytes of content) await answered(() => handle.appendFile(bytes));
    await answered(() => handle.sync());
  } finally {
    await handle.close();
  }
}
