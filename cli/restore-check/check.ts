import { isDeepStrictEqual } from 'node:util';
import type { WriteRequest } from '@aws-sdk/client-dynamodb';
import type { TableFacts } from '../../lambda/platform/dynamo/facts.ts';
import { toEpochSeconds } from '../../lambda/value/time.ts';
import type { Clock } from '../../lambda/value/time.ts';
import { tables } from '../../lambda/tables.ts';
import { erasedPeople } from './erased-people.ts';
import { keyOf, nameOf, pagesOf, rowsNamed, write } from './raw-rows.ts';
import type { RawRow } from './raw-rows.ts';
import { reasonsOf } from './reasons.ts';
import type { Known, Reason } from './reasons.ts';
import { canRebuild, rebuiltChoices } from './rebuilt-choices.ts';
import { inOrder } from './sides.ts';
import type { Sides } from './sides.ts';
import { isReadable } from './readable.ts';

export interface CheckedTable {
  readonly table: string;
  /** Rows of the restored table. */
  readonly read: number;
  /** Rows that are newer in the living table, and were taken from there. */
  readonly replaced: number;
  /** Rows that only the living table had: written since. */
  readonly added: number;
  readonly removed: Readonly<Partial<Record<Reason, number>>>;
  /** What a second look would still change. */
  readonly left: number;
  /** Rows without the attributes that say whose they are. */
  readonly unreadable: number;
  /** No living table says what was changed in it since. */
  readonly unknown: boolean;
}

export interface CheckDependencies extends Sides {
  readonly clock: Clock;
  readonly report?: (line: string) => void;
}

/**
 * Makes restored tables say no more than the living ones permit: rows that both have are taken from
 * the living table, and what was destroyed, deleted or ended since does not come back. Then it looks
 * again. Nothing else may reach the restored tables; running it again is safe.
 *
 * @throws StoreUnavailableError
 */
export async function checkRestored(deps: CheckDependencies): Promise<readonly CheckedTable[]> {
  const { restored, living, clock, report } = deps;
  const known: Known = {
    ...{ restored, living, now: toEpochSeconds(clock()) },
    erased: await erasedPeople(deps),
  };
  const checked: CheckedTable[] = [];
  for (const table of inOrder(tables.filter(restored.has))) {
    const first = await look(known, table, 'change', report);
    const again = await look(known, table, 'count', report);
    checked.push({
      ...{ table: table.name, ...first },
      left: again.replaced + again.added + sum(again.removed),
      unknown: !living.has(table) && isNeeded(table) && !canRebuild(known, table),
    });
  }
  return checked;
}

const sum = (counts: Readonly<Partial<Record<Reason, number>>>): number =>
  Object.values(counts).reduce((all, count) => all + count, 0);

/**
 * What was changed in these follows from tombstones and deletions, and that of choices from their
 * events. Holds, restrictions and the rest have no second place.
 */
const isNeeded = ({ name, erasure }: TableFacts): boolean =>
  erasure.kind !== 'not-personal' && !['subject-keys', 'records'].includes(name);

type Looked = Pick<CheckedTable, 'read' | 'replaced' | 'added' | 'unreadable'> & {
  readonly removed: Partial<Record<Reason, number>>;
};

async function look(
  known: Known,
  table: TableFacts,
  mode: 'change' | 'count',
  report: CheckDependencies['report'],
): Promise<Looked> {
  const { restored, living } = known;
  const seen = { read: 0, replaced: 0, added: 0, unreadable: 0 };
  const removed: Partial<Record<Reason, number>> = {};
  const change = async (requests: readonly WriteRequest[]) => {
    if (mode === 'change') await write(restored.database, table, requests);
  };
  for await (const rows of pagesOf(restored.database, table)) {
    const lives: ReadonlyMap<string, RawRow> = living.has(table)
      ? await named(living.database, table, rows)
      : new Map<string, RawRow>();
    const reasons = await reasonsOf(
      known,
      table,
      rows.filter((row) => !lives.has(nameOf(table, row))),
    );
    const requests: WriteRequest[] = [];
    for (const row of rows) {
      const newer = lives.get(nameOf(table, row));
      const reason = reasons.get(nameOf(table, row));
      if (newer !== undefined && !isDeepStrictEqual(newer, row)) {
        seen.replaced += 1;
        requests.push({ PutRequest: { Item: newer } });
      }
      if (reason !== undefined) {
        removed[reason] = (removed[reason] ?? 0) + 1;
        requests.push({ DeleteRequest: { Key: keyOf(table, row) } });
      }
      if (reason === undefined && !isReadable(table, newer ?? row)) seen.unreadable += 1;
    }
    await change(requests);
    seen.read += rows.length;
    if (mode === 'change') report?.(`${table.name}: ${seen.read} rows read`);
  }
  if (living.has(table)) {
    for await (const rows of pagesOf(living.database, table)) {
      const there = await named(restored.database, table, rows);
      const missing = rows.filter((row) => !there.has(nameOf(table, row)));
      seen.added += missing.length;
      await change(missing.map((Item) => ({ PutRequest: { Item } })));
    }
  } else if (canRebuild(known, table)) {
    for await (const rows of rebuiltChoices(known)) {
      const there = await named(restored.database, table, rows);
      seen.replaced += there.size;
      seen.added += rows.length - there.size;
      await change(rows.map((Item) => ({ PutRequest: { Item } })));
    }
  }
  return { ...seen, removed };
}

const named = (
  database: Sides['living']['database'],
  table: TableFacts,
  rows: readonly RawRow[],
): Promise<ReadonlyMap<string, RawRow>> =>
  rowsNamed(
    database,
    table,
    rows.map((row) => keyOf(table, row)),
  );
