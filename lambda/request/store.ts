import * as z from 'zod';
import type { EntryCodes, EntryType } from '../ledger/ledger.ts';
import { entry } from '../ledger/store.ts';
import type { Database } from '../platform/dynamo/database.ts';
import { StoreUnavailableError } from '../platform/dynamo/errors.ts';
import { getRow, queryAll, queryPage } from '../platform/dynamo/read.ts';
import type { Item, Key, Statement } from '../platform/dynamo/statement.ts';
import { insert, remove, update } from '../platform/dynamo/statement.ts';
import { transact } from '../platform/dynamo/transact.ts';
import type { RequestId, SubjectId } from '../platform/ids.ts';
import type { SubjectKeys } from '../platform/keyring/subject-keys.ts';
import type { Clock, EpochMilliseconds } from '../platform/time.ts';
import { milliseconds, toRfc3339 } from '../platform/time.ts';
import type { Policy } from '../policy/schema.ts';
import { applyChange, withAttention } from './change.ts';
import type { Applied, Change } from './change.ts';
import type { OfferedKind, RequestStatus } from './request.ts';
import { isClosed, requestStatuses } from './request.ts';
import type { RequestRow } from './row.ts';
import { keysAreGone, requestRow } from './row.ts';
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

/** What to do with a request as it stands: change it, or leave it and say why. */
export type Decision<Left> =
  | (Change & { readonly kind: 'change'; readonly extra?: readonly Statement[] })
  | { readonly kind: 'leave'; readonly because: Left };

export type Changed<Left> =
  | { readonly kind: 'changed'; readonly row: RequestRow }
  | { readonly kind: 'left'; readonly row: RequestRow; readonly because: Left }
  | (Extract<Applied, { kind: 'refused' }> & { readonly row: RequestRow })
  | { readonly kind: 'unknown' };

export interface QueuePlace {
  readonly status: RequestStatus;
  readonly dueAt: string;
  readonly requestId: string;
}

/** @throws StoreUnavailableError from every method */
export interface Requests {
  /** Inserts the request, takes the lock of its kind and enters it in the ledger, or does nothing. */
  open(row: RequestRow, extra?: readonly Statement[]): Promise<Opened>;
  get(requestId: RequestId): Promise<RequestRow | undefined>;
  /**
   * Changes a request, if nobody else did meanwhile; else decides again on what they left. A change
   * of status asks the table of transitions and enters the ledger in the same transaction.
   */
  change<Left = never>(
    requestId: RequestId,
    decide: (row: RequestRow) => Promise<Decision<Left>> | Decision<Left>,
  ): Promise<Changed<Left>>;
  /** Newest first. */
  ofSubject(
    subjectId: SubjectId,
    page?: { readonly limit: number; readonly after?: Key },
  ): Promise<{ readonly rows: readonly RequestRow[]; readonly next?: Key }>;
  /** All of them, newest first. */
  everyOf(subjectId: SubjectId): AsyncGenerator<RequestRow, void>;
  countOf(subjectId: SubjectId): Promise<number>;
  /** Locks of a person, strongly consistent. */
  locks(subjectId: SubjectId): Promise<readonly { kind: string; requestId: RequestId }[]>;
  removeLock(subjectId: SubjectId, kind: string): Promise<void>;
  /** By status, then by due date. `dueBefore` is exclusive. */
  queue(query: {
    readonly status?: RequestStatus;
    readonly dueBefore?: EpochMilliseconds;
    readonly limit: number;
    readonly after?: QueuePlace;
  }): Promise<{ readonly rows: readonly RequestRow[]; readonly next?: QueuePlace }>;
  /** Enters one event that changes no row, such as a look by staff. */
  enter<Type extends EntryType>(
    type: Type,
    codes: EntryCodes[Type],
    subjectId?: SubjectId,
  ): Promise<void>;
  /** Requests that need the sweep's attention, the longest waiting first. */
  needingAttention(now: EpochMilliseconds, limit: number): Promise<readonly RequestId[]>;
}

const maximumAttempts = 10;
const lockRow = z.object({
  kind: z.string(),
  requestId: z.string().transform((id) => id as RequestId),
});
const keyRow = z.object({ requestId: z.string().transform((id) => id as RequestId) });
const queueRow = z.object({
  requestId: z.string(),
  status: z.enum(requestStatuses),
  dueAt: z.string(),
});

