import type { JsonValue } from '../../value/json.ts';
import { pathOf } from '../../value/pointer.ts';
import type { SystemCorrection } from '../model/connector.ts';
import type { Session } from './database.ts';
import type { Part } from './part.ts';
import type { Column } from './shape.ts';
import { arraySql, quoted } from './sql.ts';

/** One column, or one place in a column of type jsonb, that a correction can change. */
export interface ColumnChange {
  readonly column: string;
  /** What is written; `$3` is the new value. */
  readonly set: string;
  /** That the old value is still there; `$2` is the old value. */
  readonly condition: string;
  readonly old: string;
  readonly new: string | null;
}

/**
 * Where a correction applies in the rows of a part. With a pointer its first step names a column, and
 * further steps a place in a column of type jsonb; without one it is each column of text.
 *
 * @throws SystemFaultError
 */
export async function changesOf(
  session: Session,
  { shape }: Part,
  correction: SystemCorrection,
): Promise<readonly ColumnChange[]> {
  // Rows that have the new value already would be changed without an end.
  if (JSON.stringify(correction.old) === JSON.stringify(correction.new)) return [];
  const steps = correction.pointer === undefined ? undefined : pathOf(correction.pointer);
  if (correction.pointer === undefined) {
    if (typeof correction.old !== 'string') return [];
    return [...shape.columns.values()]
      .filter(({ category }) => category === 'S')
      .map((column) => wholeColumn(column, correction.old, correction.new))
      .filter((change) => change !== undefined);
  }
  const [name = '', ...inner] = steps ?? [];
  const column = shape.columns.get(name);
  if (column === undefined) return [];
  const change =
    inner.length === 0
      ? wholeColumn(column, correction.old, correction.new)
      : placeIn(column, inner, correction);
  // A value that the column cannot have is not there.
  return change !== undefined && (await canBe(session, column, inner, change.old)) ? [change] : [];
}

const isJson = ({ type }: Column): boolean => type === 'json' || type === 'jsonb';

function wholeColumn(column: Column, old: JsonValue, to: JsonValue): ColumnChange | undefined {
  const name = `t.${quoted(column.name)}`;
  if (isJson(column)) {
    return {
      column: column.name,
      set: `SET ${quoted(column.name)} = $3::${column.type}`,
      condition: `${name}::jsonb = $2::jsonb`,
      old: JSON.stringify(old),
      new: to === null ? null : JSON.stringify(to),
    };
  }
  const [was, is] = [textOf(old), textOf(to)];
  if (was === undefined || is === undefined || was === null) return undefined;
  return {
    column: column.name,
    set: `SET ${quoted(column.name)} = $3::${column.type}`,
    condition: `${name} = $2::${column.type}`,
    old: was,
    new: is,
  };
}

function placeIn(
  column: Column,
  steps: readonly string[],
  { old, new: to }: SystemCorrection,
): ColumnChange | undefined {
  // In a path of PostgreSQL a negative index counts from the end; RFC 6901 has none.
  if (column.type !== 'jsonb' || steps.some((step) => /^-\d+$/.test(step))) return undefined;
  const name = `t.${quoted(column.name)}`;
  const path = arraySql(steps);
  return {
    column: column.name,
    set: `SET ${quoted(column.name)} = jsonb_set(${name}, ${path}, $3::jsonb, false)`,
    condition: `${name} #> ${path} = $2::jsonb`,
    old: JSON.stringify(old),
    new: JSON.stringify(to),
  };
}

function textOf(value: JsonValue): string | null | undefined {
  if (value === null || typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

async function canBe(
  session: Session,
  column: Column,
  inner: readonly string[],
  old: string,
): Promise<boolean> {
  if (inner.length > 0 || isJson(column) || column.category === 'S') return true;
  const text = `SELECT CAST($1::text AS ${column.type})`;
  return (await session.tryRun({ text, values: [old] })) !== undefined;
}
