import * as z from 'zod';
import { choices } from '../consent/model/choice.ts';
import { requestStatuses } from '../request/model/request.ts';
import { taskActions } from '../request/model/task.ts';
import { requestKinds } from '../request/model/kinds.ts';

/*
 * CloudEvents 1.0 in the JSON format. An event has ids and enum values only: a subscriber learns
 * that something changed, and reads the details from the API.
 */

/** What a recipient is asked to do: an export changes nothing for it. */
const noticeActions = taskActions.filter((action) => action !== 'export');

const id = z.string().regex(/^[0-9a-f]{32}$/);
const uuid = z.uuid();
const word = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/);

const subjectId = uuid.describe('The person: the random id that POST /v1/subjects returns.');

const envelope = <Type extends string, Data extends z.ZodType>(type: Type, data: Data) =>
  z.strictObject({
    specversion: z.literal('1.0'),
    id: id.describe(
      'The same for every delivery of one change: ignore an id that was processed before.',
    ),
    source: z
      .string()
      .regex(/^urn:custos:[a-z]+$/)
      .describe('urn:custos:<stage>'),
    type: z.literal(type),
    subject: subjectId,
    time: z.iso.datetime().describe('When the change was committed; whole seconds in AWS.'),
    datacontenttype: z.literal('application/json'),
    dataschema: z.literal(`urn:custos:event:${type}:v1`),
    sequence: z
      .string()
      .regex(/^\d{10}$/)
      .describe(
        'Version of the row that changed, as text that sorts. Of two events of one type about the ' +
          'same thing the higher one is current, in whatever order they arrive.',
      ),
    data,
  });

const consentChanged = envelope(
  'consent.changed',
  z.strictObject({ subjectId, purpose: word, state: z.enum(choices) }),
).meta({
  $id: 'urn:custos:event:consent.changed:v1',
  title: 'consent.changed',
  description:
    'A person gave, refused or withdrew consent to a purpose; also when they say the same again.',
});

const restrictionChanged = envelope(
  'restriction.changed',
  z.strictObject({
    subjectId,
    restrictedPurposes: z
      .union([z.literal('all'), z.array(word).max(500)])
      .describe('Purposes that are restricted now; all of them once an erasure takes effect.'),
  }),
).meta({
  $id: 'urn:custos:event:restriction.changed:v1',
  title: 'restriction.changed',
  description:
    'Purposes are restricted (GDPR Art. 18) or free again; `all` from the moment an erasure takes effect. ' +
    'Also when data is restricted because its accuracy is contested, or free again: ask for decisions again.',
});

const requestChanged = envelope(
  'request.changed',
  z.strictObject({
    subjectId,
    requestId: uuid,
    kind: z.enum(requestKinds),
    status: z.enum(requestStatuses),
  }),
).meta({
  $id: 'urn:custos:event:request.changed:v1',
  title: 'request.changed',
  description: 'A data-subject request was received or moved to another status.',
});

const recordChanged = envelope(
  'record.changed',
  z.strictObject({ subjectId, recordId: uuid, category: word }),
).meta({
  $id: 'urn:custos:event:record.changed:v1',
  title: 'record.changed',
  description:
    'A record has other content, because the person or the privacy team corrected it: read it again.',
});

const decisionReviewed = envelope(
  'automated-decision.reviewed',
  z.strictObject({
    subjectId,
    automatedDecisionId: uuid.describe('As POST /v1/automated-decisions returned it.'),
    requestId: uuid,
    outcome: z
      .enum(['upheld', 'changed', 'withdrawn'])
      .describe('It stays; another outcome counts now; it does not count any more.'),
  }),
).meta({
  $id: 'urn:custos:event:automated-decision.reviewed:v1',
  title: 'automated-decision.reviewed',
  description: 'A human reviewed a decision of a system that the person had contested.',
});

const notificationDue = envelope(
  'recipient.notification-due',
  z.strictObject({
    subjectId,
    requestId: uuid,
    recipient: word.describe('Of the policy.'),
    action: z.enum(noticeActions).describe('What it has to do with the data that it received.'),
  }),
).meta({
  $id: 'urn:custos:event:recipient.notification-due:v1',
  title: 'recipient.notification-due',
  description:
    'A recipient that received data of the person has to be notified that it is rectified, erased, ' +
    'restricted or no longer restricted (GDPR Art. 19). Once for each recipient and request; where the ' +
    'policy has `notify`, Custos calls the recipient as well.',
});

const subjectErased = envelope('subject.erased', z.strictObject({ subjectId })).meta({
  $id: 'urn:custos:event:subject.erased:v1',
  title: 'subject.erased',
  description:
    'An erasure has ended: keys destroyed, rows purged, and the person is not known any more.',
});

/** By type. Closed and published. */
export const eventSchemas = {
  'consent.changed': consentChanged,
  'restriction.changed': restrictionChanged,
  'request.changed': requestChanged,
  'record.changed': recordChanged,
  'automated-decision.reviewed': decisionReviewed,
  'recipient.notification-due': notificationDue,
  'subject.erased': subjectErased,
} as const;

export const eventSchema = z.discriminatedUnion('type', [
  consentChanged,
  restrictionChanged,
  requestChanged,
  recordChanged,
  decisionReviewed,
  notificationDue,
  subjectErased,
]);
export type CustosEvent = z.output<typeof eventSchema>;

export type EventType = CustosEvent['type'];
export type EventData<Type extends EventType> = Extract<CustosEvent, { type: Type }>['data'];
