import type * as z from 'zod';
import type { Statement } from '../dynamo/statement.ts';
import type { EpochMilliseconds, EpochSeconds } from '../../value/time.ts';
import type { Access, OtherContentType, Route } from './contract.ts';
import type { IfMatch } from './entity-tag.ts';
import type { Problem } from './problem.ts';

/** A signed-in person. `email` is there only when verified by an issuer declared authoritative. */
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
interface PublicCaller {
  readonly kind: 'public';
}
export type Caller = SubjectCaller | ServiceCaller | StaffCaller | FollowUpCaller | PublicCaller;

type CallerOf<A extends Access> = A extends { kind: 'token' }
  ? Extract<Caller, { kind: A['caller'] }>
  : Extract<Caller, { kind: A['kind'] }>;

/**
 * The Idempotency-Key of a call, looked up before the handler runs. With `replay` the handler
 * rebuilds the first answer from these ids and writes nothing; otherwise it adds `record(...)` to
 * its transaction, whose `duplicate` outcome on that statement means that a twin call was faster:
 * answer `problem('request-in-progress')`.
 */
export interface Idempotency {
  readonly replay?: { readonly status: number; readonly ids: Readonly<Record<string, string>> };
  readonly record: (status: number, ids: Readonly<Record<string, string>>) => Statement;
}

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

/** A request whose parts already fit the contract. */
export interface RequestOf<R extends Omit<Route, 'id'>> {
  readonly caller: CallerOf<R['access']>;
  readonly path: Parsed<R['pathParameters']>;
  readonly query: Parsed<R['query']>;
  readonly body: Parsed<R['body']>;
  /** Of PATCH routes, which need it: compare it with `matches`, refuse with `precondition-failed`. */
  readonly ifMatch: R['method'] extends 'PATCH' ? IfMatch : undefined;
  /** Absent where the route takes no key or none was sent. */
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
  /** Writes the body in the other types that the contract names; only what is asked for is called. */
  readonly others?: Readonly<Partial<Record<OtherContentType, () => string>>>;
}

export const answer = (
  status: number,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
): Answer => ({ kind: 'answer', status, body, headers });

/** One handler per route of a module. Expected refusals are answered as problems, faults thrown. */
export type Handlers<Routes extends Readonly<Record<string, Omit<Route, 'id'>>>> = {
  readonly [Id in keyof Routes]: (request: RequestOf<Routes[Id]>) => Promise<Answer | Problem>;
};
