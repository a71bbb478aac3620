import { randomUUID } from 'node:crypto';
import type { Consents } from '../consent/consents.ts';
import { circumstancesOf } from '../consent/circumstances.ts';
import { effectFor } from '../consent/model/effect.ts';
import { StoreUnavailableError } from '../platform/dynamo/errors.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import { transact } from '../platform/dynamo/transact.ts';
import type { Platform } from '../platform/platform.ts';
import type { Subject } from '../subject/model/subject.ts';
import { completedAtOnce } from '../request/change.ts';
import { disclosedTo } from '../disclosure/store.ts';
import { stoppedBy, wouldStop } from './model/choices.ts';
import type { Stopping } from './model/choices.ts';
import type { ChoiceKind, DirectKind } from '../request/model/kinds.ts';
import { openTasks } from '../request/model/open-tasks.ts';
import { startTasks } from '../system/start.ts';
import type { Restrictions } from '../request/restriction-store.ts';
import type { RequestRow } from '../request/row.ts';
import type { Requests } from '../request/store.ts';
import type { UnchangedReason } from '../request/model/unchanged.ts';

export interface AtOnceDependencies {
  readonly platform: Pick<
    Platform,
    'database' | 'subjectKeys' | 'policy' | 'clock' | 'workflow' | 'log'
  >;
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
  subject: Subject | undefined,
  request: DirectRequest,
): Promise<CarriedOut> {
  const { kind } = request;
  if (subject === undefined) return unchanged(deps, request, { reason: 'not-registered' });
  // Behind the fence nothing is done with the data any more, and what is written would go with it.
  if (subject.status === 'erasing') return unchanged(deps, request, { reason: 'being-erased' });
  return kind === 'restriction'
    ? restrict(deps, request)
    : stop(deps, subject, { ...request, kind });
}

/** Completed, and nothing done: the request says why. */
async function unchanged(
  { platform, requests }: Pick<AtOnceDependencies, 'platform' | 'requests'>,
  { row, extra }: Pick<DirectRequest, 'row' | 'extra'>,
  why: NonNullable<RequestRow['unchanged']>,
): Promise<CarriedOut> {
  const { policy, clock, database } = platform;
  const closed = completedAtOnce({ ...row, unchanged: why }, policy, clock());
  const outcome = await transact(database, [...(await requests.recording(closed)), ...extra]);
  if (outcome.kind === 'duplicate') return outcome;
  if (outcome.kind === 'committed') return { kind: 'carried-out', row: closed };
  throw new StoreUnavailableError('a request could not be written');
}

/** At systems, and at the recipients that received the data, too (GDPR Art. 19). */
async function restrict(
  { platform, requests, restrictions }: AtOnceDependencies,
  { row, purposes, extra }: DirectRequest,
): Promise<CarriedOut> {
  const { policy, clock } = platform;
  const restriction = purposes === undefined ? {} : { purposes: [...new Set(purposes)].sort() };
  const now = clock();
  const opening = { now, newTaskId: () => randomUUID() };
  const disclosed = await disclosedTo(platform, row.subjectId);
  const tasks = openTasks(policy, { ...row, restriction }, disclosed, opening);
  const atSystems = tasks && { tasks: { ...tasks } };
  const closed = completedAtOnce({ ...row, restriction, ...atSystems }, policy, now);
  const placed = await restrictions.place(closed, extra);
  switch (placed.kind) {
    case 'restricted':
      await startTasks(platform, closed);
      return { kind: 'carried-out', row: closed };
    case 'restricted-before': {
      const { kind: reason, requestId } = placed;
      return unchanged({ platform, requests }, { row, extra }, { reason, requestId });
    }
    case 'duplicate':
      return placed;
    case 'unknown':
      throw new StoreUnavailableError('the row of a person is not visible yet');
  }
}

/** Whether everything that a request would stop is stopped, so that it would change nothing. */
export async function isStopped(
  { platform, consents }: Pick<AtOnceDependencies, 'platform' | 'consents'>,
  subject: Subject,
  kind: ChoiceKind,
  purposes: readonly string[] | undefined,
): Promise<boolean> {
  const states = await consents.states(subject.subjectId);
  const stoppings = stoppedBy(kind, circumstancesOf(platform, subject), states, purposes);
  return stoppings.every(({ stoppedBefore }) => stoppedBefore);
}

function whyUnchanged(
  stoppings: readonly Stopping[],
  choices: NonNullable<RequestRow['choices']>,
): UnchangedReason | undefined {
  if (stoppings.length === 0) return 'nothing-to-stop';
  if (choices.every(({ effect }) => effect === 'recorded-without-effect')) return 'without-effect';
  return stoppings.every(({ stoppedBefore }) => stoppedBefore) ? 'stopped-before' : undefined;
}

/**
 * The choices first, then the request that reports them: should it be interrupted, less is done
 * with the data than the person was informed, never more, and asking again completes it.
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
  const stoppings = stoppedBy(kind, person, states, purposes);
  for (const stopping of stoppings) choices.push(await choose(stopping));
  const why = whyUnchanged(stoppings, choices);
  const instead = why === 'nothing-to-stop' ? wouldStop(person, states) : [];
  const unchanged = why && { reason: why, instead: instead.length > 0 ? [...instead] : undefined };
  const closed = completedAtOnce({ ...row, choices, unchanged }, policy, clock());
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
      locale: row.locale,
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
