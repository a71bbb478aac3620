import { askStandings } from '../decision/named-models.ts';
import { accountFor } from '../decision/store.ts';
import { decidedCategory, purposesWith } from '../policy/categories.ts';
import { readTogether } from '../platform/dynamo/together.ts';
import type { Answer, Idempotency, RequestOf } from '../platform/http/handlers.ts';
import { answer } from '../platform/http/handlers.ts';
import type { Problem, ProblemDetail } from '../platform/http/problem.ts';
import { problem } from '../platform/http/problem.ts';
import type { Refusal } from '../record/model/record.ts';
import { problemOf } from '../record/outcome.ts';
import type { WriteDependencies } from '../record/write-records.ts';
import { writeOne } from '../record/write-records.ts';
import { toEpochMilliseconds, toRfc3339 } from '../value/time.ts';
import { outcomeBeside } from '../fairness/record-outcome.ts';
import type { DecisionContent } from './model/decision.ts';
import type { reviewRoutes } from './routes.ts';

type NewDecision = RequestOf<(typeof reviewRoutes)['recordAutomatedDecision']>['body'];

/** POST /v1/automated-decisions: a record of the reserved category, and the outcome of a monitored system. */
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
  // A repeated call has its answer, whatever became of the model since.
  const denied = idempotency?.replay ? undefined : await deniedModel(deps, subject, content.model);
  if (denied !== undefined) return denied;
  const outcome = await writeOne(
    deps,
    {
      ...{ subject, category: decidedCategory, purposes, collectedAt },
      content: content satisfies DecisionContent,
    },
    idempotency,
    (record) => outcomeBeside(deps, record, content),
  );
  if (outcome === undefined) return problem('request-in-progress');
  if (outcome.kind === 'refused') return refusedWith(outcome.refusal, purposes);
  const { recordId, expiresAt } = outcome;
  return answer(201, {
    automatedDecisionId: recordId,
    reviewableUntil: toRfc3339(toEpochMilliseconds(expiresAt)),
  });
}

/** What a model decided that no one has approved is not stored as a decision of ours. */
async function deniedModel(
  deps: WriteDependencies,
  subject: NewDecision['subject'],
  model: string | undefined,
): Promise<Problem | undefined> {
  if (model === undefined) return undefined;
  const standing = (await readTogether(deps.database, (read) => askStandings(read, [model])))(
    model,
  );
  if (standing === 'usable') return undefined;
  const reason = `model-${standing}` as const;
  const resolution = await deps.subjects.resolve(subject);
  const [purpose = ''] = purposesWith(deps.policy, decidedCategory);
  const decision = { decision: 'deny', reasons: [reason] } as const;
  await accountFor(deps, [{ purpose, category: decidedCategory, resolution, decision }]);
  return problem('processing-not-permitted', {
    errors: [
      { pointer: '/model', message: `what this model decided may not be stored: ${reason}` },
    ],
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
