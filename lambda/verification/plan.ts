import type { Database } from '../platform/dynamo/database.ts';
import type { TableFacts } from '../platform/dynamo/facts.ts';
import { partitionBytes, sizeOf } from '../platform/dynamo/whole-table.ts';
import type { TableSize } from '../platform/dynamo/whole-table.ts';

const gibibyte = 1_024 ** 3;
/** One call of the scan reads a segment to its end, so that no checkpoint has the key of a row. */
const segmentBytes = gibibyte;
export const maximumLanes = 16;
/** The first digit of the random id of a person. */
const digits = Array.from({ length: 16 }, (_, digit) => digit.toString(16));

/** A part of what is read: a segment of a table, or files of people whose ids begin so. */
export type Part =
  | { readonly table: string; readonly segment: number; readonly segments: number }
  | { readonly files: string };

/** In how many segments each table is read, and how many lanes read side by side. */
export interface Plan {
  readonly segments: Readonly<Record<string, number>>;
  /** How many rows each table has, as DynamoDB said in the last six hours. */
  readonly itemCounts: Readonly<Record<string, number>>;
  readonly lanes: number;
}

/**
 * Sizes are those of the last six hours (Amazon DynamoDB API reference, TableDescription).
 *
 * @throws StoreUnavailableError
 */
export async function planPass(database: Database, tables: readonly TableFacts[]): Promise<Plan> {
  const sizes = await Promise.all(
    tables.map(async (table) => ({ name: table.name, ...(await sizeOf(database, table)) })),
  );
  return planOf(sizes);
}

interface Size extends TableSize {
  readonly name: string;
}

export function planOf(sizes: readonly Size[]): Plan {
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  return {
    segments: Object.fromEntries(
      sizes.map(({ name, bytes }) => [name, Math.max(1, Math.ceil(bytes / segmentBytes))]),
    ),
    itemCounts: Object.fromEntries(sizes.map(({ name, rows }) => [name, rows])),
    lanes: Math.min(maximumLanes, Math.max(1, Math.ceil(total / partitionBytes))),
  };
}

/** The parts of each lane: neighbouring segments, so that two lanes are far apart in a table. */
export function lanesOf({ segments, lanes }: Plan): readonly (readonly Part[])[] {
  const parts: Part[] = [
    ...Object.entries(segments).flatMap(([table, count]) =>
      Array.from({ length: count }, (_, segment) => ({ table, segment, segments: count })),
    ),
    ...digits.map((files) => ({ files })),
  ];
  const length = Math.ceil(parts.length / lanes);
  return Array.from({ length: lanes }, (_, lane) =>
    parts.slice(lane * length, (lane + 1) * length),
  ).filter((lane) => lane.length > 0);
}
