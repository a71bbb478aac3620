/** Every sentence that a log can hold. Closed: a line is told apart by its code. */
export const messages = {
  STARTED: 'started',
  COMPLETED: 'completed',
  FAILED: 'failed for a reason that is not the caller’s',
  TOKEN_REFUSED: 'an access token was refused',
  KEY_SET_UNAVAILABLE: 'the key set of an issuer could not be read',
  TABLE_CONTENDED: 'other transactions held the rows throughout',
  WORKFLOW_STARTED: 'long work was started',
  WORKFLOW_STEP: 'a step of long work is done',
  WORKFLOW_ENDED: 'long work has ended',
  WORKFLOW_RETRIED: 'long work was started again from its row',
  RECORDS_COUNTED: 'what is held and due was counted, as far as time allowed',
  RETENTION_COUNTED: 'deletions by retention were counted',
  RECORD_RESTORED: 'a row that retention took while its deletion is suspended was put back',
  DELETION_UNEXPLAINED: 'a row was deleted by somebody else',
  KEY_DESTRUCTION_UNEXPLAINED: 'a key was destroyed that no erasure ordered',
  REQUEST_DUE_SOON: 'the legal deadline of a request comes near',
  REQUEST_OVERDUE: 'the legal deadline of a request has passed',
  REVIEW_STALE: 'the review of a law is out of date',
  SWEEP_ENDED: 'the sweep over requests has ended',
  RECOUNT_ENDED: 'what is left after erasure was counted',
  RESIDUE_FOUND: 'something is left after erasure',
  ERASURE_CERTIFIED: 'an erasure was certified',
  EXPORT_WRITTEN: 'an export was written',
  SUBJECT_KEYS_DESTROYED: 'subject keys were destroyed',
  EVENTS_PUBLISHED: 'changes were told to other programs',
  EVENT_UNREADABLE: 'a changed row has no shape of ours and was told to nobody',
  POLICY_CHANGED: 'another policy is in force',
} as const;

export type MessageCode = keyof typeof messages;

/** Every field that a line can hold, beside those that each line has. */
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
