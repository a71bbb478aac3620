import type { Copy, Observation, Observed, ObservedTable } from '../platform/recovery/recovery.ts';
import type { FinalityBarrier } from '../request/model/finality.ts';
import { finalityBarriers } from '../request/model/finality.ts';
import { clockToleranceSeconds, milliseconds, plusSeconds } from '../value/time.ts';
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
  /** A system of the operator has not ended its task. */
  readonly systemOpen: boolean;
  /** No recent verification pass that began later has looked for the person in whole tables. */
  readonly verificationPending: boolean;
}

/** The table that has the keys: nothing that leaves it may have an image of a row. */
const keyTable = 'subject-keys';
const daySeconds = 24 * 3600;
/** DynamoDB Streams retains a change for 24 hours (Amazon DynamoDB developer guide). */
const streamSeconds = daySeconds;

export interface Standing {
  readonly barrier: FinalityBarrier;
  /** When time ends it, as far as was observed; absent where someone has to do something. */
  readonly endsAt?: EpochMilliseconds | undefined;
}

/**
 * Why an erasure is not final (NIST SP 800-88, cryptographic erase: every copy of the key is gone). Each
 * barrier is observed. What could not be observed is none: the certificate names it.
 */
export function barriersOf(facts: ErasureFacts, seen: Observation): readonly Standing[] {
  const found = [...everyBarrier(facts, seen)];
  return finalityBarriers.flatMap((barrier) => {
    const ends = found.filter((each) => each.barrier === barrier).map(({ endsAt }) => endsAt);
    if (ends.length === 0) return [];
    // Of several tables the last one counts.
    const known = ends.filter((endsAt) => endsAt !== undefined);
    const endsAt = known.length < ends.length ? undefined : milliseconds(Math.max(...known));
    return [{ barrier, endsAt }];
  });
}

function* everyBarrier(facts: ErasureFacts, seen: Observation): Generator<Standing, void> {
  const { lastPossibleUse, keysPresent, tombstonesMissing } = facts;
  if (seen.at <= lastPossibleUse) yield { barrier: 'cached-keys-usable', endsAt: lastPossibleUse };
  if (keysPresent > 0) yield { barrier: 'key-present' };
  if (tombstonesMissing > 0) yield { barrier: 'tombstone-missing' };
  if (facts.systemOpen) yield { barrier: 'system-open' };
  if (facts.verificationPending) yield { barrier: 'verification-pending' };
  // Without an observation of the keys nothing is known.
  if (!seen.tables.some(({ table }) => table === keyTable)) {
    yield { barrier: 'recovery-window-unknown' };
  }
  for (const table of seen.tables) yield* barriersOfTable(facts, table, seen.at);
}

function* barriersOfTable(
  { keysSince, revokedAt, concludedAt }: ErasureFacts,
  seen: ObservedTable,
  now: EpochMilliseconds,
): Generator<Standing, void> {
  const hasKeys = seen.table === keyTable;
  // Times of the store and ours may differ.
  const goneAt = plusSeconds(hasKeys ? revokedAt : concludedAt, clockToleranceSeconds);
  const since = hasKeys && keysSince !== undefined ? keysSince - clockToleranceSeconds * 1000 : 0;
  const isCovered = ({ from, to }: Copy): boolean => from <= goneAt && to >= since;
  const isIn = (copies: Observed<readonly Copy[]>): boolean =>
    copies.kind === 'observed' && copies.value.some(isCovered);
  const { restorable } = seen;
  if (restorable.kind === 'unknown') yield { barrier: 'recovery-window-unknown' };
  if (restorable.kind === 'from' && restorable.at <= goneAt) {
    const { days } = restorable;
    const endsAt = days === undefined ? undefined : plusSeconds(goneAt, days * daySeconds);
    yield { barrier: 'recovery-window-open', endsAt };
  }
  if (isIn(seen.backups)) yield { barrier: 'backup-exists' };
  if (isIn(seen.recoveryPoints)) yield { barrier: 'recovery-point-exists' };
  if (isIn(seen.exports)) yield { barrier: 'export-exists' };
  if (seen.replicas > 0) yield { barrier: 'replica-exists' };
  if (seen.kinesis.kind === 'observed' && seen.kinesis.value === 'active') {
    yield { barrier: 'kinesis-destination-active' };
  }
  if (seen.stream !== 'images') return;
  const endsAt = plusSeconds(goneAt, streamSeconds);
  if (hasKeys) yield { barrier: 'stream-has-keys' };
  else if (now <= endsAt) yield { barrier: 'stream-has-keys', endsAt };
}
