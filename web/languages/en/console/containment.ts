import type { Schemas } from '../../../app/api.tsx';

type Plan = Schemas['ContainmentPlan'];

/** What a containment would do. */
export const containment = {
  effects: {
    'everything-denied':
      'Every decision denies at once. No record is stored, and none is read by a service.',
    'no-consent-recorded': 'No consent is recorded.',
    'categories-denied':
      'Decisions about these kinds of data deny at once. Records of them are neither stored nor read by a service.',
    'no-consent-to-their-purposes': 'No consent is recorded to purposes that use nothing else.',
    'people-denied':
      'Decisions about these people deny at once. Their records are neither stored nor read by a service.',
    'no-consent-of-people': 'No consent of them is recorded.',
    'rights-go-on':
      'Refusing, withdrawing, objecting, requests, erasures, legal holds and incidents go on.',
    'cached-permits-end': 'Permits that clients have cached end within 300 seconds.',
    'keys-replaced':
      'Each key that encrypts records of these people is replaced. The records are encrypted again and can be read all the time.',
    'replaced-keys-destroyed':
      'The replaced keys are destroyed. That cannot be undone: undoing stops a rotation that is running, and every record stays readable.',
    'other-keys-stay':
      'Keys of evidence, of the ledger, of identities and of pseudonyms are not replaced.',
    'rotation-takes-time': 'It takes about 40 minutes at least, and more with many records.',
    'client-rejected':
      'Every token of this service client is rejected, also one that is issued later.',
    'cached-results-end': 'API Gateway uses results that it has cached for at most 60 seconds.',
    'other-tokens-stay': 'Tokens of people and of staff are not affected.',
    'client-not-checked':
      'Custos does not know which clients the issuer has: compare the client id with a token of the client.',
    'role-denied':
      'One prepared policy that denies everything is attached to the role of this function. Nothing else is changed.',
    'function-stops':
      'What the function does stops. Calls fail; streams and schedules wait and go on when it is undone.',
    'iam-takes-minutes': 'IAM takes a few minutes until every call is denied.',
  },
  counts: {
    purposes: 'Purposes that use the data',
    categories: 'Kinds of data',
    stopped: 'Purposes that use nothing else',
    people: 'People',
    unknown: 'Names of no one',
    keys: 'Keys',
    clients: 'Clients',
    functions: 'Functions',
  },
} satisfies {
  readonly effects: Readonly<Record<Schemas['ContainmentEffect'], string>>;
  readonly counts: Readonly<Record<keyof Plan['counts'], string>>;
};
