import * as z from 'zod';
import { subjectIdColumn, timeColumn } from '../platform/dynamo/columns.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import { insert, update } from '../platform/dynamo/statement.ts';
import type { SubjectId } from '../value/ids.ts';
import type { ObtainedCategory, SourceNotice } from './model/source-notice.ts';
import { nextInformBy } from './model/source-notice.ts';
import { sourceNotices } from './table.ts';

const obtainedCategory = z.object({
  category: z.string(),
  since: timeColumn,
  informBy: z.iso.date().optional(),
  informedAt: timeColumn.optional(),
  informedBefore: timeColumn.optional(),
}) satisfies z.ZodType<ObtainedCategory>;

export const noticeRow = z.object({
  subjectId: subjectIdColumn,
  recipient: z.string(),
  version: z.int(),
  categories: z.array(obtainedCategory),
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

/** Writes a notice in the place of `row`, or as a new one, and in the index while someone waits. */
export function written(
  subjectId: SubjectId,
  row: NoticeRow | undefined,
  { recipient, categories }: SourceNotice,
): Statement {
  const key = noticeKey(subjectId, recipient);
  const informBy = nextInformBy({ recipient, categories });
  const isWaiting = informBy !== undefined;
  const attributes = {
    categories: categories.map((one) => ({ ...one })),
    ...(isWaiting && { informBy, ...waitingPartition }),
  };
  return row === undefined
    ? insert(sourceNotices, { ...key, version: 1, ...attributes })
    : update(sourceNotices, key, row.version, attributes, isWaiting ? undefined : 'waiting');
}
