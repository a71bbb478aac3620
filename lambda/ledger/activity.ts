import * as z from 'zod';
import type { Database } from '../platform/dynamo/database.ts';
import { CorruptRowError } from '../platform/dynamo/errors.ts';
import { queryPage } from '../platform/dynamo/read.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import { insert, StatementError } from '../platform/dynamo/statement.ts';
import type { SubjectId } from '../platform/ids.ts';
import { newEventId } from '../platform/ids.ts';
import { openJson, sealJson } from '../platform/keyring/sealed-json.ts';
import type { RowAddress, SubjectKeys } from '../platform/keyring/subject-keys.ts';
import type { Clock, Rfc3339 } from '../platform/time.ts';
import { seconds, toEpochSeconds, toRfc3339 } from '../platform/time.ts';
import { addPeriod } from '../policy/periods.ts';
import type { Policy } from '../policy/schema.ts';
import type { ActivityCodes, ActivityKind } from './activity-kinds.ts';
import { activityCodes, activityKinds, ledgerTypes } from './activity-kinds.ts';
import type { EntryType } from './ledger.ts';
import { activity } from './table.ts';

export interface ActivityDependencies {
  readonly database: Database;
  readonly subjectKeys: SubjectKeys;
  readonly policy: Pick<Policy, 'evidence' | 'controller'>;
  readonly clock: Clock;
}

/** Something that was done with the data of a person, as they can look it up. */
export interface Activity {
  readonly activityId: string;
  readonly at: Rfc3339;
  readonly kind: ActivityKind;
  readonly codes: ActivityCodes[ActivityKind];
  /** The entry of the ledger that tells the same. */
  readonly ledger?: { readonly entryId: string; readonly type: EntryType };
}

/**
 * The statement that tells a person of something; it belongs into the transaction of what it tells
 * of. Only for people who are not being erased: behind the fence it would make their `ledger` key
 * anew.
 *
 * @param told the statement of the ledger entry in the same transaction
 * @throws StatementError when a code is not a closed word, an id or a count
 */
export async function activityEntry<Kind extends ActivityKind>(
  { subjectKeys, policy, clock }: Omit<ActivityDependencies, 'database'>,
  subjectId: SubjectId,
  kind: Kind,
  codes: ActivityCodes[Kind],
  told?: Statement,
): Promise<Statement> {
  const checked = activityCodes[kind].safeParse(codes);
  if (!checked.success) throw new StatementError(`${kind}: a code is not in the catalogue`);
  const key = { subjectId, activityId: newEventId() };
  const now = clock();
  const content = {
    at: toRfc3339(now),
    kind,
    codes: checked.data,
    ...(told && { entryId: told.key['entryId'] }),
  };
  // Kept as long as the proof of requests, which tells of the same person's rights.
  const end = addPeriod(now, policy.evidence.request.retention, policy.controller.timeZone);
  return insert(activity, {
    ...key,
    content: await sealJson(subjectKeys, subjectId, 'ledger', addressOf(key), content),
    expiresAt: toEpochSeconds(end),
  });
}

const addressOf = (key: {
  readonly subjectId: SubjectId;
  readonly activityId: string;
}): RowAddress => ({ table: activity, key, contentVersion: 1 });

const row = z.object({
  activityId: z.string(),
  content: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  expiresAt: z.int().transform(seconds),
});

const sealed = z.object({
  at: z.iso.datetime().transform((text) => text as Rfc3339),
  kind: z.enum(activityKinds),
  codes: z.unknown(),
  entryId: z.string().optional(),
});

export interface ActivityPage {
  readonly items: readonly Activity[];
  /** Sort key of the last row that was looked at; absent on the last page. */
  readonly lastKey?: string;
}

/**
 * What was done with the data of one person, newest first.
 *
 * @throws StoreUnavailableError, KeyringUnavailableError
 * @throws SealBrokenError, CorruptRowError when a row was altered or moved
 */
export async function listActivity(
  { database, subjectKeys, clock }: ActivityDependencies,
  subjectId: SubjectId,
  { limit, after }: { readonly limit: number; readonly after?: string },
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
    ...(last !== undefined && { lastKey: last }),
  };
}

async function opened(
  keys: SubjectKeys,
  subjectId: SubjectId,
  { activityId, content }: z.output<typeof row>,
): Promise<Activity | undefined> {
  const address = addressOf({ subjectId, activityId });
  const box = await openJson(keys, subjectId, 'ledger', address, content, sealed);
  if (box.kind === 'key-destroyed') return undefined;
  const { at, kind, entryId } = box.value;
  const checked = activityCodes[kind].safeParse(box.value.codes);
  // No cause: a zod error repeats what it rejects.
  if (!checked.success) throw new CorruptRowError(activity.name);
  const type = ledgerTypes[kind];
  return {
    ...{ activityId, at, kind, codes: checked.data },
    ...(entryId !== undefined && type && { ledger: { entryId, type } }),
  };
}
