import { isUnambiguous } from '../../platform/http/json-text.ts';
import { valueAt } from '../../value/pointer.ts';
import type { PersonIdentifier } from '../model/connector.ts';
import { isRawNumber, parseExact } from './exact-json.ts';
import type { ExactValue } from './exact-json.ts';

/**
 * `own`: a row of the person, with its value. `unreadable`: no JSON, an array of rows, or a name that comes
 * twice in an object, and the identifier is in it; whose row it is cannot be known, so it is counted and
 * left to staff.
 */
export type Judgement =
  | { readonly kind: 'own'; readonly row: () => ExactValue }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'other' };

export interface RowSelector {
  /** False only where no line of the block can be of the person: most blocks are passed over at once. */
  readonly mayBeIn: (block: Buffer) => boolean;
  readonly judge: (line: Buffer) => Judgement;
}

const other: Judgement = { kind: 'other' };

/**
 * Selects rows in which the value at the pointer is one of the identifiers: a string, or a number with
 * the same digits. E-mail addresses are compared in lower case, as Custos has them.
 */
export function rowSelector(
  { identifier, pointer }: { readonly identifier: string; readonly pointer: string },
  identifiers: readonly PersonIdentifier[],
): RowSelector {
  const inLowerCase = identifier === 'email';
  const form = (text: string) => (inLowerCase ? text.toLowerCase() : text);
  const values = new Set(
    identifiers.filter(({ type }) => type === identifier).map(({ value }) => form(value)),
  );
  const needles = [...values].flatMap(needlesOf);
  const has = (text: string) => values.has(form(text));
  const unread = (text: string): Judgement => {
    const plain = form(withoutEscapes(text));
    return [...values].some((value) => isNamedIn(plain, value)) ? { kind: 'unreadable' } : other;
  };
  return {
    mayBeIn: inLowerCase
      ? (block) => {
          const text = block.toString('utf8').toLowerCase();
          return needles.some((needle) => text.includes(needle));
        }
      : (block) => needles.some((needle) => block.includes(needle)),
    judge: (line) => {
      const text = line.toString('utf8').replace(/^\uFEFF/, '');
      if (!isUnambiguous(text)) return unread(text);
      const row = () => parseExact(text);
      try {
        const parsed: unknown = JSON.parse(text);
        const value = valueAt(parsed, pointer);
        const isOwn =
          (typeof value === 'string' && has(value)) ||
          (typeof value === 'number' && has(digitsAt(row(), pointer)));
        if (isOwn) return { kind: 'own', row };
        // Several rows in one line, as in a file that is one array of JSON.
        return Array.isArray(parsed) && value === undefined ? unread(text) : other;
      } catch {
        return unread(text);
      }
    },
  };
}

function digitsAt(row: ExactValue, pointer: string): string {
  const value = valueAt(row, pointer);
  // 17.0 is 17: many programs write whole numbers like that once a column has a missing one.
  return isRawNumber(value) ? value.rawJSON.replace(/\.0+$/, '') : '';
}

/** What a line of JSON has if it has the value: the value itself, or an escape that can hide it. */
function needlesOf(value: string): readonly string[] {
  // A string cannot have these as they are (RFC 8259, section 7).
  if (/["\\\p{Cc}]/u.test(value)) return ['\\'];
  return [value, '\\u', ...(value.includes('/') ? ['\\/'] : [])];
}

/** An escape of one character: one outside the Basic Multilingual Plane has two (RFC 8259, section 7). */
const escape =
  /\\u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|\\u[\da-fA-F]{4}|\\["\\/bfnrt]/g;

/** With the escapes alone that a string cannot do without, as `JSON.stringify` has them. */
const withoutEscapes = (text: string): string =>
  text.replaceAll(escape, (one) => JSON.stringify(JSON.parse(`"${one}"`)).slice(1, -1));

/** The value in quotation marks, or as a number of its own. */
function isNamedIn(text: string, value: string): boolean {
  if (text.includes(JSON.stringify(value))) return true;
  if (!/^-?\d[\d.eE+-]*$/.test(value)) return false;
  const number = value.replaceAll(/[.+]/g, (sign) => `\\${sign}`);
  return new RegExp(`(?<![\\w.-])${number}(\\.0+)?(?![\\w.-])`).test(text);
}
