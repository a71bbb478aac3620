import { describe, expect, test } from 'vitest';
import type { ConsentStatus } from '../../lambda/consent/model/status.ts';
import type { ConsentEvent } from '../../lambda/consent/model/event.ts';
import { dpvReceipt } from '../../lambda/consent/dpv.ts';
import { prepare } from '../../lambda/consent/prepare.ts';
import { ruleOn } from '../../lambda/consent/model/ruling.ts';
import { newEventId, newSubjectId } from '../../lambda/value/ids.ts';
import { current, giving, now, person, policy, withRule } from './policies.ts';

/** Terms of w3id.org/dpv 2.3 and its GDPR extension that exist, as far as we use them. */
const terms = new Set(
  [
    'ConsentReceipt ConsentRecord ConsentNotice PrivacyNotice DataSubject DataController Process',
    'Purpose PersonalData SpecialCategoryPersonalData Recipient StorageDuration ProvideConsent',
    'WithdrawConsent UntilTimeDuration ConsentGiven ConsentRefused ConsentWithdrawn ConsentExpired',
    'ConsentInvalidated ConsentUnknown GuardianOfDataSubject Representative ExpressedConsent',
    'ExplicitlyExpressedConsent LegitimateInterest hasIdentifier hasRecordOfActivity hasDataSubject',
    'hasDataController hasName hasAddress hasContact hasJurisdiction hasLegalBasis hasProcess',
    'hasPurpose hasPersonalData hasRecipient hasStorageCondition hasDuration hasNotice',
    'hasConsentControl isExercisedAt hasConsentStatus isIndicatedAtTime isIndicatedBy',
    'hasIndicationMethod',
  ]
    .join(' ')
    .split(' ')
    .map((term) => `dpv:${term}`),
);

function event(changes: Parameters<typeof giving>[0] = {}, who = person()): ConsentEvent {
  const command = giving({ locale: 'en', method: 'privacy-centre', ...changes });
  const ruling = ruleOn(command, who);
  if (ruling.kind !== 'accepted') throw new Error(ruling.kind);
  return prepare(who.policy, {
    subjectId: newSubjectId(),
    eventId: newEventId(),
    version: 1,
    at: now,
    jurisdiction: who.jurisdictions[0],
    command,
    ruling,
    recorder: { kind: 'subject' },
  }).event;
}
const recordOf = (of: ConsentEvent, status?: ConsentStatus, under = policy) =>
  dpvReceipt(under, of, status)['dpv:hasRecordOfActivity'] as Record<string, unknown>;
const statuses = (of: ConsentEvent, status?: ConsentStatus) =>
  (recordOf(of, status)['dpv:hasConsentStatus'] as { '@type': string }[]).map(
    (status) => status['@type'],
  );

test('every term is one of DPV, and the context names its vocabularies', () => {
  const receipt = dpvReceipt(policy, event(), { state: 'expired' });

  const used = JSON.stringify(receipt).match(/dpv:\w+/g) ?? [];
  expect(used.filter((term) => !terms.has(term))).toEqual([]);
  expect(receipt['@context']).toMatchObject({ dpv: 'https://w3id.org/dpv#' });
});

test('it says what ISO/IEC TS 27560 asks for', () => {
  const given = event();

  expect(dpvReceipt(policy, given, { state: 'given' })).toMatchObject({
    '@id': `urn:custos:consent-receipt:${given.eventId}`,
    '@type': 'dpv:ConsentReceipt',
    'dct:conformsTo': 'https://w3id.org/dpv/schema/dpv-27560#receipt-record',
    'dct:created': '2026-11-24T09:00:00.000Z',
  });
  expect(recordOf(given)).toMatchObject({
    '@id': `urn:uuid:${given.eventId}`,
    'dct:conformsTo': 'https://w3id.org/dpv/schema/dpv-27560#record',
    'dpv:hasDataSubject': { '@id': `urn:uuid:${given.subjectId}` },
    'dpv:hasDataController': { 'dpv:hasName': policy.controller.name },
    'dpv:hasJurisdiction': 'gdpr',
    'dpv:hasLegalBasis': 'eu-gdpr:A6-1-a',
    'dpv:hasNotice': {
      '@type': 'dpv:ConsentNotice',
      'dpv:hasIdentifier': `assistant/${current.version}`,
      'dct:language': 'en',
    },
    'dpv:hasProcess': {
      'dpv:hasPurpose': { '@id': 'urn:custos:purpose:improvement' },
      'dpv:hasStorageCondition': { 'dpv:hasDuration': 'P2Y' },
    },
    'dpv:hasConsentStatus': [
      {
        'dpv:isIndicatedBy': 'dpv:DataSubject',
        'dpv:hasIndicationMethod': 'privacy-centre',
        'dpv:hasDuration': { 'rdf:value': '2028-11-24T09:00:00.000Z' },
      },
    ],
  });
});

