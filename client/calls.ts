import type { Method, OperationAt, Outcome, PathWith } from './outcome.ts';

export interface CallOptions {
  /** In place of a random one; the same for a call that is sent again later. */
  readonly idempotencyKey?: string;
  /** A follow-up token, where the operation takes one in place of an access token. */
  readonly followUp?: string;
  /** The ETag of the copy at hand, for operations that take `If-None-Match`. */
  readonly ifNoneMatch?: string;
  /** The ETag of what is changed, as it was last read, for operations that take `If-Match`. */
  readonly ifMatch?: string;
  /** Ends the call; its reason is thrown. */
  readonly signal?: AbortSignal;
}

type Parameters<Operation> = Operation extends { parameters: infer All } ? All : never;
type PathOption<Operation> =
  Parameters<Operation> extends { path: infer Path extends object }
    ? { readonly path: Path }
    : { readonly path?: never };
type QueryOption<Operation> =
  Parameters<Operation> extends { query?: infer Query }
    ? [Query] extends [undefined]
      ? { readonly query?: never }
      : { readonly query?: Query }
    : { readonly query?: never };
type BodyOption<Operation> = Operation extends {
  requestBody: { content: { 'application/json': infer Body } };
}
  ? { readonly body: Body }
  : { readonly body?: never };

/** Every PATCH needs the state that it rests on. */
type IfMatchOption<Operation> =
  Parameters<Operation> extends { header: { 'If-Match': string } }
    ? { readonly ifMatch: string }
    : unknown;

/** What a call sends: parameters of the path, of the query, and the body, as far as it has them. */
export type Input<Operation> = CallOptions &
  PathOption<Operation> &
  QueryOption<Operation> &
  BodyOption<Operation> &
  IfMatchOption<Operation>;

/** Optional where nothing has to be sent. */
export type Arguments<Operation> = [RequiredKeys<Input<Operation>>] extends [never]
  ? [input?: Input<Operation>]
  : [input: Input<Operation>];

type RequiredKeys<Value> = {
  [Key in keyof Value]-?: Value extends Record<Key, Value[Key]> ? Key : never;
}[keyof Value];

export type Call<M extends Method> = <Path extends PathWith<M>>(
  path: Path,
  ...input: Arguments<OperationAt<Path, M>>
) => Promise<Outcome<OperationAt<Path, M>>>;
