import { StoreUnavailableError } from '../platform/dynamo/errors.ts';
import { queryAll } from '../platform/dynamo/read.ts';
import { update } from '../platform/dynamo/statement.ts';
import { transact } from '../platform/dynamo/transact.ts';
import type { SubjectId } from '../platform/ids.ts';
import type { EpochMilliseconds, EpochSeconds } from '../platform/time.ts';
import { seconds } from '../platform/time.ts';
import type { WithholdingGround } from '../policy/schema.ts';
import { expiresAt, isGone } from '../retention/retention.ts';
import type { WithheldRecords, Withholding } from './record.ts';
import { withheldClass, withholdingOf } from './record.ts';
import type { RecordRow, RecordsDependencies } from './rows.ts';
import { openPayload, readRow, recordKey, recordRow, sealPayload } from './rows.ts';
import { records } from './table.ts';

const attempts = 5;

export async function resealWithheld(
  deps: RecordsDependencies,
  subjectId: SubjectId,
): Promise<readonly WithheldRecords[]> {
  const tally = openTally();
  const partition = { subjectId };
  for await (const row of queryAll(deps.database, records, { partition }, recordRow)) {
    const kept = await keep(deps, row);
    if (kept !== undefined) tally.add(kept);
  }
  return tally.entries();
}

interface Kept {
  readonly category: string;
  readonly ground: WithholdingGround;
  readonly expiresAt: EpochSeconds;
}

/** Answers undefined for a row that nothing keeps, or that is gone. */
async function keep(deps: RecordsDependencies, row: RecordRow): Promise<Kept | undefined> {
  let current: RecordRow | undefined = row;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (current === undefined || isGone(current, deps.clock())) return undefined;
    if (current.withheld !== undefined) return { ...current, ground: current.withheld };
    const withholding = withholdingFor(deps, current);
    if (withholding === undefined) return undefined;
    const resealed = await reseal(deps, current, withholding);
    if (resealed === 'key-destroyed') return undefined;
    if (resealed === 'done') return { ...withholding, category: current.category };
    current = await readRow(deps.database, row.subjectId, row.recordId);
  }
  throw new StoreUnavailableError('a row to be withheld kept changing');
}

function withholdingFor(
  { policy, clock }: RecordsDependencies,
  { purposes, collectedAt }: RecordRow,
): Withholding | undefined {
  const now: EpochMilliseconds = clock();
  return withholdingOf(policy, purposes, (purpose) => {
    const expiry = expiresAt({ policy, purposes: [purpose], collectedAt, now });
    return expiry.kind === 'expires' ? expiry.at : undefined;
  });
}

async function reseal(
  { database, subjectKeys }: RecordsDependencies,
  row: RecordRow,
  { ground, purposes, expiresAt: until }: Withholding,
): Promise<'done' | 'key-destroyed' | 'changed'> {
  const payload = await openPayload(subjectKeys, row);
  if (payload === undefined) return 'key-destroyed';
  const next = {
    ...row,
    erasureClass: withheldClass(ground),
    contentVersion: row.contentVersion + 1,
  };
  const change = update(records, recordKey(row.subjectId, row.recordId), row.version, {
    sealed: await sealPayload(subjectKeys, next, payload),
    contentVersion: next.contentVersion,
    erasureClass: next.erasureClass,
    purposes: [...purposes],
    expiresAt: until,
    withheld: ground,
  });
  const outcome = await transact(database, [change]);
  return outcome.kind === 'committed' ? 'done' : 'changed';
}

export interface Tally {
  readonly add: (kept: Kept) => void;
  readonly entries: () => readonly WithheldRecords[];
}

/** Counts per category and ground, with the time until which the last row stays. */
export function openTally(): Tally {
  const entries = new Map<string, WithheldRecords>();
  return {
    add({ category, ground, expiresAt: end }) {
      const key = `${category} ${ground}`;
      const known = entries.get(key);
      const until = seconds(Math.max(known?.until ?? 0, end));
      entries.set(key, { category, count: (known?.count ?? 0) + 1, ground, until });
    },
    entries: () => [...entries.values()],
  };
}
