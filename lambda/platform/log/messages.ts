/** Every message that a log can have. Closed: the code identifies a line. */
export const messages = {
  STARTED: 'started',
  COMPLETED: 'completed',
  FAILED: 'failed for an internal reason',
  TOKEN_REFUSED: 'access token rejected',
  KEY_SET_UNAVAILABLE: 'key set of an issuer could not be read',
  CONTAINMENT_INCOMPLETE: 'containment begun and not completed; it is repeated',
  REVOCATION_UNREAD: 'whether a service client is revoked could not be read',
  TABLE_CONTENDED: 'rows locked by other transactions until the last attempt',
  WORKFLOW_STARTED: 'workflow started',
  WORKFLOW_STEP: 'workflow step completed',
  WORKFLOW_ENDED: 'workflow ended',
  WORKFLOW_RETRIED: 'workflow restarted',
  RECORDS_COUNTED: 'stored and due records counted, as far as time allowed',
  RETENTION_COUNTED: 'deletions by retention counted',
  RECORD_RESTORED: 'row restored that was deleted while its deletion was suspended',
  DELETION_UNEXPLAINED: 'row deleted outside the application',
  KEY_DESTRUCTION_UNEXPLAINED: 'key destroyed without an erasure that ordered it',
  ERASURES_PAUSED: 'more people than the policy allows lost keys in an hour',
  REQUEST_DUE_SOON: 'legal deadline of a request is near',
  REQUEST_OVERDUE: 'legal deadline of a request has passed',
  REVIEW_STALE: 'review of a law is out of date',
  SWEEP_ENDED: 'request sweep ended',
  RECOUNT_ENDED: 'rows left after erasure counted',
  RESIDUE_FOUND: 'rows left after erasure',
  ERASURE_CERTIFIED: 'erasure certified',
  EXPORT_WRITTEN: 'export written',
  SUBJECT_KEYS_DESTROYED: 'subject keys destroyed',
  EVENTS_PUBLISHED: 'events published',
  EVENT_UNREADABLE: 'stream record failed schema validation; no event published',
  POLICY_CHANGED: 'policy changed',
} as const;

export type MessageCode = keyof typeof messages;

/** Every field that a line can have in addition to those of each line. */
export const fieldNames = [
  'requestId',
  'route',
  'method',
  'status',
  'durationMs',
  'outcome',
  'table',
  'index',
  'count',
  'expected',
  'workflow',
  'step',
  'attempt',
  'kind',
  'reason',
  'category',
  'purpose',
  'jurisdiction',
  'policyVersion',
  'errorName',
  'errorCode',
  'errorCauses',
  'stack',
] as const;

type FieldName = (typeof fieldNames)[number];

export type LogFields = Readonly<Partial<Record<FieldName, string | number | readonly string[]>>>;
