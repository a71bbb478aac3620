import { randomUUID } from 'node:crypto';
import { entry } from '../ledger/store.ts';
import type { EntryDependencies } from '../ledger/store.ts';
import type { Database } from '../platform/dynamo/database.ts';
import { conflict, retryOnConflict } from '../platform/dynamo/retry.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import { insert, remove, update } from '../platform/dynamo/statement.ts';
import { transact } from '../platform/dynamo/transact.ts';
import type { RequestId, SubjectId } from '../value/ids.ts';
import { toRfc3339 } from '../value/time.ts';
import { markersOf } from '../retention/markers.ts';
import { subjects } from '../subject/table.ts';
import type { Policy } from '../policy/schema.ts';
import type { Changed, RequestDecision, Requests } from './store.ts';
import {
  isInForce,
  isRestrictionLock,
  restrictedBy,
  restrictionLock,
} from './model/restriction.ts';
import { releaseTasks } from './model/open-tasks.ts';
import type { RequestRow } from './row.ts';
import { openRequests } from './table.ts';

/** Without `subjectKeys` the entries carry no commitment. Read when it is used. */
export interface RestrictionsDependencies extends EntryDependencies {
  readonly policy: Policy;
  readonly database: Database;
}

export type Restricted =
  | { readonly kind: 'restricted' }
  /** Another request restricts the same, and its end is not announced: nothing was written. */
  | { readonly kind: 'restricted-before'; readonly requestId: RequestId }
  /** The last statement of `extra` met an existing row. */
  | { readonly kind: 'duplicate' }
  | { readonly kind: 'unknown' };

export type NotLifted = 'foreign' | 'not-in-force';

/** @throws StoreUnavailableError, KeyringUnavailableError from every method */
export interface Restrictions {
  /**
   * Writes the completed request, what is restricted onto the row of the person, and the entries:
   * the next decision sees it.
   */
  place(row: RequestRow, extra: readonly Statement[]): Promise<Restricted>;
  /** Ends the restriction of one request; what others still restrict stays restricted. */
  lift(requestId: RequestId, mayLift: (row: RequestRow) => boolean): Promise<Changed<NotLifted>>;
}

const attempts = 10;

/** Both sorted, each purpose once. */
const isSame = (
  one: readonly string[] | undefined,
  other: readonly string[] | undefined,
): boolean => one?.join(' ') === other?.join(' ');

export function openRestrictions(deps: RestrictionsDependencies, requests: Requests): Restrictions {
  const { database, clock } = deps;

  /** What is on the row of the person once `change` is made to the restrictions in force. */
  async function marked(
    subjectId: SubjectId,
    change: (
      inForce: readonly { kind: string; purposes?: readonly string[] | undefined }[],
    ) => readonly { purposes?: readonly string[] | undefined }[],
  ): Promise<readonly Statement[] | undefined> {
    // The row first: its version fences whatever is read after it.
    const markers = await markersOf(database, subjectId);
    if (markers === undefined) return undefined;
    const inForce = (await requests.locks(subjectId)).filter(({ kind }) => isRestrictionLock(kind));
    const restrictedPurposes = restrictedBy(change(inForce));
    return [
      update(subjects, { subjectId }, markers.version, { restrictedPurposes }),
      await entry(deps, 'restriction.changed', { purposes: restrictedPurposes }, subjectId),
    ];
  }

  /** Asked for twice it would have to be ended twice. */
  async function sameInForce(
    subjectId: SubjectId,
    purposes: readonly string[] | undefined,
  ): Promise<RequestId | undefined> {
    const locks = (await requests.locks(subjectId)).filter(({ kind }) => isRestrictionLock(kind));
    for (const lock of locks.filter((one) => isSame(one.purposes, purposes))) {
      const row = await requests.get(lock.requestId);
      if (row?.restriction?.liftsAt === undefined) return lock.requestId;
    }
    return undefined;
  }

  return {
    async place(row, extra) {
      const { requestId, subjectId, restriction } = row;
      const purposes = restriction?.purposes;
      const lock = { subjectId, kind: restrictionLock(requestId), requestId, version: 1 };
      return retryOnConflict(
        { attempts, exhausted: 'the row of a person kept changing while it was restricted' },
        async () => {
          const before = await sameInForce(subjectId, purposes);
          if (before !== undefined) return { kind: 'restricted-before', requestId: before };
          const marks = await marked(subjectId, (inForce) => [...inForce, { purposes }]);
          if (marks === undefined) return { kind: 'unknown' };
          const statements = [
            ...(await requests.recording(row)),
            insert(openRequests, { ...lock, purposes: purposes && [...purposes] }),
            ...marks,
          ];
          const outcome = await transact(database, [...statements, ...extra]);
          if (outcome.kind === 'committed') return { kind: 'restricted' };
          if (outcome.kind === 'duplicate') return { kind: 'duplicate' };
          return conflict;
        },
      );
    },

    lift: (requestId, mayLift) =>
      requests.change<NotLifted>(requestId, async (row): Promise<RequestDecision<NotLifted>> => {
        if (!mayLift(row)) return { kind: 'leave', because: 'foreign' };
        const { restriction, subjectId } = row;
        if (!isInForce(restriction)) return { kind: 'leave', because: 'not-in-force' };
        const kind = restrictionLock(requestId);
        let others: readonly { readonly purposes?: readonly string[] | undefined }[] = [];
        const marks = await marked(subjectId, (inForce) => {
          others = inForce.filter((other) => other.kind !== kind);
          return others;
        });
        const opening = { now: clock(), newTaskId: () => randomUUID() };
        const tasks = releaseTasks(deps.policy, row.tasks, others, opening);
        return {
          kind: 'change',
          events: ['restriction-lifted'],
          set: {
            restriction: { ...restriction, liftedAt: toRfc3339(clock()) },
            ...(tasks && { tasks: { ...tasks } }),
          },
          // Of an erased person nothing is left to restrict.
          extra: marks ? [remove(openRequests, { subjectId, kind }, 1), ...marks] : [],
        };
      }),
  };
}
