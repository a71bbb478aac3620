import type { components, paths } from './schema.ts';

type Schemas = components['schemas'];

/** A problem document (RFC 9457): one of a closed list, distinguished by `type`. */
export type Problem = {
  [Name in keyof Schemas]: Name extends `${string}Problem` ? Schemas[Name] : never;
}[keyof Schemas];

type SlugOf<Type> = Type extends `urn:custos:problem:${infer Slug}` ? Slug : never;

/** The last part of a problem's `type`: `not-found`. */
export type ProblemSlug = SlugOf<Problem['type']>;

/** The API rejected the call with a problem of its contract. `slug` says which one it is. */
export type ProblemOutcome<One extends Problem = Problem> = One extends Problem
  ? {
      readonly kind: 'problem';
      readonly slug: SlugOf<One['type']>;
      readonly status: One['status'];
      readonly problem: One;
      readonly headers: Headers;
    }
  : never;

/** The call succeeded. `body` is absent where the response has none. */
export interface SuccessOutcome<Status extends number = number, Body = unknown> {
  readonly kind: 'answer';
  readonly status: Status;
  readonly body: Body;
  readonly headers: Headers;
}

/** Where an operation redirects to: what is there needs no token. */
export interface Link {
  readonly url: string;
}

export type Method = 'get' | 'put' | 'post' | 'patch' | 'delete';

/** The paths that have an operation of this method, without those of files: a link opens them. */
export type PathWith<M extends Method> = {
  [Path in keyof paths]: paths[Path] extends Record<M, { responses: infer Responses }>
    ? Responses extends { 206: unknown }
      ? never
      : Path
    : never;
}[keyof paths];

export type OperationAt<Path extends keyof paths, M extends Method> = paths[Path][M];

type ResponsesOf<Operation> = Operation extends { responses: infer Responses } ? Responses : never;
type JsonOf<Response> = Response extends { content: { 'application/json': infer Body } }
  ? Body
  : undefined;
type ProblemsIn<Responses> = {
  [Status in keyof Responses]: Responses[Status] extends {
    content: { 'application/problem+json': infer One };
  }
    ? One
    : never;
}[keyof Responses];
type SuccessOf<Status> = Status extends number
  ? `${Status}` extends `2${string}` | '302' | '303' | '304'
    ? Status
    : never
  : never;
type AnswersIn<Responses> = {
  [Status in SuccessOf<keyof Responses>]: SuccessOutcome<
    Status,
    Status extends 302 ? Link : JsonOf<Responses[Status & keyof Responses]>
  >;
}[SuccessOf<keyof Responses>];

/** Every response of an operation. A call that ends otherwise throws. */
export type Outcome<Operation> =
  | AnswersIn<ResponsesOf<Operation>>
  | ProblemOutcome<Extract<ProblemsIn<ResponsesOf<Operation>>, Problem>>;
