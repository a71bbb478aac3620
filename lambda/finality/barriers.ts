import type { Copy, Observation, Observed, ObservedTable } from '../platform/recovery/recovery.ts';
import type { FinalityBarrier } from '../request/model/finality.ts';
import { finalityBarriers } from '../request/model/finality.ts';
import { clockToleranceSeconds, plusSeconds } from '../value/time.ts';
import type { EpochMilliseconds } from '../value/time.ts';

/** What the store of Custos itself says of one erasure. */
export interface ErasureFacts {
  /** When the first of the destroyed keys was made; absent: at any time. */
  readonly keysSince?: EpochMilliseconds | undefined;
  /** T0: when the last key was destroyed. */
  readonly revokedAt: EpochMilliseconds;
  readonly lastPossibleUse: EpochMilliseconds;
  /** When the identifiers were removed, which is later. */
  readonly concludedAt: EpochMilliseconds;
  readonly keysPresent: number;
  readonly tombstonesMissing: number;
}

/** The table that has the keys: nothing that leaves it may have an image of a row. */
const keyTable = 'subject-keys';
/** DynamoDB Streams retains a change for 24 hours (Amazon DynamoDB developer guide). */
const streamSeconds = 24 * 3600;

/**
 * Why an erasure is not final (NIST SP 800-88, cryptographic erase: every copy of the key is gone). Each
 * barrier is observed. What could not be observed is none: the certificate names it.
 */
export function barriersOf(facts: ErasureFacts, seen: Observation): readonly FinalityBarrier[] {
  const found = new Set<FinalityBarrier>();
  if (seen.at <= facts.lastPossibleUse) found.add('cached-keys-usable');
  if (facts.keysPresent > 0) found.add('key-present');
  if (facts.tombstonesMissing > 0) found.add('tombstone-missing');
  // Without an observation of the keys nothing is known.
  if (!seen.tables.some(({ table }) => table === keyTable)) found.add('recovery-window-unknown');
  for (const table of seen.tables) {
    for (const barrier of barriersOfTable(facts, table, seen.at)) found.add(barrier);
  }
  return finalityBarriers.filter((barrier) => found.has(barrier));
}

function* barriersOfTable(
  { keysSince, revokedAt, concludedAt }: ErasureFacts,
  seen: ObservedTable,
  now: EpochMilliseconds,
): Generator<FinalityBarrier, void> {
  const hasKeys = seen.table === keyTable;
  // Times of the store and ours may differ.
  const goneAt = plusSeconds(hasKeys ? revokedAt : concludedAt, clockToleranceSeconds);
  const since = hasKeys && keysSince !== undefined ? keysSince - clockToleranceSeconds * 1000 : 0;
  const isCovered = ({ from, to }: Copy): boolean => from <= goneAt && to >= since;
  const isIn = (copies: Observed<readonly Copy[]>): boolean =>
    copies.kind === 'observed' && copies.value.some(isCovered);
  if (seen.restorable.kind === 'unknown') yield 'recovery-window-unknown';
  if (seen.restorable.kind === 'from' && seen.restorable.at <= goneAt) yield 'recovery-window-open';
  if (isIn(seen.backups)) yield 'backup-exists';
  if (isIn(seen.recoveryPoints)) yield 'recovery-point-exists';
  if (isIn(seen.exports)) yield 'export-exists';
  if (seen.replicas > 0) yield 'replica-exists';
  if (seen.kinesis.kind === 'observed' && seen.kinesis.value === 'active') {
    yield 'kinesis-destination-active';
  }
  const isStreamed = seen.stream === 'images' && now <= plusSeconds(goneAt, streamSeconds);
  if (hasKeys ? seen.stream === 'images' : isStreamed) yield 'stream-has-keys';
}
