import * as z from 'zod';
import { incidentIdColumn, noticeIdColumn, timeColumn } from '../../platform/dynamo/columns.ts';
import type { Item } from '../../platform/dynamo/statement.ts';
import type { AuthorityForm } from '../model/authority-form.ts';
import type { Notice } from '../model/notice.ts';
import { noticeStates } from '../model/notice.ts';
import { formOf } from './form-schema.ts';

const count = z.int().nonnegative();
const actor = z.object({
  kind: z.enum(['staff', 'service', 'system']),
  id: z.string().optional(),
});

const text = z.object({
  subject: z.string(),
  whatHappened: z.string(),
  consequences: z.string(),
  measures: z.string(),
  contact: z.string(),
});

const storedForm = formOf(timeColumn) satisfies z.ZodType<AuthorityForm>;

const content = z.discriminatedUnion('audience', [
  z.object({ audience: z.literal('authority'), form: storedForm }),
  z.object({
    audience: z.literal('people'),
    texts: z.record(z.string(), text),
    fallback: z.string(),
  }),
]);

export const noticeRow = z
  .object({
    incidentId: incidentIdColumn,
    noticeId: noticeIdColumn,
    version: z.int(),
    state: z.enum(noticeStates),
    /** JSON: an approved text is compared by its hash, so it is stored as it was hashed. */
    content: z.string(),
    contentSha256: z.string(),
    preparedBy: actor,
    preparedAt: timeColumn,
    approvedBy: actor.optional(),
    approvedAt: timeColumn.optional(),
    attempt: z.int(),
    counts: z.object({
      ...{ written: count, uncertain: count, noAddress: count, rejected: count },
      ...{ bounced: count, complained: count, erased: count },
    }),
    endedAt: timeColumn.optional(),
  })
  .transform((row, context): Notice => {
    const parsed = content.safeParse(JSON.parse(row.content));
    if (parsed.success) return { ...row, content: parsed.data };
    context.addIssue({ code: 'custom', message: 'a notice has no content' });
    return z.NEVER;
  });

/** @param canonical the RFC 8785 form of the content */
export const toItem = (notice: Notice, canonical: string): Item => ({
  ...notice,
  content: canonical,
  counts: { ...notice.counts },
  preparedBy: { ...notice.preparedBy },
  approvedBy: notice.approvedBy && { ...notice.approvedBy },
});
