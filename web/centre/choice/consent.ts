import type { Schemas } from '../../app/api.tsx';

export type Consent = Schemas['Consent'];

/** Bases on which the person decides: by agreeing, by opting out, by objecting. */
const decided: ReadonlySet<string> = new Set(['consent', 'opt-out', 'legitimate-interests']);

export const isChoice = ({ basis }: Consent): boolean => basis !== undefined && decided.has(basis);

/** Global Privacy Control: https://w3c.github.io/gpc/ */
export const sendsSignal = (): boolean =>
  'globalPrivacyControl' in navigator && navigator.globalPrivacyControl === true;

/**
 * How a choice to allow was made, in the words of the API. Opting in again after an opt-out takes two
 * steps (11 CCR 7028(a)), as does a choice against the signal that the browser sends.
 */
export function methodOf({ basis, state }: Consent): 'two-step-confirmation' | 'express-form' {
  const optsInAgain = basis === 'opt-out' && (state === 'refused' || state === 'withdrawn');
  return optsInAgain || (basis === 'opt-out' && sendsSignal())
    ? 'two-step-confirmation'
    : 'express-form';
}

export const needsTwoSteps = (consent: Consent): boolean =>
  methodOf(consent) === 'two-step-confirmation';

/** Whether the button for it would change nothing. */
export const isAllowed = ({ state }: Consent): boolean => state === 'given';
export const isRefused = ({ state }: Consent): boolean =>
  state === 'refused' || state === 'withdrawn';
