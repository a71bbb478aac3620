import type { EntryCodes, EntryType } from '../ledger/model/ledger.ts';
import { entry } from '../ledger/store.ts';
import type { Database } from '../platform/dynamo/database.ts';
import { StoreUnavailableError } from '../platform/dynamo/errors.ts';
import { getRow } from '../platform/dynamo/read.ts';
import { conflict, retryOnConflict } from '../platform/dynamo/retry.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import { transact } from '../platform/dynamo/transact.ts';
import type { RequestId, SubjectId } from '../value/ids.ts';
import type { SubjectKeys } from '../platform/keyring/subject-keys.ts';
import type { Clock } from '../value/time.ts';
import type { Policy } from '../policy/schema.ts';
import { openListings } from './listings.ts';
import type { Listings } from './listings.ts';
import { applyChange } from './change.ts';
import type { Applied, RequestChange } from './change.ts';
import { lockKey, lockRow } from './locks.ts';
import type { RequestRow } from './row.ts';
import { requestRow } from './stored-row.ts';
import { openStatements } from './statements.ts';
import { openContested } from './contested.ts';
import { openRequests, requests } from './table.ts';

/** Members are read when they are used, so that a function needs only what its calls touch. */
export interface RequestsDependencies {
  readonly database: Database;
  readonly subjectKeys: SubjectKeys;
  readonly policy: Policy;
  readonly clock: Clock;
}

export type Opened =
  | { readonly kind: 'opened'; readonly row: RequestRow }
  | { readonly kind: 'already-open'; readonly requestId: RequestId }
  /** The statement in `extra` met an existing row. */
  | { readonly kind: 'duplicate' };

/** What to do with a request as it is: change it, or leave it and say why. */
export type RequestDecision<Left> =
  | (RequestChange & {
      readonly kind: 'change';
      readonly extra?: readonly Statement[];
      /** Version of the row of the person on which `extra` rests. */
      readonly personVersion?: number;
    })
  | { readonly kind: 'leave'; readonly because: Left };

export type Changed<Left> =
  | { readonly kind: 'changed'; readonly row: RequestRow }
  | { readonly kind: 'left'; readonly row: RequestRow; readonly because: Left }
  | (Extract<Applied, { kind: 'refused' }> & { readonly row: RequestRow })
  | { readonly kind: 'unknown' };

/** @throws StoreUnavailableError from every method */
export interface Requests extends Listings {
  /** Inserts the request, takes the lock of its kind and enters it in the ledger, or does nothing. */
  open(row: RequestRow, extra?: readonly Statement[]): Promise<Opened>;
  /**
   * Opens a request that is about another one, and changes that in the same transaction. Decides again
   * on what others left of the other one.
   */
  openAbout<Left>(
    row: RequestRow,
    about: RequestId,
    decide: (about: RequestRow) => RequestDecision<Left>,
    extra?: readonly Statement[],
  ): Promise<
    | Opened
    | { readonly kind: 'left'; readonly about: RequestRow; readonly because: Left }
    | { readonly kind: 'unknown' }
  >;
  /** The statements that open a request, if none of its kind is open. */
  opening(row: RequestRow): Promise<readonly Statement[]>;
  /** The statements that change another request in a transaction, if it is still as it was read. */
  changing(row: RequestRow, change: RequestChange): Promise<readonly Statement[]>;
  /** The statements that write a request which is closed from the start, with its entries. */
  recording(row: RequestRow): Promise<readonly Statement[]>;
  get(requestId: RequestId): Promise<RequestRow | undefined>;
  /**
   * Changes a request, if no one else did meanwhile; else decides again on what they left. A change
   * of status asks the table of transitions and enters the ledger in the same transaction.
   */
  change<Left = never>(
    requestId: RequestId,
    decide: (row: RequestRow) => Promise<RequestDecision<Left>> | RequestDecision<Left>,
  ): Promise<Changed<Left>>;
  /** Enters one event that changes no row, such as a look by staff. */
  enter<Type extends EntryType>(
    type: Type,
    codes: EntryCodes[Type],
    subjectId?: SubjectId,
  ): Promise<void>;
}

