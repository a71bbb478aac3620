/** Crockford's base32: no I, L, O and U. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const length = 10;

/** 50 bits of a MAC, as people read them: `7K3QD-X9M2V`. */
export function codeFrom(mac: Uint8Array): string {
  const signs = Array.from(mac.subarray(0, length), (byte) => alphabet.charAt(byte % 32));
  return `${signs.slice(0, length / 2).join('')}-${signs.slice(length / 2).join('')}`;
}

/**
 * The code in a text: in any case, with spaces or dashes anywhere, with the letters that
 * look like digits.
 *
 * @returns undefined for what cannot be a code
 */
export function readCode(text: string): string | undefined {
  const signs = text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}\u2212]/gu, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  const isCode =
    signs.length === length && Array.from(signs).every((sign) => alphabet.includes(sign));
  return isCode ? `${signs.slice(0, length / 2)}-${signs.slice(length / 2)}` : undefined;
}
