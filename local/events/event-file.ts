import { open, stat } from 'node:fs/promises';
import * as z from 'zod';

/** One line of `events.jsonl`, and its position. */
export interface StoredEvent {
  /** Bytes from the beginning of the file. */
  readonly start: number;
  readonly end: number;
  readonly id: string;
  readonly subject: string;
  readonly time: string;
  /** The event as it was written. */
  readonly line: string;
}

const fields = z.object({ id: z.string(), subject: z.string(), time: z.string() });
const largestPiece = 1024 * 1024;
const lineEnd = 0x0a;

export async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 0;
    throw error;
  }
}

/** Whether a line begins at `offset`; false when the file was replaced by a new one. */
export async function isLineStart(path: string, offset: number): Promise<boolean> {
  if (offset === 0) return true;
  if (offset > (await sizeOf(path))) return false;
  return (await readBytes(path, offset - 1, 1))[0] === lineEnd;
}

/** Whole lines from `offset` on, up to 1 MiB, and the offset of the next one. */
export async function readEvents(
  path: string,
  offset: number,
): Promise<{ readonly events: readonly StoredEvent[]; readonly next: number }> {
  const available = (await sizeOf(path)) - offset;
  if (available <= 0) return { events: [], next: offset };
  const bytes = await readBytes(path, offset, Math.min(available, largestPiece));
  const events: StoredEvent[] = [];
  let start = 0;
  for (let end = bytes.indexOf(lineEnd); end >= 0; end = bytes.indexOf(lineEnd, start)) {
    const line = bytes.toString('utf8', start, end);
    // An incomplete line of a killed process: the stream delivers its change again.
    const parsed = fields.safeParse(jsonOrNothing(line));
    if (parsed.success) {
      events.push({ ...parsed.data, line, start: offset + start, end: offset + end + 1 });
    }
    start = end + 1;
  }
  return { events, next: offset + start };
}

async function readBytes(path: string, offset: number, length: number): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, offset);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function jsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
