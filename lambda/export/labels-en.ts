import type { ActivityKind } from '../ledger/model/activity-kinds.ts';
import type { Choice } from '../consent/model/choice.ts';
import type { Right } from '../policy/law.ts';
import type { Policy } from '../policy/schema.ts';
import type { LegalBasis, Obligation, WithholdingGround } from '../policy/vocabulary.ts';
import type { AgeBand, Identifier, Switch } from '../subject/model/subject.ts';
import type { Condition, PurposeFacts } from './facts.ts';
import type { RecipientFacts } from './recipients.ts';
import type { RequestStatus } from '../request/model/request.ts';
import type { TaskGround } from '../request/model/task.ts';
import type { RequestKind } from '../request/model/kinds.ts';

type Labelled<Key extends string> = Record<Key, string>;
type Mechanism = NonNullable<RecipientFacts['transferMechanism']>;
type Source = Policy['categories'][string]['source'];

/** Names of the words of closed lists; every language has all of them. */
export interface Labels {
  readonly source: Labelled<Source>;
  readonly basis: Labelled<LegalBasis>;
  readonly condition: Labelled<Condition>;
  readonly role: Labelled<NonNullable<RecipientFacts['role']>>;
  readonly ourRole: Labelled<PurposeFacts['role']>;
  readonly mechanism: Labelled<Mechanism>;
  readonly ground: Labelled<WithholdingGround>;
  readonly obligation: Labelled<Obligation>;
  readonly identifier: Labelled<Identifier['type']>;
  readonly switch: Labelled<Switch>;
  readonly choice: Labelled<Choice>;
  readonly kind: Labelled<RequestKind>;
  readonly status: Labelled<RequestStatus>;
  readonly activity: Labelled<ActivityKind>;
  /** What keeps a thing where a legal hold does: the policy has no words for it. */
  readonly legalHold: string;
  /** Why a system gives out nothing. */
  readonly systemGround: Labelled<TaskGround>;
  readonly evidence: Labelled<'consent' | 'request'>;
  readonly ageBand: Labelled<AgeBand>;
  /** What a right is, in a sentence. */
  readonly right: Labelled<Right>;
}

