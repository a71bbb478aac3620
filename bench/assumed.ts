import { textBytes } from './units.ts';
import type { MeasuredActivity } from './units.ts';

/** What docs/scale.md and docs/cost.md assume of people. */
export const assumed = {
  promptsPerDay: 10,
  choicesPerYear: 4,
  /** A choice that can move no end of a record starts no sweep. */
  sweepsPerYear: 1,
  readsPerYear: 12,
  accessesPerYear: 10 / 1_000,
  erasuresPerYear: 10 / 1_000,
  monthsKept: 12,
  /** The busiest minutes have so many times the mean of the day. */
  peakFactor: 5,
} as const;

export const daySeconds = 86_400;
export const daysPerYear = 365;

/** How often a person does it in a year. */
export const perYear: Readonly<Record<MeasuredActivity, number>> = {
  decision: assumed.promptsPerDay * daysPerYear,
  prompt: assumed.promptsPerDay * daysPerYear,
  'prompt-counted': assumed.promptsPerDay * daysPerYear,
  // As many records end as are stored.
  'expiry-counted': assumed.promptsPerDay * daysPerYear,
  choice: assumed.choicesPerYear,
  'choice-weighed': assumed.choicesPerYear,
  sweep: assumed.sweepsPerYear,
  page: assumed.readsPerYear,
  access: assumed.accessesPerYear,
  erasure: assumed.erasuresPerYear,
};

/** Calls of the API of each. */
export const apiCalls: Readonly<Record<MeasuredActivity, number>> = {
  decision: 1,
  prompt: 1,
  'prompt-counted': 0,
  'expiry-counted': 0,
  choice: 1,
  'choice-weighed': 0,
  sweep: 0,
  page: 1,
  access: 3,
  erasure: 1,
};

/** Of one stored text of `textBytes`, encrypted, with its key attributes. */
export const storedBytesPerText = 2_500;
/** A prompt and its response. */
const textsPerPrompt = 2;
const storedBytesPerPerson =
  ((textsPerPrompt * assumed.promptsPerDay * daysPerYear * assumed.monthsKept) / 12) *
  storedBytesPerText;

export const storedBytes = (people: number): number => people * storedBytesPerPerson;

const { promptsPerDay, choicesPerYear, sweepsPerYear, readsPerYear, monthsKept } = assumed;

/** Both pages say it in the same words. */
export const assumptions: readonly string[] = [
  `Each person sends ${promptsPerDay} prompts a day. Each prompt is one decision and one call that stores it with its response, texts of`,
  `${textBytes.toLocaleString('en-US')} bytes that are kept for ${monthsKept} months. In a year a person reads 50 of their records ${readsPerYear} times and makes`,
  `${choicesPerYear} choices of consent, of which ${sweepsPerYear} moves an end; of a thousand people ${1_000 * assumed.accessesPerYear} ask for a copy and ${1_000 * assumed.erasuresPerYear} for erasure.`,
];
