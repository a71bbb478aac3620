import type { Cited, LegalSpan } from './spans.ts';

/** Duties after a personal-data breach; each has a clock. */
export const breachDuties = [
  'authority',
  /** The complete report, where the first one may be short. */
  'authority-final',
  /** More time to complete a report that was made. */
  'authority-supplement',
  'subjects',
  /** To find out whether the breach has to be notified. */
  'assessment',
  /** Of a leak that is only suspected. */
  'possible-leak',
  /** The computer emergency team of the country. */
  'cert-in',
  /** A processor informs the controller: GDPR Art. 33(2). */
  'processor',
] as const;
export type BreachDuty = (typeof breachDuties)[number];

/** The moment from which a clock runs. */
export const breachStarts = [
  'discovery',
  'awareness',
  'determination',
  'assessment',
  'people-informed',
] as const;
export type BreachStart = (typeof breachStarts)[number];

export type BreachSpan = LegalSpan | { readonly amount: number; readonly unit: 'hours' };

/** A ground on which the duty does not apply. */
export interface BreachException extends Cited {
  readonly code: string;
}

export interface BreachClock extends Cited {
  /** `without-undue-delay` has no last hour of its own: see `breachSpanOf`. */
  readonly within: BreachSpan | 'immediately' | 'without-undue-delay';
  readonly from: BreachStart;
  /** Words of the law that no number holds: "as soon as feasible". */
  readonly standard?: string;
  /** Which breaches the duty is for. */
  readonly threshold?: string;
  /** A late report says why: GDPR Art. 33(1). */
  readonly lateNeedsReasons?: true;
  readonly exceptions: readonly BreachException[];
}

export type BreachLaw = Readonly<Partial<Record<BreachDuty, BreachClock>>>;

/** Name of the clock under `jurisdictions.targets` of the policy. */
export const breachTargetName = (duty: BreachDuty): string => `breach-${duty}`;

const undetermined: BreachClock = {
  within: 'without-undue-delay',
  from: 'awareness',
  exceptions: [{ code: 'threshold-not-met', reference: 'not known', verified: false }],
  reference: 'not known',
  verified: false,
};

/**
 * The duties of a law. One whose duties no one has recorded is not one without duties: staff
 * inform the authority and the people, or decide against it with a reason.
 */
export const dutiesOf = (breach: BreachLaw | undefined): BreachLaw =>
  breach === undefined || Object.keys(breach).length > 0
    ? (breach ?? {})
    : { authority: undetermined, subjects: undetermined };
