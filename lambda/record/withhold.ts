import type * as z from 'zod';
import { queryAll } from '../platform/dynamo/read.ts';
import { conflict, retryOnConflict } from '../platform/dynamo/retry.ts';
import { update } from '../platform/dynamo/statement.ts';
import { transact } from '../platform/dynamo/transact.ts';
import type { SubjectId } from '../value/ids.ts';
import { firstIdAt } from '../value/ids.ts';
import type { EpochMilliseconds, EpochSeconds } from '../value/time.ts';
import { plusSeconds, seconds } from '../value/time.ts';
import type { WithholdingGround } from '../policy/vocabulary.ts';
import type { AllOrListed } from '../retention/model/hold.ts';
import { isHeld } from '../retention/model/hold.ts';
import { expiresAt, isGone } from '../retention/model/retention.ts';
import type { WithheldRecords, Withholding } from './model/record.ts';
import { withheldClass, withholdingOf } from './model/record.ts';
import type { RecordRow, RecordsDependencies } from './rows.ts';
import { openPayload, readRow, sealPayload } from './rows.ts';
import { recordFields, recordKey, withEnd } from '../retention/stored-record.ts';
import { records } from './table.ts';

const attempts = 5;

/** Without content: most rows are not exempt, and are looked at before the keys can be destroyed. */
const listedFields = recordFields.omit({ sealed: true });
const listedRow = listedFields.transform(withEnd);
type ListedRow = z.output<typeof listedRow>;

/** What a count of all rows of a person saw before nothing more could be stored of them. */
export interface PurposesSeen {
  /** Purposes that the records serve. */
  readonly purposes: readonly string[];
  /** No later than that count began. */
  readonly since: EpochMilliseconds;
}

/**
 * How much older than its row the id of a record can be: a call that is repeated, or a file that was
 * announced, is stored under the id that it got first. Both are over within two days.
 */
const oldestIdSeconds = 7 * 86_400;

/**
 * Looks at every row of the person; only at the newest where a count has seen that no other serves a
 * purpose with a ground of the policy, and nothing is on hold.
 *
 * @param onHold what legal holds keep, whether the policy withholds it or not
 * @param seen absent where no one has counted
 */
export async function resealWithheld(
  deps: RecordsDependencies,
  subjectId: SubjectId,
  onHold: AllOrListed = [],
  seen?: PurposesSeen,
): Promise<readonly WithheldRecords[]> {
  const tally = openTally();
  const options = {
    ...{ partition: { subjectId }, attributes: Object.keys(listedFields.shape) },
    ...(seen !== undefined && onHold.length === 0 && !hasGround(deps, seen) && newest(seen)),
  };
  for await (const row of queryAll(deps.database, records, options, listedRow)) {
    const exempted = await keep(deps, row, onHold);
    if (exempted !== undefined) tally.add(exempted);
  }
  return tally.entries();
}

/** Under the policy of now: it may give a ground that it did not give when the record was stored. */
const hasGround = (
  { policy }: Pick<RecordsDependencies, 'policy'>,
  { purposes }: PurposesSeen,
): boolean =>
  purposes.some(
    (purpose) =>
      Object.hasOwn(policy.purposes, purpose) && policy.purposes[purpose]?.withhold !== undefined,
  );

/** Ids are in the order in which they were made. */
const newest = ({ since }: PurposesSeen) => ({
  between: ['recordId', firstIdAt(plusSeconds(since, -oldestIdSeconds)), '~'] as const,
});

interface Exempted {
  readonly category: string;
  readonly ground: WithholdingGround;
  readonly expiresAt: EpochSeconds;
  readonly suspended: boolean;
}

/** Returns undefined for a row that nothing keeps, or that is gone. */
async function keep(
  deps: RecordsDependencies,
  row: ListedRow,
  onHold: AllOrListed,
): Promise<Exempted | undefined> {
  const listed = rulingOn(deps, row, onHold);
  if (listed.kind !== 'to-reseal') return listed.kind === 'kept' ? listed.exempted : undefined;
  return retryOnConflict(
    { attempts, exhausted: 'a row to be withheld kept changing' },
    async () => {
      const current = await readRow(deps.database, row.subjectId, row.recordId);
      const ruling = current ? rulingOn(deps, current, onHold) : ({ kind: 'not-kept' } as const);
      if (current === undefined || ruling.kind === 'not-kept') return undefined;
      if (ruling.kind === 'kept') return ruling.exempted;
      const { withholding, suspended } = ruling;
      const resealed = await reseal(deps, current, withholding, suspended);
      if (resealed === 'key-destroyed') return undefined;
      if (resealed === 'done') return { ...withholding, suspended, category: current.category };
      return conflict;
    },
  );
}

