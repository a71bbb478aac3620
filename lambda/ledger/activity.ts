import type { Database } from '../platform/dynamo/database.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import { insert, StatementError } from '../platform/dynamo/statement.ts';
import type { SubjectId } from '../value/ids.ts';
import { newEventId } from '../value/ids.ts';
import { sealJson } from '../platform/keyring/sealed-json.ts';
import type { RowAddress, SubjectKeys } from '../platform/keyring/subject-keys.ts';
import type { Clock } from '../value/time.ts';
import { toEpochSeconds, toRfc3339 } from '../value/time.ts';
import { requestEvidenceEnd } from '../policy/evidence.ts';
import type { Policy } from '../policy/schema.ts';
import type { ActivityCodes, ActivityKind } from './model/activity-kinds.ts';
import { activityCodes } from './model/activity-kinds.ts';
import { activity } from './table.ts';

export interface ActivityDependencies {
  readonly database: Database;
  readonly subjectKeys: SubjectKeys;
  readonly policy: Pick<Policy, 'evidence' | 'controller'>;
  readonly clock: Clock;
}

/**
 * The statement that records an activity for the person to read; it belongs in the transaction of
 * the change it reports. Only for people who are not being erased: after the fence it would create
 * their `ledger` key again.
 *
 * @param ledgerEntry the statement of the ledger entry in the same transaction
 * @throws StatementError when a code is not an enum value, an id or a count
 */
export async function activityEntry<Kind extends ActivityKind>(
  {
    subjectKeys,
    policy,
    clock,
  }: Omit<ActivityDependencies, 'database' | 'subjectKeys'> & {
    readonly subjectKeys: Pick<SubjectKeys, 'seal'>;
  },
  subjectId: SubjectId,
  kind: Kind,
  codes: ActivityCodes[Kind],
  ledgerEntry?: Statement,
): Promise<Statement> {
  const checked = activityCodes[kind].safeParse(codes);
  if (!checked.success) throw new StatementError(`${kind}: a code is not in the catalogue`);
  const key = { subjectId, activityId: newEventId() };
  const now = clock();
  const content = {
    at: toRfc3339(now),
    kind,
    codes: checked.data,
    entryId: ledgerEntry?.key['entryId'],
  };
  // Retained as long as the proof of requests, which is about the same rights.
  return insert(activity, {
    ...key,
    content: await sealJson(subjectKeys, subjectId, 'ledger', addressOf(key), content),
    expiresAt: toEpochSeconds(requestEvidenceEnd(policy, now)),
  });
}

export const addressOf = (key: {
  readonly subjectId: SubjectId;
  readonly activityId: string;
}): RowAddress => ({ table: activity, key, contentVersion: 1 });
