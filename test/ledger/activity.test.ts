import { describe, expect, test } from 'vitest';
import type { ActivityCodes, ActivityKind } from '../../lambda/ledger/model/activity-kinds.ts';
import {
  activityCodes,
  activityKind,
  ledgerTypes,
} from '../../lambda/ledger/model/activity-kinds.ts';
import { entryType } from '../../lambda/ledger/model/ledger.ts';

const requestId = '019ab3f0-6b1c-7f10-8a35-2d2f0d6c9b01';
const samples: ActivityCodes = {
  'consent-recorded': {
    ...{ purpose: 'training', state: 'given', givenBy: 'subject', recordedBy: 'service' },
    notice: { id: 'assistant', version: '3f6c2a9d1e4b5a70' },
  },
  'records-stored': { counts: { 'prompt-text': 3 } },
  'use-permitted': { counts: { inference: 3 } },
  'text-restored': { counts: { inference: 3 } },
  'decision-denied': { purpose: 'support', category: 'usage-log', reason: 'consent-missing' },
  'staff-access': { role: 'privacy-team', operation: 'readRequest', requestId },
  disclosure: { recipient: 'model-host', purpose: 'inference', categories: ['prompt-text'] },
  'recipient-notified': { recipient: 'model-host', action: 'restrict', requestId },
  'request-made': { kind: 'erasure', requestId },
  'request-closed': { kind: 'erasure', requestId, status: 'completed' },
  'record-corrected': { category: 'prompt-text' },
  'record-deleted': { category: 'prompt-text' },
  'retention-deletion': { counts: { 'prompt-text': 3 } },
  'settings-changed': { settings: ['training-off'] },
  'source-informed': { recipient: 'credit-agency', by: 'service' },
  'signal-honoured': { signal: 'gpc', purposes: ['advertising'] },
  'identity-linked': {
    ...{ identityId: '0f'.repeat(24), type: 'email' },
    ...{ assurance: 'issuer-verified', by: 'sign-in' },
  },
  'identity-removed': {
    ...{ identityId: '0f'.repeat(24), type: 'user-id', linkedBy: 'service', by: 'staff' },
  },
  'incident-notice': { incidentId: requestId, noticeId: requestId },
};
const text = ['Ada Lovelace', 'dpo@example.com', '192.0.2.7', '+49 30 1234567', '', 'a'.repeat(65)];

describe('the content of an activity', () => {
  test.each(activityKind.options)('%s accepts its codes and no other', (kind: ActivityKind) => {
    expect(activityCodes[kind].safeParse(samples[kind]).success).toBe(true);
    expect(activityCodes[kind].safeParse({ ...samples[kind], note: 'x' }).success).toBe(false);
    expect(activityCodes[kind].safeParse({}).success).toBe(false);
  });

  test.each(activityKind.options)('%s rejects names, addresses and text in every code', (kind) => {
    const codes: Record<string, unknown> = { ...samples[kind] };
    for (const name of Object.keys(codes)) {
      for (const value of text) {
        for (const wrong of [value, [value], { [value]: 1 }]) {
          expect(activityCodes[kind].safeParse({ ...codes, [name]: wrong }).success, name).toBe(
            false,
          );
        }
      }
    }
  });

  test('a count of zero is not a deletion', () => {
    const { 'retention-deletion': codes } = activityCodes;

    expect(codes.safeParse({ counts: { 'prompt-text': 0 } }).success).toBe(false);
  });

  test('every named type of ledger entry exists', () => {
    expect(Object.values(ledgerTypes).length).toBeGreaterThan(0);
    expect(entryType.options).toEqual(expect.arrayContaining(Object.values(ledgerTypes)));
  });
});
