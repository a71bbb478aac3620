import type * as z from 'zod';
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

/** Without content: most rows are not kept, and are looked at before the keys can be destroyed. */
const listedRow = recordRow.omit({ sealed: true });
type ListedRow = z.output<typeof listedRow>;

export async function resealWithheld(
  deps: RecordsDependencies,
  subjectId: SubjectId,
): Promise<readonly WithheldRecords[]> {
  const tally = openTally();
  const options = { partition: { subjectId }, attributes: Object.keys(listedRow.shape) };
  for await (const row of queryAll(deps.database, records, options, listedRow)) {
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
async function keep(deps: RecordsDependencies, row: ListedRow): Promise<Kept | undefined> {
  const listed = rulingOn(deps, row);
  if (listed.kind !== 'to-reseal') return listed.kind === 'kept' ? listed.kept : undefined;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const current = await readRow(deps.database, row.subjectId, row.recordId);
    const ruling = current ? rulingOn(deps, current) : ({ kind: 'not-kept' } as const);
    if (current === undefined || ruling.kind === 'not-kept') return undefined;
    if (ruling.kind === 'kept') return ruling.kept;
    const resealed = await reseal(deps, current, ruling.withholding);
    if (resealed === 'key-destroyed') return undefined;
    if (resealed === 'done') return { ...ruling.withholding, category: current.category };
  }
  throw new StoreUnavailableError('a row to be withheld kept changing');
}

type Ruling =
  | { readonly kind: 'not-kept' }
  | { readonly kind: 'kept'; readonly kept: Kept }
  | { readonly kind: 'to-reseal'; readonly withholding: Withholding };

function rulingOn(deps: RecordsDependencies, row: ListedRow): Ruling {
  if (isGone(row, deps.clock())) return { kind: 'not-kept' };
  if (row.withheld !== undefined) return { kind: 'kept', kept: { ...row, ground: row.withheld } };
  const withholding = withholdingFor(deps, row);
  return withholding === undefined ? { kind: 'not-kept' } : { kind: 'to-reseal', withholding };
}

function withholdingFor(
  { policy, clock }: RecordsDependencies,
  { purposes, collectedAt }: ListedRow,
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
