import type { Circumstances } from '../../consent/model/basis.ts';
import type { StoredState } from '../../consent/model/event.ts';
import type { Choice } from '../../consent/model/choice.ts';
import { statedIn } from '../../policy/stated-bases.ts';
import { effectFor } from '../../consent/model/effect.ts';
import { isOpenToObjection } from '../../policy/grounds.ts';
import type { JurisdictionId, Policy } from '../../policy/schema.ts';
import type { OptOutRight } from '../../policy/vocabulary.ts';
import type { ChoiceKind } from '../../request/model/kinds.ts';
import { choiceKinds } from '../../request/model/kinds.ts';

/** One purpose that a request stops, and whether it had been stopped before. */
export interface Stopping {
  readonly purpose: string;
  readonly state: Exclude<Choice, 'given'>;
  readonly stoppedBefore: boolean;
}

type Person = Pick<Circumstances, 'policy' | 'now' | 'jurisdictions'>;

/**
 * What a request stops: the purposes that it names, else those that its kind is about. It writes the
 * same events as the consents of the person, so there is one truth. None of it is weighed or
 * rejected: withdrawing is as easy as giving (GDPR Art. 7(3)), objecting is honoured without a weighing
 * of interests (Art. 21(1)), opting out asks for no proof (11 CCR 7026(d), 7027(e)).
 *
 * @param states the newest choices of the person, by purpose
 */
export function stoppedBy(
  kind: ChoiceKind,
  person: Person,
  states: ReadonlyMap<string, StoredState>,
  named?: readonly string[],
): readonly Stopping[] {
  const state = kind === 'withdraw-consent' ? 'withdrawn' : 'refused';
  const purposes = named ?? meant(kind, person, states);
  return [...new Set(purposes)].map((purpose) => {
    const stored = states.get(purpose)?.state;
    return { purpose, state, stoppedBefore: stored === 'refused' || stored === 'withdrawn' };
  });
}

/** Kinds that would stop something that is not stopped yet. */
export const wouldStop = (
  person: Person,
  states: ReadonlyMap<string, StoredState>,
): readonly ChoiceKind[] =>
  choiceKinds.filter((kind) =>
    stoppedBy(kind, person, states).some(
      ({ purpose, stoppedBefore }) => !stoppedBefore && hasEffect(person, purpose),
    ),
  );

/** Whether some law of the policy attaches the opt-out to each purpose, wherever the person lives. */
export const isAttachedToAll = (
  policy: Policy,
  right: OptOutRight,
  purposes: readonly string[],
): boolean =>
  purposes.every((purpose) =>
    lawsOf(policy).some((law) => isAttached(policy, purpose, law, right)),
  );

function meant(
  kind: ChoiceKind,
  person: Person,
  states: ReadonlyMap<string, StoredState>,
): readonly string[] {
  const all = Object.keys(person.policy.purposes);
  switch (kind) {
    case 'withdraw-consent':
      return all.filter((purpose) => states.get(purpose)?.state === 'given');
    case 'objection':
      return all.filter((purpose) =>
        person.jurisdictions.some((jurisdiction) => isObjectable(person, purpose, jurisdiction)),
      );
    case 'opt-out-sale-share':
    case 'limit-sensitive':
      return optedOut(kind, person, all);
    case 'opt-out-automated-decision': {
      const opted = optedOut(kind, person, all);
      return all.filter(
        (purpose) => opted.includes(purpose) || isDecidedByMachines(person, purpose),
      );
    }
  }
}

/** Of earlier data too: what rested on Art. 6(1)(e) or (f) then still does (GDPR Art. 21(1)). */
const isObjectable = ({ policy }: Person, purpose: string, jurisdiction: JurisdictionId): boolean =>
  statedIn(policy, purpose, jurisdiction).some(({ basis }) =>
    isOpenToObjection(policy, basis, jurisdiction),
  );

/**
 * Purposes to which the laws of the person attach the opt-out. Where none of them knows it, those to
 * which another law of the policy attaches it: that someone wants less done with their data is
 * honoured, though nothing obliges us to.
 */
function optedOut(right: OptOutRight, person: Person, all: readonly string[]): readonly string[] {
  const under = (jurisdictions: readonly JurisdictionId[]) =>
    all.filter((purpose) =>
      jurisdictions.some((jurisdiction) => isAttached(person.policy, purpose, jurisdiction, right)),
    );
  const own = under(person.jurisdictions);
  return own.length > 0
    ? own
    : under(lawsOf(person.policy)).filter((purpose) => hasEffect(person, purpose));
}

const isAttached = (
  policy: Policy,
  purpose: string,
  jurisdiction: JurisdictionId,
  right: OptOutRight,
): boolean =>
  statedIn(policy, purpose, jurisdiction).some(
    ({ basis, optOut = 'opt-out-sale-share' }) => basis === 'opt-out' && optOut === right,
  );

const lawsOf = ({ law }: Policy): JurisdictionId[] => Object.keys(law);

/**
 * GDPR Art. 22(1) gives no opt-out but a right not to be decided about by machines alone. A purpose
 * that declares such a decision, or that a person has to look after, is stopped, unless it rests on
 * the contract or a duty: Art. 22(2)(a)-(b) allow it there, and `human-review` remains.
 */
const isDecidedByMachines = (person: Person, purpose: string): boolean => {
  const { automatedDecision, obligations } = person.policy.purposes[purpose] ?? {};
  const decided = automatedDecision !== undefined || obligations?.includes('human-review') === true;
  return decided && hasEffect(person, purpose);
};

const hasEffect = ({ policy, jurisdictions, now }: Person, purpose: string): boolean =>
  effectFor(policy, jurisdictions, { purpose, state: 'refused' }, now) !==
  'recorded-without-effect';
