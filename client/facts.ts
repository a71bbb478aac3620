// Written by `npm run openapi` from lib/openapi/openapi.json: do not edit.

/** Operations that take an Idempotency-Key. */
export const keyed: ReadonlySet<string> = new Set([
  'POST /v1/automated-decisions',
  'POST /v1/consents',
  'POST /v1/disclosures',
  'POST /v1/follow-up/appeal',
  'POST /v1/governance/sources/informed',
  'POST /v1/holds',
  'POST /v1/incident-reports',
  'POST /v1/incidents',
  'POST /v1/incidents/{incidentId}/affected',
  'POST /v1/incidents/{incidentId}/contain',
  'POST /v1/incidents/{incidentId}/notices',
  'POST /v1/me/requests',
  'POST /v1/me/requests/{requestId}/appeal',
  'POST /v1/measurements',
  'POST /v1/media',
  'POST /v1/models',
  'POST /v1/records',
  'POST /v1/records/batch',
  'POST /v1/requests/on-behalf',
  'POST /v1/signals',
  'POST /v1/sources/informed',
  'POST /v1/subjects',
  'POST /v1/subjects/link',
  'POST /v1/subjects/unlink',
  'POST /v1/training-sets',
  'PUT /v1/me/consents/{purpose}',
]);

/** Operations that take no access token. */
export const withoutToken: ReadonlySet<string> = new Set([
  'DELETE /v1/follow-up',
  'GET /.well-known/gpc.json',
  'GET /v1/follow-up',
  'GET /v1/health',
  'GET /v1/jwks.json',
  'GET /v1/ledger/checkpoint',
  'GET /v1/ledger/tile/{level}/{first}',
  'GET /v1/ledger/tile/{level}/{first}/{second}',
  'GET /v1/ledger/tile/{level}/{first}/{second}/{third}',
  'GET /v1/media/content/{token}',
  'GET /v1/notices',
  'GET /v1/notices/{id}/{version}',
  'GET /v1/openapi.json',
  'POST /v1/follow-up/appeal',
  'POST /v1/follow-up/download',
  'POST /v1/requests',
  'POST /v1/requests/{requestId}/verify',
  'POST /v1/system-answers/{requestId}/{task}',
]);

/** Operations that redirect to a link. */
export const redirecting: ReadonlySet<string> = new Set(['GET /v1/me/media/{recordId}']);

/** Operations whose response describes the link that it redirects to. */
export const linking: ReadonlySet<string> = new Set([
  'GET /v1/training-shards/{trainingSetId}/{number}',
]);

/** Every problem that an operation returns. */
export const problemSlugs: ReadonlySet<string> = new Set([
  'approval-held-back',
  'conflict',
  'deletion-suspended',
  'formal-request-required',
  'idempotency-key-reused',
  'internal-error',
  'invalid-input',
  'not-found',
  'notice-superseded',
  'payload-too-large',
  'precondition-failed',
  'processing-frozen',
  'processing-not-permitted',
  'processing-restricted',
  'range-not-satisfiable',
  'recent-authentication-required',
  'request-already-open',
  'request-in-progress',
  'scope-missing',
  'second-factor-required',
  'subject-erased',
  'temporarily-unavailable',
  'too-many-requests',
  'unauthenticated',
  'unsupported-media-type',
]);

/** Types of personal data in texts, as they are in pseudonyms: `[PAYMENT_CARD_x7k2m9]`. */
export const pseudonymWords: ReadonlySet<string> = new Set([
  'DATE_OF_BIRTH',
  'DEVICE_ID',
  'EMAIL',
  'IBAN',
  'IP_ADDRESS',
  'LOCATION',
  'MAC_ADDRESS',
  'NATIONAL_ID',
  'ORGANISATION',
  'PAYMENT_CARD',
  'PERSON',
  'PHONE',
  'POSTAL_ADDRESS',
  'SECRET',
  'URL',
  'USERNAME',
]);
