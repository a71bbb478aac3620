import * as z from 'zod';
import { bytesColumn, subjectIdColumn } from '../dynamo/columns.ts';
import type { Database } from '../dynamo/database.ts';
import { getRow, getRows, queryAll } from '../dynamo/read.ts';
import type { Key } from '../dynamo/statement.ts';
import type { ReadRows } from '../dynamo/together.ts';
import type { Kid, SubjectId } from '../../value/ids.ts';
import { subjectKeys } from './table.ts';

export const kidField = z
  .string()
  .regex(/^[0-9a-f]{32}$/)
  .transform((text) => text as Kid);

export const keyRow = z.object({
  subjectId: subjectIdColumn,
  erasureClass: z.string().min(1),
  kid: kidField,
  wrappedKey: bytesColumn,
  /** 1: wrapped by the keyring itself. */
  wrapAlgorithm: z.literal(1),
  /** Identifies the key in a certificate without revealing it: see `keyCommitment`. */
  commitment: z.string().regex(/^[0-9a-f]{64}$/),
  createdAt: z.string(),
  version: z.number().int(),
});
export type KeyRow = z.output<typeof keyRow>;

export interface NamedKey {
  readonly erasureClass: string;
  readonly kid: Kid;
}

export type ListedKey = NamedKey & Pick<KeyRow, 'createdAt'>;

export const keyRowKey = (subjectId: string, erasureClass: string): Key => ({
  subjectId,
  erasureClass,
});

/**
 * The key of a row never changes without its kid, so the version can be derived from the kid: the
 * dialect's DELETE, conditional on the version, then deletes this key or none, never one that
 * replaced it.
 */
export const versionOf = (kid: Kid): number => Number.parseInt(kid.slice(0, 12), 16);

export const readKeyRow = (
  database: Database,
  subjectId: SubjectId,
  erasureClass: string,
): Promise<KeyRow | undefined> =>
  getRow(database, subjectKeys, keyRowKey(subjectId, erasureClass), keyRow);

/** The rows of up to 100 people in one read; people without a key have none. */
export const readKeyRowsOf = (
  database: Database,
  subjectIds: readonly SubjectId[],
  erasureClass: string,
): Promise<KeyRow[]> =>
  getRows(
    database,
    subjectKeys,
    subjectIds.map((subjectId) => keyRowKey(subjectId, erasureClass)),
    keyRow,
  );

/** Key rows by `keyRowName`; undefined where a class that was asked for has no key. */
export type ReadKeyRows = ReadonlyMap<string, KeyRow | undefined>;
export const keyRowName = (subjectId: string, erasureClass: string): string =>
  JSON.stringify([subjectId, erasureClass]);

/** The current keys of some classes, in one call with other rows that are known at the same moment. */
export async function askKeyRows(
  read: ReadRows,
  keys: readonly { readonly subjectId: SubjectId; readonly erasureClass: string }[],
): Promise<ReadKeyRows> {
  const rows = await read(
    subjectKeys,
    keys.map(({ subjectId, erasureClass }) => keyRowKey(subjectId, erasureClass)),
    keyRow,
  );
  const known = new Map(rows.map((row) => [keyRowName(row.subjectId, row.erasureClass), row]));
  return new Map(
    keys.map(({ subjectId, erasureClass }) => {
      const name = keyRowName(subjectId, erasureClass);
      return [name, known.get(name)];
    }),
  );
}

type ReadKeyRow = (subjectId: SubjectId, erasureClass: string) => Promise<KeyRow | undefined>;

/**
 * Shares one read among all callers that need a key in one turn of the event loop. It starts after
 * the last of them has called, so each still learns whether the key exists when it is used.
 */
export function openKeyReader(database: Database): ReadKeyRow {
  const reads = new Map<string, ReturnType<ReadKeyRow>>();
  return (subjectId, erasureClass) => {
    const name = keyRowName(subjectId, erasureClass);
    const known = reads.get(name);
    if (known !== undefined) return known;
    const read = Promise.resolve().then(() => {
      reads.delete(name);
      return readKeyRow(database, subjectId, erasureClass);
    });
    reads.set(name, read);
    return read;
  };
}

export async function readKeyRows(database: Database, subjectId: SubjectId): Promise<KeyRow[]> {
  const rows: KeyRow[] = [];
  for await (const row of queryAll(database, subjectKeys, { partition: { subjectId } }, keyRow)) {
    rows.push(row);
  }
  return rows;
}

const previously = '~previous';

/**
 * Where the key of a class is while it is being rotated out: nothing is encrypted under it any more,
 * and what still is can be read. An erasure destroys it with the other keys of the person.
 */
export const previousOf = (erasureClass: string): string => `${erasureClass}${previously}`;
export const isPrevious = (erasureClass: string): boolean => erasureClass.endsWith(previously);
