/** Every problem type that the API returns: `urn:custos:problem:<slug>`. Closed and published. */
export const problems = {
  'invalid-input': { status: 422, title: 'The input does not fit the contract' },
  unauthenticated: { status: 401, title: 'A valid access token is required' },
  'recent-authentication-required': { status: 401, title: 'Sign in again to do this' },
  'scope-missing': { status: 403, title: 'The access token lacks the scope for this' },
  'second-factor-required': { status: 403, title: 'Sign in with a second factor to do this' },
  'processing-not-permitted': { status: 403, title: 'This processing is not permitted' },
  'processing-frozen': { status: 403, title: 'Processing is frozen during an incident' },
  'processing-restricted': { status: 403, title: 'Processing is restricted for this person' },
  'not-found': { status: 404, title: 'Nothing was found here' },
  'method-not-allowed': { status: 405, title: 'This method is not allowed here' },
  conflict: { status: 409, title: 'The request conflicts with the current state' },
  'approval-held-back': { status: 409, title: 'Something holds the approval back' },
  'request-already-open': { status: 409, title: 'A request of this kind is already open' },
  'request-in-progress': { status: 409, title: 'The same request is still being carried out' },
  'notice-superseded': { status: 409, title: 'A newer notice has replaced this one' },
  'subject-erased': { status: 409, title: 'This person was erased' },
  'formal-request-required': { status: 409, title: 'This takes a formal request' },
  'deletion-suspended': { status: 409, title: 'Deletion is suspended for this data' },
  'precondition-failed': { status: 412, title: 'The resource changed meanwhile' },
  'payload-too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'The body must be application/json' },
  'range-not-satisfiable': { status: 416, title: 'The range is outside of the file' },
  'idempotency-key-reused': { status: 422, title: 'This Idempotency-Key came with another body' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  'internal-error': { status: 500, title: 'Something went wrong on our side' },
  'temporarily-unavailable': { status: 503, title: 'Try again in a moment' },
} as const;

export type ProblemSlug = keyof typeof problems;

/**
 * A place in the input: RFC 6901 pointer into the body, or `/query/limit`, `/path/purpose`,
 * `/header/...`.
 */
export interface ProblemDetail {
  readonly pointer: string;
  readonly message: string;
}

/** An expected rejection, returned by a handler as a value. `detail` never repeats input. */
export interface Problem {
  readonly kind: 'problem';
  readonly slug: ProblemSlug;
  readonly detail?: string;
  readonly errors?: readonly ProblemDetail[];
  /** Additional members of the document, for example the current notice. Never personal data. */
  readonly extensions?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

export const problem = (slug: ProblemSlug, rest: Omit<Problem, 'kind' | 'slug'> = {}): Problem => ({
  kind: 'problem',
  slug,
  ...rest,
});
