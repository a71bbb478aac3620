/** First and last byte, both included. */
export interface Part {
  readonly start: number;
  readonly end: number;
}

/** What a Range header asks for. */
export type Asked =
  | { readonly kind: 'whole' }
  | ({ readonly kind: 'part' } & Part)
  | { readonly kind: 'unsatisfiable' };

const whole = { kind: 'whole' } as const;
const unsatisfiable = { kind: 'unsatisfiable' } as const;

const oneRange = /^(?:(\d+)-(\d*)|-(\d+))$/;

/**
 * Reads a Range header (RFC 9110 section 14.2). A header with another unit, an invalid one or one
 * with several ranges is ignored, as the section allows: the response is the whole file.
 *
 * @param header as it came; undefined: none came
 * @param bytes length of the file
 */
export function readRange(header: string | undefined, bytes: number): Asked {
  const [, set] = /^bytes=(.*)$/i.exec(header?.trim() ?? '') ?? [];
  // RFC 9110 section 5.6.1.2: a list may have empty elements.
  const ranges = (set ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  const [range = '', ...others] = ranges;
  const found = oneRange.exec(range);
  if (found === null || others.length > 0) return whole;
  const [, first, last, suffix] = found;
  return first === undefined ? lastBytes(Number(suffix), bytes) : between(first, last, bytes);
}

/** RFC 9110 section 14.1.2: more than the file has is all of it, and none cannot be sent. */
function lastBytes(length: number, bytes: number): Asked {
  if (length === 0) return unsatisfiable;
  // An empty file has no part that Content-Range could name.
  return bytes === 0 ? whole : { kind: 'part', start: Math.max(0, bytes - length), end: bytes - 1 };
}

function between(first: string, last: string | undefined, bytes: number): Asked {
  const start = Number(first);
  const end = last === undefined || last === '' ? Infinity : Number(last);
  if (end < start) return whole;
  return start < bytes ? { kind: 'part', start, end: Math.min(end, bytes - 1) } : unsatisfiable;
}

/**
 * Whether a Range header applies (RFC 9110 section 13.1.5): the tag is compared strongly. A date
 * never matches, because files have none.
 */
export const rangeApplies = (ifRange: string | undefined, etag: string): boolean =>
  ifRange === undefined || ifRange.trim() === etag;

/** RFC 9110 section 13.1.2: the tags are compared weakly. */
export const isAtHand = (ifNoneMatch: string | undefined, etag: string): boolean =>
  (ifNoneMatch ?? '')
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''))
    .some((tag) => tag === '*' || tag === etag);
