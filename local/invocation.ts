/** Result of one function call, as Lambda returns it. */
export type Invocation =
  | { readonly kind: 'returned'; /** JSON. */ readonly payload: string }
  | { readonly kind: 'failed'; readonly error: FunctionError; readonly timedOut: boolean };

/** Response body when `X-Amz-Function-Error` is set. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
}

/** Runs a function by its local name; `payload` is JSON. */
export type Invoke = (functionName: string, payload: string) => Promise<Invocation>;

/** Local name in a function's name, ARN, or ARN with a version or alias. */
export function functionNameOf(reference: string): string {
  const [, name = reference] = /:function:([^:/]+)/.exec(reference) ?? [];
  return name.replace(/:[^:]*$/, '');
}
