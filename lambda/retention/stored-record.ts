import * as z from 'zod';
import { bytesColumn, recordIdColumn, subjectIdColumn } from '../platform/dynamo/columns.ts';
import type { Key } from '../platform/dynamo/statement.ts';
import type { RecordId, SubjectId } from '../value/ids.ts';
import { madeAt } from '../value/ids.ts';
import type { EpochMilliseconds, EpochSeconds } from '../value/time.ts';
import { milliseconds, seconds } from '../value/time.ts';
import { withholdingGrounds } from '../policy/vocabulary.ts';

const collectedAt = z.iso.datetime().transform((text) => milliseconds(Date.parse(text)));

const source = z.object({ category: z.string(), purposes: z.array(z.string()), collectedAt });

export const recordFields = z.object({
  subjectId: subjectIdColumn,
  recordId: recordIdColumn,
  version: z.int(),
  contentVersion: z.int(),
  category: z.string(),
  /** Stored rather than looked up: the policy may regroup classes while rows stay as encrypted. */
  erasureClass: z.string(),
  purposes: z.array(z.string()),
  collectedAt,
  /** Whether the row is on its way to its end: TTL takes it there, or it is suspended and nothing does. */
  expiresAt: z.int().transform(seconds).optional(),
  endsAt: z.int().transform(seconds).optional(),
  policyVersion: z.string(),
  /** Absent on rows of earlier versions: their id says when they were made. */
  storedAt: z
    .number()
    .transform((time) => milliseconds(time))
    .optional(),
  derivedFrom: recordIdColumn.optional(),
  /** What it is made from, as far as that decides about its end. */
  sources: z.array(source).optional(),
  /** What was made from the row; some of it may be gone. */
  derived: z.array(recordIdColumn).optional(),
  /** Ground on which the row outlives the erasure of its person. */
  withheld: z.enum(withholdingGrounds).optional(),
  /** It has a file: see `mediaName`. */
  media: z.literal(true).optional(),
  sealed: bytesColumn,
});

interface Ends {
  readonly expiresAt?: EpochSeconds | undefined;
  readonly endsAt?: EpochSeconds | undefined;
}

type Ended<Row> = Omit<Row, 'expiresAt' | 'endsAt'> & {
  readonly expiresAt: EpochSeconds;
  /** A hold or a restriction keeps the row from deletion, its end notwithstanding. */
  readonly suspended: boolean;
};

/** One end, whichever attribute has it. A row without any is none of ours. */
export function withEnd<Row extends Ends>(
  { expiresAt, endsAt, ...row }: Row,
  context: z.RefinementCtx,
): Ended<Row> {
  const end = expiresAt ?? endsAt;
  if (end !== undefined) return { ...row, expiresAt: end, suspended: expiresAt === undefined };
  context.addIssue({ code: 'custom', message: 'the row has no end' });
  return z.NEVER;
}

interface Stored {
  readonly recordId: RecordId;
  readonly storedAt?: EpochMilliseconds | undefined;
}

/** Rows of earlier versions do not say when they were stored; their id does. */
export const withStored = <Row extends Stored>({
  storedAt,
  ...row
}: Row): Omit<Row, 'storedAt'> & { readonly storedAt: EpochMilliseconds } => ({
  ...row,
  storedAt: storedAt ?? madeAt(row.recordId),
});

export const recordKey = (subjectId: SubjectId, recordId: string): Key => ({ subjectId, recordId });
