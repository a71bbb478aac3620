import type { APIGatewayProxyEvent } from 'aws-lambda';
import * as z from 'zod';
import { durationSeconds } from '../../value/duration.ts';
import type { Platform } from '../platform.ts';
import type { EpochMilliseconds } from '../../value/time.ts';
import { readBody } from './body.ts';
import { callerOf } from './callers.ts';
import { asksForRecentSignIn, defaultMaximumBytes } from './contract.ts';
import type { Route } from './contract.ts';
import type { IfMatch } from './entity-tag.ts';
import { parseIfMatch } from './entity-tag.ts';
import type { Caller, Idempotency, Outcome, Selecting } from './handlers.ts';
import { headerOf } from './headers.ts';
import { lookUpKey } from './idempotency.ts';
import type { KeyedCall } from './idempotency.ts';
import type { Input } from './input.ts';
import { parse } from './input.ts';
import { problem } from './problem.ts';
import type { Problem } from './problem.ts';
import { parseQuery } from './query.ts';
import { recentAuthentication } from './recent-authentication.ts';

export type CallPlatform = Pick<Platform, 'database' | 'keyring' | 'policy' | 'clock' | 'log'>;

/** A handler without its request type, which `createApp` has checked against its route. */
export type AnyHandler = (request: unknown) => Promise<Outcome>;

export interface Handled {
  readonly outcome: Outcome;
  readonly replayed: boolean;
}

// Clients send `{}` when there is no body.
const nothing = z.strictObject({}).optional();

/** Validates one call against the contract of its route, step by step, and runs its handler. */
export async function handleCall(
  platform: CallPlatform,
  route: Route,
  handler: AnyHandler,
  event: APIGatewayProxyEvent,
  pathParameters: Readonly<Record<string, string>>,
): Promise<Handled> {
  const reject = (outcome: Problem): Handled => ({ outcome, replayed: false });
  const now = platform.clock();

  const caller = callerOf(event, route.access, platform.policy);
  if (caller.kind === 'problem') return reject(caller);
  const challenge = staffChallenge(platform, route, caller, now);
  if (challenge !== undefined) return reject(challenge);

  const body = readBody(event, route.maximumBodyBytes ?? defaultMaximumBytes);
  if (body.kind === 'problem') return reject(body);

  const path = parse(route.pathParameters ?? z.unknown(), pathParameters, '/path');
  const query = parseQuery(event, route.query);
  const content = parse(route.body ?? nothing, body.value);
  const ifMatch = ifMatchOf(route, event);
  if (
    path.kind === 'invalid' ||
    query.kind === 'invalid' ||
    content.kind === 'invalid' ||
    ifMatch.kind === 'invalid'
  ) {
    const errors = [path, query, content, ifMatch].flatMap((part) =>
      part.kind === 'invalid' ? part.errors : [],
    );
    return reject(problem('invalid-input', { errors }));
  }

  const input = { path: pathParameters, query: query.value ?? {}, body: body.value };
  const key = await keyOf(platform, route, event, { caller, input, now });
  if (key?.kind === 'problem') return reject(key);

  const outcome = await handler({
    caller,
    path: route.pathParameters && path.value,
    query: query.value,
    body: route.body && content.value,
    ifMatch: ifMatch.value,
    selecting: route.streams && selectingOf(event),
    idempotency: key?.idempotency,
    now,
    requestId: event.requestContext.requestId,
  });
  return { outcome, replayed: key?.idempotency.replay !== undefined && outcome.kind === 'answer' };
}

/** An open session, or its stolen token, must not be enough to decide about a person. */
function staffChallenge(
  platform: CallPlatform,
  { access }: Route,
  caller: Caller,
  now: EpochMilliseconds,
): Problem | undefined {
  if (!asksForRecentSignIn(access) || caller.kind !== 'staff') return undefined;
  const maximumAge = durationSeconds(platform.policy.staff.recentAuthentication);
  return recentAuthentication(caller, maximumAge, now);
}

const selectingOf = (event: APIGatewayProxyEvent): Selecting => ({
  // RFC 9110 section 14.2: ranges are defined for GET alone.
  range: event.httpMethod === 'GET' ? headerOf(event, 'range') : undefined,
  ifRange: headerOf(event, 'if-range'),
  ifNoneMatch: headerOf(event, 'if-none-match'),
});

/** Without If-Match a change could overwrite a concurrent change. */
function ifMatchOf(route: Route, event: APIGatewayProxyEvent): Input<IfMatch | undefined> {
  if (route.method !== 'PATCH') return { kind: 'valid', value: undefined };
  const header = headerOf(event, 'if-match');
  const value = header === undefined ? undefined : parseIfMatch(header);
  if (value !== undefined) return { kind: 'valid', value };
  const message = 'send the header If-Match with the ETag of the last read';
  return { kind: 'invalid', errors: [{ pointer: '/header/if-match', message }] };
}

interface Keyed {
  readonly kind: 'keyed';
  readonly idempotency: Idempotency;
}

async function keyOf(
  platform: CallPlatform,
  route: Route,
  event: APIGatewayProxyEvent,
  call: Pick<KeyedCall, 'caller' | 'input' | 'now'>,
): Promise<Keyed | Problem | undefined> {
  const use = route.idempotency ?? 'none';
  // Clients add the header to every write; where the route ignores it, an invalid one does not fail
  // the call.
  if (use === 'none') return undefined;
  const key = headerOf(event, 'idempotency-key');
  if (key === undefined && use !== 'required') return undefined;
  const message = faultOfKey(key);
  if (message !== undefined) {
    // An optional key is not a condition: a right is not rejected for an invalid one.
    if (use === 'optional') return undefined;
    return problem('invalid-input', { errors: [{ pointer: '/header/idempotency-key', message }] });
  }
  const found = await lookUpKey(platform, { ...call, routeId: route.id, key: key ?? '' });
  if (!('kind' in found)) return { kind: 'keyed', idempotency: found };
  const isSuperfluous = found.slug === 'idempotency-key-reused' && route.method === 'PUT';
  return isSuperfluous ? undefined : found;
}

function faultOfKey(key: string | undefined) {
  if (key === undefined) return 'send the header Idempotency-Key, for example with a random UUID';
  return /^[\x20-\x7e]{1,255}$/.test(key) ? undefined : 'send 1 to 255 printable ASCII characters';
}
