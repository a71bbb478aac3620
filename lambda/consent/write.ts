import { setTimeout as delay } from 'node:timers/promises';
import { activityEntry } from '../ledger/activity.ts';
import { entry } from '../ledger/store.ts';
import type { Database } from '../platform/dynamo/database.ts';
import { StoreUnavailableError } from '../platform/dynamo/errors.ts';
import { getRow, queryPage } from '../platform/dynamo/read.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import { insert, update } from '../platform/dynamo/statement.ts';
import { transact } from '../platform/dynamo/transact.ts';
import type { Idempotency } from '../platform/http/exchange.ts';
import type { SubjectId } from '../value/ids.ts';
import { newEventId } from '../value/ids.ts';
import type { Keyring } from '../platform/keyring/keyring.ts';
import { sealJson } from '../platform/keyring/sealed-json.ts';
import type { SubjectKeys } from '../platform/keyring/subject-keys.ts';
import type { Clock, EpochMilliseconds } from '../value/time.ts';
import { milliseconds } from '../value/time.ts';
import type { Policy } from '../policy/schema.ts';
import type { Subject } from '../subject/model/subject.ts';
import { circumstancesOf } from './circumstances.ts';
import type { ConsentEvent, StoredState } from './model/consent.ts';
import { outcomeOf } from './outcome.ts';
import type { Preparation } from './prepare.ts';
import { prepare } from './prepare.ts';
import {
  addressOf,
  eventItem,
  eventRow,
  purposeVersionOf,
  rangeOf,
  stateItem,
  stateRow,
  toState,
} from './rows.ts';
import type { EndedConsent, signalMethod } from './model/signal.ts';
import { consents, consentStates } from './table.ts';
import { openKeyedMutex } from './keyed-mutex.ts';

export interface ConsentsDependencies {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly subjectKeys: SubjectKeys;
  readonly policy: Policy;
  readonly clock: Clock;
}

export type Written =
  | { readonly kind: 'recorded'; readonly event: ConsentEvent }
  /** What was said before stands; nothing was written. */
  | { readonly kind: 'unchanged'; readonly previous: StoredState }
  | { readonly kind: 'request-in-progress' };

type Choice = Omit<
  Preparation,
  'subjectId' | 'eventId' | 'version' | 'at' | 'previous' | 'ended' | 'pendingBy' | 'person'
> & {
  /** When the choice was made, where that was not now. */
  readonly at?: EpochMilliseconds;
  /** The signal of the browser that the choice obeys; the person can look it up. */
  readonly signal?: typeof signalMethod;
  /** Rules on what was said before, in the transaction that follows it. */
  readonly decideFromPrevious?: (previous: StoredState | undefined) => WriteDecision;
};
/** What follows from what was said before. */
export type WriteDecision =
  | { readonly kind: 'leave' }
  | { readonly kind: 'write'; readonly ended?: EndedConsent; readonly pendingBy?: string };

export type Writer = (
  subject: Subject,
  choice: Choice,
  idempotency?: Idempotency,
) => Promise<Written>;

export type FindEvent = (
  subjectId: SubjectId,
  purposeVersion: string,
) => Promise<ConsentEvent | undefined>;

/** Within the ten seconds that the function has. */
const budgetMilliseconds = 7_000;

