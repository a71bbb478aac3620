import { StoreUnavailableError } from '../platform/dynamo/errors.ts';
import { queryAll } from '../platform/dynamo/read.ts';
import type { SubjectId } from '../value/ids.ts';
import type { WithheldRecords } from './model/record.ts';
import { withheldClass } from './model/record.ts';
import type { RecordRow, RecordsDependencies } from './rows.ts';
import { recordRow } from './rows.ts';
import { records } from './table.ts';
import { openTally, reseal, withholdingFor } from './withhold.ts';

/** What is left of an erased person once no hold is open any more. */
export interface Settled {
  /** Stays on a ground of the policy, and ages again. */
  readonly withheld: readonly WithheldRecords[];
  /** Rows that holds alone exempted, and how many of them are files. */
  readonly released: number;
  readonly releasedMedia: number;
  /** Key classes that only such rows are encrypted under. */
  readonly classes: readonly string[];
}

/**
 * Puts what the policy still withholds under the key of its ground and lets it age again, so that
 * the key of what holds alone exempted can be destroyed. Deletes nothing.
 */
export async function settleWithheld(
  deps: RecordsDependencies,
  subjectId: SubjectId,
): Promise<Settled> {
  const tally = openTally();
  const doomed = new Set<string>();
  const staying = new Set<string>();
  let released = 0;
  let releasedMedia = 0;
  for await (const row of withheldRows(deps, subjectId)) {
    const withholding = row.suspended
      ? withholdingFor(deps, row)
      : { ...row, ground: row.withheld };
    if (withholding === undefined) {
      released += 1;
      if (row.media) releasedMedia += 1;
      doomed.add(row.erasureClass);
      continue;
    }
    if (row.suspended && (await reseal(deps, row, withholding, false)) === 'changed') {
      throw new StoreUnavailableError('a row to be settled changed');
    }
    staying.add(withheldClass(withholding.ground));
    tally.add({ ...withholding, category: row.category, suspended: false });
  }
  const classes = [...doomed].filter((name) => !staying.has(name));
  return { withheld: tally.entries(), released, releasedMedia, classes };
}

type WithheldRow = RecordRow & { readonly withheld: NonNullable<RecordRow['withheld']> };

async function* withheldRows(
  { database }: RecordsDependencies,
  subjectId: SubjectId,
): AsyncGenerator<WithheldRow, void> {
  for await (const row of queryAll(database, records, { partition: { subjectId } }, recordRow)) {
    const { withheld } = row;
    if (withheld !== undefined) yield { ...row, withheld };
  }
}
