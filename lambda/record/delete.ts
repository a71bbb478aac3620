import { backoff } from '../platform/dynamo/retry.ts';
import { transact } from '../platform/dynamo/transact.ts';
import type { RecordId, SubjectId } from '../value/ids.ts';
import type { EpochSeconds } from '../value/time.ts';
import type { WithholdingGround } from '../policy/vocabulary.ts';
import type { AllOrListed } from '../retention/model/hold.ts';
import { isHeld } from '../retention/model/hold.ts';
import { markersOf, personUnchanged } from '../retention/markers.ts';
import { removal } from './content-change.ts';
import { withDerived } from './derive.ts';
import { readLive } from './live.ts';
import type { Origin } from './model/origin.ts';
import { originOf } from './model/origin.ts';
import type { RecordRow, RecordsDependencies } from './rows.ts';
import { openPayload } from './rows.ts';
import { withheldFrom } from './withhold.ts';

export type DeleteOutcome =
  | { readonly kind: 'deleted' | 'not-found' | 'contended' }
  | Exempt
  | { readonly kind: 'not-provided'; readonly origin: Exclude<Origin, 'provided'> };

/** An erasure would keep the record, so nothing less formal deletes or changes it. */
export interface Exempt {
  readonly kind: 'kept';
  readonly ground: WithholdingGround;
  /** Absent under a legal hold. */
  readonly until?: EpochSeconds;
}

/** A person may delete many records at the same moment. */
const attempts = 8;
/** With four statements for each, within 100 statements. */
const rowsPerTransaction = 24;

/**
 * Deletes what the person provided (GDPR Art. 17(1)). What was made from it goes with it, because it
 * reports the same, except what an erasure would keep. A restriction that the person asked for does
 * not prevent their own wish: it forbids deletion for their sake (Art. 18(2)).
 */
export async function deleteRecord(
  deps: RecordsDependencies,
  subjectId: SubjectId,
  recordId: RecordId,
): Promise<DeleteOutcome> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const live = await readLive(deps, subjectId, recordId);
    if (live === undefined) return { kind: 'not-found' };
    const { row } = live;
    const rows = await withDerived(deps.database, row);
    const markers = await markersOf(deps.database, subjectId);
    if (markers === undefined) return { kind: 'not-found' };
    const { heldCategories: onHold } = markers;
    const exempt = keptBy(deps, row, onHold);
    if (exempt !== undefined) return exempt;
    // A claim may be about how the one came from the other.
    if (rows.some(({ category }) => isHeld(deps.policy, onHold, category))) return claimed;
    const payload = await openPayload(deps.subjectKeys, row);
    if (payload === undefined) return { kind: 'not-found' };
    const origin = originOf(deps.policy, { ...row, source: payload.source });
    if (origin !== 'provided') return { kind: 'not-provided', origin };
    const going = rows.filter((one) => withheldFrom(deps, one, onHold) === undefined);
    // Sources last: after an interruption the record is still there to be deleted.
    if (await deleteAll(deps, subjectId, going.toReversed(), markers.version)) {
      return { kind: 'deleted' };
    }
    await backoff(attempt);
  }
  return { kind: 'contended' };
}

const claimed: Exempt = { kind: 'kept', ground: 'legal-claims' };

/** Undefined where an erasure would delete the record. */
export function keptBy(
  deps: Pick<RecordsDependencies, 'policy' | 'clock'>,
  row: RecordRow,
  onHold: AllOrListed,
): Exempt | undefined {
  const withholding = withheldFrom(deps, row, onHold);
  if (withholding === undefined) return undefined;
  const { ground, expiresAt } = withholding;
  return isHeld(deps.policy, onHold, row.category)
    ? { kind: 'kept', ground }
    : { kind: 'kept', ground, until: expiresAt };
}

/** Returns false where a row or its person changed since they were read. */
async function deleteAll(
  deps: RecordsDependencies,
  subjectId: SubjectId,
  rows: readonly RecordRow[],
  personVersion: number,
): Promise<boolean> {
  let version = personVersion;
  for (let start = 0; start < rows.length; start += rowsPerTransaction) {
    const chunk = rows.slice(start, start + rowsPerTransaction);
    const deletions = await Promise.all(chunk.map((row) => removal(deps, row, 'subject')));
    const outcome = await transact(deps.database, [
      personUnchanged(subjectId, version),
      ...deletions.flat(),
    ]);
    if (outcome.kind !== 'committed') return false;
    version += 1;
  }
  return true;
}
