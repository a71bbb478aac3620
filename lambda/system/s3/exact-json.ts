import { isUnambiguous } from '../../platform/http/json-text.ts';
import type { JsonValue } from '../../value/json.ts';
import { SystemFaultError } from '../model/faults.ts';

/** ECMAScript, "JSON.parse source text access": a number with the digits that it was written with. */
interface RawNumber {
  readonly rawJSON: string;
}
const exact = JSON as typeof JSON & {
  rawJSON(text: string): RawNumber;
  isRawJSON(value: unknown): value is RawNumber;
};

/**
 * A JSON value in which each number is as it was written: 12345678901234567890 and 1.0 are written back
 * like that, which a double does not do.
 */
export type ExactValue =
  | string
  | number
  | boolean
  | null
  | RawNumber
  | ExactValue[]
  | { [name: string]: ExactValue };

/**
 * @throws SyntaxError; SystemFaultError `unreadable` where programs can read different values, because a
 * name comes twice in an object
 */
export function parseExact(text: string): ExactValue {
  if (!isUnambiguous(text)) throw new SystemFaultError('unreadable');
  return JSON.parse(text, (_name, value: unknown, { source }: { readonly source?: string } = {}) =>
    typeof value === 'number' && source !== undefined ? exact.rawJSON(source) : value,
  ) as ExactValue;
}

export const isRawNumber = (value: unknown): value is RawNumber => exact.isRawJSON(value);

export const isObject = (value: ExactValue | undefined): value is Record<string, ExactValue> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isRawNumber(value);

/** Whether a double has the number as it was written. */
export function isPlain(value: ExactValue): boolean {
  if (isRawNumber(value)) return keepsDigits(value.rawJSON);
  if (Array.isArray(value)) return value.every(isPlain);
  return !isObject(value) || Object.values(value).every(isPlain);
}

const keepsDigits = (text: string): boolean =>
  /^-?\d{1,15}(\.\d*)?$/.test(text)
    ? text.replaceAll(/\D/g, '').length <= 15
    : String(Number(text)) === text;

/** Whether the two are the same JSON value, numbers by value and objects without regard to order. */
export function isSame(value: ExactValue, other: JsonValue): boolean {
  if (isRawNumber(value)) return typeof other === 'number' && Number(value.rawJSON) === other;
  if (Array.isArray(value)) {
    return (
      Array.isArray(other) &&
      value.length === other.length &&
      value.every((one, index) => isSame(one, other[index] as JsonValue))
    );
  }
  if (!isObject(value)) return value === other;
  if (typeof other !== 'object' || other === null || Array.isArray(other)) return false;
  const named = other as Readonly<Record<string, JsonValue>>;
  const names = Object.keys(value);
  return (
    names.length === Object.keys(named).length &&
    names.every(
      (name) =>
        Object.hasOwn(named, name) && isSame(value[name] as ExactValue, named[name] as JsonValue),
    )
  );
}
