/** Amazon S3 API Reference, "Error responses", with the status and text of each. */
const refusals = {
  AccessDenied: [403, 'Access Denied'],
  BucketAlreadyOwnedByYou: [409, 'Your previous request to create the bucket succeeded.'],
  InvalidPart: [400, 'One or more of the specified parts could not be found.'],
  InvalidRange: [416, 'The requested range is not satisfiable'],
  MalformedXML: [400, 'The XML you provided was not well-formed.'],
  NoSuchBucket: [404, 'The specified bucket does not exist'],
  NoSuchKey: [404, 'The specified key does not exist.'],
  NoSuchUpload: [404, 'The specified multipart upload does not exist.'],
  NoSuchVersion: [404, 'The specified version does not exist.'],
  NotImplemented: [501, 'A header or call that the bucket of one machine does not have.'],
  ObjectLockConfigurationNotFoundError: [404, 'Object Lock configuration does not exist.'],
  PreconditionFailed: [412, 'At least one of the pre-conditions you specified did not hold'],
  ServerSideEncryptionConfigurationNotFoundError: [404, 'The configuration was not found.'],
} as const satisfies Record<string, readonly [number, string]>;

export type S3Refusal = keyof typeof refusals;

export class S3RefusedError extends Error {
  override readonly name = 'S3RefusedError';
  readonly code: S3Refusal;
  readonly status: number;

  constructor(code: S3Refusal, reason?: string) {
    const [status, message] = refusals[code];
    super(reason ?? message);
    this.code = code;
    this.status = status;
  }
}
