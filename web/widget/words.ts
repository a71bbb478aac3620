/** What a choice changed, as the API returns it. */
export type Effect =
  | 'processing-permitted'
  | 'processing-stopped'
  | 'objection-honoured'
  | 'objection-ended'
  | 'earlier-data-permitted'
  | 'earlier-data-stopped'
  | 'recorded-without-effect';

/** Why a consent that was given has to be given again. */
export type RenewalReason =
  | 'notice-changed'
  | 'unproven'
  | 'not-explicit'
  | 'came-of-age'
  | 'responsible-person-needed';

/** The words of both elements in one language; texts of purposes and notices are the operator's. */
export interface Words {
  /** BCP 47: `en`. */
  readonly language: string;
  readonly allow: string;
  readonly refuse: string;
  readonly loading: string;
  readonly saving: string;
  readonly signIn: string;
  readonly unavailable: string;
  readonly retry: string;
  readonly given: (since: string) => string;
  readonly ends: (on: string) => string;
  readonly refused: (since: string) => string;
  readonly withdrawn: (since: string) => string;
  readonly expired: string;
  readonly renewal: Readonly<Record<RenewalReason, string>>;
  /** While no choice counts: whether the data is used. */
  readonly inUse: string;
  readonly notInUse: string;
  readonly notice: string;
  readonly table: string;
  readonly noNotice: string;
  readonly effects: Readonly<Record<Effect, string>>;
  /** A consent was saved, and something else stops the use. */
  readonly denied: string;
  readonly failed: string;
  readonly uncertain: string;
  readonly noticeChanged: string;
  readonly confirm: (purpose: string) => string;
  readonly confirmed: string;
  readonly cancel: string;
  readonly signalHonoured: string;
  readonly signalBesideConsent: string;
  readonly privacy: string;
  /** 11 CCR 7015: the title of the alternative opt-out link. */
  readonly privacyChoices: string;
}
