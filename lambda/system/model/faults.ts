/** Why a system could not do what it was asked; shown to staff with the task. */
export const systemErrors = [
  'unreachable',
  'access-denied',
  'not-found',
  'throttled',
  'timed-out',
  'invalid-answer',
  'changed-meanwhile',
  'misconfigured',
  // A lock of the store keeps data until a date, or until staff lift it (S3 Object Lock).
  'locked',
  // In no format that the connector reads, or archived: it cannot be known whose data it is.
  'unreadable',
  // An identifier that would reach the data of another person in this system.
  'unsafe-identifier',
  'internal',
] as const;
export type SystemError = (typeof systemErrors)[number];

/** A fault of a system. Its message is the code alone: no one can put a person into it. */
export class SystemFaultError extends Error {
  override readonly name = 'SystemFaultError';
  readonly code: SystemError;

  constructor(code: SystemError, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
  }
}

/** Names of errors of AWS services, codes of Node.js, and SQLSTATE are matched by these forms. */
const forms: readonly (readonly [RegExp, SystemError])[] = [
  [
    /^(AccessDenied|UnrecognizedClient|InvalidSignature|ExpiredToken|CredentialsProvider|KMS\.?AccessDenied|Forbidden)/,
    'access-denied',
  ],
  [/^(ResourceNotFound|NoSuch(Bucket|Key|Version)|NotFound(Exception)?$)/, 'not-found'],
  [
    /^(Throttl|ProvisionedThroughputExceeded|RequestLimitExceeded|TooManyRequests|SlowDown|ReplicatedWriteConflict)/,
    'throttled',
  ],
  [/^(Timeout|RequestTimeout|AbortError$|ETIMEDOUT$|ESOCKETTIMEDOUT$)/, 'timed-out'],
  [
    /^(PreconditionFailed|ConditionalCheckFailed|ConditionalRequestConflict|TransactionConflict)/,
    'changed-meanwhile',
  ],
  [
    /^(E(CONNREFUSED|CONNRESET|NOTFOUND|AI_AGAIN|HOSTUNREACH|NETUNREACH|PIPE)$|NetworkingError|InternalServer|InternalFailure|ServiceUnavailable|ServiceException$|EC2|ENI)/,
    'unreachable',
  ],
  [/^(Validation|InvalidParameter|InvalidArgument|KMS)/, 'misconfigured'],
];

/** The code of any error that a connector can meet, by names and codes alone: no message is read. */
export function systemErrorOf(error: unknown): SystemError {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (at instanceof SystemFaultError) return at.code;
    const known = forms.find(([form]) => namesOf(at).some((name) => form.test(name)));
    if (known !== undefined) return known[1];
  }
  return 'internal';
}

const namesOf = (error: unknown): string[] =>
  error instanceof Error
    ? [error.name, 'code' in error && typeof error.code === 'string' ? error.code : '']
    : [];
