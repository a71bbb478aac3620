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

/** A fact with where it is written; `verified` is false for drafts that no one read in the source. */
export interface Cited {
  readonly reference: string;
  readonly verified: boolean;
}