export function openRequestStore(deps: RequestsDependencies): Requests {
  const { database } = deps;
  const get = (requestId: RequestId) => getRow(database, requests, { requestId }, requestRow);

  const present = async (ids: readonly RequestId[]): Promise<RequestRow[]> =>
    (await Promise.all(ids.map(get))).filter((row) => row !== undefined);

  const statusEntry = (row: RequestRow, from: RequestStatus): Promise<Statement> =>
    entry(
      deps,
      'request.changed',
      { kind: row.kind, from, to: row.status },
      // Making a commitment would make a new key for somebody whose keys were just destroyed.
      keysAreGone(row) ? undefined : row.subjectId,
    );

  async function locks(subjectId: SubjectId) {
    const rows: z.output<typeof lockRow>[] = [];
    const all = queryAll(database, openRequests, { partition: { subjectId } }, lockRow);
    for await (const row of all) rows.push(row);
    return rows;
  }

  const ofSubject: Requests['ofSubject'] = async (subjectId, { limit, after } = { limit: 100 }) => {
    const page = await queryPage(
      database,
      requests,
      {
        index: 'by-subject',
        partition: { subjectId },
        newestFirst: true,
        limit,
        ...(after && { startAfter: after }),
      },
      keyRow,
    );
    const indexed = page.rows.map(({ requestId }) => requestId);
    // The index is eventually consistent; the lock of a request that was just made is not.
    const fresh =
      after === undefined
        ? (await locks(subjectId))
            .map(({ requestId }) => requestId)
            .filter((requestId) => requestId > (indexed[0] ?? ''))
            .sort((one, other) => (one < other ? 1 : -1))
        : [];
    const rows = await present([...fresh, ...indexed]);
    return { rows, ...(page.lastKey && { next: page.lastKey }) };
  };

  async function* everyOf(subjectId: SubjectId): AsyncGenerator<RequestRow, void> {
    let after: Key | undefined;
    do {
      const page = await ofSubject(subjectId, { limit: 100, ...(after && { after }) });
      yield* page.rows;
      after = page.next;
    } while (after !== undefined);
  }

  async function statementsOf(
    before: RequestRow,
    after: RequestRow,
    extra: readonly Statement[],
  ): Promise<Statement[]> {
    const changes = changedAttributes(before, after);
    const gone = after.attention === undefined ? 'attention' : undefined;
    const statements = [
      update(requests, { requestId: before.requestId }, before.version, changes, gone),
    ];
    if (after.status !== before.status) {
      statements.push(await statusEntry(after, before.status));
      if (isClosed(after.status) && after.lockReleased !== true) {
        statements.push(remove(openRequests, lockKey(after), 1));
      }
    }
    return [...statements, ...extra];
  }

  return {
    get,
    locks,

    async open(row, extra = []) {
      const { requestId, subjectId, kind, jurisdiction } = row;
      const statements = [
        insert(requests, toItem(withAttention(row))),
        insert(openRequests, { ...lockKey(row), requestId, version: 1 }),
        await entry(deps, 'request.received', { kind, jurisdiction }, subjectId),
        await statusEntry(row, 'received'),
        ...extra,
      ];
      for (let attempt = 0; attempt < maximumAttempts; attempt += 1) {
        const outcome = await transact(database, statements);
        if (outcome.kind === 'committed') return { kind: 'opened', row };
        if (outcome.kind === 'contended') break;
        if (outcome.statement !== 1) return { kind: 'duplicate' };
        const lock = await getRow(database, openRequests, lockKey(row), lockRow);
        if (lock !== undefined) return { kind: 'already-open', requestId: lock.requestId };
      }
      throw new StoreUnavailableError('a request kept being opened and closed');
    },

    async change(requestId, decide) {
      for (let attempt = 0; attempt < maximumAttempts; attempt += 1) {
        const row = await get(requestId);
        if (row === undefined) return { kind: 'unknown' };
        const decision = await decide(row);
        if (decision.kind === 'leave') return { kind: 'left', row, because: decision.because };
        const applied = applyChange(row, decision, deps.policy, deps.clock());
        if (applied.kind === 'refused') return { ...applied, row };
        const statements = await statementsOf(row, applied.row, decision.extra ?? []);
        const outcome = await transact(database, statements);
        if (outcome.kind === 'committed') return { kind: 'changed', row: applied.row };
      }
      throw new StoreUnavailableError('a request kept changing while it was written');
    },

    ofSubject,

    everyOf,

    async countOf(subjectId) {
      const rows = await Array.fromAsync(everyOf(subjectId));
      return rows.length;
    },

    async removeLock(subjectId, kind) {
      await transact(database, [remove(openRequests, { subjectId, kind }, 1)]);
    },

    async queue({ status, dueBefore, limit, after }) {
      const order = status === undefined ? requestStatuses : [status];
      const rows: RequestRow[] = [];
      const until = dueBefore === undefined ? '9' : toRfc3339(milliseconds(dueBefore - 1));
      for (const each of order.slice(after === undefined ? 0 : order.indexOf(after.status))) {
        const start = after?.status === each ? { ...after } : undefined;
        const page = await queryPage(
          database,
          requests,
          {
            index: 'by-status',
            partition: { status: each },
            between: ['dueAt', '0', until],
            limit: limit - rows.length,
            ...(start && { startAfter: start }),
          },
          queueRow,
        );
        rows.push(...(await present(page.rows.map(({ requestId }) => requestId as RequestId))));
        const last = page.rows.at(-1);
        if (page.lastKey !== undefined && last !== undefined) return { rows, next: last };
        if (rows.length === limit) return { rows, ...(last && { next: last }) };
      }
      return { rows };
    },

    async enter(type, codes, subjectId) {
      const outcome = await transact(database, [await entry(deps, type, codes, subjectId)]);
      if (outcome.kind !== 'committed') {
        throw new StoreUnavailableError('an event could not be entered');
      }
    },

    async needingAttention(now, limit) {
      const page = await queryPage(
        database,
        requests,
        {
          index: 'by-attention',
          partition: { attention: 'sweep' },
          between: ['attentionAt', '0', toRfc3339(now)],
          limit,
        },
        keyRow,
      );
      return page.rows.map(({ requestId }) => requestId);
    },
  };
}

const lockKey = ({ subjectId, kind }: { subjectId: SubjectId; kind: OfferedKind }): Key => ({
  subjectId,
  kind,
});

const toItem = (row: RequestRow): Item => ({ ...row });

/** The statement sets the version itself; an attribute that went away is `attention` alone. */
const changedAttributes = (before: RequestRow, after: RequestRow): Item => {
  const old = toItem(before);
  return Object.fromEntries(
    Object.entries(toItem(after)).filter(
      ([name, value]) => name !== 'version' && value !== undefined && value !== old[name],
    ),
  );
};
