import type { Decision, DenyReason } from './decision.ts';
import { decide } from './decision.ts';
import { milliseconds } from '../../value/time.ts';
import type { Subject } from '../../subject/model/subject.ts';
import type { Circumstances } from './basis.ts';
import type { StoredState } from './event.ts';
import type { Effect } from './choice.ts';
import { consentFacts } from './status.ts';

/** What a choice changes, and why the use of data that comes in is denied all the same. */
export interface Outcome {
  readonly effect: Effect;
  readonly deniedBecause?: readonly DenyReason[];
}

/** What a `no` denies by itself. */
const ofNo: readonly DenyReason[] = [
  'consent-refused',
  'consent-withdrawn',
  'opted-out',
  'objection',
];

/**
 * What follows from a choice, read from the decisions that are made after it: whatever else stops the
 * use (a setting, a restriction, an age, another law) stops it in the answer too. Behind the fence of
 * an erasure the choice is judged for itself.
 */
export function outcomeOf(
  next: StoredState,
  person: Circumstances,
  subject: Pick<Subject, 'settings' | 'restrictedPurposes'>,
): Outcome {
  const { policy, now, jurisdictions, ageBand } = person;
  const { restrictedPurposes, settings } = subject;
  const facts = { kind: 'known', status: 'active', restrictedPurposes, settings } as const;
  const categories = policy.purposes[next.purpose]?.categories ?? [];

  const decisions = (stored: StoredState, when: 'now' | 'before'): Decision[] =>
    categories.map((category) =>
      decide({
        ...{ policy, jurisdictions, now, category, purpose: next.purpose },
        subject: { ...facts, ageBand },
        consent: consentFacts(stored, person),
        // Data that comes in, or that was collected on whatever held first.
        ...(when === 'now' ? { storing: true } : { collectedAt: milliseconds(0) }),
      }),
    );

  return next.state === 'given' ? ofYes() : ofRefusal();

  function ofYes(): Outcome {
    const refused: StoredState = { ...next, state: 'refused' };
    const opened = (when: 'now' | 'before'): DenyReason[] => {
      const otherwise = decisions(refused, when);
      return decisions(next, when).flatMap(({ decision }, index) =>
        decision === 'permit' ? reasonsOf(otherwise[index]) : [],
      );
    };
    const atOnce = opened('now');
    if (atOnce.length > 0)
      return { effect: onlyObjects(atOnce) ? 'objection-ended' : 'processing-permitted' };
    const denied = [...new Set(decisions(next, 'now').flatMap(reasonsOf))];
    return {
      effect: opened('before').length > 0 ? 'earlier-data-permitted' : 'recorded-without-effect',
      ...(denied.length > 0 && { deniedBecause: denied }),
    };
  }

  function ofRefusal(): Outcome {
    const stopped = (when: 'now' | 'before'): DenyReason[] =>
      decisions(next, when)
        .flatMap(reasonsOf)
        .filter((reason) => ofNo.includes(reason));
    const atOnce = stopped('now');
    if (atOnce.length > 0)
      return { effect: onlyObjects(atOnce) ? 'objection-honoured' : 'processing-stopped' };
    return {
      effect: stopped('before').length > 0 ? 'earlier-data-stopped' : 'recorded-without-effect',
    };
  }
}

const reasonsOf = (decision: Decision | undefined): readonly DenyReason[] =>
  decision?.decision === 'deny' ? decision.reasons : [];

const onlyObjects = (reasons: readonly DenyReason[]): boolean =>
  reasons.every((reason) => reason === 'objection');
