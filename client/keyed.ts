// Written by `npm run openapi` from lib/openapi/openapi.json: do not edit.

/** Operations that take an Idempotency-Key. */
export const keyed: ReadonlySet<string> = new Set([
  'POST /v1/consents',
  'POST /v1/me/requests',
  'POST /v1/records',
  'POST /v1/records/batch',
  'POST /v1/subjects',
  'POST /v1/subjects/link',
  'POST /v1/subjects/unlink',
  'PUT /v1/me/consents/{purpose}',
]);
