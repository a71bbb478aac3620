import type { Database } from '../../platform/dynamo/database.ts';
import { getRow, queryAll } from '../../platform/dynamo/read.ts';
import { conflict, retryOnConflict } from '../../platform/dynamo/retry.ts';
import type { Statement } from '../../platform/dynamo/statement.ts';
import { insert, update } from '../../platform/dynamo/statement.ts';
import { transact } from '../../platform/dynamo/transact.ts';
import { canonicalJson, sha256Hex } from '../../value/canonical.ts';
import type { IncidentId, NoticeId } from '../../value/ids.ts';
import type { Notice, NoticeContent } from '../model/notice.ts';
import { noticeRow, toItem } from './rows.ts';
import { incidentNotices } from './table.ts';

export interface NoticeName {
  readonly incidentId: IncidentId;
  readonly noticeId: NoticeId;
}

/** What can change of a notice: never what it says. */
type Changes = Partial<
  Pick<Notice, 'state' | 'approvedBy' | 'approvedAt' | 'attempt' | 'counts' | 'endedAt'>
>;

export type NoticeDecision<Left> =
  | {
      readonly kind: 'change';
      readonly set: Changes;
      readonly extra?: readonly Statement[];
    }
  | { readonly kind: 'leave'; readonly because: Left };

export type NoticeChanged<Left> =
  | { readonly kind: 'changed'; readonly notice: Notice }
  | { readonly kind: 'left'; readonly notice: Notice; readonly because: Left }
  | { readonly kind: 'unknown' };

/** @throws StoreUnavailableError from every method */
export interface Notices {
  create(notice: Notice, extra: readonly Statement[]): Promise<'created' | 'duplicate'>;
  get(name: NoticeName): Promise<Notice | undefined>;
  /** Newest first. */
  list(incidentId: IncidentId): Promise<readonly Notice[]>;
  change<Left = never>(
    name: NoticeName,
    decide: (notice: Notice) => Promise<NoticeDecision<Left>> | NoticeDecision<Left>,
  ): Promise<NoticeChanged<Left>>;
}

const attempts = 10;

export const hashOf = (content: NoticeContent): string => sha256Hex(canonicalJson(content));

export function openNotices({ database }: { readonly database: Database }): Notices {
  const get: Notices['get'] = ({ incidentId, noticeId }) =>
    getRow(database, incidentNotices, { incidentId, noticeId }, noticeRow);
  return {
    get,

    async create(notice, extra) {
      const item = toItem(notice, canonicalJson(notice.content));
      const { kind } = await transact(database, [insert(incidentNotices, item), ...extra]);
      return kind === 'committed' ? 'created' : 'duplicate';
    },

    list: (incidentId) => listNotices(database, incidentId),

    async change(name, decide) {
      return retryOnConflict(
        { attempts, exhausted: 'a notice kept changing while it was written' },
        async () => {
          const before = await get(name);
          if (before === undefined) return { kind: 'unknown' };
          const decision = await decide(before);
          if (decision.kind === 'leave') {
            return { kind: 'left', notice: before, because: decision.because };
          }
          const { set, extra = [] } = decision;
          const { kind } = await transact(database, [changed(before, set), ...extra]);
          const notice = { ...before, ...set, version: before.version + 1 };
          return kind === 'committed' ? { kind: 'changed', notice } : conflict;
        },
      );
    },
  };
}

/** The statement that changes a notice which was read before. */
export const changed = (
  { incidentId, noticeId, version }: Notice,
  { counts, approvedBy, ...set }: Changes,
): Statement =>
  update(incidentNotices, { incidentId, noticeId }, version, {
    ...set,
    counts: counts && { ...counts },
    approvedBy: approvedBy && { ...approvedBy },
  });

/** Notices of an incident, newest first: for its view. */
export const listNotices = (database: Database, incidentId: IncidentId): Promise<Notice[]> =>
  Array.fromAsync(
    queryAll(
      database,
      incidentNotices,
      { partition: { incidentId }, newestFirst: true },
      noticeRow,
    ),
  );
