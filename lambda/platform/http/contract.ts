import * as z from 'zod';
import { withholdingGrounds } from '../../policy/vocabulary.ts';
import { holdingReasons } from '../../value/models.ts';
import { problems } from './problem.ts';
import type { ProblemSlug } from './problem.ts';

/** Largest body of a route that sets no limit of its own. */
export const defaultMaximumBytes = 64 * 1024;

/**
 * Network address of the browser, on calls through the pages' own origin. The firewall rejects it on
 * every other call, so it can be relied on.
 */
export const viewerHeader = 'x-custos-viewer';

/** How long an Idempotency-Key is stored. */
export const idempotencyHours = 24;

/** What each kind of caller can be granted, and what it allows: the table of scopes in `docs/api.md`. */
export const grantable = {
  subject: { 'custos/self': 'everything under `/v1/me`' },
  service: {
    'custos/subjects': 'register, link and unlink people',
    'custos/decisions':
      '`POST /v1/decisions`, `POST /v1/automated-decisions`, `POST /v1/automated-decisions/labels`',
    'custos/consents':
      'record choices (`POST /v1/consents`) and opt-out signals (`POST /v1/signals`)',
    'custos/records.write': 'store records',
    'custos/records.read': '`POST /v1/records/query`',
    'custos/disclosures': 'record disclosures to recipients',
    'custos/text': 'find personal data in texts and replace it',
    'custos/text.restore': '`POST /v1/text/restore`',
    'custos/measurements': '`POST /v1/measurements`',
    'custos/incidents.report': '`POST /v1/incident-reports`',
    'custos/models': 'build training sets; register models, up to the state `trained`',
  },
  staff: {
    'custos/requests': 'the queue: kinds, dates, counts and grounds; receipts of consents',
    'custos/requests.identity': 'who asks and why; list and remove identifiers of a person',
    'custos/holds': 'place, list and release legal holds',
    'custos/withheld': 'the data that erasures and holds exempt',
    'custos/ledger': 'ledger entries',
    'custos/incidents': 'record and close incidents',
    'custos/governance':
      'agreements with recipients, retention reports and sweeps; training sets, approval of models, aggregates, fairness',
    'custos/operators': '`POST /v1/consents/import`',
  },
} as const;

type Grantable = typeof grantable;
export type Scope = { [Kind in keyof Grantable]: keyof Grantable[Kind] }[keyof Grantable];

/** A token never grants more. */
export const scopesOf = (caller: keyof Grantable): readonly Scope[] =>
  Object.keys(grantable[caller]) as Scope[];

/** Every scope that a route can require. */
export const scopes: readonly Scope[] = [
  ...scopesOf('subject'),
  ...scopesOf('service'),
  ...scopesOf('staff'),
];

/** Who may call: a token with `scope`, a follow-up token, the token of one answer, or anyone. */
export type Access =
  | { readonly kind: 'public' }
  | { readonly kind: 'follow-up' }
  | { readonly kind: 'system-answer' }
  | {
      readonly kind: 'token';
      readonly caller: 'subject';
      readonly scope: Scope;
    }
  | {
      readonly kind: 'token';
      readonly caller: 'service';
      readonly scope: Scope;
      /** Staff with this scope may call as well; `recent` as below. */
      readonly staff?: { readonly scope: Scope; readonly recent?: true };
    }
  | {
      readonly kind: 'token';
      readonly caller: 'staff';
      readonly scope: Scope;
      /** A scope with which the same route returns more. */
      readonly adds?: Scope;
      /**
       * Whether the call affects a person: staff must have signed in as recently as the policy
       * requires (`staff.recentAuthentication`).
       */
      readonly recent?: true;
    };

/** The methods that reach the route. HEAD is allowed wherever GET is (RFC 9110 section 9.1). */
export const methodsOf = ({
  method,
  access,
}: Pick<Route, 'method' | 'access'>): readonly (Route['method'] | 'HEAD')[] =>
  method === 'GET' && access.kind === 'public' ? ['GET', 'HEAD'] : [method];

/** What staff need to call the route; undefined where it is not for them. */
export function staffAccess(
  access: Access,
): { readonly scope: Scope; readonly recent?: true } | undefined {
  if (access.kind !== 'token') return undefined;
  if (access.caller === 'staff') return access;
  return access.caller === 'service' ? access.staff : undefined;
}

/** Whether staff who call the route must have signed in recently. */
export const asksForRecentSignIn = (access: Access): boolean =>
  staffAccess(access)?.recent === true;

/** Response types other than JSON. */
export type OtherContentType = 'text/csv' | 'text/html' | 'text/markdown';

/** A response in a type that `Accept` has to name; the default is JSON. */
export interface OtherContents {
  readonly 'text/csv': {
    /** The column names, in the first line. */
    readonly columns: readonly string[];
    /** What other columns there are between these, where that depends on the response. */
    readonly others?: string;
    readonly example: string;
  };
  readonly 'text/html': {
    /** What the page is for. */
    readonly page: string;
    readonly example: string;
  };
  /** CommonMark, which begins with a heading (RFC 7763). */
  readonly 'text/markdown': {
    /** What the text is for. */
    readonly page: string;
    readonly example: string;
  };
}

