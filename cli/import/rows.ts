/** Where a row begins in a file. */
export interface Place {
  /** In bytes. */
  readonly offset: number;
  /** From 1. */
  readonly line: number;
}

/** One line of a file, as it is there. */
export interface Row {
  /** From 1. */
  readonly line: number;
  /** Where the next one begins. */
  readonly next: Place;
  /** Undefined where it is too long or no UTF-8. */
  readonly text?: string;
  /** What ends it; empty at the end of the file. */
  readonly ending: Ending;
}

type Ending = '\n' | '\r' | '\r\n' | '';

/** As long as the longest body that a route takes. */
export const maximumBytes = 64 * 1024;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * Lines of a stream, one in memory at a time, however long the stream is. They end as those of Unix,
 * of Windows or of an old Macintosh do.
 *
 * @param from where the stream begins in the file
 * @param longest bytes of a line that is read
 */
export async function* rowsOf(
  stream: AsyncIterable<Uint8Array>,
  from: Place = { offset: 0, line: 1 },
  longest = maximumBytes,
): AsyncGenerator<Row, void> {
  let { offset, line } = from;
  let isAfterReturn = false;
  const buffered: Held = { parts: [], bytes: 0 };
  const take = (next: number, ending: Ending): Row => {
    const text = buffered.bytes > longest ? undefined : decoded(buffered.parts);
    const first = line;
    if (ending !== '') line += 1;
    Object.assign(buffered, { parts: [], bytes: 0 });
    const place = { offset: next, line };
    return { line: first, next: place, text, ending };
  };

  for await (const chunk of stream) {
    let start = 0;
    for (let index = 0; index < chunk.length; index += 1) {
      const byte = chunk[index];
      const isFeed = byte === lineFeed;
      if (isAfterReturn) {
        isAfterReturn = false;
        start = isFeed ? index + 1 : index;
        yield take(offset + start, isFeed ? '\r\n' : '\r');
        if (isFeed) continue;
      }
      if (!isFeed && byte !== carriageReturn) continue;
      hold(buffered, chunk.subarray(start, index), longest);
      start = index + 1;
      // Whether a line feed belongs to it is seen at the next byte.
      if (isFeed) yield take(offset + start, '\n');
      else isAfterReturn = true;
    }
    hold(buffered, chunk.slice(start), longest);
    offset += chunk.length;
  }
  if (isAfterReturn) yield take(offset, '\r');
  else if (buffered.bytes > 0) yield take(offset, '');
}

/** The line so far; nothing but its length once it is too long. */
interface Held {
  parts: Uint8Array[];
  bytes: number;
}

function hold(buffered: Held, bytes: Uint8Array, longest: number): void {
  buffered.bytes += bytes.length;
  if (buffered.bytes > longest) buffered.parts = [];
  else if (bytes.length > 0) buffered.parts.push(bytes);
}

/** Passes over a byte order mark. */
const utf8 = new TextDecoder('utf-8', { fatal: true });

function decoded(parts: readonly Uint8Array[]): string | undefined {
  try {
    return utf8.decode(Buffer.concat(parts));
  } catch {
    return undefined;
  }
}
