import type { Widening } from './diff.ts';

export const sections = [
  'Use',
  'Retention',
  'Notices and consents',
  'Recipients',
  'Requests',
  'Settings and age',
  'Law',
  'Sign-in',
  'Details',
] as const;
export type Section = (typeof sections)[number];

export const wideningWords: Readonly<Record<Widening, string>> = {
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
};
