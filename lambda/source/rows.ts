import * as z from 'zod';
import { subjectIdColumn, timeColumn } from '../platform/dynamo/columns.ts';
import type { SubjectId } from '../value/ids.ts';
import type { SourceNotice } from './model/source-notice.ts';
import { isWaiting } from './model/source-notice.ts';

export const noticeRow = z.object({
  subjectId: subjectIdColumn,
  recipient: z.string(),
  version: z.int(),
  categories: z.array(z.string()),
  since: timeColumn,
  informBy: z.iso.date().optional(),
  informedAt: timeColumn.optional(),
}) satisfies z.ZodType<SourceNotice>;
export type NoticeRow = z.output<typeof noticeRow>;

/** What the index `by-due` has. */
export const waitingRow = z.object({
  subjectId: subjectIdColumn,
  recipient: z.string(),
  informBy: z.iso.date(),
});
export type WaitingRow = z.output<typeof waitingRow>;

/** The one partition of the index `by-due`. */
export const waitingPartition = { waiting: 'for-information' } as const;

export const noticeKey = (subjectId: SubjectId, recipient: string) => ({ subjectId, recipient });

/** The attributes of a notice beside its key. */
export const attributesOf = (notice: SourceNotice) => ({
  categories: [...notice.categories],
  since: notice.since,
  informBy: notice.informBy,
  informedAt: notice.informedAt,
  ...(isWaiting(notice) && waitingPartition),
});
