import { Readable, pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { SystemFaultError } from '../model/faults.ts';

const newline = 0x0a;

export interface LineLimits {
  /** Of one line: it is in memory as a whole. */
  readonly longestLineBytes: number;
  /** Of one object after decompression, which can be 1,032 times its size (RFC 1951). */
  readonly mostBytes: number;
}

export const lineLimits: LineLimits = {
  longestLineBytes: 16 * 1024 * 1024,
  mostBytes: 64 * 1024 ** 3,
};

/** What is looked at of a text before it is searched. */
const startBytes = 4_096;

export interface Text {
  readonly isGzip: boolean;
  /** Whole lines with their ends; the last block can end without one. */
  readonly blocks: AsyncGenerator<Buffer, void>;
}

/** How formats begin that have no lines of JSON, and no control character early; a search would find nothing. */
const otherFormats = [
  'PAR1', // Apache Parquet
  'Obj\u0001', // Apache Avro
  'ORC',
  'PK\u0003\u0004', // ZIP
  'BZh',
  '(\u00b5/\u00fd', // Zstandard
  '\u00fd7zXZ',
  '\u00ff\u00fe', // UTF-16
  '\u00fe\u00ff',
].map((text) => Buffer.from(text, 'latin1'));

/**
 * The lines of a JSON Lines object, compressed with gzip or not: by its first bytes, because names and
 * types of objects are not reliable.
 *
 * @throws SystemFaultError `unreadable`: another format, broken gzip, or a limit
 */
export async function openText(
  body: AsyncIterable<Uint8Array>,
  limits: LineLimits = lineLimits,
): Promise<Text> {
  const pieces = body[Symbol.asyncIterator]();
  const read: Uint8Array[] = [];
  let length = 0;
  while (length < 8) {
    const next = await pieces.next();
    if (next.done === true) break;
    read.push(next.value);
    length += next.value.length;
  }
  const start = Buffer.concat(read);
  if (otherFormats.some((magic) => start.subarray(0, magic.length).equals(magic))) {
    await pieces.return?.();
    throw new SystemFaultError('unreadable');
  }
  const isGzip = start[0] === 0x1f && start[1] === 0x8b;
  const whole = continued(start, pieces);
  return { isGzip, blocks: blocksOf(isGzip ? gunzipped(whole) : whole, limits) };
}

async function* continued(
  start: Buffer,
  pieces: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void> {
  try {
    yield start;
    for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) {
      yield next.value;
    }
  } finally {
    await pieces.return?.();
  }
}

async function* gunzipped(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  const compressed = Readable.from(body, { objectMode: false });
  let failed: Error | undefined;
  compressed.once('error', (error) => (failed = error));
  const plain = pipeline(compressed, createGunzip(), () => undefined);
  try {
    for await (const piece of plain) yield piece as Buffer;
  } catch (cause) {
    // A connection that broke is not a broken file.
    throw failed ?? new SystemFaultError('unreadable', { cause });
  } finally {
    plain.destroy();
    compressed.destroy();
  }
}

async function* blocksOf(
  source: AsyncIterable<Uint8Array>,
  { longestLineBytes, mostBytes }: LineLimits,
): AsyncGenerator<Buffer, void> {
  let waiting: Uint8Array[] = [];
  let length = 0;
  let total = 0;
  for await (const piece of source) {
    if (total < startBytes && isBinary(piece.subarray(0, startBytes - total))) {
      throw new SystemFaultError('unreadable');
    }
    total += piece.length;
    if (total > mostBytes) throw new SystemFaultError('unreadable');
    const end = piece.lastIndexOf(newline) + 1;
    if (end > 0) {
      yield Buffer.concat([...waiting, piece.subarray(0, end)]);
      waiting = [];
      length = 0;
    }
    waiting.push(piece.subarray(end));
    length += piece.length - end;
    if (length > longestLineBytes) throw new SystemFaultError('unreadable');
  }
  if (length > 0) yield Buffer.concat(waiting);
}

/**
 * JSON has no control characters but those between values (RFC 8259, sections 2 and 7). Snappy, Brotli and
 * other compressions have some from the start on, and identifiers nowhere: they would count as absent.
 * Escape (0x1b) is in logs of terminals, and left to the lines that have it.
 */
const isBinary = (bytes: Uint8Array): boolean =>
  bytes.some((byte) => byte < 0x09 || (byte > 0x0d && byte < 0x20 && byte !== 0x1b));

/** Each line of a block with its end. */
export function* linesOf(block: Buffer): Generator<Buffer, void> {
  for (let start = 0; start < block.length;) {
    const end = block.indexOf(newline, start);
    const next = end < 0 ? block.length : end + 1;
    yield block.subarray(start, next);
    start = next;
  }
}
