import type { BreachLaw } from './breach-law.ts';
import type { JurisdictionId } from './fields.ts';
import type { OptOutRight } from './vocabulary.ts';
import type { Cited, LegalSpan } from './spans.ts';

/** Rights that a person exercises by a choice about purposes. */
export const choiceRights = [
  'objection',
  'withdraw-consent',
  'opt-out-sale-share',
  'limit-sensitive',
  'opt-out-automated-decision',
] as const;

/** Rights that `jurisdictions.yaml` knows: the kinds of data-subject requests, without `appeal`. */
export const rights = [
  'access',
  'portability',
  'rectification',
  'erasure',
  'restriction',
  ...choiceRights,
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

/**
 * `fixed`: so much more time, at most `times` times, to at most `max` of the unit in all.
 * `announced`: as long as the person is informed, within the first period (DPO Art. 18(2)).
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
  /** Of a complaint: it goes to the controller first, and else to the authority. */
  readonly to?: 'controller';
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
  /** What people read as its name, by language; `name` where a language has none. */
  readonly labels: Readonly<Record<string, { readonly name: string; readonly short: string }>>;
  /** `complete`: a review can make it active. */
  readonly facts: 'complete' | 'orientation';
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
  /** The country may name another age: GDPR Art. 8(1) second subparagraph. */
  readonly consentAgeByPlace?: Cited;
  /** A basis alone does not carry special categories: GDPR Art. 9(1)-(2). */
  readonly specialCategories?: Cited & { readonly condition: 'required' };
  /** Data outlives an erasure only on the basis that orders it: GDPR Art. 17(3)(b). */
  readonly erasureExemption?: Cited & { readonly basis: 'required' };
  /** All that was obtained from the person when absent. */
  readonly portableData?: Cited & { readonly of: 'consent-or-contract' };
  /** A person can object where processing needs no basis: FADP Art. 30(2)(b). */
  readonly objectionToNotice?: Cited;
  /** Within which countries no transfer mechanism is needed: GDPR Art. 44. */
  readonly transfers?: Cited & { readonly freeWithin: 'eea' };
  /** When a person is informed at the latest of data from someone else: GDPR Art. 14(3)(a). */
  readonly indirectCollection?: Cited & { readonly within: LegalSpan };
  /** How long requests stay on record at least: 11 CCR 7101(a). */
  readonly requestRecords?: Cited & { readonly period: string };
  readonly clocks: Readonly<Record<string, LegalClock>>;
  readonly pauses: readonly (Cited & {
    readonly code: DelayCode;
    readonly effect: string;
    /** Rights whose clock stands still meanwhile; time runs on for every other one. */
    readonly stops: readonly Right[];
  })[];
  readonly rights: Readonly<Partial<Record<Right, LegalRight>>>;
  /** No statutory duty was found for these. */
  readonly rightsAbsent: Cited & { readonly codes: readonly Right[] };
  readonly refusals: readonly (Cited & { readonly code: string })[];
  /** How someone opts in who has opted out, where the law says it: of which opt-outs in two steps. */
  readonly optInAgain?: Cited & { readonly scope: readonly OptOutRight[] };
  readonly signal: LegalSignal;
  /** What has to be done after a personal-data breach, and by when. */
  readonly breach: BreachLaw;
}

export type Law = Readonly<Record<JurisdictionId, JurisdictionLaw>>;

/**
 * Places whose law is known but which the policy names nowhere: their people are answered under its
 * default. A duty that protects them is kept all the same.
 */
export type Elsewhere = Readonly<
  Record<string, { readonly jurisdiction: JurisdictionId; readonly signal: LegalSignal }>
>;
