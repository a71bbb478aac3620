import type { RiskClass } from '../../../policy/vocabulary.ts';
import { unclassifiedRisk } from '../../../policy/vocabulary.ts';
import type { Policy } from '../../../policy/schema.ts';
import { approximateDays } from '../../../value/duration.ts';
import { holdingReasons } from '../../../value/models.ts';
import type { HoldingReason } from '../../../value/models.ts';
import type { EpochMilliseconds } from '../../../value/time.ts';

/** A training set, as its row says. */
export type SetFacts =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'building' | 'failed' | 'rejected' | 'expired' | 'current' }
  /** `since` is absent where the row does not say it. */
  | { readonly kind: 'stale'; readonly since?: EpochMilliseconds | undefined };

/**
 * The last report of a system on fairness; `empty` where it compares no groups against a threshold,
 * `breached` while the review of a threshold is not closed.
 */
export type FairnessFacts = 'no-report' | 'empty' | 'passes' | 'breached';

export interface ApprovalFacts {
  readonly riskClass?: RiskClass | undefined;
  /** Whether the model names an impact assessment. */
  readonly assessed: boolean;
  readonly sets: readonly SetFacts[];
  /** Of each system that the model serves. */
  readonly systems: readonly FairnessFacts[];
  readonly rules: Policy['models'];
  readonly now: EpochMilliseconds;
}

/**
 * What a reasoned exception of staff lifts; of a set that has expired, only its files are gone. Nothing
 * lifts a missing assessment, which the law asks for (AI Act Art. 27, GDPR Art. 35), nor a set that was
 * never complete or whose groups are too small.
 */
export const liftable: readonly HoldingReason[] = [
  'training-set-expired',
  'training-set-stale',
  'fairness-system-missing',
  'fairness-report-missing',
  'fairness-report-empty',
  'fairness-threshold-breached',
];

export interface Ruling {
  /** Empty: the model can be approved. In the order of the closed list, each once. */
  readonly holding: readonly HoldingReason[];
  /** What the exception lifted. */
  readonly lifted: readonly HoldingReason[];
}

/** What holds the approval of a model back, and what an exception lifts of it. */
export function ruleOnApproval(facts: ApprovalFacts, excepted: boolean): Ruling {
  const found = new Set(reasonsOf(facts));
  const reasons = holdingReasons.filter((reason) => found.has(reason));
  const isLifted = (reason: HoldingReason): boolean => excepted && liftable.includes(reason);
  return {
    holding: reasons.filter((reason) => !isLifted(reason)),
    lifted: reasons.filter(isLifted),
  };
}

function* reasonsOf({
  riskClass,
  assessed,
  sets,
  systems,
  rules,
  now,
}: ApprovalFacts): Generator<HoldingReason> {
  if (!assessed && rules.assessment.includes(riskClass ?? unclassifiedRisk))
    yield 'assessment-missing';
  for (const set of sets) {
    if (set.kind === 'current') continue;
    if (set.kind !== 'stale') yield `training-set-${set.kind}`;
    else if (isBeyond(set.since, rules.staleFor, now)) yield 'training-set-stale';
  }
  // A model that names no system has no report that passes: that it decides about no one is for staff to say.
  if (systems.length === 0) yield 'fairness-system-missing';
  if (systems.includes('no-report')) yield 'fairness-report-missing';
  if (systems.includes('empty')) yield 'fairness-report-empty';
  if (systems.includes('breached')) yield 'fairness-threshold-breached';
}

const dayMilliseconds = 86_400_000;

/** Without a bound, or without the moment, a stale set always holds the approval back. */
export const isBeyond = (
  since: EpochMilliseconds | undefined,
  staleFor: string | undefined,
  now: EpochMilliseconds,
): boolean =>
  since === undefined ||
  staleFor === undefined ||
  since + approximateDays(staleFor) * dayMilliseconds <= now;
