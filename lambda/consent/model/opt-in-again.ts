import type { Circumstances, StoredState } from './consent.ts';
import { consentStanding } from './consent.ts';
import { despiteSignal } from './signal.ts';
import { twoSteps } from '../../policy/two-steps.ts';

/** Whether the person is opted out: a consent that lapsed leaves the opt-out that came before it. */
export const isOptedOut = (stored: StoredState, person: Circumstances): boolean =>
  stored.state === 'given'
    ? stored.afterNo === true && consentStanding(stored, person).state !== 'given'
    : true;

/** 11 CCR 7025(c)(3): who is informed of the conflict with a signal consents by itself. */
export const isInSteps = (
  method: string | undefined,
  { bySignal, despiteSignal: despite }: Pick<StoredState, 'bySignal' | 'despiteSignal'>,
): boolean =>
  method === twoSteps || (method === despiteSignal && (bySignal === true || despite === true));
