/** Amazon S3 API Reference, "Error responses", with the status of each. */
const statuses = {
  AccessDenied: 403,
  BadDigest: 400,
  EntityTooLarge: 400,
  EntityTooSmall: 400,
  IncorrectNumberOfFilesInPostRequest: 400,
  InvalidAccessKeyId: 403,
  InvalidPolicyDocument: 400,
  MalformedPOSTRequest: 400,
  SignatureDoesNotMatch: 403,
} as const;

export type PostErrorCode = keyof typeof statuses;

/** A form is refused, for a reason that S3 gives in these words. */
export class PostRefusedError extends Error {
  override readonly name = 'PostRefusedError';
  readonly code: PostErrorCode;
  readonly status: number;

  constructor(code: PostErrorCode, message: string) {
    super(message);
    this.code = code;
    this.status = statuses[code];
  }
}
