import type { Database } from '../platform/dynamo/database.ts';
import { getRows } from '../platform/dynamo/read.ts';
import { tombstone } from '../platform/keyring/destroy-keys.ts';
import { readKeyRows } from '../platform/keyring/key-row.ts';
import { tombstones } from '../platform/keyring/table.ts';
import { isOpenAtSystems } from '../request/model/task.ts';
import type { RequestRow } from '../request/row.ts';
import { milliseconds, parseRfc3339, plusSeconds } from '../value/time.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import type { ErasureFacts } from './barriers.ts';
import { waitsSince } from './pending.ts';
import type { Pending } from './pending.ts';
import { isRecent } from './recent-pass.ts';
import type { FinalityDependencies } from './settling.ts';

/** What the store of Custos says of an erasure that waits. @throws StoreUnavailableError */
export async function factsOf(
  { database, lastUseSeconds }: Pick<FinalityDependencies, 'database' | 'lastUseSeconds'>,
  { subjectId, erasure, tasks }: RequestRow,
  pending: Pending,
  now: EpochMilliseconds,
): Promise<ErasureFacts> {
  const { concludedAt, verified } = pending;
  const kids = new Set((erasure?.destroyed ?? []).map(({ kid }) => kid));
  const revokedAt = milliseconds(erasure?.revokedAt ?? 0);
  const present = (await readKeyRows(database, subjectId)).filter(({ kid }) => kids.has(kid));
  return {
    keysSince: parseRfc3339(erasure?.keysSince ?? ''),
    revokedAt,
    lastPossibleUse: plusSeconds(revokedAt, lastUseSeconds),
    concludedAt: parseRfc3339(concludedAt) ?? milliseconds(Infinity),
    keysPresent: present.length,
    systemOpen: isOpenAtSystems(tasks),
    verificationPending:
      verified === undefined ||
      verified.startedAt < waitsSince(pending) ||
      !isRecent(verified, now),
    tombstonesMissing: kids.size - (await tombstonesOf(database, [...kids])),
  };
}

const keysPerRead = 100;

async function tombstonesOf(database: Database, kids: readonly string[]): Promise<number> {
  let found = 0;
  for (let start = 0; start < kids.length; start += keysPerRead) {
    const keys = kids.slice(start, start + keysPerRead).map((kid) => ({ kid }));
    found += (await getRows(database, tombstones, keys, tombstone)).length;
  }
  return found;
}