const maximumAttempts = 10;
/**
 * All tasks of systems and recipients are in one row, where one write succeeds at a time, and 48 of them can
 * end at the same moment. Half a minute is enough for all of them, on a slow database, too.
 */
const contendedAttempts = 30;
const longestPauseMilliseconds = 2_000;

export function openRequestStore(deps: RequestsDependencies): Requests {
  const { database } = deps;
  const contested = openContested(deps);
  const statements = openStatements(deps);
  const get = (requestId: RequestId) => getRow(database, requests, { requestId }, requestRow);

  async function changing(row: RequestRow, change: RequestChange): Promise<readonly Statement[]> {
    const applied = applyChange(row, change, deps.policy, deps.clock());
    if (applied.kind === 'refused') throw new TypeError('a change beside another moves no status');
    return statements.changing(row, applied.row);
  }

  return {
    get,
    ...openListings(database, get),

    async open(row, extra = []) {
      const own = [...(await statements.opening(row)), ...extra];
      for (let attempt = 0; attempt < maximumAttempts; attempt += 1) {
        const marks = await contested.change(undefined, row);
        const outcome = await transact(database, [...own, ...marks]);
        if (outcome.kind === 'committed') return { kind: 'opened', row };
        if (outcome.kind === 'contended') break;
        // The row of the person changed meanwhile.
        if (outcome.kind === 'stale') continue;
        if (outcome.statement !== 1) return { kind: 'duplicate' };
        const lock = await getRow(database, openRequests, lockKey(row), lockRow);
        if (lock !== undefined) return { kind: 'already-open', requestId: lock.requestId };
      }
      throw new StoreUnavailableError('a request kept being opened and closed');
    },

    async openAbout(row, about, decide, extra = []) {
      const own = [...(await statements.opening(row)), ...extra];
      return retryOnConflict(
        { attempts: maximumAttempts, exhausted: 'a request kept changing while one was opened' },
        async () => {
          const other = await get(about);
          if (other === undefined) return { kind: 'unknown' };
          const decision = decide(other);
          if (decision.kind === 'leave') {
            return { kind: 'left', about: other, because: decision.because };
          }
          const lock = await getRow(database, openRequests, lockKey(row), lockRow);
          if (lock !== undefined) return { kind: 'already-open', requestId: lock.requestId };
          const outcome = await transact(database, [...own, ...(await changing(other, decision))]);
          if (outcome.kind === 'committed') return { kind: 'opened', row };
          const isRepeated = outcome.kind === 'duplicate' && outcome.statement !== 1;
          return isRepeated ? { kind: 'duplicate' } : conflict;
        },
      );
    },

    changing,

    async opening(row) {
      return [...(await statements.opening(row)), ...(await contested.change(undefined, row))];
    },

    recording: (row) => statements.recording(row),

    async change(requestId, decide) {
      return retryOnConflict(
        {
          ...{ attempts: contendedAttempts, longestPauseMilliseconds },
          exhausted: 'a request kept changing while it was written',
        },
        async () => {
          const row = await get(requestId);
          if (row === undefined) return { kind: 'unknown' };
          const decision = await decide(row);
          if (decision.kind === 'leave') return { kind: 'left', row, because: decision.because };
          const applied = applyChange(row, decision, deps.policy, deps.clock());
          if (applied.kind === 'refused') return { ...applied, row };
          const outcome = await transact(database, [
            ...(await statements.changing(row, applied.row)),
            ...(decision.extra ?? []),
            ...(await contested.change(row, applied.row, decision.personVersion)),
          ]);
          if (outcome.kind === 'committed') return { kind: 'changed', row: applied.row };
          return conflict;
        },
      );
    },

    async enter(type, codes, subjectId) {
      const outcome = await transact(database, [await entry(deps, type, codes, subjectId)]);
      if (outcome.kind !== 'committed') {
        throw new StoreUnavailableError('an event could not be entered');
      }
    },
  };
}