/** @param find reads one event, to recognise what was written without an answer */
export function openWriter(deps: ConsentsDependencies, find: FindEvent): Writer {
  const exclusively = openKeyedMutex();

  return (subject, choice, idempotency) => {
    const deadline = performance.now() + budgetMilliseconds;
    const lockName = `${subject.subjectId}#${choice.command.purpose}`;
    return exclusively(lockName, () => write(subject, choice, idempotency, deadline));
  };

  async function write(
    subject: Subject,
    choice: Choice,
    idempotency: Idempotency | undefined,
    deadline: number,
  ): Promise<Written> {
    const { subjectId } = subject;
    const eventId = newEventId();
    /** Places where the event may stand although no answer said so. */
    const unsure = new Set<string>();
    let keyIsTaken = false;
    let cause: unknown;
    for (let attempt = 0; performance.now() < deadline; attempt += 1) {
      if (attempt > 0) await delay(Math.random() * Math.min(1_000, 40 * 2 ** attempt));
      try {
        for (const purposeVersion of unsure) {
          const event = await find(subjectId, purposeVersion);
          if (event?.eventId === eventId) return { kind: 'recorded', event };
        }
        if (keyIsTaken) return { kind: 'request-in-progress' };

        const previous = await readPrevious(subject, choice.command.purpose);
        const writeDecision = choice.decideFromPrevious?.(previous);
        if (writeDecision?.kind === 'leave' && previous) return { kind: 'unchanged', previous };
        const { ended, pendingBy } = writeDecision?.kind === 'write' ? writeDecision : {};
        const version = (previous?.version ?? 0) + 1;
        const at = choice.at ?? milliseconds(Math.max(deps.clock(), previous?.at ?? 0));
        const person = circumstancesOf(deps, subject);
        const before = {
          person: { jurisdictions: person.jurisdictions, settings: subject.settings },
          previous,
          ended,
          pendingBy,
        };
        const facts = { ...choice, ...before, subjectId, eventId, version, at };
        const { event, next } = prepare(deps.policy, facts);
        const outcomeNow = outcomeOf(next, person, subject);
        const evidence = { ...event.evidence, ...outcomeNow };
        const ready = { event: { ...event, evidence }, next };
        const statements = await statementsOf(subject, choice, ready, previous, idempotency);
        const outcome = await transact(deps.database, statements).catch((error: unknown) => {
          unsure.add(purposeVersionOf(choice.command.purpose, version));
          throw error;
        });
        if (outcome.kind === 'committed') return { kind: 'recorded', event: ready.event };
        keyIsTaken =
          idempotency !== undefined &&
          outcome.kind === 'duplicate' &&
          outcome.statement === statements.length - 1;
      } catch (error) {
        if (!(error instanceof StoreUnavailableError)) throw error;
        cause = error;
      }
    }
    throw new StoreUnavailableError('a choice could not be written in time', { cause });
  }

  // Behind the fence the states are being purged: only the event is written, and counted from the
  // events before it.
  async function readPrevious(
    { subjectId, status }: Subject,
    purpose: string,
  ): Promise<StoredState | undefined> {
    if (status === 'active') {
      const row = await getRow(deps.database, consentStates, { subjectId, purpose }, stateRow);
      return row && toState(row);
    }
    const newest = { between: rangeOf(purpose), newestFirst: true, limit: 1 };
    const options = { partition: { subjectId }, ...newest };
    const { rows } = await queryPage(deps.database, consents, options, eventRow);
    return rows[0] && { ...rows[0], givenBy: 'subject' };
  }

  async function statementsOf(
    { subjectId, status }: Subject,
    { signal, recorder }: Choice,
    { event, next }: ReturnType<typeof prepare>,
    previous: StoredState | undefined,
    idempotency: Idempotency | undefined,
  ): Promise<Statement[]> {
    const { subjectKeys, policy, clock } = deps;
    const { purpose, version, state } = event;
    const fenced = status === 'erasing';
    const purposeVersion = purposeVersionOf(purpose, version);
    const address = addressOf(subjectId, purposeVersion);
    const codes = { purpose, state, noticeVersion: next.notice?.version };
    // Behind the fence a commitment would make the `ledger` key again that the erasure destroys.
    const entryDependencies = fenced ? { policy, clock } : { policy, clock, subjectKeys };
    const entered = await entry(entryDependencies, 'consent.recorded', codes, subjectId);
    const choice = {
      ...{ purpose, state, givenBy: next.givenBy, recordedBy: recorder.kind },
      notice: next.notice && { id: next.notice.id, version: next.notice.version },
    };
    const [ciphertext, ...entries] = await Promise.all([
      sealJson(subjectKeys, subjectId, 'consent-evidence', address, event.evidence),
      // 11 CCR 7101(a): how a signal was answered is kept.
      ...(event.evidence.ended
        ? [entry(entryDependencies, 'signal.conflict', { purpose }, subjectId)]
        : []),
      // What a signal of the browser says is shown as that; everything else is a choice of the person.
      ...(fenced
        ? []
        : [
            signal
              ? activityEntry(deps, subjectId, 'signal-honoured', { signal, purposes: [purpose] })
              : activityEntry(deps, subjectId, 'consent-recorded', choice, entered),
          ]),
    ]);
    const key = { subjectId, purpose };
    const stateStatement =
      previous === undefined
        ? insert(consentStates, { ...key, version, ...stateItem(next) })
        : update(consentStates, key, previous.version, stateItem(next));
    return [
      insert(consents, eventItem(event, ciphertext)),
      ...(fenced ? [] : [stateStatement]),
      entered,
      ...entries,
      ...(idempotency ? [idempotency.record(201, { subjectId, purposeVersion })] : []),
    ];
  }
}
