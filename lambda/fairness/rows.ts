import * as z from 'zod';
import {
  bytesColumn,
  recordIdColumn,
  subjectIdColumn,
  timeColumn,
} from '../platform/dynamo/columns.ts';
import { seconds } from '../value/time.ts';
import { reviewStates } from './model/review.ts';

/** A row of `outcomes`. */
export const outcomeRow = z.object({
  subjectId: subjectIdColumn,
  automatedDecisionId: recordIdColumn,
  part: z.string(),
  erasureClass: z.string(),
  version: z.int(),
  contentVersion: z.int(),
  recordedAt: timeColumn,
  expiresAt: z.int().transform(seconds),
  /** Ciphertext of an `OutcomeContent`. */
  content: bytesColumn,
});
export type OutcomeRow = z.output<typeof outcomeRow>;

/** What is encrypted of an outcome. */
export const outcomeContent = z.object({
  favourable: z.boolean().optional(),
  score: z.number().optional(),
  model: z.string().optional(),
  /** What turned out to be right: whether the favourable outcome would have been. */
  label: z.boolean().optional(),
});
export type OutcomeContent = z.output<typeof outcomeContent>;

const review = z.object({
  owner: z.string(),
  dueAt: timeColumn,
  state: z.enum(reviewStates),
  openedAt: timeColumn,
  changedAt: timeColumn,
  measure: z.string().optional(),
  outcome: z.string().optional(),
  /** That its day has passed was reported. */
  overdueAt: timeColumn.optional(),
});

/** A row of `fairness-reports`. */
export const reportRow = z.object({
  system: z.string(),
  period: z.string(),
  version: z.int(),
  reportedAt: timeColumn,
  policyVersion: z.string(),
  /** Codes of the thresholds that were breached; none when empty. */
  breached: z.array(z.string()),
  /** The report as JSON: numbers of rows are integers. */
  report: z.string(),
  review: review.optional(),
  /** In the index while a review is not closed. */
  waiting: z.string().optional(),
  dueAt: timeColumn.optional(),
});
export type ReportRow = z.output<typeof reportRow>;
