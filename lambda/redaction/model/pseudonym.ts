import type { TextType } from '../../value/text-types.ts';
import { textTypes, wordOf } from '../../value/text-types.ts';

/**
 * A value of a text, replaced: `[EMAIL_x7k2m9]`. The type is readable for a model; the token is the
 * beginning of a keyed hash, as long as it has to be to name one value of the person.
 */
export interface Pseudonym {
  readonly type: TextType;
  readonly token: string;
}

/** Crockford's base32 in lower case: without the letters that are read as digits. */
const letters = 'abcdefghjkmnpqrstvwxyz';
const alphabet = `0123456789${letters}`;
const shortestToken = 6;
// Two to the 50th: no person has as many values. A longer one may be an IBAN.
const longestToken = 10;

/** Whether a token may have been made here: what is in the form of one may be a value of a person. */
export const mayBeToken = (token: string): boolean =>
  token.length % 2 === 0 && /^[a-z]/.test(token) && !/[ilou]/.test(token);

export const writePseudonym = ({ type, token }: Pseudonym): string => `[${wordOf(type)}_${token}]`;

/**
 * The tokens that a value may have, the shortest first: it has the first that no other value has.
 *
 * @param hash at least 8 bytes, base64url
 */
export function* tokensOf(hash: string): Generator<string, void> {
  const [first = 0, ...bytes] = Buffer.from(hash, 'base64url');
  // Digits alone could be a number of a person.
  const digits = letters.charAt(first % letters.length) + base32(bytes);
  for (let length = shortestToken; length <= longestToken; length += 2) {
    yield digits.slice(0, length);
  }
}

function base32(bytes: readonly number[]): string {
  let digits = '';
  let bits = 0;
  let rest = 0;
  for (const byte of bytes) {
    rest = ((rest << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      digits += alphabet.charAt((rest >> bits) & 31);
    }
    if (digits.length >= longestToken) break;
  }
  return digits;
}

/** A pseudonym as it is in a text, which a model may have changed. */
export interface Written extends Pseudonym {
  readonly start: number;
  readonly end: number;
}

// A model changes case, breaks lines and escapes the low line as Markdown does. All lengths are
// limited, so the time is linear in the text.
const gap = String.raw`[\s_\\-]{1,4}`;
const wordsWith = (between: string): string =>
  textTypes
    .toSorted((one, other) => other.length - one.length)
    .map((type) => type.replaceAll('-', between))
    .join('|');
const token = `[0-9a-z]{${shortestToken},${longestToken}}`;
const bracketed = String.raw`\\?\[\s{0,4}(${wordsWith(gap)})${gap}(${token})\s{0,4}\\?\]`;
// Without spaces: in a stream nothing says that one has begun.
const bare = String.raw`(?<![\p{L}\p{N}_])(${wordsWith(String.raw`[_\\-]{1,2}`)})\\?_(${token})(?![\p{L}\p{N}_])`;
const written = new RegExp(`${bracketed}|${bare}`, 'giu');

/** Every pseudonym in a text, in order. Whether the person has it is decided by a lookup. */
export function findPseudonyms(text: string): readonly Written[] {
  return Array.from(text.matchAll(written), (match) => {
    const [whole, typed = match[3] ?? '', drawn = match[4] ?? ''] = match;
    return {
      type: typeOf(typed),
      token: drawn.toLowerCase().replaceAll('o', '0').replaceAll(/[il]/g, '1'),
      start: match.index,
      end: match.index + whole.length,
    };
  });
}

function typeOf(written: string): TextType {
  const plain = written.toLowerCase().replaceAll(/[\s_\\-]+/g, '-');
  const type = textTypes.find((one) => one === plain);
  if (type === undefined) throw new TypeError('the pattern has the types only');
  return type;
}
