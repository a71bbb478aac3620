import * as z from 'zod';
import {
  bytesColumn,
  recordIdColumn,
  subjectIdColumn,
  timeColumn,
} from '../platform/dynamo/columns.ts';
import { stateKeyColumns } from '../platform/workflow/sealed-state.ts';
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

/** Partition of the index in which reviews wait for their outcome. */
export const waitingReview = 'review';

const review = z.object({
  owner: z.string(),
  dueAt: timeColumn,
  state: z.enum(reviewStates),
  openedAt: timeColumn,
  changedAt: timeColumn,
  measure: z.string().optional(),
  outcome: z.string().optional(),
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
  waiting: z.literal(waitingReview).optional(),
  dueAt: timeColumn.optional(),
});
export type ReportRow = z.output<typeof reportRow>;

/** A row of `fairness-runs`. */
export const runRow = z.object({ reportId: z.string(), version: z.int(), ...stateKeyColumns });
