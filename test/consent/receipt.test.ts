import { describe, expect, test } from 'vitest';
import { effectOf } from '../../lambda/consent/model/effect.ts';
import { receiptOf } from '../../lambda/consent/receipt.ts';
import type { ReceiptFacts } from '../../lambda/consent/receipt.ts';
import { canonicalJson } from '../../lambda/value/canonical.ts';
import { newEventId, newSubjectId } from '../../lambda/value/ids.ts';
import { milliseconds, seconds } from '../../lambda/value/time.ts';
import { examplePolicy } from '../support/example-policy.ts';

const policy = examplePolicy;
const facts: ReceiptFacts = {
  eventId: newEventId(),
  subjectId: newSubjectId(),
  purpose: 'improvement',
  state: 'given',
  basis: 'consent',
  effect: 'processing-permitted',
  jurisdiction: 'gdpr',
  at: milliseconds(Date.parse('2026-11-24T09:00:00Z')),
  validUntil: milliseconds(Date.parse('2028-11-24T09:00:00Z')),
  keptUntil: seconds(Date.parse('2035-11-24T09:00:00Z') / 1000),
  notice: { id: 'assistant', version: 'a'.repeat(16), sha256: 'b'.repeat(64) },
  language: 'de',
  method: 'privacy-centre',
  givenBy: 'subject',
  recordedBy: 'assistant',
};

/** Mandatory in ISO/IEC TS 27560; `receipt_id` makes a receipt of a record. */
const mandatory = [
  ...['schema_version', 'record_id', 'pii_principal_id', 'privacy_notice', 'language', 'purpose'],
  ...[
    'pii_information',
    'pii_controllers',
    'storage_locations',
    'retention_period',
    'jurisdiction',
  ],
  ...['recipient_third_parties', 'withdrawal_method', 'party_id', 'party_name', 'party_address'],
  ...['party_contact', 'party_type', 'event_time', 'validity_duration', 'entity_id', 'event_type'],
  ...['event_state', 'receipt_id'],
];

test('every mandatory field of ISO/IEC TS 27560 says something', () => {
  const receipt = receiptOf(policy, facts);

  for (const name of mandatory) {
    expect(receipt[name], name).toBeDefined();
    expect(receipt[name], name).not.toEqual('');
    expect(receipt[name], name).not.toEqual([]);
  }
});

test('what it says is what the policy and the event say', () => {
  expect(receiptOf(policy, facts)).toEqual({
    schema_version: 'ISO/IEC TS 27560:2023',
    record_id: facts.eventId,
    receipt_id: `urn:custos:consent-receipt:${facts.eventId}`,
    pii_principal_id: facts.subjectId,
    privacy_notice: facts.notice,
    language: 'de',
    purpose: 'improvement',
    lawful_basis: 'consent',
    pii_information: ['prompt-text', 'output-text', 'prompt-image', 'prompt-video', 'feedback'],
    pii_controllers: ['controller'],
    collection_method: 'privacy-centre',
    storage_locations: ['controller', 'cloud-hosting (DE)', 'annotation-partner (ES)'],
    retention_period: 'P2Y',
    jurisdiction: 'gdpr',
    recipient_third_parties: ['cloud-hosting', 'annotation-partner'],
    withdrawal_method: 'PUT /v1/me/consents/improvement or dpo@example.com',
    party_id: 'controller',
    party_name: 'Example Assistant GmbH',
    party_address: 'Musterstraße 1, 10115 Berlin, Germany',
    party_contact: 'privacy@example.com',
    party_type: 'controller',
    event_time: '2026-11-24T09:00:00.000Z',
    validity_duration: 'until 2028-11-24T09:00:00.000Z',
    entity_id: 'assistant',
    event_type: 'consent',
    event_state: 'given',
    given_by: 'subject',
    policy_version: policy.version,
    kept_until: '2035-11-24T09:00:00.000Z',
  });
});

test('GDPR Art. 13(2)(a): the period is that of the person, where they have set a shorter one', () => {
  expect(receiptOf(policy, { ...facts, retention: 'P7D' })).toMatchObject({
    retention_period: 'P7D',
  });
});

describe('the kind of event follows from the basis', () => {
  test.each([
    ['consent', 'withdrawn', 'consent'],
    ['opt-out', 'given', 'opt-in'],
    ['opt-out', 'refused', 'opt-out'],
    ['legitimate-interests', 'withdrawn', 'objection'],
    ['legitimate-interests', 'given', 'end-of-objection'],
    ['contract', 'withdrawn', 'statement'],
    [undefined, 'refused', 'statement'],
  ] as const)('%s and %s: %s', (basis, state, expected) => {
    expect(
      receiptOf(policy, { ...facts, basis, state, effect: effectOf(policy, basis, state) })[
        'event_type'
      ],
    ).toBe(expected);
  });
});

test('what stands until the person says otherwise has no date of an end', () => {
  const withdrawn = { ...facts, state: 'withdrawn', validUntil: undefined } as const;

  expect(receiptOf(policy, withdrawn)['validity_duration']).toBe('until-changed');
});

test('it fits one signature, with the longest names and addresses that a policy may hold', () => {
  const wordy = {
    ...policy,
    controller: {
      ...policy.controller,
      name: '😀'.repeat(1_000),
      address: '\u{1f600}x'.repeat(600),
    },
  };
  const receipt = receiptOf(wordy, {
    ...facts,
    method: 'm'.repeat(64),
    recordedBy: 's'.repeat(255),
  });

  expect(Buffer.byteLength(canonicalJson(receipt))).toBeLessThanOrEqual(2_800);
});