type Ruling =
  | { readonly kind: 'not-kept' }
  | { readonly kind: 'kept'; readonly exempted: Exempted }
  | {
      readonly kind: 'to-reseal';
      readonly withholding: Withholding;
      readonly suspended: boolean;
    };

function rulingOn(deps: RecordsDependencies, row: ListedRow, onHold: AllOrListed): Ruling {
  const suspended = isHeld(deps.policy, onHold, row.category);
  if (row.withheld !== undefined && row.suspended === suspended) {
    const exempted = { kind: 'kept', exempted: { ...row, ground: row.withheld } } as const;
    return !suspended && isGone(row, deps.clock()) ? { kind: 'not-kept' } : exempted;
  }
  const withholding = withheldFrom(deps, row, onHold);
  return withholding === undefined
    ? { kind: 'not-kept' }
    : { kind: 'to-reseal', withholding, suspended };
}

/**
 * What an erasure would keep of a record that nothing withholds yet, and on which ground. Nothing
 * else that a person does may change or delete such a record.
 */
export const withheldFrom = (
  deps: Pick<RecordsDependencies, 'policy' | 'clock'>,
  row: Pick<ListedRow, 'category' | 'purposes' | 'collectedAt' | 'expiresAt'>,
  onHold: AllOrListed,
): Withholding | undefined =>
  // What is on hold is exempt past its end, too (GDPR Art. 17(3)(e)).
  withholdingFor(deps, row) ??
  (isHeld(deps.policy, onHold, row.category) ? forClaims(row) : undefined);

const forClaims = ({
  purposes,
  expiresAt: end,
}: Pick<ListedRow, 'purposes' | 'expiresAt'>): Withholding => ({
  ground: 'legal-claims',
  purposes,
  expiresAt: end,
});

/** Until the end of the ground, and no later than the row ends anyway. */
export function withholdingFor(
  { policy, clock }: Pick<RecordsDependencies, 'policy' | 'clock'>,
  {
    purposes,
    collectedAt,
    expiresAt: end,
  }: Pick<ListedRow, 'purposes' | 'collectedAt' | 'expiresAt'>,
): Withholding | undefined {
  const now: EpochMilliseconds = clock();
  return withholdingOf(policy, purposes, (purpose) => {
    const expiry = expiresAt({ policy, purposes: [purpose], collectedAt, now });
    if (expiry.kind === 'delete-now') return undefined;
    const until = seconds(Math.min(expiry.at, end));
    return isGone({ expiresAt: until }, now) ? undefined : until;
  });
}

export async function reseal(
  { database, subjectKeys }: RecordsDependencies,
  row: RecordRow,
  { ground, purposes, expiresAt: until }: Withholding,
  suspended: boolean,
): Promise<'done' | 'key-destroyed' | 'changed'> {
  const payload = await openPayload(subjectKeys, row);
  if (payload === undefined) return 'key-destroyed';
  const next = {
    ...row,
    erasureClass: withheldClass(ground),
    contentVersion: row.contentVersion + 1,
  };
  const changes = {
    sealed: await sealPayload(subjectKeys, next, payload),
    contentVersion: next.contentVersion,
    erasureClass: next.erasureClass,
    purposes: [...purposes],
    withheld: ground,
    [suspended ? 'endsAt' : 'expiresAt']: until,
  };
  const gone = suspended ? 'expiresAt' : 'endsAt';
  const key = recordKey(row.subjectId, row.recordId);
  const change = update(records, key, row.version, changes, gone);
  const outcome = await transact(database, [change]);
  return outcome.kind === 'committed' ? 'done' : 'changed';
}

export interface Tally {
  readonly add: (exempted: Exempted) => void;
  readonly entries: () => readonly WithheldRecords[];
}

/** Counts per category and ground, with the time until which the last row stays. */
export function openTally(): Tally {
  const entries = new Map<string, WithheldRecords>();
  return {
    add({ category, ground, expiresAt: end, suspended }) {
      const key = `${category} ${ground}`;
      const known = entries.get(key);
      const open = suspended || (known !== undefined && known.until === undefined);
      const until = seconds(Math.max(known?.until ?? 0, end));
      const count = (known?.count ?? 0) + 1;
      entries.set(key, { category, count, ground, until: open ? undefined : until });
    },
    entries: () => [...entries.values()],
  };
}
