import type { JurisdictionId, OptOutRight } from './fields.ts';

/** Rights that `jurisdictions.yaml` knows: the kinds of data-subject requests, without `appeal`. */
export const rights = [
  'access',
  'portability',
  'rectification',
  'erasure',
  'restriction',
  'objection',
  'withdraw-consent',
  'opt-out-sale-share',
  'limit-sensitive',
  'opt-out-automated-decision',
  'human-review',
  'complaint',
] as const;
export type Right = (typeof rights)[number];

/** How a law lets data be used: `legal-basis` where consent is one of several grounds. */
export const consentModels = [
  'opt-in',
  'opt-out',
  'notice',
  'legal-basis',
  'prohibited',
  'unspecified',
] as const;
export type ConsentModel = (typeof consentModels)[number];

/** What a law may answer apart; each law returns `default`, `sale-share` and `sensitive`. */
export const consentTopics = [
  'default',
  'sale-share',
  'direct-marketing',
  'sensitive',
  'training-improvement',
  'device-storage',
  'profiling',
  'cross-border',
] as const;
export type ConsentTopic = (typeof consentTopics)[number];

export const spanUnits = [
  'calendar-days',
  'calendar-months',
  'business-days',
  'working-days',
] as const;

/** A legal period: an amount of one unit, counted from the day after the event. */
export interface LegalSpan {
  readonly amount: number;
  readonly unit: (typeof spanUnits)[number];
}

/** What day 0 of a clock is. */
export const clockStarts = [
  'request-received',
  'latest-of-request-identity-fee',
  'cost-confirmed',
  'outcome-known',
  'per-published-period',
] as const;
export type ClockStart = (typeof clockStarts)[number];

/** Why a clock may be extended or stands still. */
export const delayCodes = [
  'complexity',
  'high-volume',
  'identity-verification',
  'clarification-needed',
  'consultation',
  'format-conversion',
  'fee-paid',
  'any-stated',
] as const;
export type DelayCode = (typeof delayCodes)[number];

export const lastDayRolls = ['next-working-day', 'past-sunday-and-public-holiday', 'none'] as const;
/** Which days off the last day of a period moves past. */
export type LastDayRoll = (typeof lastDayRolls)[number];

/** A fact with where it stands; `verified` is false for drafts that no one read in the source. */
export interface Cited {
  readonly reference: string;
  readonly verified: boolean;
}

/**
 * `fixed`: so much more time, at most `times` times, to at most `max` of the unit in all. `told`: as
 * long as the person is informed, within the first period (DPO Art. 18(2)).
 */
export type LegalExtension =
  | (LegalSpan & {
      readonly kind: 'fixed';
      readonly max: number;
      readonly times: number;
      readonly reasons: readonly DelayCode[];
    })
  | { readonly kind: 'announced'; readonly reasons: readonly DelayCode[] };

export interface LegalClock extends Cited {
  /** `without-undue-delay` has no last day of its own: see `target`. */
  readonly respond: LegalSpan | 'immediately' | 'without-undue-delay';
  /** Words of the law that no number holds: "as soon as practicable". */
  readonly standard?: string;
  /** A usual last day for `without-undue-delay`; the policy can name another. */
  readonly target?: LegalSpan;
  readonly acknowledge?: LegalSpan;
  readonly extension?: LegalExtension;
  /** When the person has to be informed of a refusal, whether or not the answer is extended (GDPR Art. 12(4)). */
  readonly informOfRefusal?: LegalSpan;
  readonly start: ClockStart;
}

export interface LegalRight extends Cited {
  readonly clock: string;
}

/** Whether an opt-out signal of the browser has to be obeyed, and for what. */
export interface LegalSignal extends Cited {
  readonly duty: boolean;
  readonly scope: readonly string[];
  /** Civil date. */
  readonly since?: string;
}

/** What the program needs to know at run time of one jurisdiction. */
export interface JurisdictionLaw {
  readonly name: string;
  /** How its periods are computed. */
  readonly arithmetic: Cited & { readonly name: string };
  readonly lastDayRoll: LastDayRoll;
  /** Parts that are not in force throughout, and changes that are on their way. */
  readonly notes: readonly string[];
  readonly consent: Readonly<
    Partial<Record<ConsentTopic, Cited & { readonly model: ConsentModel }>>
  >;
  /** Below which age which rule holds; no age where the law looks at the person. */
  readonly minors: readonly (Cited & { readonly age?: number; readonly rule: string })[];
  readonly clocks: Readonly<Record<string, LegalClock>>;
  readonly pauses: readonly (Cited & { readonly code: DelayCode; readonly effect: string })[];
  readonly rights: Readonly<Partial<Record<Right, LegalRight>>>;
  /** No statutory duty was found for these. */
  readonly rightsAbsent: Cited & { readonly codes: readonly Right[] };
  readonly refusals: readonly (Cited & { readonly code: string })[];
  /** How someone opts in who has opted out, where the law says it: of which opt-outs in two steps. */
  readonly optInAgain?: Cited & { readonly scope: readonly OptOutRight[] };
  readonly signal: LegalSignal;
}

export type Law = Readonly<Partial<Record<JurisdictionId, JurisdictionLaw>>>;

/**
 * Places whose law is known but which the policy names nowhere: their people are answered under its
 * default. A duty that protects them is kept all the same.
 */
export type Elsewhere = Readonly<
  Record<string, { readonly jurisdiction: JurisdictionId; readonly signal: LegalSignal }>
>;
