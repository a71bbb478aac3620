import type { JudgedChange, Widening } from '../../lambda/policy/diff.ts';

export const sections = [
  'Use',
  'Retention',
  'Notices and consents',
  'Recipients',
  'Requests',
  'Law',
  'Sign-in',
  'Details',
] as const;
export type Section = (typeof sections)[number];

export function sectionOf({ kind }: JudgedChange): Section {
  switch (kind) {
    case 'purpose-added':
    case 'purpose-removed':
    case 'use-permitted':
    case 'use-forbidden':
    case 'basis-changed':
    case 'role-changed':
    case 'category-added':
    case 'category-removed':
    case 'sensitivity-changed':
    case 'source-changed':
      return 'Use';
    case 'erasure-class-changed':
    case 'retention-changed':
    case 'withholding-changed':
    case 'evidence-retention-changed':
    case 'export-retention-changed':
      return 'Retention';
    case 'consent-validity-changed':
    case 'notice-added':
    case 'notice-removed':
    case 'notice-text-changed':
    case 'consents-need-renewal':
    case 'material-changed':
    case 'compatible-versions-changed':
    case 'notice-purposes-changed':
    case 'primary-notice-changed':
      return 'Notices and consents';
    case 'recipient-added':
    case 'recipient-removed':
    case 'disclosure-added':
    case 'disclosure-removed':
    case 'transfer-changed':
    case 'recipient-role-changed':
    case 'agreement-changed':
      return 'Recipients';
    case 'approval-changed':
    case 'recent-authentication-changed':
      return 'Requests';
    case 'jurisdiction-added':
    case 'jurisdiction-removed':
    case 'default-jurisdiction-changed':
    case 'residences-moved':
    case 'clock-changed':
    case 'right-added':
    case 'right-removed':
    case 'time-zone-changed':
    case 'holidays-changed':
      return 'Law';
    case 'issuer-added':
    case 'issuer-removed':
    case 'issuer-caller-changed':
    case 'issuer-scopes-changed':
    case 'issuer-claim-changed':
    case 'issuer-email-changed':
    case 'issuer-keys-changed':
      return 'Sign-in';
    case 'detail-changed':
      return 'Details';
  }
}

export const wideningWords: Readonly<Record<Widening, string>> = {
  'wider-use': 'wider use of data',
  'longer-retention': 'kept longer',
  'weaker-consent': 'a consent counts for more',
  'weaker-gate': 'a request passes more easily',
  'new-recipient': 'a new recipient',
  'new-transfer': 'data goes to another country',
  'new-issuer': 'tokens are accepted from elsewhere',
  'wider-access': 'tokens open more',
  'fewer-rights': 'people have fewer rights',
};
