import type { TableFacts } from '../../lambda/platform/dynamo/facts.ts';
import { fromItem } from '../../lambda/platform/dynamo/statement.ts';
import { keyRow } from '../../lambda/platform/keyring/key-row.ts';
import { subjectKeys } from '../../lambda/platform/keyring/table.ts';
import { requestRow } from '../../lambda/request/stored-row.ts';
import { requests } from '../../lambda/request/table.ts';
import { keyNames } from '../../lambda/platform/dynamo/statement.ts';
import type { RawRow } from './raw-rows.ts';

/** Whether the row says whose it is and what it orders: otherwise nothing was decided about it. */
export function isReadable(table: TableFacts, row: RawRow): boolean {
  if (keyNames(table).some((name) => row[name]?.S === undefined)) return false;
  if (table.name === subjectKeys.name) return keyRow.safeParse(fromItem({ ...row })).success;
  if (table.name === requests.name) return requestRow.safeParse(fromItem({ ...row })).success;
  return true;
}
