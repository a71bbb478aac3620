import { createHash, randomBytes } from 'node:crypto';
import * as z from 'zod';
import { decide } from '../consent/model/decision.ts';
import { readStates } from '../consent/store.ts';
import { readFreeze } from '../containment/freeze-store.ts';
import { factsOf } from '../decision/store.ts';
import { executeEach, statementsPerCall } from '../platform/dynamo/batch.ts';
import { recordIdColumn, subjectIdColumn } from '../platform/dynamo/columns.ts';
import type { Database } from '../platform/dynamo/database.ts';
import { StoreUnavailableError } from '../platform/dynamo/errors.ts';
import { getRow } from '../platform/dynamo/read.ts';
import { insert } from '../platform/dynamo/statement.ts';
import type { Policy } from '../policy/schema.ts';
import { subjectRow } from '../subject/store.ts';
import { subjects } from '../subject/table.ts';
import type { RecordId, SubjectId } from '../value/ids.ts';
import type { Clock, EpochMilliseconds } from '../value/time.ts';
import { plusSeconds, toEpochMilliseconds, toEpochSeconds } from '../value/time.ts';
import type { StoredMedia, VersionedRecord } from './model/record.ts';
import type { RecordsDependencies } from './rows.ts';
import { openRow } from './rows.ts';
import { readLive } from './live.ts';
import { mediaLinks } from './table.ts';

const linkSeconds = 15 * 60;
const tokenForm = /^[\w-]{43}$/;

const linkRow = z.object({
  subjectId: subjectIdColumn,
  recordId: recordIdColumn,
  purpose: z.string().optional(),
  expiresAt: z.int(),
});

export interface MediaLink {
  /** Path of the API. It is all that opening the file takes, so it is in no log. */
  readonly path: string;
  readonly expiresAt: EpochMilliseconds;
}

export interface LinkedRecord extends VersionedRecord {
  readonly subjectId: SubjectId;
  readonly media: StoredMedia;
}

/** A file cannot be redacted: who uses data for such a purpose never has it. */
export const asksToRedact = ({ purposes }: Pick<Policy, 'purposes'>, purpose: string): boolean =>
  purposes[purpose]?.obligations.includes('redact') === true;

/** The table has the hash of a token, which leads to no token. */
const linkIdOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/**
 * One link for each record, in their order. Each opens the file of its record for 15 minutes, as far
 * as the record may be read when it is opened.
 *
 * @param purpose that a service uses the file for; absent where the person opens it
 * @throws StoreUnavailableError
 */
export async function makeLinks(
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  subjectId: SubjectId,
  recordIds: readonly RecordId[],
  purpose?: string,
): Promise<readonly MediaLink[]> {
  const expiresAt = toEpochSeconds(plusSeconds(clock(), linkSeconds));
  const tokens = recordIds.map(() => randomBytes(32).toString('base64url'));
  const rows = recordIds.map((recordId, index) => {
    const linkId = linkIdOf(tokens[index] ?? '');
    return insert(mediaLinks, { linkId, subjectId, recordId, purpose, expiresAt, version: 1 });
  });
  for (let start = 0; start < rows.length; start += statementsPerCall) {
    const outcomes = await executeEach(database, rows.slice(start, start + statementsPerCall));
    if (outcomes.includes('changed')) throw new StoreUnavailableError('a link was not written');
  }
  return tokens.map((token) => ({
    path: `/v1/media/content/${token}`,
    expiresAt: toEpochMilliseconds(expiresAt),
  }));
}

/**
 * The record whose file a link opens, if it may be read now: the link is not over, the record is
 * live, and where a service uses it, its purpose is still permitted. Undefined otherwise; why is not
 * said to a caller who has nothing but a link.
 *
 * @throws StoreUnavailableError, KeyringUnavailableError
 * @throws SealBrokenError where the row of the record was altered or moved
 */
export async function linkedRecord(
  deps: RecordsDependencies,
  token: string,
): Promise<LinkedRecord | undefined> {
  const { database, policy, clock, subjectKeys } = deps;
  if (!tokenForm.test(token)) return undefined;
  const link = await getRow(database, mediaLinks, { linkId: linkIdOf(token) }, linkRow);
  // The database deletes expired rows late.
  if (link === undefined || link.expiresAt <= toEpochSeconds(clock())) return undefined;
  const { subjectId, recordId, purpose } = link;
  if (purpose !== undefined && asksToRedact(policy, purpose)) return undefined;
  const [subject, live] = await Promise.all([
    getRow(database, subjects, { subjectId }, subjectRow),
    readLive(deps, subjectId, recordId),
  ]);
  if (subject?.status !== 'active' || live === undefined) return undefined;
  if (purpose !== undefined) {
    const { category, collectedAt } = live.row;
    const [states, freeze] = await Promise.all([
      readStates(database, subjectId),
      readFreeze(database),
    ]);
    const resolution = { kind: 'known', subject } as const;
    const asked = [{ purpose, category, collectedAt }];
    const decisions = factsOf({ policy, clock, freeze }, resolution, states, asked).map(decide);
    const isPermitted = decisions.every(({ decision }) => decision === 'permit');
    if (!isPermitted || !live.seen.purposes.includes(purpose)) return undefined;
  }
  const record = await openRow(subjectKeys, live.row, live.seen);
  return record?.media && { ...record, subjectId, media: record.media };
}
