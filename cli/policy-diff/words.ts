import type { PolicyChange } from './change.ts';
import { categoryWords } from './categories.ts';
import { useWords } from './uses.ts';
import { retentionWords } from './retention.ts';
import { noticeWords } from './notices.ts';
import { peopleWords } from './people.ts';
import { recipientWords } from './recipients.ts';
import { reviewWords } from './reviews.ts';
import { issuerWords } from './issuers.ts';
import { lawWords } from './law.ts';
import { shorten } from './lists.ts';
import type { Widening } from './widening.ts';

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

export interface Wording {
  readonly section: Section;
  /** One change in sentences, for the operator who decides about the deployment. */
  readonly words: string;
}

/** Where a change is reported, and how. */
export function wordingOf(change: PolicyChange): Wording {
  switch (change.kind) {
    case 'purpose-added':
    case 'purpose-removed':
    case 'use-permitted':
    case 'use-forbidden':
    case 'basis-changed':
    case 'earlier-basis-changed':
    case 'obligations-changed':
    case 'role-changed':
      return { section: 'Use', words: useWords(change) };
    case 'category-added':
    case 'category-removed':
    case 'sensitivity-changed':
    case 'source-changed':
      return { section: 'Use', words: categoryWords(change) };
    case 'erasure-class-changed':
      return { section: 'Retention', words: categoryWords(change) };
    case 'retention-changed':
    case 'withholding-changed':
    case 'evidence-retention-changed':
    case 'export-retention-changed':
      return { section: 'Retention', words: retentionWords(change) };
    case 'consent-validity-changed':
      return { section: 'Notices and consents', words: retentionWords(change) };
    case 'notice-added':
    case 'notice-removed':
    case 'notice-text-changed':
    case 'consents-need-renewal':
    case 'material-changed':
    case 'compatible-versions-changed':
    case 'notice-purposes-changed':
    case 'summary-changed':
    case 'primary-notice-changed':
      return { section: 'Notices and consents', words: noticeWords(change) };
    case 'recipient-added':
    case 'recipient-removed':
    case 'disclosure-added':
    case 'disclosure-removed':
    case 'transfer-changed':
    case 'recipient-role-changed':
    case 'agreement-changed':
      return { section: 'Recipients', words: recipientWords(change) };
    case 'approval-changed':
    case 'staff-authentication-changed':
    case 'recent-authentication-changed':
      return { section: 'Requests', words: lawWords(change) };
    case 'unknown-age-changed':
    case 'consent-age-changed':
    case 'setting-changed':
    case 'shortest-retention-changed':
      return { section: 'Settings and age', words: peopleWords(change) };
    case 'unclassified-changed':
    case 'minimisation-changed':
      return { section: 'Use', words: peopleWords(change) };
    case 'jurisdiction-added':
    case 'jurisdiction-removed':
    case 'default-jurisdiction-changed':
    case 'residences-moved':
    case 'clock-changed':
    case 'right-added':
    case 'right-removed':
    case 'time-zone-changed':
    case 'holidays-changed':
      return { section: 'Law', words: lawWords(change) };
    case 'standing-changed':
    case 'drafts-changed':
    case 'review-interval-changed':
    case 'target-changed':
      return { section: 'Law', words: reviewWords(change) };
    case 'issuer-added':
    case 'issuer-removed':
    case 'issuer-caller-changed':
    case 'issuer-scopes-changed':
    case 'issuer-claim-changed':
    case 'issuer-email-changed':
    case 'issuer-factors-changed':
    case 'issuer-token-life-changed':
    case 'issuer-keys-changed':
      return { section: 'Sign-in', words: issuerWords(change) };
    case 'detail-changed':
      return {
        section: 'Details',
        words: `${change.pointer}: ${shorten(change.from)} becomes ${shorten(change.to)}.`,
      };
  }
}
