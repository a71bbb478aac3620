import { createHash } from 'node:crypto';
import { maximumChunkBytes } from '../model/connector.ts';
import type { ExportItem } from '../model/connector.ts';
import { SystemFaultError } from '../model/faults.ts';
import type { JsonValue } from '../../value/json.ts';
import type { Position } from './cursor.ts';
import type { Row, Session } from './database.ts';
import { contentOf, jsonRow } from './json-row.ts';
import type { Asked, Part } from './part.ts';
import { quoted, tableSql } from './sql.ts';

/** A row that is larger as JSON is a file of its own. */
const largestItemBytes = 1024 * 1024;
/** Of a page, without what its form adds. */
export const pageBytes = 3.5 * 1024 * 1024;
/** As it is stored, possibly compressed: what is read at once. */
const storedBytesAtOnce = 1024 * 1024;

export interface ExportStep {
  readonly items: readonly ExportItem[];
  /** Rows that are complete. */
  readonly count: number;
  readonly bytes: number;
  /** Undefined: the part is over. */
  readonly next?: Position;
}

/**
 * The rows of the person that follow, as many as fit into a page.
 *
 * @param rowsAtOnce how many rows one statement reads at most
 * @param bytesLeft in the page; less than all of it when the page has items already
 * @throws SystemFaultError `changed-meanwhile` when a large row was changed between two of its chunks
 */
export async function exportStep(
  session: Session,
  asked: Asked,
  from: Position,
  rowsAtOnce: number,
  bytesLeft: number,
): Promise<ExportStep> {
  const { part } = asked;
  const rows = await readRows(session, asked, from, rowsAtOnce);
  const items: ExportItem[] = [];
  let bytes = 0;
  let after: readonly string[] | undefined = from.after;
  for (const { key, content } of rows) {
    const text = JSON.stringify(content);
    const size = Buffer.byteLength(text);
    if (size > largestItemBytes) {
      if (items.length > 0) break;
      // Alone on its pages.
      return bytesLeft < pageBytes
        ? { items, count: 0, bytes: pageBytes, next: from }
        : largeRow(part, key, text, from);
    }
    // The large row has begun, and is gone or small by now.
    if (from.large !== undefined && items.length === 0) break;
    if (bytes + size > bytesLeft) return full(items, bytes, from, after);
    items.push({ kind: 'json', category: part.category, content });
    bytes += size;
    after = key;
  }
  if (items.length === 0) {
    if (from.large !== undefined) throw new SystemFaultError('changed-meanwhile');
    return { items, count: 0, bytes };
  }
  return { items, count: items.length, bytes, next: positionAfter(from, after) };
}

const positionAfter = ({ part }: Position, after: readonly string[] | undefined): Position => ({
  part,
  ...(after && { after: [...after] }),
});

/** The next row is for the next page. */
const full = (
  items: readonly ExportItem[],
  bytes: number,
  from: Position,
  after: readonly string[] | undefined,
): ExportStep => ({
  items,
  count: items.length,
  bytes: Math.max(bytes, pageBytes),
  next: positionAfter(from, after),
});

function largeRow(part: Part, key: readonly string[], text: string, from: Position): ExportStep {
  const all = Buffer.from(text);
  const sha256 = createHash('sha256').update(all).digest('hex');
  const start = from.large?.bytes ?? 0;
  if (from.large !== undefined && from.large.sha256 !== sha256) {
    throw new SystemFaultError('changed-meanwhile');
  }
  const end = Math.min(start + maximumChunkBytes, all.length);
  const isLast = end === all.length;
  const item: ExportItem = {
    kind: 'file',
    category: part.category,
    // A key can be personal data, and the name of a file is seen before its content.
    name: `${part.table.table.replaceAll(/[^\w-]/g, '_')}-${sha256.slice(0, 16)}.json`,
    contentType: 'application/json',
    base64: all.subarray(start, end).toString('base64'),
    isLast,
  };
  const next: Position = isLast
    ? { part: from.part, after: [...key] }
    : {
        part: from.part,
        ...(from.after && { after: from.after }),
        large: { bytes: end, sha256 },
      };
  return { items: [item], count: isLast ? 1 : 0, bytes: pageBytes, next };
}

interface ReadRow {
  readonly key: readonly string[];
  readonly content: JsonValue;
}

/** In the order of the primary key; without one in the order of addresses, which change with a row. */
const keyOf = ({ primaryKey, columns }: Part['shape']): readonly { sql: string; type: string }[] =>
  primaryKey.length === 0
    ? [
        { sql: 't.tableoid', type: 'oid' },
        { sql: 't.ctid', type: 'tid' },
      ]
    : primaryKey.map((name) => ({
        sql: `t.${quoted(name)}`,
        type: columns.get(name)?.type ?? 'text',
      }));

/** Sizes first: a page of large rows would not fit into memory. */
async function readRows(
  session: Session,
  { part, values }: Asked,
  { after }: Position,
  rowsAtOnce: number,
): Promise<ReadRow[]> {
  const columns = [...part.shape.columns.keys()].map((name) => `t.${quoted(name)}`);
  const key = keyOf(part.shape);
  const keys = key.map(({ sql }) => sql).join(', ');
  const isAfter =
    after === undefined
      ? 'true'
      : `(${keys}) > (${key.map(({ type }, index) => `$${index + 2}::text::${type}`).join(', ')})`;
  const size = columns.map((name) => `coalesce(pg_column_size(${name}), 0)`).join(' + ');
  const from = `FROM ${tableSql(part.table)} AS t WHERE ${part.where} AND ${isAfter}`;
  const order = `ORDER BY ${keys}`;
  const parameters = [values, ...(after ?? [])];
  const sizes = await session.run(
    { text: `SELECT ${size} ${from} ${order} LIMIT ${rowsAtOnce}`, values: parameters },
    { isReadOnly: true },
  );
  const limit = howManyFit(sizes.rows);
  if (limit === 0) return [];
  const read = await session.run(
    {
      text: `SELECT ${key.map(({ sql }) => `(${sql})::text`).join(', ')}, ${columns.join(', ')} ${from} ${order} LIMIT ${limit}`,
      values: parameters,
    },
    { isReadOnly: true },
  );
  return read.rows.map((row) => {
    const json = jsonRow(part.shape, row.slice(key.length));
    return {
      key: row.slice(0, key.length).map((value) => value ?? ''),
      content: part.readable?.(json.values) ?? contentOf(part.table, json),
    };
  });
}

function howManyFit(sizes: readonly Row[]): number {
  let sum = 0;
  const end = sizes.findIndex(([size], index) => {
    sum += Number(size);
    return index > 0 && sum > storedBytesAtOnce;
  });
  return end < 0 ? sizes.length : end;
}
