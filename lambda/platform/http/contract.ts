import type * as z from 'zod';
import type { ProblemSlug } from './problem.ts';

/** Every scope that a route can ask for. */
export const scopes = [
  'custos/self',
  'custos/subjects',
  'custos/decisions',
  'custos/consents',
  'custos/records.write',
  'custos/records.read',
  'custos/disclosures',
  'custos/text',
  'custos/requests',
  'custos/holds',
  'custos/ledger',
  'custos/incidents',
  'custos/governance',
  'custos/operators',
] as const;

export type Scope = (typeof scopes)[number];

/** Who may call: a token with `scope`, a follow-up token, or anybody. */
export type Access =
  | { readonly kind: 'public' }
  | { readonly kind: 'follow-up' }
  | {
      readonly kind: 'token';
      readonly caller: 'subject' | 'service' | 'staff';
      readonly scope: Scope;
    };

/**
 * One operation of the API. Drives the router, the API Gateway method, the scopes and the local
 * server; everything a client can observe of the operation is said here.
 */
export interface Route {
  /** OpenAPI operationId, unique over all rooms. */
  readonly id: string;
  readonly method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';
  /** With `{name}` placeholders: `/v1/me/consents/{purpose}`. */
  readonly path: `/${string}`;
  readonly access: Access;
  readonly summary: string;
  readonly pathParameters?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Of the body as received; 64 KiB when absent. */
  readonly maximumBodyBytes?: number;
  /** Whether Idempotency-Key is refused, possible or required. `none` when absent. */
  readonly idempotency?: 'none' | 'optional' | 'required';
  /** The answer tells of one person: `cache-control: no-store`. */
  readonly personal: boolean;
  readonly responses: Readonly<
    Record<
      number,
      { readonly description: string; readonly body?: z.ZodType; readonly example?: unknown }
    >
  >;
  /** Problems beside those that every route can answer. */
  readonly problems?: readonly ProblemSlug[];
  readonly example?: { readonly body?: unknown; readonly pathParameters?: Record<string, string> };
}

/** Keeps the literal types of one room's routes. */
export const defineRoutes = <const Routes extends Readonly<Record<string, Omit<Route, 'id'>>>>(
  routes: Routes,
): { readonly [Id in keyof Routes & string]: Routes[Id] & { readonly id: Id } } => {
  const entries = Object.entries(routes).map(([id, route]) => [id, { ...route, id }]);
  return Object.fromEntries(entries) as {
    readonly [Id in keyof Routes & string]: Routes[Id] & { readonly id: Id };
  };
};
