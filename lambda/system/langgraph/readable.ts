import { readJson } from '../../platform/http/json.ts';
import type { JsonValue } from '../../value/json.ts';

type Fields = Readonly<Record<string, JsonValue>>;

/**
 * A row of LangGraph as people read it: what the serialiser wrote as JSON is JSON, and a message is its
 * class and its fields. No class is instantiated: stored data would choose it. Values in another format,
 * such as the MessagePack of LangGraph for Python, stay as PostgreSQL prints them, with their type.
 */
export function readableRow(table: string, row: Fields): JsonValue {
  const { blob, type, ...rest } = row;
  if (blob === undefined) return { table, row: plain(rest) };
  if (blob === null) return { table, row: rest };
  const value = type === 'json' && typeof blob === 'string' ? jsonIn(blob) : undefined;
  return value === undefined
    ? { table, row: { ...rest, type: type ?? null, blob } }
    : { table, row: { ...rest, value: plain(value) } };
}

/** Bytes as PostgreSQL prints them: `\x7b7d`. */
function jsonIn(blob: string): JsonValue | undefined {
  const read = readJson(Buffer.from(blob.slice(2), 'hex').toString('utf8'));
  return read.kind === 'invalid' ? undefined : (read.value as JsonValue);
}

const isObject = (value: JsonValue): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Without the envelopes of the serialiser: `lc: 1` is a class of LangChain, `lc: 2` one of JavaScript. */
function plain(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map(plain);
  if (!isObject(value)) return value;
  const { lc, type, id, kwargs, args } = value;
  if (lc === 2 && type === 'undefined') return null;
  const name = Array.isArray(id) ? (id.at(-1) as JsonValue) : undefined;
  if (typeof name === 'string' && type === 'constructor') {
    if (lc === 1 && kwargs !== undefined && isObject(kwargs)) {
      return { class: name, ...fieldsOf(kwargs) };
    }
    if (lc === 2 && Array.isArray(args)) return { class: name, values: args.map(plain) };
  }
  return fieldsOf(value);
}

const fieldsOf = (value: Fields): Fields =>
  Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plain(each)]));
