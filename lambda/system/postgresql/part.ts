import type { ConnectorCall, IdentifierType } from '../model/connector.ts';
import { SystemFaultError } from '../model/faults.ts';
import type { JsonValue } from '../../value/json.ts';
import type { Session } from './database.ts';
import type { Column, Shapes, TableShape } from './shape.ts';
import type { TableName } from './sql.ts';

/**
 * Rows of one table that can belong to a person. `$1` in its SQL is an array of identifiers, and the
 * alias of the table is `t`.
 */
export interface Part {
  readonly category: string;
  readonly table: TableName;
  readonly shape: TableShape;
  readonly identifier: IdentifierType;
  /** Type of the values in `$1`. */
  readonly keyType: Pick<Column, 'type' | 'category'>;
  /** The column of the table itself that names the person. */
  readonly keyColumn?: string;
  /** Whether a row is theirs. */
  readonly where: string;
  /**
   * Selects one identifier, as text, of someone who has rows and is not in `$1`. Where there is a second
   * path, no row that it finds by `$2`: a copy of the person is of no one else.
   */
  readonly someoneElse: string;
  /** What is in `$2`. */
  readonly second?: Pick<Part, 'identifier' | 'keyType'>;
  /** Boolean column. */
  readonly restricted?: string;
  /** What an export has of a row, instead of the columns as they are. */
  readonly readable?: (row: Readonly<Record<string, JsonValue>>) => JsonValue;
}

/**
 * The parts of a system, in the order in which rows are erased.
 *
 * @throws SystemFaultError
 */
export type PartsOf = (shapes: Shapes, path: ConnectorCall['path']) => Promise<readonly Part[]>;

/** A part with the identifiers that can be in it. */
export interface Asked {
  readonly part: Part;
  /** Index of the part, for cursors. */
  readonly at: number;
  readonly values: readonly string[];
}

/**
 * The parts that a call is about, from `from` on. Parts without an identifier of the person are left out.
 *
 * @throws SystemFaultError
 */
export async function askedOf(
  session: Session,
  parts: readonly Part[],
  call: ConnectorCall,
  from: number,
): Promise<readonly Asked[]> {
  const asked: Asked[] = [];
  for (const [at, part] of parts.entries()) {
    if (at < from || !call.categories.includes(part.category)) continue;
    const values = await usableValues(session, part, call.identifiers);
    if (values.length > 0) asked.push({ part, at, values });
  }
  return asked;
}

/** Identifiers of the person that a value of the column can be: a word is no `bigint`. */
export async function usableValues(
  session: Session,
  { identifier, keyType }: Pick<Part, 'identifier' | 'keyType'>,
  identifiers: ConnectorCall['identifiers'],
): Promise<readonly string[]> {
  const values = new Set(
    identifiers
      .filter(({ type, value }) => type === identifier && !value.includes('\0'))
      .map(({ value }) => value),
  );
  if (keyType.category === 'S') return [...values];
  const usable: string[] = [];
  for (const value of values) {
    const text = `SELECT CAST($1::text AS ${keyType.type})::text`;
    const cast = await session.tryRun({ text, values: [value] });
    const printed = cast?.rows[0]?.[0];
    // As a number 01 is 1, and so another person.
    const isSame = keyType.category === 'N' ? printed === value : printed !== undefined;
    if (isSame) usable.push(value);
  }
  return usable;
}

/** Whether texts of the type differ by case: those of `citext` do not. */
export const isFolding = ({ type, category }: Part['keyType']): boolean =>
  category === 'S' && !/(^|\.)citext$/.test(type);

/** @throws SystemFaultError */
export async function shapeOf(shapes: Shapes, table: TableName): Promise<TableShape> {
  const shape = await shapes.of(table);
  if (shape === undefined) throw new SystemFaultError('not-found');
  return shape;
}

/** @throws SystemFaultError */
export function columnOf(shape: TableShape, name: string): Column {
  const column = shape.columns.get(name);
  if (column === undefined) throw new SystemFaultError('not-found');
  return column;
}
