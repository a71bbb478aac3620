import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Database } from './database.ts';
import type { TableFacts } from './facts.ts';

/** What an attribute may hold. Absent values are left out rather than written as null. */
export type Value =
  | string
  | number
  | boolean
  | Uint8Array
  | readonly Value[]
  | { readonly [name: string]: Value | undefined };

export type Item = Readonly<Record<string, Value | undefined>>;
export type Key = Readonly<Record<string, string>>;

/**
 * One write in the PartiQL dialect of Custos, which does not change: INSERT, or UPDATE and DELETE
 * by full key with the version in WHERE. Attribute names are constants of the code, every value is
 * a parameter. Built here, sent by `transact.ts`.
 */
export interface Statement {
  readonly kind: 'insert' | 'update' | 'delete';
  readonly table: TableFacts;
  readonly key: Key;
  readonly text: (physicalName: string) => string;
  readonly parameters: readonly AttributeValue[];
  /** Writes what has to be there before. Returns undefined when it is. */
  readonly before?: (database: Database) => Promise<void> | undefined;
}

/**
 * Writes what has to be there before the statements are executed; undefined when it is.
 *
 * @throws StoreUnavailableError
 */
export function prepare(
  database: Database,
  statements: readonly Statement[],
): Promise<unknown> | undefined {
  const missing = new Set(statements.flatMap(({ before }) => before?.(database) ?? []));
  return missing.size === 0 ? undefined : Promise.all(missing);
}

export function insert(table: TableFacts, item: Item): Statement {
  const attributes = present(item);
  const names = attributes.map(([name]) => `'${name}': ?`).join(', ');
  return {
    kind: 'insert',
    table,
    key: keyOf(table, item),
    text: (name) => `INSERT INTO "${name}" VALUE {${names}}`,
    parameters: attributes.map(([, value]) => toAttribute(value)),
  };
}

/** Changes attributes of one row if its version is still `expected`; sets `expected + 1`. */
export function update(
  table: TableFacts,
  key: Key,
  expected: number,
  changes: Item,
  remove?: string,
): Statement {
  const set = present({ ...changes, version: expected + 1 });
  const where = fullKey(table, key);
  const assignments = set.map(([name]) => `"${name}" = ?`).join(', ');
  const removal = remove === undefined ? '' : ` REMOVE "${remove}"`;
  return {
    kind: 'update',
    table,
    key,
    text: (name) =>
      `UPDATE "${name}" SET ${assignments}${removal} WHERE ${conditions(where)} AND "version" = ?`,
    parameters: [...set, ...where, ['version', expected] as const].map(([, value]) =>
      toAttribute(value),
    ),
  };
}

/** Puts a row of another version in the place of the one with `expected`, under the same key. */
export function replace(table: TableFacts, key: Key, expected: number, item: Item): Statement {
  const set = present(item).filter(([name]) => !keyNames(table).includes(name));
  const where = fullKey(table, key);
  const assignments = set.map(([name]) => `"${name}" = ?`).join(', ');
  return {
    kind: 'update',
    table,
    key,
    text: (name) =>
      `UPDATE "${name}" SET ${assignments} WHERE ${conditions(where)} AND "version" = ?`,
    parameters: [...set, ...where, ['version', expected] as const].map(([, value]) =>
      toAttribute(value),
    ),
  };
}

export function remove(table: TableFacts, key: Key, expected: number): Statement {
  const where = fullKey(table, key);
  return {
    kind: 'delete',
    table,
    key,
    text: (name) => `DELETE FROM "${name}" WHERE ${conditions(where)} AND "version" = ?`,
    parameters: [...where, ['version', expected] as const].map(([, value]) => toAttribute(value)),
  };
}

const conditions = (where: readonly (readonly [string, Value])[]): string =>
  where.map(([name]) => `"${name}" = ?`).join(' AND ');

const keyOf = (table: TableFacts, item: Item): Key =>
  Object.fromEntries(
    keyNames(table).map((name) => {
      const value = item[name];
      if (typeof value !== 'string') throw new StatementError(`${table.name}: ${name} is missing`);
      return [name, value];
    }),
  );

const fullKey = (table: TableFacts, key: Key): [string, Value][] =>
  Object.entries(keyOf(table, key));

export const keyNames = (table: TableFacts): string[] =>
  table.sortKey === undefined ? [table.partitionKey] : [table.partitionKey, table.sortKey];

const present = (item: Item): [string, Value][] =>
  Object.entries(item).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] satisfies [string, Value]],
  );

export function toAttribute(value: Value): AttributeValue {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'boolean') return { BOOL: value };
  if (value instanceof Uint8Array) return { B: value };
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new StatementError('numbers are stored as integers');
    return { N: String(value) };
  }
  if (isList(value)) return { L: value.map(toAttribute) };
  return {
    M: Object.fromEntries(present(value).map(([name, entry]) => [name, toAttribute(entry)])),
  };
}

const isList = (value: Value): value is readonly Value[] => Array.isArray(value);

export function fromAttribute(attribute: AttributeValue): unknown {
  if (attribute.S !== undefined) return attribute.S;
  if (attribute.N !== undefined) return Number(attribute.N);
  if (attribute.BOOL !== undefined) return attribute.BOOL;
  if (attribute.B !== undefined) return attribute.B;
  if (attribute.L !== undefined) return attribute.L.map(fromAttribute);
  if (attribute.M !== undefined) return fromItem(attribute.M);
  throw new StatementError('an attribute has a type that rows do not have');
}

export const fromItem = (item: Record<string, AttributeValue>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, fromAttribute(value)]));

/** The dialect does not allow the statement: a defect of the calling code, never of input. */
export class StatementError extends Error {
  override readonly name = 'StatementError';
}
