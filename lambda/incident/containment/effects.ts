/** What a containment does, by code: one sentence for staff who read the API. */
export const containmentEffects = {
  'everything-denied':
    'Every decision denies at once; no record is stored, and none is read by a service.',
  'no-consent-recorded': 'No consent is recorded.',
  'categories-denied':
    'Decisions about these categories deny at once; their records are neither stored nor read by a service.',
  'no-consent-to-their-purposes': 'No consent is recorded to purposes that use nothing else.',
  'people-denied':
    'Decisions about these people deny at once; their records are neither stored nor read by a service.',
  'no-consent-of-people': 'No consent of them is recorded.',
  'rights-go-on':
    'Refusing, withdrawing, objecting, requests, erasures, legal holds and incidents go on.',
  'cached-permits-end': 'Permits that clients have cached end within 300 seconds.',
  'keys-replaced':
    'Each key that encrypts records of these people is replaced; the records are encrypted again and can be read all the time.',
  'replaced-keys-destroyed':
    'The replaced keys are destroyed. That cannot be undone: undoing stops a rotation that is running, and every record stays readable.',
  'other-keys-stay':
    'Keys of evidence, of the ledger, of identities and of pseudonyms are not replaced.',
  'rotation-takes-time':
    'It takes at least twice as long as a key can be in use: about 40 minutes, and more with many records.',
  'client-rejected':
    'Every token of this service client is rejected with 401, also one that is issued later.',
  'cached-results-end': 'API Gateway uses results that it has cached for at most 60 seconds.',
  'other-tokens-stay': 'Tokens of people and of staff are not affected.',
  'client-not-checked':
    'Custos does not know which clients the issuer has: compare clientId with a token of the client.',
  'role-denied':
    'One prepared policy that denies everything is attached to the role of this function; nothing else is changed.',
  'function-stops':
    'What the function does stops: calls fail, streams and schedules wait and go on when it is undone.',
  'iam-takes-minutes': 'IAM takes a few minutes until every call is denied.',
} as const;

export type ContainmentEffect = keyof typeof containmentEffects;
export const containmentEffectCodes = Object.keys(
  containmentEffects,
) as readonly ContainmentEffect[] as readonly [ContainmentEffect, ...ContainmentEffect[]];

/** What is counted of what a containment changes or affects. */
export const containmentCounts = [
  ...(['purposes', 'categories', 'stopped', 'people', 'unknown', 'keys'] as const),
  ...(['clients', 'functions'] as const),
] as const;
export type ContainmentCount = (typeof containmentCounts)[number];
