import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { JsonValue } from '../../value/json.ts';
import type { Item } from './table-shape.ts';

/** Bytes are Base64, sets are lists, and a number that a double cannot represent is text. */
export const itemToJson = (item: Item): Readonly<Record<string, JsonValue>> =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, attributeToJson(value)]));

export function attributeToJson(value: AttributeValue): JsonValue {
  if (value.S !== undefined) return value.S;
  if (value.N !== undefined) return numberToJson(value.N);
  if (value.BOOL !== undefined) return value.BOOL;
  if (value.M !== undefined) return itemToJson(value.M);
  if (value.L !== undefined) return value.L.map(attributeToJson);
  if (value.B !== undefined) return base64(value.B);
  if (value.SS !== undefined) return value.SS;
  if (value.NS !== undefined) return value.NS.map(numberToJson);
  if (value.BS !== undefined) return value.BS.map(base64);
  return null;
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** Digits of a double that none is lost of (IEEE 754: DBL_DIG). */
const safeDigits = 15;

function numberToJson(text: string): number | string {
  const digits = text.replace(/^-|E.*$/i, '').replace('.', '').length;
  const number = Number(text);
  return digits <= safeDigits && Number.isFinite(number) ? number : text;
}

/** The value in the types of DynamoDB; undefined where it has none for it. */
export function jsonToAttribute(value: JsonValue): AttributeValue | undefined {
  if (value === null) return { NULL: true };
  switch (typeof value) {
    case 'string':
      return { S: value };
    case 'number':
      return Number.isFinite(value) ? { N: String(value) } : undefined;
    case 'boolean':
      return { BOOL: value };
    default:
      return containerToAttribute(value);
  }
}

function containerToAttribute(
  value: Exclude<JsonValue, string | number | boolean | null>,
): AttributeValue | undefined {
  const isList = Array.isArray(value);
  const parts = Object.entries(value).map(
    ([name, part]: [string, JsonValue]) => [name, jsonToAttribute(part)] as const,
  );
  const known = parts.flatMap(([name, part]) =>
    part === undefined ? [] : [[name, part] as const],
  );
  if (known.length < parts.length) return undefined;
  return isList ? { L: known.map(([, part]) => part) } : { M: Object.fromEntries(known) };
}
