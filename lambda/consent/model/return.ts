import type { Circumstances } from './basis.ts';
import type { StoredState } from './event.ts';
import { consentStatus } from './status.ts';
import { despiteSignal } from './signal.ts';
import { asksTwoSteps, twoSteps } from '../../policy/two-steps.ts';
import type { EpochMilliseconds } from '../../value/time.ts';
import { mayHaveReached, narrows } from '../../subject/model/subject.ts';
import { ageOfConsent } from './basis.ts';
import type { ConsentCommand } from './command.ts';
import type { Rejection } from './ruling.ts';

/** Whether the person is opted out: a consent that lapsed leaves the opt-out that came before it. */
export const isOptedOut = (stored: StoredState, person: Circumstances): boolean =>
  stored.state === 'given'
    ? stored.afterNo === true && consentStatus(stored, person).state !== 'given'
    : true;

/** 11 CCR 7025(c)(3): who is informed of the conflict with a signal consents by itself. */
export const isInSteps = (
  method: string | undefined,
  { bySignal, despiteSignal: despite }: Pick<StoredState, 'bySignal' | 'despiteSignal'>,
): boolean =>
  method === twoSteps || (method === despiteSignal && (bySignal === true || despite === true));

/**
 * Rules on a consent that follows a `no`, at once or after another consent that lapsed.
 *
 * @param previous what was said about the purpose before
 */
export function ruleOnReturn(
  { purpose, method, givenBy }: ConsentCommand,
  person: Circumstances,
  previous: StoredState | undefined,
): Rejection | undefined {
  if (previous === undefined || !isOptedOut(previous, person)) return undefined;
  const isOwnNo = previous.state !== 'given' && previous.givenBy === 'subject';
  if (givenBy === 'responsible-person' && isOwnNo && mayDecide(purpose, person, previous.at)) {
    return { kind: 'own-consent-needed' };
  }
  const { policy, jurisdictions } = person;
  return !isInSteps(method, previous) && asksTwoSteps(policy, purpose, jurisdictions)
    ? { kind: 'two-steps-needed' }
    : undefined;
}

/**
 * A person who may be old enough to decide has decided: a parent does not overrule them. Nor does a lower
 * age that was declared afterwards; one that says more closely how old they are does count.
 */
function mayDecide(purpose: string, person: Circumstances, madeAt: EpochMilliseconds): boolean {
  const { ageBand, earlierAges = [] } = person;
  const declared = earlierAges.flatMap(({ until, ageBand: before }) =>
    before === undefined || until < madeAt || narrows(ageBand, before) ? [] : [before],
  );
  const age = ageOfConsent(purpose, person);
  return [ageBand, ...declared].some((band) => mayHaveReached(band, age));
}
