import { Groups } from '../../lambda/anonymity/groups.ts';
import type { Group } from '../../lambda/anonymity/groups.ts';
import type { Requirement } from '../../lambda/anonymity/verdict.ts';
import { tableRows } from './rows.ts';
import type { TableFile } from './rows.ts';

export interface Columns {
  readonly quasi: readonly string[];
  readonly sensitive: readonly string[];
}

const rowsBetweenReports = 100_000;

/**
 * Counts a file into groups, row by row.
 *
 * @throws UnreadableRowError, HeaderError
 */
export async function groupsOf(
  file: TableFile,
  { quasi, sensitive }: Columns,
  { l = 1 }: Requirement,
  report: (rows: number) => void,
): Promise<readonly Group[]> {
  const groups = new Groups(Math.max(l, 1));
  let rows = 0;
  for await (const values of tableRows(file, [...quasi, ...sensitive])) {
    groups.add({ quasi: values.slice(0, quasi.length), sensitive: values.slice(quasi.length) });
    rows += 1;
    if (rows % rowsBetweenReports === 0) report(rows);
  }
  return groups.all;
}
