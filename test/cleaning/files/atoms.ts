export const text = (latin1: string): Buffer => Buffer.from(latin1, 'latin1');

/** Big-endian numbers of a width in bytes. */
export const numbers = (width: number, ...values: readonly number[]): Buffer =>
  Buffer.concat(
    values.map((value) => {
      const bytes = Buffer.alloc(8);
      bytes.writeBigUInt64BE(BigInt(value));
      return bytes.subarray(8 - width);
    }),
  );
export const short = (...values: readonly number[]): Buffer => numbers(2, ...values);
export const long = (...values: readonly number[]): Buffer => numbers(4, ...values);

export function atom(type: string, ...bodies: readonly Buffer[]): Buffer {
  const body = Buffer.concat(bodies);
  return Buffer.concat([long(body.length + 8), text(type), body]);
}

/** With a length of 64 bits. */
export function largeAtom(type: string, ...bodies: readonly Buffer[]): Buffer {
  const body = Buffer.concat(bodies);
  return Buffer.concat([long(1), text(type), numbers(8, body.length + 16), body]);
}

/** With a version and flags. */
export const full = (type: string, flags: number, ...bodies: readonly Buffer[]): Buffer =>
  atom(type, long(flags), ...bodies);

export const brands = (major: string, ...compatible: readonly string[]): Buffer =>
  atom('ftyp', text(major), long(0), text([major, ...compatible].join('')));
