import type { EventId, SubjectId } from '../value/ids.ts';
import type { EpochMilliseconds, EpochSeconds } from '../value/time.ts';
import { toEpochMilliseconds, toRfc3339 } from '../value/time.ts';
import type { JurisdictionId, Policy } from '../policy/schema.ts';
import type { LegalBasis } from '../policy/vocabulary.ts';
import type { Choice, Effect, Giver } from './model/choice.ts';

export interface ReceiptFacts {
  readonly eventId: EventId;
  readonly subjectId: SubjectId;
  readonly purpose: string;
  readonly state: Choice;
  readonly basis?: LegalBasis;
  readonly effect: Effect;
  readonly jurisdiction: JurisdictionId;
  readonly at: EpochMilliseconds;
  readonly validUntil?: EpochMilliseconds;
  /** How long data is kept for the purpose, ISO 8601; what the policy says when absent. */
  readonly retention?: string;
  /** When this proof is deleted; absent where none is kept. */
  readonly keptUntil?: EpochSeconds;
  /** Notice that was shown with the choice, else the one in force. */
  readonly notice: { readonly id: string; readonly version: string; readonly sha256?: string };
  readonly language: string;
  readonly method?: string;
  readonly givenBy: Giver;
  readonly recordedBy: string;
}

/** What a person quotes; its last part finds the evidence. */
export const receiptIdOf = (eventId: EventId): string => `urn:custos:consent-receipt:${eventId}`;

/**
 * Record and receipt in the field names of ISO/IEC TS 27560. It is signed as one message, so what
 * the policy says at length (titles, agreements, recipients' addresses) is named by id and fixed by
 * `policy_version` and the hash of the notice.
 */
export function receiptOf(policy: Policy, facts: ReceiptFacts): Readonly<Record<string, unknown>> {
  const purpose = policy.purposes[facts.purpose];
  const { controller } = policy;
  const recipients = purpose?.recipients ?? [];
  return {
    schema_version: 'ISO/IEC TS 27560:2023',
    record_id: facts.eventId,
    // One receipt is made of a record, always the same one.
    receipt_id: receiptIdOf(facts.eventId),
    pii_principal_id: facts.subjectId,
    privacy_notice: facts.notice,
    language: facts.language,
    purpose: facts.purpose,
    lawful_basis: facts.basis,
    pii_information: purpose?.categories ?? [],
    pii_controllers: ['controller'],
    collection_method: facts.method,
    storage_locations: [
      'controller',
      ...recipients.flatMap((id) => {
        const recipient = policy.recipients[id];
        return recipient?.role === 'processor' ? [`${id} (${recipient.country})`] : [];
      }),
    ],
    retention_period: facts.retention ?? purpose?.retention ?? '',
    jurisdiction: facts.jurisdiction,
    recipient_third_parties: recipients,
    withdrawal_method: `PUT /v1/me/consents/${facts.purpose} or ${controller.privacyOfficer}`,
    party_id: 'controller',
    party_name: clip(controller.name),
    party_address: clip(controller.address),
    party_contact: controller.contact,
    party_type: 'controller',
    event_time: toRfc3339(facts.at),
    validity_duration:
      facts.validUntil === undefined ? 'until-changed' : `until ${toRfc3339(facts.validUntil)}`,
    entity_id: facts.recordedBy,
    event_type: eventType(facts),
    event_state: facts.state,
    given_by: facts.givenBy,
    policy_version: policy.version,
    ...(facts.keptUntil !== undefined && {
      kept_until: toRfc3339(toEpochMilliseconds(facts.keptUntil)),
    }),
  };
}

function eventType({ effect, basis, state }: ReceiptFacts): string {
  switch (effect) {
    case 'processing-permitted':
    case 'processing-stopped':
      if (basis === 'consent') return 'consent';
      return state === 'given' ? 'opt-in' : 'opt-out';
    case 'earlier-data-permitted':
    case 'earlier-data-stopped':
      return 'consent';
    case 'objection-honoured':
      return 'objection';
    case 'objection-ended':
      return 'end-of-objection';
    case 'recorded-without-effect':
      return 'statement';
  }
}

// Names and addresses are free text in the policy; the message that is signed is not.
function clip(text: string): string {
  const characters = Array.from(text);
  return characters.length <= 160 ? text : `${characters.slice(0, 159).join('')}…`;
}
