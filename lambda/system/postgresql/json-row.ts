import { parseExactly } from '../../platform/http/json-number.ts';
import { isUnambiguous } from '../../platform/http/json-text.ts';
import { faultOfJsonValue } from '../../platform/http/json-value.ts';
import type { JsonValue } from '../../value/json.ts';
import type { Row } from './database.ts';
import type { Column, TableShape } from './shape.ts';
import type { TableName } from './sql.ts';

/**
 * A row as JSON. A value that JSON represents is that value. Any other is a string as PostgreSQL prints
 * it, and `types` has its type: `'…'::type` is the value again.
 */
export interface JsonRow {
  readonly values: Readonly<Record<string, JsonValue>>;
  readonly types: Readonly<Record<string, string>>;
}

export function jsonRow({ columns }: TableShape, row: Row): JsonRow {
  const values: Record<string, JsonValue> = {};
  const types: Record<string, string> = {};
  for (const [index, column] of [...columns.values()].entries()) {
    const text = row[index] ?? null;
    const natural = text === null ? null : naturalOf(column, text);
    values[column.name] = natural === undefined ? text : natural;
    if (natural === undefined) types[column.name] = column.type;
  }
  return { values, types };
}

export const contentOf = ({ schema, table }: TableName, { values, types }: JsonRow): JsonValue => ({
  table: `${schema}.${table}`,
  row: values,
  ...(Object.keys(types).length > 0 && { types }),
});

const texts: readonly string[] = ['text', 'character varying', 'bpchar'];

/** Undefined where JSON has no such value. */
function naturalOf(column: Column, text: string): JsonValue | undefined {
  if (texts.includes(column.type)) return text;
  if (column.type === 'boolean') return text === 't';
  if (column.isJsonNumber) return numberOf(text);
  if (column.type === 'json' || column.type === 'jsonb') return jsonOf(text);
  return undefined;
}

function numberOf(text: string): number | undefined {
  const number = Number(text);
  // JSON has no NaN, no infinity and, as JavaScript writes it, no negative zero.
  return Number.isFinite(number) && !Object.is(number, -0) ? number : undefined;
}

/**
 * A number with more digits than a double has stays text, and so does an object of type `json` in which a
 * name comes twice; JSON null is not NULL.
 */
function jsonOf(text: string): JsonValue | undefined {
  if (!isUnambiguous(text)) return undefined;
  const value = parseExactly(text);
  if (value === null || faultOfJsonValue(value) !== undefined) return undefined;
  return value as JsonValue;
}
