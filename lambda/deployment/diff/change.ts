import type { Policy } from '../../policy/schema.ts';
import { approximateDays } from '../../value/duration.ts';

export const sections = [
  'Use',
  'Retention',
  'Notices and consents',
  'Recipients',
  'Systems',
  'Measures',
  'Fairness',
  'Requests',
  'Mail',
  'Texts',
  'Models',
  'Settings and age',
  'Law',
  'Sign-in',
  'Details',
] as const;
export type Section = (typeof sections)[number];

export const wideningWords = {
  'wider-use': 'wider use of data',
  'longer-retention': 'kept longer',
  'weaker-consent': 'a consent counts for more',
  'weaker-gate': 'a request passes more easily',
  'fewer-safeguards': 'less is done to protect data',
  'fewer-choices': 'people can choose less',
  'new-recipient': 'a new recipient',
  'new-transfer': 'data goes to another country',
  'new-issuer': 'tokens are accepted from elsewhere',
  'wider-access': 'tokens open more',
  'fewer-rights': 'people have fewer rights',
  'less-information': 'people learn less',
} as const;
export type Widening = keyof typeof wideningWords;

export interface Change {
  readonly kind: string;
  readonly section: Section;
  /** For programs. */
  readonly facts: object;
  /** In sentences, for the operator who decides about the deployment. */
  readonly words: string;
  /** What it takes from the people concerned: it deserves a second pair of eyes. */
  readonly widening?: Widening | false | undefined;
  /** The places in the compiled policies (RFC 6901) that it accounts for. */
  readonly at: readonly string[];
}

/** Finds the changes of one topic. */
export type Rule = (from: Policy, to: Policy) => readonly Change[];

/** Keys of either record, each once. */
export const idsIn = (one: object, other: object): string[] => Object.keys({ ...one, ...other });

/** How a period moved; `same` when only its notation changed. */
export type Direction = 'longer' | 'shorter' | 'same';

export const directionOf = (from: number, to: number): Direction =>
  to > from ? 'longer' : to < from ? 'shorter' : 'same';

/** Of periods or durations of ISO 8601. */
export const periodDirection = (from: string, to: string): Direction =>
  directionOf(approximateDays(from), approximateDays(to));

/** `a, b and c`; `none` for nothing. */
export function listed(names: readonly string[]): string {
  const [last, ...others] = names.toReversed();
  if (last === undefined) return 'none';
  return others.length === 0 ? last : `${others.toReversed().join(', ')} and ${last}`;
}

/** The sentences that there are, as one paragraph. */
export const sentences = (...parts: readonly (string | false)[]): string =>
  parts.filter((part) => part !== false).join(' ');
