import * as z from 'zod';
import { bytesColumn } from '../platform/dynamo/columns.ts';
import { CorruptRowError } from '../platform/dynamo/errors.ts';
import { queryPage } from '../platform/dynamo/read.ts';
import { firstIdAt, madeAt } from '../value/ids.ts';
import type { SubjectId } from '../value/ids.ts';
import { openJson } from '../platform/keyring/sealed-json.ts';
import type { SubjectKeys } from '../platform/keyring/subject-keys.ts';
import type { Rfc3339 } from '../value/time.ts';
import { milliseconds, seconds, toEpochSeconds, toRfc3339, utcDay } from '../value/time.ts';
import type { DailyCount } from '../count/model/buckets.ts';
import { calledDays, recordDays } from '../count/stored-counts.ts';
import type { ActivityDependencies } from './activity.ts';
import { addressOf } from './activity.ts';
import type { ActivityCodes, ActivityKind } from './model/activity-kinds.ts';
import { activityCodes, activityKind, ledgerTypes } from './model/activity-kinds.ts';
import type { EntryType } from './model/ledger.ts';
import { activity } from './table.ts';

/** One use of a person's data, as the person can look it up. */
export interface Activity {
  readonly activityId: string;
  readonly at: Rfc3339;
  readonly kind: ActivityKind;
  readonly codes: ActivityCodes[ActivityKind];
  /** The ledger entry of the same event. */
  readonly ledger?: { readonly entryId: string; readonly type: EntryType };
}

const row = z.object({
  activityId: z.string(),
  content: bytesColumn,
  expiresAt: z.int().transform(seconds),
});

const sealed = z.object({
  at: z.iso.datetime().transform((text) => text as Rfc3339),
  kind: activityKind,
  codes: z.unknown(),
  entryId: z.string().optional(),
});

export interface ActivityPage {
  readonly items: readonly Activity[];
  /** Where the next page begins; absent on the last page. */
  readonly lastKey?: string;
}

interface Page {
  readonly limit: number;
  /** Id of the activity before the page. */
  readonly after?: string;
}

/**
 * What was done with one person's data, newest first.
 *
 * @throws StoreUnavailableError, KeyringUnavailableError
 * @throws SealBrokenError, CorruptRowError when a row was altered or moved
 */
export async function listActivity(
  deps: ActivityDependencies,
  subjectId: SubjectId,
  page: Page,
): Promise<ActivityPage> {
  const [{ items, lastKey }, days] = await Promise.all([
    listEntries(deps, subjectId, page),
    listDays(deps, subjectId, page),
  ]);
  // Days before the last row that was read belong to a later page.
  const all = [...items, ...days.filter(({ activityId }) => activityId > (lastKey ?? ''))].sort(
    (one, other) => (one.activityId < other.activityId ? 1 : -1),
  );
  const next = all.length > page.limit ? all[page.limit - 1]?.activityId : lastKey;
  return { items: all.slice(0, page.limit), lastKey: next };
}

/** Activities that are recorded one by one. */
async function listEntries(
  { database, subjectKeys, clock }: ActivityDependencies,
  subjectId: SubjectId,
  { limit, after }: Page,
): Promise<ActivityPage> {
  const { rows, lastKey } = await queryPage(
    database,
    activity,
    {
      partition: { subjectId },
      limit,
      newestFirst: true,
      ...(after !== undefined && { startAfter: { subjectId, activityId: after } }),
    },
    row,
  );
  const now = toEpochSeconds(clock());
  const items = await Promise.all(
    rows
      .filter(({ expiresAt }) => expiresAt > now)
      .map((one) => opened(subjectKeys, subjectId, one)),
  );
  const last = lastKey?.['activityId'];
  return {
    items: items.filter((item) => item !== undefined),
    lastKey: last,
  };
}

/** Kinds that are counted per day, in the order in which a day lists them. */
const dailyKinds = [
  ['ended', 'retention-deletion'],
  ['stored', 'records-stored'],
  ['used', 'use-permitted'],
  ['restored', 'text-restored'],
] as const satisfies readonly (readonly [DailyCount, ActivityKind])[];

/**
 * Frequent activities, counted: one item per kind and day. Reads one day more than fits, to see
 * whether there is another page, and one because the page may begin within a day.
 */
async function listDays(
  deps: ActivityDependencies,
  subjectId: SubjectId,
  { limit, after }: Page,
): Promise<readonly Activity[]> {
  const options = {
    limit: limit + 2,
    ...(after !== undefined && { until: utcDay(madeAt(after)) }),
  };
  const [ofRecords, used, restored] = await Promise.all([
    recordDays(deps, subjectId, options),
    calledDays(deps, subjectId, 'used', options),
    calledDays(deps, subjectId, 'restored', options),
  ]);
  const listed = { ...ofRecords, used, restored };
  return dailyKinds
    .flatMap(([count, kind], place) =>
      listed[count].map(({ day, counts }): Activity => {
        const at = milliseconds(Date.parse(day));
        return {
          ...{ activityId: firstIdAt(at, place), at: toRfc3339(at) },
          ...{ kind, codes: { counts } },
        };
      }),
    )
    .filter(({ activityId }) => after === undefined || activityId < after);
}

async function opened(
  keys: SubjectKeys,
  subjectId: SubjectId,
  { activityId, content }: z.output<typeof row>,
): Promise<Activity | undefined> {
  const address = addressOf({ subjectId, activityId });
  const ciphertext = await openJson(keys, subjectId, 'ledger', address, content, sealed);
  if (ciphertext.kind === 'key-destroyed') return undefined;
  const { at, kind, entryId } = ciphertext.value;
  const checked = activityCodes[kind].safeParse(ciphertext.value.codes);
  // No cause: a zod error repeats what it rejects.
  if (!checked.success) throw new CorruptRowError(activity.name);
  const type = ledgerTypes[kind];
  return {
    ...{ activityId, at, kind, codes: checked.data },
    ...(entryId !== undefined && type && { ledger: { entryId, type } }),
  };
}
