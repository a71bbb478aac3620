import type { EarlierBasis } from './uses.ts';
import type { PolicyChange } from './change.ts';
import { demandOf } from './uses.ts';

/** Why a change deserves a second pair of eyes: it takes something from the people concerned. */
export const widenings = [
  'wider-use',
  'longer-retention',
  'weaker-consent',
  'weaker-gate',
  'fewer-safeguards',
  'fewer-choices',
  'new-recipient',
  'new-transfer',
  'new-issuer',
  'wider-access',
  'fewer-rights',
] as const;
export type Widening = (typeof widenings)[number];

/** Undefined for a change that takes nothing from anyone, as far as the policy reports. */
export function wideningOf(change: PolicyChange): Widening | undefined {
  switch (change.kind) {
    case 'purpose-added':
    case 'use-permitted':
      return 'wider-use';
    case 'basis-changed':
      return demandOf(change.to) < demandOf(change.from) ? 'wider-use' : undefined;
    // Decisions ask for a condition of Art. 9(2) only where the category is special.
    case 'sensitivity-changed':
      return change.to === 'ordinary' ? 'wider-use' : undefined;
    // One key for more than before: what is erased on one ground takes less or more with it.
    case 'erasure-class-changed':
      return undefined;
    case 'retention-changed':
    case 'evidence-retention-changed':
    case 'export-retention-changed':
      return change.direction === 'longer' ? 'longer-retention' : undefined;
    case 'withholding-changed':
      return change.to === undefined ? undefined : 'longer-retention';
    case 'consent-validity-changed':
      return change.direction === 'longer' ? 'weaker-consent' : undefined;
    case 'material-changed':
      return change.to ? undefined : 'weaker-consent';
    case 'compatible-versions-changed':
      return change.added.length > 0 ? 'weaker-consent' : undefined;
    case 'recipient-added':
    case 'disclosure-added':
      return 'new-recipient';
    case 'recipient-role-changed':
      return change.to === 'processor' ? undefined : 'new-recipient';
    case 'transfer-changed':
      return change.from.country === change.to.country ? undefined : 'new-transfer';
    case 'approval-changed':
      return change.to ? undefined : 'weaker-gate';
    case 'recent-authentication-changed':
    case 'staff-authentication-changed':
      return change.direction === 'longer' ? 'weaker-gate' : undefined;
    case 'default-jurisdiction-changed':
    case 'residences-moved':
      if (change.wider) return 'wider-use';
      return change.lost === undefined ? undefined : 'fewer-rights';
    // The basis before was consent: what stays on it is less than before, or nothing.
    case 'earlier-basis-changed':
      return change.from?.basis === 'consent' && !coversAll(change.from, change.to)
        ? 'wider-use'
        : undefined;
    case 'obligations-changed':
    case 'minimisation-changed':
      return change.removed.length > 0 ? 'fewer-safeguards' : undefined;
    case 'unknown-age-changed':
      return change.to === 'adult' ? 'weaker-consent' : undefined;
    // Without an entry the law's own age holds, which is no lower.
    case 'consent-age-changed':
      return change.to !== undefined && change.to < (change.from ?? 16)
        ? 'weaker-consent'
        : undefined;
    case 'setting-changed':
      return change.removed.length > 0 ? 'fewer-choices' : undefined;
    case 'shortest-retention-changed':
      return change.direction === 'longer' ? 'fewer-choices' : undefined;
    case 'unclassified-changed':
      return change.to === undefined ? undefined : 'wider-use';
    case 'clock-changed':
    case 'target-changed':
      return change.direction === 'longer' ? 'fewer-rights' : undefined;
    case 'drafts-changed':
      return change.to ? 'fewer-safeguards' : undefined;
    case 'right-removed':
    case 'jurisdiction-removed':
      return 'fewer-rights';
    case 'issuer-added':
    case 'issuer-keys-changed':
      return 'new-issuer';
    case 'issuer-caller-changed':
    case 'issuer-claim-changed':
      return 'wider-access';
    case 'issuer-scopes-changed':
      return change.added.length > 0 || change.unmapped ? 'wider-access' : undefined;
    case 'issuer-factors-changed':
      return change.weaker ? 'wider-access' : undefined;
    case 'issuer-token-life-changed':
      return change.direction === 'longer' ? 'wider-access' : undefined;
    case 'issuer-email-changed':
      return change.to ? 'wider-access' : undefined;
    case 'purpose-removed':
    case 'use-forbidden':
    case 'role-changed':
    case 'category-added':
    case 'category-removed':
    case 'source-changed':
    case 'notice-added':
    case 'notice-removed':
    case 'notice-text-changed':
    case 'consents-need-renewal':
    case 'notice-purposes-changed':
    case 'summary-changed':
    case 'standing-changed':
    case 'review-interval-changed':
    case 'primary-notice-changed':
    case 'recipient-removed':
    case 'disclosure-removed':
    case 'agreement-changed':
    case 'jurisdiction-added':
    case 'right-added':
    case 'time-zone-changed':
    case 'holidays-changed':
    case 'issuer-removed':
    case 'detail-changed':
      return undefined;
  }
}

const coversAll = (before: EarlierBasis, after: EarlierBasis | undefined): boolean =>
  after?.basis === before.basis && after.until >= before.until;
