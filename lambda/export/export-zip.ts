import { createHash } from 'node:crypto';
import { Readable, Transform } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { ObjectName, Objects } from '../platform/objects/objects.ts';

export interface WrittenFile {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** Files are written one after the other: one that comes earlier waits for those before it. */
export type AddFile = (
  path: string,
  content: Iterable<string> | AsyncIterable<string>,
) => Promise<WrittenFile>;

/** The same for bytes, which are stored as they are: pictures and videos are compressed already. */
export type AddBytes = (path: string, content: AsyncIterable<Uint8Array>) => Promise<WrittenFile>;

export interface WrittenZip {
  readonly sha256: string;
  readonly bytes: number;
}

/**
 * Streams a zip into an object. Memory stays flat: a file is compressed as it is produced, and
 * production waits for the store. The object appears whole or, when either side fails, not at all.
 *
 * @throws ObjectsUnavailableError, or whatever `produce` throws
 */
export async function writeZip(
  objects: Objects,
  name: ObjectName,
  at: Date,
  produce: (add: AddFile, addBytes: AddBytes) => Promise<void>,
): Promise<WrittenZip> {
  const zip = new ZipFile();
  const hash = createHash('sha256');
  const body = zip.outputStream.pipe(hashing(hash));
  // The store may not listen yet; the failure is reported below either way.
  body.on('error', () => undefined);
  let failure: { readonly error: unknown } | undefined;
  let current: Readable | undefined;
  const stop = (error: unknown): void => {
    failure ??= { error };
    const reason = error instanceof Error ? error : new Error('the export failed');
    current?.destroy(reason);
    body.destroy(reason);
  };
  zip.on('error', stop);

  let last: Promise<unknown> = Promise.resolve();
  const addEntry = (...entry: Parameters<typeof writeEntry>): Promise<WrittenFile> => {
    const written = last.then(() => writeEntry(...entry));
    // Its failure is thrown to the caller that added it; those that wait see it in `failure`.
    last = written.catch(stop);
    return written;
  };
  const writeEntry = async (
    path: string,
    content: AsyncIterable<Uint8Array>,
    compress: boolean,
  ): Promise<WrittenFile> => {
    if (failure) throw failure.error;
    const file = { hash: createHash('sha256'), bytes: 0 };
    current = Readable.from(observed(content, file), { objectMode: false });
    const done = finished(current, { writable: false });
    zip.addReadStream(current, path, { mtime: at, compress });
    await done;
    return { path, sha256: file.hash.digest('hex'), bytes: file.bytes };
  };
  const produced = (async () => {
    await produce(
      (path, content) => addEntry(path, encoded(content), true),
      (path, content) => addEntry(path, content, false),
    );
    zip.end();
  })();
  const stored = objects.put(name, body, 'application/zip');
  produced.catch(stop);
  stored.catch(stop);

  const [production, storage] = await Promise.allSettled([produced, stored]);
  if (failure) throw failure.error;
  if (production.status === 'rejected') throw production.reason;
  if (storage.status === 'rejected') throw storage.reason;
  return { sha256: hash.digest('hex'), bytes: storage.value.bytes };
}

type Hash = ReturnType<typeof createHash>;

/** A stream that can be destroyed while it waits; one made of a generator goes on waiting. */
const hashing = (hash: Hash): Transform =>
  new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(undefined, chunk);
    },
  });

async function* observed(
  content: AsyncIterable<Uint8Array>,
  file: { readonly hash: Hash; bytes: number },
): AsyncGenerator<Uint8Array, void> {
  for await (const bytes of content) {
    file.hash.update(bytes);
    file.bytes += bytes.length;
    yield bytes;
  }
}

async function* encoded(
  content: Iterable<string> | AsyncIterable<string>,
): AsyncGenerator<Uint8Array, void> {
  for await (const text of batches(content)) yield Buffer.from(text);
}

const batchCharacters = 64 * 1024;

/** Hashing and compressing line by line costs more than the lines. */
async function* batches(
  content: Iterable<string> | AsyncIterable<string>,
): AsyncGenerator<string, void> {
  let batch = '';
  for await (const text of content) {
    batch += text;
    if (batch.length < batchCharacters) continue;
    yield batch;
    batch = '';
  }
  if (batch !== '') yield batch;
}
