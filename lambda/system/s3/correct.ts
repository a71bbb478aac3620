import type { JsonValue } from '../../value/json.ts';
import { valueAt, withValueAt } from '../../value/pointer.ts';
import type { SystemCorrection } from '../model/connector.ts';
import { isObject, isSame } from './exact-json.ts';
import type { ExactValue } from './exact-json.ts';

/**
 * The document with each value that a correction names, or undefined if there is none: what is no longer
 * the old value stays, and what is the new one already too.
 */
export function corrected(
  document: ExactValue,
  corrections: readonly SystemCorrection[],
): ExactValue | undefined {
  let current = document;
  for (const { pointer, old, new: wanted } of corrections) {
    if (isSame(asExact(old), wanted)) continue;
    current =
      pointer === undefined
        ? replaceEverywhere(current, old, wanted)
        : replaceAt(current, pointer, old, wanted);
  }
  return current === document ? undefined : current;
}

function replaceAt(
  document: ExactValue,
  pointer: string,
  old: JsonValue,
  wanted: JsonValue,
): ExactValue {
  const found = valueAt(document, pointer) as ExactValue | undefined;
  if (found === undefined || !isSame(found, old)) return document;
  return withValueAt(document, pointer, wanted) as ExactValue;
}

/** Returns the same object where nothing was replaced. */
function replaceEverywhere(value: ExactValue, old: JsonValue, wanted: JsonValue): ExactValue {
  if (isSame(value, old)) return asExact(wanted);
  if (Array.isArray(value)) {
    const items = value.map((one) => replaceEverywhere(one, old, wanted));
    return items.some((one, index) => one !== value[index]) ? items : value;
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(
    ([name, one]) => [name, replaceEverywhere(one, old, wanted)] as const,
  );
  return entries.some(([name, one]) => one !== value[name]) ? Object.fromEntries(entries) : value;
}

/** Numbers of a correction are doubles already: as JSON text they are what they were. */
const asExact = (value: JsonValue): ExactValue => value as ExactValue;