export const labelsEn: Labels = {
  source: {
    provided: 'You gave it to us',
    observed: 'It arose while you used the service',
    inferred: 'Our systems made it from other data',
  },
  basis: {
    consent: 'Your consent',
    contract: 'Our contract with you',
    'legal-obligation': 'A legal obligation of ours',
    'vital-interests': 'Vital interests',
    'public-task': 'A task in the public interest',
    'legitimate-interests': 'Legitimate interests',
    notice: 'Told to you when the data is collected',
    'opt-out': 'Allowed until you opt out',
  },
  condition: {
    'explicit-consent': 'specially protected data with your explicit consent',
    'substantial-public-interest': 'specially protected data for a substantial public interest',
    'legal-claims': 'specially protected data for legal claims',
  },
  role: {
    processor: 'Acts on our instructions only',
    controller: 'Decides itself what it does with the data',
    'joint-controller': 'Decides together with us',
  },
  ourRole: {
    controller: 'We decide',
    processor: 'We act on the instructions of somebody else',
    'joint-controller': 'We decide together with others',
  },
  mechanism: {
    adequacy: 'Adequacy decision: the country is officially found to protect data well enough',
    'standard-contractual-clauses': 'Standard contractual clauses',
    'binding-corporate-rules': 'Binding corporate rules',
  },
  ground: {
    'legal-obligation': 'A legal obligation',
    'legal-claims': 'Legal claims: to be able to show what was agreed and done',
    'public-interest-task': 'A task in the public interest',
  },
  obligation: {
    redact: 'Personal data is taken out of free text first',
    shorten: 'Only the part that is needed is used',
    'do-not-disclose': 'Only we, and those who act on our instructions, get the data',
    'human-review': 'A person looks at the outcome before it has effect',
    'aggregate-only': 'Only figures about many people leave it',
  },
  identifier: {
    'user-id': 'User name',
    email: 'E-mail address',
    phone: 'Telephone number',
    'device-id': 'Device',
    oidc: 'Sign-in',
  },
  switch: { on: 'on', off: 'off' },
  choice: { given: 'Allowed', refused: 'Refused', withdrawn: 'Withdrawn' },
  kind: {
    access: 'A copy of your data',
    portability: 'Data to take along',
    rectification: 'Correction',
    erasure: 'Erasure',
    restriction: 'Restriction',
    objection: 'Objection',
    'withdraw-consent': 'Withdrawal of consent',
    'opt-out-sale-share': 'Opt-out of sale and sharing',
    'limit-sensitive': 'Limit on the use of sensitive data',
    'opt-out-automated-decision': 'Opt-out of automated decisions',
    'human-review': 'Review by a person',
    complaint: 'Complaint',
    appeal: 'Appeal',
  },
  status: {
    received: 'Received',
    'identity-required': 'Waits until you have shown who you are',
    'approval-required': 'Waits for our approval',
    'in-progress': 'Being carried out',
    completed: 'Completed',
    'partially-completed': 'Completed in part',
    denied: 'Refused',
    cancelled: 'Called off',
    failed: 'Failed; we are looking into it',
  },
  activity: {
    'consent-recorded': 'A choice of yours was recorded',
    'records-stored': 'Entries were stored during this day',
    'use-permitted': 'Data of yours was used during this day, as you and the law permit',
    'text-restored': 'Names and numbers were put back into texts of yours during this day',
    'decision-denied': 'A use of your data was refused',
    'staff-access': 'Our privacy team looked at a request or a consent receipt of yours',
    disclosure: 'Data of yours was disclosed to a recipient',
    'source-informed': 'You were informed of data that we obtained from someone else',
    'recipient-notified':
      'A recipient of your data was notified of what a request of yours changed',
    'request-made': 'You made a request',
    'request-closed': 'A request of yours was closed',
    'record-corrected': 'An entry was corrected',
    'record-deleted': 'An entry was deleted',
    'retention-deletion': 'Entries were deleted at the end of their period',
    'settings-changed': 'You changed your settings',
    'signal-honoured': 'A signal of your browser was honoured',
    'identity-linked': 'Something names you or signs in as you from then on',
    'identity-removed': 'Something that named you, or signed in as you, was removed',
    'incident-notice': 'We wrote to you about a security incident that concerns your data',
  },
  legalHold: 'GDPR Art. 17(3)(e), legal hold',
  systemGround: {
    'not-erasable': 'Your data cannot be taken out of what this system has.',
    'not-possible': 'This system has no means to give out the data of one person.',
    'no-personal-data': 'What this system has is about no person.',
    'kept-by-law': 'A law has us keep what this system has, and does not let us give it out.',
    'not-applicable': 'Our staff have found that this system has nothing that belongs here.',
    'called-off': 'This part of your request was called off.',
  },
  evidence: { consent: 'Proof of your choices', request: 'Proof of your requests and our answers' },
  ageBand: {
    'under-13': 'under 13',
    '13-to-15': '13 to 15',
    '16-to-17': '16 or 17',
    adult: '18 or older',
    'under-12': 'under 12',
    '12': '12',
    '13': '13',
    '14': '14',
    '15': '15',
  },
  right: {
    access: 'You can get a copy of your data and learn what happens with it.',
    portability: 'You can get what you gave us in a form that other services can read.',
    rectification: 'You can have wrong data corrected and missing data added.',
    erasure: 'You can have data erased, as far as the law does not let or make us keep it.',
    restriction: 'You can have us keep data without using it.',
    objection:
      'You can object to a use, such as one that rests on our interests or on a public task.',
    'withdraw-consent':
      'You can take back what you allowed, at any time. What was done before stays lawful.',
    'opt-out-sale-share': 'You can stop your data being sold, or shared for advertising.',
    'limit-sensitive': 'You can limit the use of sensitive data to what the service needs.',
    'opt-out-automated-decision':
      'You can refuse to be subject to decisions that machines make alone.',
    'human-review': 'You can have a person look at such a decision, tell your view and contest it.',
    complaint: 'You can complain to us and to a supervisory authority.',
  },
};
