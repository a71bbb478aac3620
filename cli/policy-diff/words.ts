import type { PolicyChange } from '../../lambda/policy/diff.ts';
import { categoryWords, useWords } from './use-words.ts';
import { retentionWords } from './retention-words.ts';
import { noticeWords } from './notice-words.ts';
import { recipientWords } from './recipient-words.ts';
import { issuerWords, lawWords } from './rule-words.ts';
import { shorten } from './lists.ts';

/** One change in sentences, for whoever decides about the deployment. */
export function wordsOf(change: PolicyChange): string {
  switch (change.kind) {
    case 'purpose-added':
    case 'purpose-removed':
    case 'use-permitted':
    case 'use-forbidden':
    case 'basis-changed':
    case 'role-changed':
      return useWords(change);
    case 'category-added':
    case 'category-removed':
    case 'sensitivity-changed':
    case 'source-changed':
    case 'erasure-class-changed':
      return categoryWords(change);
    case 'retention-changed':
    case 'withholding-changed':
    case 'consent-validity-changed':
    case 'evidence-retention-changed':
    case 'export-retention-changed':
      return retentionWords(change);
    case 'notice-added':
    case 'notice-removed':
    case 'notice-text-changed':
    case 'consents-need-renewal':
    case 'material-changed':
    case 'compatible-versions-changed':
    case 'notice-purposes-changed':
    case 'primary-notice-changed':
      return noticeWords(change);
    case 'recipient-added':
    case 'recipient-removed':
    case 'disclosure-added':
    case 'disclosure-removed':
    case 'transfer-changed':
    case 'recipient-role-changed':
    case 'agreement-changed':
      return recipientWords(change);
    case 'approval-changed':
    case 'recent-authentication-changed':
    case 'jurisdiction-added':
    case 'jurisdiction-removed':
    case 'default-jurisdiction-changed':
    case 'residences-moved':
    case 'clock-changed':
    case 'right-added':
    case 'right-removed':
    case 'time-zone-changed':
    case 'holidays-changed':
      return lawWords(change);
    case 'issuer-added':
    case 'issuer-removed':
    case 'issuer-caller-changed':
    case 'issuer-scopes-changed':
    case 'issuer-claim-changed':
    case 'issuer-email-changed':
    case 'issuer-keys-changed':
      return issuerWords(change);
    case 'detail-changed':
      return `${change.pointer}: ${shorten(change.from)} becomes ${shorten(change.to)}.`;
  }
}
