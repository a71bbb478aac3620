import type { Readable } from 'node:stream';

/** Result of one function call, as Lambda returns it. */
export type Invocation =
  | { readonly kind: 'returned'; /** JSON. */ readonly payload: string }
  | { readonly kind: 'failed'; readonly error: FunctionError; readonly timedOut: boolean };

/** A function that streams, from its first bytes on; a fault after them destroys `body`. */
export type StreamedInvocation =
  | { readonly kind: 'streaming'; readonly body: Readable }
  | Extract<Invocation, { kind: 'failed' }>;

/** Response body when `X-Amz-Function-Error` is set. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
}

/** Runs a function by its local name; `payload` is JSON. */
export type Invoke = (functionName: string, payload: string) => Promise<Invocation>;

/** The same for a function that streams, as `InvokeWithResponseStream`. */
export type InvokeStream = (functionName: string, payload: string) => Promise<StreamedInvocation>;

/** Local name in a function's name, ARN, or ARN with a version or alias. */
export function functionNameOf(reference: string): string {
  const [, name = reference] = /:function:([^:/]+)/.exec(reference) ?? [];
  return name.replace(/:[^:]*$/, '');
}
