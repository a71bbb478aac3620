import type { Readable } from 'node:stream';
import type * as z from 'zod';
import type { Statement } from '../dynamo/statement.ts';
import type { EpochMilliseconds, EpochSeconds } from '../../value/time.ts';
import type { Access, OtherContentType, Route } from './contract.ts';
import type { IfMatch } from './entity-tag.ts';
import type { Problem } from './problem.ts';

/**
 * A signed-in person. `email` is present only when an issuer that is authoritative for it has
 * verified it.
 */
export interface SubjectCaller {
  readonly kind: 'subject';
  readonly issuer: string;
  readonly sub: string;
  readonly email?: string;
  /** `auth_time` of the token. */
  readonly authenticatedAt?: EpochSeconds;
}
/** A client program or a member of staff; `name` is the client id or the `sub`. */
export interface ServiceCaller {
  readonly kind: 'service';
  readonly issuer: string;
  readonly name: string;
}
export interface StaffCaller {
  readonly kind: 'staff';
  readonly issuer: string;
  readonly name: string;
  readonly authenticatedAt?: EpochSeconds;
  /** Has the scope that `adds` of the route names. */
  readonly seesMore?: boolean;
}
export interface FollowUpCaller {
  readonly kind: 'follow-up';
  readonly token: string;
}
/** A system that answers one call later. */
export interface SystemAnswerCaller {
  readonly kind: 'system-answer';
  readonly token: string;
}
export interface PublicCaller {
  readonly kind: 'public';
  /** Network address, for limits alone. */
  readonly address: string;
}
export type Caller =
  | SubjectCaller
  | ServiceCaller
  | StaffCaller
  | FollowUpCaller
  | SystemAnswerCaller
  | PublicCaller;

type CallerOf<A extends Access> = A extends { kind: 'token' }
  ? Extract<Caller, { kind: A['caller'] }> | (A extends { staff: object } ? StaffCaller : never)
  : Extract<Caller, { kind: A['kind'] }>;

/**
 * The Idempotency-Key of a call, looked up before the handler runs. With `replay` the handler
 * builds the first response again from these ids and writes nothing; otherwise it adds
 * `record(...)` to its transaction. `duplicate` for that statement means that a concurrent call
 * with the same key was faster: return `problem('request-in-progress')`.
 */
export interface Idempotency {
  readonly replay?: { readonly status: number; readonly ids: Readonly<Record<string, string>> };
  readonly record: (status: number, ids: Readonly<Record<string, string>>) => Statement;
}

/** Request headers that select a part or a version (RFC 9110 sections 13 and 14), as they came. */
export interface Selecting {
  readonly range?: string;
  readonly ifRange?: string;
  readonly ifNoneMatch?: string;
}

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

/** A request whose parts have been validated. */
export interface RequestOf<R extends Omit<Route, 'id'>> {
  readonly caller: CallerOf<R['access']>;
  readonly path: Parsed<R['pathParameters']>;
  readonly query: Parsed<R['query']>;
  readonly body: Parsed<R['body']>;
  /**
   * Of PATCH routes, which require it: compare it with `matches`, reject with
   * `precondition-failed`.
   */
  readonly ifMatch: R['method'] extends 'PATCH' ? IfMatch : undefined;
  /** Of routes that stream: what part of a file is asked for, and of which version. */
  readonly selecting: R extends { streams: true } ? Selecting : undefined;
  /** Absent where the route ignores keys or the client sent none. */
  readonly idempotency?: Idempotency;
  readonly now: EpochMilliseconds;
  /** Correlation id: in every log line and in `x-request-id`. */
  readonly requestId: string;
}

export interface Answer {
  readonly kind: 'answer';
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Writes the body in the other types of the contract; only the requested one is called. */
  readonly others?: Readonly<Partial<Record<OtherContentType, () => string>>>;
}

export const answer = (
  status: number,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
): Answer => ({ kind: 'answer', status, body, headers });

/** A response whose body is read while it is sent. */
export interface Streamed {
  readonly kind: 'streamed';
  readonly status: number;
  /** With `content-type`, and `content-length` where it is known: a client then notices an end before it. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readable;
}

/** For routes with `streams`. The body is destroyed unread for HEAD. */
export const streamed = (
  status: number,
  headers: Readonly<Record<string, string>>,
  body: Readable,
): Streamed => ({ kind: 'streamed', status, headers, body });

type OutcomeOf<R extends Omit<Route, 'id'>> =
  | Answer
  | Problem
  | (R extends { streams: true } ? Streamed : never);

/** What any handler returns. */
export type Outcome = Answer | Streamed | Problem;

/**
 * One handler per route of a module. Expected rejections are returned as problems, faults are
 * thrown.
 */
export type Handlers<Routes extends Readonly<Record<string, Omit<Route, 'id'>>>> = {
  readonly [Id in keyof Routes]: (request: RequestOf<Routes[Id]>) => Promise<OutcomeOf<Routes[Id]>>;
};
