import type { Consents } from '../consent/store.ts';
import { circumstancesOf } from '../consent/store.ts';
import { effectFor } from '../consent/effect.ts';
import { StoreUnavailableError } from '../platform/dynamo/errors.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import { transact } from '../platform/dynamo/transact.ts';
import type { Platform } from '../platform/platform.ts';
import type { Subject } from '../subject/subject.ts';
import { completedAtOnce } from './change.ts';
import { stoppedBy } from './choices.ts';
import type { Stopping } from './choices.ts';
import type { ChoiceKind, DirectKind } from './request.ts';
import type { Restrictions } from './restriction-store.ts';
import type { RequestRow } from './row.ts';
import type { Requests } from './store.ts';

export interface AtOnceDependencies {
  readonly platform: Pick<Platform, 'database' | 'policy' | 'clock'>;
  readonly requests: Requests;
  readonly restrictions: Restrictions;
  readonly consents: Consents;
}

export interface DirectRequest {
  readonly kind: DirectKind;
  readonly row: RequestRow;
  readonly purposes?: readonly string[];
  /** Statements of the same transaction. */
  readonly extra: readonly Statement[];
}

export type CarriedOut =
  | { readonly kind: 'carried-out'; readonly row: RequestRow }
  /** A statement in `extra` met an existing row. */
  | { readonly kind: 'duplicate' };

/**
 * Carries out a request that has no gate, before it is answered.
 *
 * @throws StoreUnavailableError, KeyringUnavailableError
 */
export function carryOut(
  deps: AtOnceDependencies,
  subject: Subject,
  request: DirectRequest,
): Promise<CarriedOut> {
  const { kind } = request;
  return kind === 'restriction'
    ? restrict(deps, request)
    : stop(deps, subject, { ...request, kind });
}

async function restrict(
  { platform, restrictions }: AtOnceDependencies,
  { row, purposes, extra }: DirectRequest,
): Promise<CarriedOut> {
  const { policy, clock } = platform;
  const restriction = purposes === undefined ? {} : { purposes: [...new Set(purposes)].sort() };
  const closed = completedAtOnce({ ...row, restriction }, policy, clock());
  const placed = await restrictions.place(closed, extra);
  switch (placed.kind) {
    case 'restricted':
      return { kind: 'carried-out', row: closed };
    case 'duplicate':
      return placed;
    case 'unknown':
      throw new StoreUnavailableError('the row of a person is not visible yet');
  }
}

/**
 * The choices first, then the request that tells of them: should it be interrupted, less is done
 * with the data than the person was told, never more, and asking again completes it.
 */
async function stop(
  deps: AtOnceDependencies,
  subject: Subject,
  { kind, row, purposes, extra }: DirectRequest & { readonly kind: ChoiceKind },
): Promise<CarriedOut> {
  const { platform, requests, consents } = deps;
  const { policy, clock, database } = platform;
  const person = circumstancesOf(platform, subject);
  const states = await consents.states(subject.subjectId);
  const choices: NonNullable<RequestRow['choices']> = [];
  for (const stopping of stoppedBy(kind, person, states, purposes)) {
    choices.push(await choose(stopping));
  }
  const closed = completedAtOnce({ ...row, choices }, policy, clock());
  const outcome = await transact(database, [...(await requests.recording(closed)), ...extra]);
  if (outcome.kind === 'duplicate') return outcome;
  if (outcome.kind === 'committed') return { kind: 'carried-out', row: closed };
  throw new StoreUnavailableError('a request could not be written');

  async function choose({ purpose, state, stoppedBefore }: Stopping) {
    const stored = states.get(purpose);
    if (stoppedBefore && stored !== undefined && stored.state !== 'given') {
      const effect = effectFor(policy, person.jurisdictions, stored, person.now);
      return { purpose, state: stored.state, effect, receiptId: stored.eventId };
    }
    const command = {
      ...{ purpose, state, method: `request-${kind}`, givenBy: 'subject' as const },
      ...(row.locale !== undefined && { locale: row.locale }),
    };
    const outcome = await consents.record(subject, command, { recorder: { kind: 'subject' } });
    if (outcome.kind !== 'recorded') {
      throw new StoreUnavailableError('a choice could not be recorded');
    }
    const { event } = outcome;
    const effect =
      event.evidence?.effect ?? effectFor(policy, person.jurisdictions, command, person.now);
    return { purpose, state, effect, receiptId: event.eventId };
  }
}
