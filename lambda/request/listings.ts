import * as z from 'zod';
import { requestIdColumn } from '../platform/dynamo/columns.ts';
import type { Database } from '../platform/dynamo/database.ts';
import { queryAll, queryPage } from '../platform/dynamo/read.ts';
import type { Key } from '../platform/dynamo/statement.ts';
import type { RequestId, SubjectId } from '../value/ids.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import { milliseconds, toRfc3339 } from '../value/time.ts';
import type { RequestStatus } from './model/request.ts';
import type { RequestKind } from './model/kinds.ts';
import { requestStatuses } from './model/request.ts';
import { waitingFor as waitsFor } from './model/waiting.ts';
import type { Waiting } from './model/waiting.ts';
import type { Attention, RequestRow } from './row.ts';
import { lockRow } from './locks.ts';
import { openRequests, requests } from './table.ts';

export interface QueuePlace {
  readonly status: RequestStatus;
  readonly dueAt: string;
  readonly requestId: string;
}

/** @throws StoreUnavailableError from every method */
export interface Listings {
  /** Newest first. */
  ofSubject(
    subjectId: SubjectId,
    page?: { readonly limit: number; readonly after?: Key },
  ): Promise<{ readonly rows: readonly RequestRow[]; readonly next?: Key }>;
  /** All of them, newest first. */
  everyOf(subjectId: SubjectId): AsyncGenerator<RequestRow, void>;
  countOf(subjectId: SubjectId): Promise<number>;
  /** Locks of a person, strongly consistent. @param owner see `lockOwner` */
  locks(owner: string): Promise<readonly z.output<typeof lockRow>[]>;
  /**
   * By status, then by due date. `dueFrom` is inclusive, `dueBefore` exclusive. A page of one kind, or of what waits for
   * something, is chosen from as many rows as it may have, so that no call reads more.
   */
  queue(query: {
    readonly status?: RequestStatus;
    readonly kind?: RequestKind;
    readonly waitingFor?: Waiting;
    readonly dueFrom?: EpochMilliseconds;
    readonly dueBefore?: EpochMilliseconds;
    readonly limit: number;
    readonly after?: QueuePlace;
  }): Promise<{ readonly rows: readonly RequestRow[]; readonly next?: QueuePlace }>;
  /** Requests that need attention, the longest waiting first. */
  needingAttention(
    now: EpochMilliseconds,
    limit: number,
    attention?: Attention,
  ): Promise<readonly RequestId[]>;
}

const keyRow = z.object({ requestId: requestIdColumn });
const queueRow = z.object({
  requestId: requestIdColumn,
  status: z.enum(requestStatuses),
  dueAt: z.string(),
});

/** Indexes hold keys alone: each row is read by `get`, consistently. */
export function openListings(
  database: Database,
  get: (requestId: RequestId) => Promise<RequestRow | undefined>,
): Listings {
  const present = async (rows: readonly { requestId: RequestId }[]): Promise<RequestRow[]> => {
    const found = await Promise.all(rows.map((row) => get(row.requestId)));
    return found.filter((row) => row !== undefined);
  };

  const locks: Listings['locks'] = async (subjectId) => {
    const rows: z.output<typeof lockRow>[] = [];
    const all = queryAll(database, openRequests, { partition: { subjectId } }, lockRow);
    for await (const row of all) rows.push(row);
    return rows;
  };

  const ofSubject: Listings['ofSubject'] = async (subjectId, { limit, after } = { limit: 100 }) => {
    const options = {
      index: 'by-subject',
      partition: { subjectId },
      newestFirst: true,
      limit,
      startAfter: after,
    };
    const page = await queryPage(database, requests, options, keyRow);
    const newest = page.rows[0]?.requestId ?? '';
    // The index is eventually consistent; the lock of a request that was just made is not.
    const fresh = after === undefined ? await locks(subjectId) : [];
    const unseen = fresh
      .filter((lock) => lock.requestId > newest)
      .sort((one, other) => (one.requestId < other.requestId ? 1 : -1));
    const rows = await present([...unseen, ...page.rows]);
    return { rows, next: page.lastKey };
  };

  async function* everyOf(subjectId: SubjectId): AsyncGenerator<RequestRow, void> {
    let after: Key | undefined;
    do {
      const page = await ofSubject(subjectId, { limit: 100, after });
      yield* page.rows;
      after = page.next;
    } while (after !== undefined);
  }

  return {
    locks,
    ofSubject,
    everyOf,

    async countOf(subjectId) {
      const ids: RequestId[] = [];
      for await (const row of everyOf(subjectId)) ids.push(row.requestId);
      return ids.length;
    },

    async queue({ status, kind, waitingFor, dueFrom, dueBefore, limit, after }) {
      const isWanted = (row: RequestRow): boolean =>
        (kind === undefined || row.kind === kind) &&
        (waitingFor === undefined || waitsFor(row) === waitingFor);
      const order = status === undefined ? requestStatuses : [status];
      const rows: RequestRow[] = [];
      const from = dueFrom === undefined ? '0' : toRfc3339(dueFrom);
      const until = dueBefore === undefined ? '9' : toRfc3339(milliseconds(dueBefore - 1));
      for (const each of order.slice(after === undefined ? 0 : order.indexOf(after.status))) {
        const options = {
          index: 'by-status',
          partition: { status: each },
          between: ['dueAt', from, until] as const,
          limit: limit - rows.length,
          startAfter: after?.status === each ? { ...after } : undefined,
        };
        const page = await queryPage(database, requests, options, queueRow);
        rows.push(...(await present(page.rows)).filter(isWanted));
        const last = page.rows.at(-1);
        if (page.lastKey !== undefined && last !== undefined) return { rows, next: last };
        if (rows.length === limit) return { rows, next: last };
      }
      return { rows };
    },

    async needingAttention(now, limit, attention = 'sweep') {
      const options = {
        index: 'by-attention',
        partition: { attention },
        between: ['attentionAt', '0', toRfc3339(now)] as const,
        limit,
      };
      const page = await queryPage(database, requests, options, keyRow);
      return page.rows.map((row) => row.requestId);
    },
  };
}
