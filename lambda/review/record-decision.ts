import { decidedCategory, purposesWith } from '../policy/categories.ts';
import type { Answer, Idempotency, RequestOf } from '../platform/http/handlers.ts';
import { answer } from '../platform/http/handlers.ts';
import type { Problem, ProblemDetail } from '../platform/http/problem.ts';
import { problem } from '../platform/http/problem.ts';
import type { Refusal } from '../record/model/record.ts';
import { problemOf } from '../record/outcome.ts';
import type { WriteDependencies } from '../record/write-records.ts';
import { writeOne } from '../record/write-records.ts';
import { toEpochMilliseconds, toRfc3339 } from '../value/time.ts';
import type { DecisionContent } from './model/decision.ts';
import type { reviewRoutes } from './routes.ts';

type NewDecision = RequestOf<(typeof reviewRoutes)['recordAutomatedDecision']>['body'];

/** POST /v1/automated-decisions: a record of the reserved category, and nothing beside it. */
export async function recordDecision(
  deps: WriteDependencies,
  { subject, at: collectedAt, ...content }: NewDecision,
  idempotency: Idempotency | undefined,
): Promise<Answer | Problem> {
  // A person who objects to the comparison of outcomes still learns what was decided, and contests it.
  const purposes = purposesWith(deps.policy, decidedCategory).filter(
    (purpose) => purpose !== deps.policy.fairness.purpose,
  );
  if (purposes.length === 0) return notOffered;
  const outcome = await writeOne(
    deps,
    {
      ...{ subject, category: decidedCategory, purposes, collectedAt },
      content: content satisfies DecisionContent,
    },
    idempotency,
  );
  if (outcome === undefined) return problem('request-in-progress');
  if (outcome.kind === 'refused') return refusedWith(outcome.refusal, purposes);
  const { recordId, expiresAt } = outcome;
  return answer(201, {
    automatedDecisionId: recordId,
    reviewableUntil: toRfc3339(toEpochMilliseconds(expiresAt)),
  });
}

const invalid = (...errors: ProblemDetail[]): Problem => problem('invalid-input', { errors });

const notOffered = invalid({
  pointer: '',
  message: `not offered by this deployment: no purpose of its policy has the category ${decidedCategory}`,
});

/** The pointers are those of this body, which names neither a category nor purposes. */
function refusedWith(refusal: Refusal, purposes: readonly string[]): Problem {
  switch (refusal.kind) {
    case 'collected-in-future':
      return invalid({ pointer: '/at', message: 'send a time that has passed' });
    case 'already-expired':
      return invalid({
        pointer: '/at',
        message: 'decided so long ago that no human may review it any more: do not store it',
      });
    case 'not-permitted':
      return problem('processing-not-permitted', {
        errors: refusal.denials.map(({ position, reasons }) => ({
          pointer: '/subject',
          message: `decisions about this person may not be stored: ${purposes[position]} is denied: ${reasons.join(', ')}`,
        })),
      });
    default:
      return problemOf(refusal);
  }
}
