/** Where a row begins in a file. */
export interface Place {
  /** In bytes. */
  readonly offset: number;
  /** From 1. */
  readonly line: number;
}

/** One row of a file, as it stands there. */
export interface Row {
  /** Line on which it begins, from 1. */
  readonly line: number;
  /** Where the next one does. */
  readonly next: Place;
  /** Undefined where it is too long or no UTF-8. */
  readonly text?: string;
}

export interface RowOptions {
  /** Whether quotes enclose line breaks, as in CSV. */
  readonly quoted: boolean;
  /** Where the stream begins in the file. */
  readonly from?: Place;
}

/** As long as the longest body that a route takes. */
const maximumBytes = 64 * 1024;
const lineBreak = 0x0a;
const quote = 0x22;
const delimiters: readonly number[] = [0x2c, 0x3b];

/** Rows of a stream, one in memory at a time, however long the stream is. */
export async function* rowsOf(
  stream: AsyncIterable<Uint8Array>,
  { quoted, from = { offset: 0, line: 1 } }: RowOptions,
): AsyncGenerator<Row, void> {
  let { offset, line } = from;
  let firstLine = line;
  const held: Held = { parts: [], bytes: 0, ...beginning };
  const take = (): Row => {
    const text = held.bytes > maximumBytes ? undefined : decoded(held.parts);
    const next = { offset, line };
    const row = { line: firstLine, next, ...(text !== undefined && { text }) };
    Object.assign(held, { parts: [], bytes: 0, ...beginning });
    firstLine = line;
    return row;
  };

  for await (const chunk of stream) {
    let start = 0;
    for (let index = 0; index < chunk.length; index += 1) {
      const byte = chunk[index];
      if (quoted) follow(held, byte);
      if (byte !== lineBreak) continue;
      line += 1;
      // A quote that nobody closes must not swallow the rest of the file.
      if (held.inQuotes && held.bytes + index - start <= maximumBytes) continue;
      hold(held, chunk.subarray(start, index));
      offset += index + 1 - start;
      start = index + 1;
      yield take();
    }
    hold(held, chunk.slice(start));
    offset += chunk.length - start;
  }
  if (held.bytes > 0) yield take();
}

/** The row so far; nothing but its length once it is too long. */
interface Held {
  parts: Uint8Array[];
  bytes: number;
  inQuotes: boolean;
  /** Whether a quote would open here: at the beginning of a cell, or doubled. */
  mayOpen: boolean;
}

const beginning = { inQuotes: false, mayOpen: true };

/** A quote within a cell that has none around it opens nothing, or it would swallow the next rows. */
function follow(held: Held, byte: number | undefined): void {
  if (byte !== quote) {
    held.mayOpen = byte !== undefined && delimiters.includes(byte);
    return;
  }
  const opens = !held.inQuotes && held.mayOpen;
  held.mayOpen = held.inQuotes;
  held.inQuotes = opens;
}

function hold(held: Held, bytes: Uint8Array): void {
  held.bytes += bytes.length;
  if (held.bytes > maximumBytes) held.parts = [];
  else if (bytes.length > 0) held.parts.push(bytes);
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function decoded(parts: readonly Uint8Array[]): string | undefined {
  try {
    return utf8.decode(Buffer.concat(parts)).replace(/\r$/, '');
  } catch {
    return undefined;
  }
}