/** One response that is not a problem. */
export interface RouteResponse {
  readonly description: string;
  /** Media types of a body that is bytes, instead of `body`. Streaming routes only. */
  readonly bytes?: readonly `${string}/${string}`[];
  /** Absent where the response has no body. */
  readonly body?: z.ZodType;
  /** Valid for `body`. Required where there is a body, which a test checks. */
  readonly example?: unknown;
  /** Other examples: name → example. */
  readonly otherExamples?: Readonly<Record<string, unknown>>;
  /** The same as `body` in other types. */
  readonly others?: Readonly<Partial<OtherContents>>;
  /** Headers that not every response has: lower-case name → description. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * One operation of the API. Dispatching, the API Gateway method, the scopes, the OpenAPI document,
 * the client and the local server are derived from it; all that a client can observe of the
 * operation is declared here.
 */
export interface Route {
  /** OpenAPI operationId, unique across all modules. */
  readonly id: string;
  readonly method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';
  /** With `{name}` placeholders: `/v1/me/consents/{purpose}`. */
  readonly path: `/${string}`;
  readonly access: Access;
  readonly summary: string;
  readonly pathParameters?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Bytes of the body as received; 64 KiB when absent. */
  readonly maximumBodyBytes?: number;
  /** Whether Idempotency-Key is ignored, optional or required. `none` when absent. */
  readonly idempotency?: 'none' | 'optional' | 'required';
  /** The response is about one person: `cache-control: no-store`. */
  readonly personal: boolean;
  /**
   * The response is sent while it is read, and can be longer than the 6 MB of a buffered one. All
   * routes of a function stream, or none: `serveStream` or `serve`.
   */
  readonly streams?: true;
  readonly responses: Readonly<Record<number, RouteResponse>>;
  /** Problems in addition to those that every route can return. */
  readonly problems?: readonly ProblemSlug[];
  readonly example?: {
    readonly body?: unknown;
    /** Other examples of the body: name → example. */
    readonly otherBodies?: Readonly<Record<string, unknown>>;
    readonly pathParameters?: Record<string, string>;
  };
}

/** Members of problem documents in addition to those of RFC 9457. */
export const problemMembers = {
  'recent-authentication-required': z.object({
    maxAge: z.int().describe('Sign in at most this many seconds ago (RFC 9470).').optional(),
  }),
  'notice-superseded': z.object({
    current: z
      .object({ id: z.string(), version: z.string() })
      .describe('The notice to show to the person before they choose again.')
      .optional(),
  }),
  'formal-request-required': z.object({
    origin: z.enum(['observed', 'inferred']).describe('Where the record comes from.').optional(),
    requestKind: z
      .enum(['rectification', 'human-review', 'erasure'])
      .describe('What to ask for with `POST /v1/me/requests`.')
      .optional(),
  }),
  'deletion-suspended': z.object({
    ground: z
      .enum(withholdingGrounds)
      .describe('Why the record is exempt from deletion: GDPR Art. 17(3).')
      .optional(),
    until: z.iso
      .datetime()
      .optional()
      .describe('When it ends; absent under a legal hold, which has no known end.'),
  }),
  'approval-held-back': z.object({
    reasons: z
      .array(z.enum(holdingReasons))
      .describe('What is missing; `exception` lifts some of it.')
      .optional(),
  }),
  'request-already-open': z.object({
    openRequestId: z.uuid().describe('The request that is open.').optional(),
  }),
} as const satisfies Partial<Record<ProblemSlug, z.ZodObject>>;

const everyRoute = [
  'invalid-input',
  'too-many-requests',
  'internal-error',
  'temporarily-unavailable',
] as const satisfies readonly ProblemSlug[];
const withKey = ['request-in-progress', 'idempotency-key-reused'] as const;
const withBody = ['payload-too-large', 'unsupported-media-type'] as const;

/** Every problem that a route can return: its own, and those of the steps before its handler. */
export function problemsOf(
  route: Pick<Route, 'access' | 'method' | 'pathParameters' | 'idempotency' | 'problems'>,
): readonly ProblemSlug[] {
  const { access, method, pathParameters, idempotency = 'none' } = route;
  const found = new Set<ProblemSlug>([
    ...everyRoute,
    ...(access.kind === 'public' ? [] : (['unauthenticated'] as const)),
    ...(access.kind === 'token' ? (['scope-missing'] as const) : []),
    ...(staffAccess(access) === undefined ? [] : (['second-factor-required'] as const)),
    ...(asksForRecentSignIn(access) ? (['recent-authentication-required'] as const) : []),
    ...(pathParameters === undefined ? [] : (['not-found'] as const)),
    // The body is read before the contract is looked at.
    ...(method === 'GET' || method === 'DELETE' ? [] : withBody),
    ...(method === 'PATCH' ? (['precondition-failed'] as const) : []),
    ...(idempotency === 'none' ? [] : withKey),
    ...(route.problems ?? []),
  ]);
  const order = Object.keys(problems);
  return [...found].sort((one, other) => order.indexOf(one) - order.indexOf(other));
}

/** Keeps the literal types of the routes of one module. */
export const defineRoutes = <const Routes extends Readonly<Record<string, Omit<Route, 'id'>>>>(
  routes: Routes,
): { readonly [Id in keyof Routes & string]: Routes[Id] & { readonly id: Id } } => {
  const entries = Object.entries(routes).map(([id, route]) => [id, { ...route, id }]);
  return Object.fromEntries(entries) as {
    readonly [Id in keyof Routes & string]: Routes[Id] & { readonly id: Id };
  };
};
