import * as z from 'zod';
import { toRfc3339 } from '../value/time.ts';
import type { Policy } from '../policy/schema.ts';
import type { ConsentStatus } from './model/status.ts';
import type { ConsentEvent } from './model/event.ts';
import type { Giver } from './model/choice.ts';
import { receiptIdOf } from './receipt.ts';

const context = {
  dpv: 'https://w3id.org/dpv#',
  'eu-gdpr': 'https://w3id.org/dpv/legal/eu/gdpr#',
  dct: 'http://purl.org/dc/terms/',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
} as const;
const profile = 'https://w3id.org/dpv/schema/dpv-27560#';

/**
 * A receipt as JSON-LD in the terms of the Data Privacy Vocabulary 2.3, by its guide to ISO/IEC TS
 * 27560. Purposes and categories are the operator's own, so they are named by id and title.
 *
 * @param status of the purpose now, for the newest choice; undefined for those before it
 */
export function dpvReceipt(
  policy: Policy,
  event: ConsentEvent,
  status: ConsentStatus | undefined,
): Readonly<Record<string, unknown>> {
  const { eventId, subjectId, at, evidence } = event;
  return {
    '@context': context,
    '@id': receiptIdOf(eventId),
    '@type': 'dpv:ConsentReceipt',
    'dct:conformsTo': `${profile}receipt-record`,
    'dpv:hasIdentifier': receiptIdOf(eventId),
    'dct:created': toRfc3339(at),
    'dpv:hasRecordOfActivity': {
      '@id': `urn:uuid:${eventId}`,
      '@type': 'dpv:ConsentRecord',
      'dct:conformsTo': `${profile}record`,
      'dpv:hasIdentifier': eventId,
      'dpv:hasDataSubject': { '@id': `urn:uuid:${subjectId}`, '@type': 'dpv:DataSubject' },
      'dpv:hasDataController': {
        '@type': 'dpv:DataController',
        'dpv:hasName': policy.controller.name,
        'dpv:hasAddress': policy.controller.address,
        'dpv:hasContact': policy.controller.contact,
      },
      'dpv:hasJurisdiction': event.jurisdiction,
      ...legalBasis(event),
      'dpv:hasProcess': processOf(policy, event),
      'dpv:hasNotice': {
        '@type': evidence?.notice ? 'dpv:ConsentNotice' : 'dpv:PrivacyNotice',
        'dpv:hasIdentifier': noticeOf(event),
        'dct:language': evidence?.receipt['language'],
      },
      'dpv:hasConsentControl': {
        '@type': ['dpv:ProvideConsent', 'dpv:WithdrawConsent'],
        'dpv:isExercisedAt': `PUT /v1/me/consents/${event.purpose}`,
      },
      'dpv:hasConsentStatus': [said(event), ...lapsed(event, status)],
    },
  };
}

function processOf(policy: Policy, { purpose: id, evidence }: ConsentEvent) {
  const purpose = policy.purposes[id];
  // As the receipt says, which knows what the person had set.
  const said = z.string().safeParse(evidence?.receipt['retention_period']);
  return {
    '@type': 'dpv:Process',
    'dpv:hasPurpose': {
      '@id': `urn:custos:purpose:${id}`,
      '@type': 'dpv:Purpose',
      'dct:title': purpose?.title,
    },
    'dpv:hasPersonalData': (purpose?.categories ?? []).map((category) => ({
      '@id': `urn:custos:category:${category}`,
      '@type':
        policy.categories[category]?.sensitivity === 'special'
          ? 'dpv:SpecialCategoryPersonalData'
          : 'dpv:PersonalData',
      'dct:title': policy.categories[category]?.title,
    })),
    'dpv:hasRecipient': (purpose?.recipients ?? []).map((recipient) => ({
      '@type': 'dpv:Recipient',
      'dpv:hasName': policy.recipients[recipient]?.name,
    })),
    'dpv:hasStorageCondition': purpose && {
      '@type': 'dpv:StorageDuration',
      'dpv:hasDuration': said.data ?? purpose.retention,
    },
  };
}

const reference = z.object({ id: z.string(), version: z.string() });

/** The notice that was shown, else the one that was in force. */
function noticeOf({ evidence }: ConsentEvent): string {
  const shown = reference.safeParse(evidence?.notice ?? evidence?.receipt['privacy_notice']);
  return shown.success ? `${shown.data.id}/${shown.data.version}` : 'unknown/unknown';
}

/** `opt-out` and `notice` are no legal basis in DPV: nothing is said then. */
function legalBasis({ basis, jurisdiction, evidence }: ConsentEvent) {
  const gdpr = {
    consent: evidence?.explicit ? 'eu-gdpr:A6-1-a-explicit-consent' : 'eu-gdpr:A6-1-a',
    contract: 'eu-gdpr:A6-1-b',
    'legal-obligation': 'eu-gdpr:A6-1-c',
    'vital-interests': 'eu-gdpr:A6-1-d',
    'public-task': 'eu-gdpr:A6-1-e',
    'legitimate-interests': 'eu-gdpr:A6-1-f',
  } as const;
  const elsewhere = {
    consent: evidence?.explicit ? 'dpv:ExplicitlyExpressedConsent' : 'dpv:ExpressedConsent',
    contract: 'dpv:Contract',
    'legal-obligation': 'dpv:LegalObligation',
    'vital-interests': 'dpv:VitalInterest',
    'public-task': 'dpv:PublicInterest',
    'legitimate-interests': 'dpv:LegitimateInterest',
  } as const;
  if (basis === undefined || basis === 'opt-out' || basis === 'notice') return {};
  return { 'dpv:hasLegalBasis': (jurisdiction === 'gdpr' ? gdpr : elsewhere)[basis] };
}

const statusOf = {
  given: 'dpv:ConsentGiven',
  refused: 'dpv:ConsentRefused',
  withdrawn: 'dpv:ConsentWithdrawn',
} as const;
const whoOf: Readonly<Record<Giver, string>> = {
  subject: 'dpv:DataSubject',
  'responsible-person': 'dpv:GuardianOfDataSubject',
  'authorised-agent': 'dpv:Representative',
};

function said({ state, at, validUntil, evidence }: ConsentEvent) {
  return {
    '@type': statusOf[state],
    'dpv:isIndicatedAtTime': toRfc3339(at),
    'dpv:isIndicatedBy': evidence && whoOf[evidence.givenBy],
    ...(evidence?.method !== undefined && { 'dpv:hasIndicationMethod': evidence.method }),
    ...(validUntil !== undefined && {
      'dpv:hasDuration': {
        '@type': 'dpv:UntilTimeDuration',
        'rdf:value': toRfc3339(validUntil),
      },
    }),
  };
}

/** Why a given consent counts no more. What no one can prove is unknown, not invalidated. */
function lapsed({ validUntil }: ConsentEvent, status: ConsentStatus | undefined) {
  switch (status?.state) {
    case 'expired':
      return [
        {
          '@type': 'dpv:ConsentExpired',
          ...(validUntil !== undefined && { 'dpv:isIndicatedAtTime': toRfc3339(validUntil) }),
        },
      ];
    case 'needs-renewal': {
      const unknown = status.because === 'unproven';
      return [
        {
          '@type': unknown ? 'dpv:ConsentUnknown' : 'dpv:ConsentInvalidated',
          'dct:description': status.because,
        },
      ];
    }
    case 'given':
    case 'refused':
    case 'withdrawn':
    case 'not-asked':
    case undefined:
      return [];
  }
}