describe('states', () => {
  test.each([
    ['given', { state: 'given' }, ['dpv:ConsentGiven']],
    ['an earlier choice', undefined, ['dpv:ConsentGiven']],
    ['expired', { state: 'expired' }, ['dpv:ConsentGiven', 'dpv:ConsentExpired']],
    [
      'the notice changed',
      { state: 'needs-renewal', because: 'notice-changed' },
      ['dpv:ConsentGiven', 'dpv:ConsentInvalidated'],
    ],
    [
      'unproven',
      { state: 'needs-renewal', because: 'unproven' },
      ['dpv:ConsentGiven', 'dpv:ConsentUnknown'],
    ],
  ] as const)('%s', (_title, status, expected) => {
    expect(statuses(event(), status)).toEqual(expected);
  });

  test('refused and withdrawn', () => {
    expect(statuses(event({ state: 'refused' }))).toEqual(['dpv:ConsentRefused']);
    expect(statuses(event({ state: 'withdrawn' }))).toEqual(['dpv:ConsentWithdrawn']);
  });
});

test.each([
  ['explicit consent', 'consent', { method: 'signature' }, 'eu-gdpr:A6-1-a-explicit-consent'],
  ['an objection', 'legitimate-interests', { state: 'refused' }, 'eu-gdpr:A6-1-f'],
] as const)('the basis of %s', (_title, basis, changes, expected) => {
  const who = person({ policy: withRule({ basis }) });

  expect(recordOf(event(changes, who))['dpv:hasLegalBasis']).toBe(expected);
});

test('outside the GDPR the general terms are used; an opt-out has no basis', () => {
  const elsewhere = (basis: 'consent' | 'opt-out') => {
    const rules = withRule({ basis });
    const ccpa = rules.purposes['improvement']!.legalBasis['gdpr']!;
    const purposes = {
      ...policy.purposes,
      improvement: { ...policy.purposes['improvement']!, legalBasis: { ccpa } },
    };
    const who = person({ policy: { ...policy, purposes }, jurisdictions: ['ccpa'] });
    return recordOf(event({}, who))['dpv:hasLegalBasis'];
  };

  expect(elsewhere('consent')).toBe('dpv:ExpressedConsent');
  expect(elsewhere('opt-out')).toBeUndefined();
});

test('a parent who consented is told, and special categories are named so', () => {
  const responsiblePerson = { type: 'email', value: 'parent@example.org' } as const;
  const child = person({ ageBand: 'under-13', responsiblePerson });
  const special = {
    ...policy,
    categories: {
      ...policy.categories,
      feedback: { ...policy.categories['feedback']!, sensitivity: 'special' as const },
    },
  };
  const given = event({ givenBy: 'responsible-person' }, child);

  const record = JSON.stringify(recordOf(given, undefined, special));

  expect(record).toContain('dpv:GuardianOfDataSubject');
  expect(record.match(/dpv:SpecialCategoryPersonalData/g)).toHaveLength(1);
});

test('once the evidence is gone, what stands in clear is told', () => {
  const bare = { ...event(), evidence: undefined };

  expect(recordOf(bare)).toMatchObject({
    'dpv:hasNotice': { '@type': 'dpv:PrivacyNotice', 'dpv:hasIdentifier': 'unknown/unknown' },
  });
  expect(statuses(bare)).toEqual(['dpv:ConsentGiven']);
});
