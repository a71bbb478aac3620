import type { Reader } from '../reader.ts';
import { demand, refuse } from '../refusal.ts';

/** One part of an EBML file (RFC 8794); a master element has others as its content. */
export interface Element {
  readonly id: number;
  readonly start: number;
  readonly body: number;
  /** Undefined for a length that the writer did not know: a recording that was sent while it was made. */
  readonly end: number | undefined;
}

/** An identifier of 4 bytes and a length of 8. */
const longestHead = 12;

/**
 * @param limit where its surroundings end
 * @throws FileRefused where it ends behind them
 */
export async function elementAt(reader: Reader, start: number, limit: number): Promise<Element> {
  reader.step();
  const head = await reader.some(start, Math.min(longestHead, limit - start));
  const idWidth = widthOf(head, 0);
  demand(idWidth <= 4);
  const body = start + idWidth + widthOf(head, idWidth);
  demand(body <= limit, limit === reader.bytes ? 'truncated' : 'malformed');
  const id = head.readUIntBE(0, idWidth);
  const size = numberAt(head, idWidth);
  if (size === undefined) return { id, start, body, end: undefined };
  demand(body + size <= limit, limit === reader.bytes ? 'truncated' : 'malformed');
  return { id, start, body, end: body + size };
}

/** The first child with this identifier. */
export async function childOf(
  reader: Reader,
  { body, end = body }: Element,
  id: number,
): Promise<Element | undefined> {
  for (let at = body; at < end;) {
    const child = await elementAt(reader, at, end);
    if (child.id === id) return child;
    at = child.end ?? refuse('malformed');
  }
  return undefined;
}

/** The content of a short element. */
export async function contentOf(reader: Reader, element: Element | undefined): Promise<Buffer> {
  if (element?.end === undefined) return Buffer.alloc(0);
  return reader.at(element.body, element.end - element.body);
}

export async function numberIn(reader: Reader, element: Element | undefined): Promise<number> {
  const content = await contentOf(reader, element);
  demand(content.length <= 6);
  return content.length === 0 ? 0 : content.readUIntBE(0, content.length);
}

/** Bytes of a number: as many as its first byte has zeros before its first one, and one more. */
function widthOf(bytes: Buffer, at: number): number {
  const width = Math.clz32(bytes[at] ?? 0) - 23;
  demand(width <= 8);
  return width;
}

/** A number without the bit that states its width; all ones mean that it is not known. */
export function numberAt(bytes: Buffer, at: number): number | undefined {
  const width = widthOf(bytes, at);
  demand(at + width <= bytes.length, 'truncated');
  let value = (bytes[at] ?? 0) & (0xff >> width);
  let isUnknown = value === 0xff >> width;
  for (let next = at + 1; next < at + width; next += 1) {
    const byte = bytes[next] ?? 0;
    value = value * 256 + byte;
    isUnknown &&= byte === 0xff;
  }
  return isUnknown ? undefined : value;
}

/** The head of a `Void` element of this length, which is at least 2. */
export function voidHead(length: number): Buffer {
  if (length - 2 < 0x7f) return Buffer.of(0xec, 0x80 | (length - 2));
  const head = Buffer.alloc(9);
  head[0] = 0xec;
  head[1] = 0x01;
  head.writeUIntBE(length - 9, 3, 6);
  return head;
}
