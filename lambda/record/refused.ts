import type { Decision, DenyReason } from '../consent/model/decision.ts';
import type { Decided, Question } from '../decision/store.ts';
import type { Resolution, Subject } from '../subject/model/subject.ts';
import type { DecisionRefusal, PersonRefusal } from './model/record.ts';

/** The person, while something may be stored about them. */
export const activeOf = (resolution: Resolution): Subject | undefined =>
  resolution.kind === 'known' && resolution.subject.status === 'active'
    ? resolution.subject
    : undefined;

/** Of a person who is not active: unknown, or behind the fence of an erasure. */
export const refusalOfPerson = ({ kind }: Resolution): PersonRefusal => ({
  kind: kind === 'unknown' ? 'subject-unknown' : 'subject-erased',
});

export const deniedOf = (
  resolution: Resolution,
  questions: readonly Question[],
  decisions: readonly Decision[],
): Decided[] =>
  questions.flatMap((question, index) => {
    const decision = decisions[index];
    return decision?.decision === 'deny' ? [{ ...question, resolution, decision }] : [];
  });

/** Undefined when every purpose is permitted. */
export function refusalOfDecisions(decisions: readonly Decision[]): DecisionRefusal | undefined {
  const denials = decisions.flatMap((decision, position) =>
    decision.decision === 'deny' ? [{ position, reasons: decision.reasons }] : [],
  );
  if (denials.length === 0) return undefined;
  const because = (reason: DenyReason) => denials.some(({ reasons }) => reasons.includes(reason));
  // Nothing that the caller or the person can do changes it.
  if (because('processing-frozen')) return { kind: 'frozen' };
  // GDPR Art. 18(2): a restriction holds on every basis, so it is reported before all else.
  return because('processing-restricted')
    ? { kind: 'restricted' }
    : { kind: 'not-permitted', denials };
}
