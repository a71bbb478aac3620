import { setTimeout as delay } from 'node:timers/promises';
import { StoreUnavailableError } from '../platform/dynamo/errors.ts';
import type { Idempotency } from '../platform/http/handlers.ts';
import type { Subject } from '../subject/model/subject.ts';
import { newEventId } from '../value/ids.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import { milliseconds } from '../value/time.ts';
import { circumstancesOf } from './circumstances.ts';
import { openKeyedMutex } from './keyed-mutex.ts';
import type { ConsentEvent, StoredState } from './model/event.ts';
import type { EndedConsent } from './model/signal.ts';
import { outcomeOf } from './model/outcome.ts';
import type { Preparation } from './prepare.ts';
import { prepare } from './prepare.ts';
import { purposeVersionOf } from './rows.ts';
import type { OwnForChoice } from './read-ahead.ts';
import type { Addition } from './statements.ts';
import type { ConsentStore, StoreDependencies } from './store.ts';

export type Written =
  | { readonly kind: 'recorded'; readonly event: ConsentEvent }
  /** What was said before counts; nothing was written. */
  | { readonly kind: 'unchanged'; readonly previous: StoredState }
  | { readonly kind: 'request-in-progress' };

/** A choice that was ruled on, ready to be numbered. */
export type RuledChoice = Pick<
  Preparation,
  'command' | 'ruling' | 'jurisdiction' | 'recorder' | 'imported'
> &
  Pick<Addition, 'signal'> & {
    /** When the choice was made, where that was not now. */
    readonly at?: EpochMilliseconds;
    /** Rules on what was said before, in the transaction that follows it. */
    readonly decideFromPrevious?: (previous: StoredState | undefined) => WriteDecision;
  };
/** What follows from what was said before. */
export type WriteDecision =
  | { readonly kind: 'leave' }
  | { readonly kind: 'write'; readonly ended?: EndedConsent; readonly pendingBy?: string };

export type Writer = (
  subject: Subject,
  choice: RuledChoice,
  idempotency?: Idempotency,
  /** Of this person and purpose, by the call that has just read the person. */
  read?: OwnForChoice,
) => Promise<Written>;

/** Within the ten seconds that the function has. */
const budgetMilliseconds = 7_000;

/** Numbers the choices of a person about a purpose in the order in which they are written. */
export function openWriter(deps: StoreDependencies, store: ConsentStore): Writer {
  const exclusively = openKeyedMutex();

  return (subject, choice, idempotency, read) => {
    const deadline = performance.now() + budgetMilliseconds;
    const lockName = `${subject.subjectId}#${choice.command.purpose}`;
    return exclusively(lockName, (hasWaited) => {
      // The write that this one waited for has changed what was read.
      const own = hasWaited || read?.subjectId !== subject.subjectId ? undefined : read;
      return write(subject, choice, { idempotency, deadline, read: own });
    });
  };

  async function write(
    subject: Subject,
    choice: RuledChoice,
    {
      idempotency,
      deadline,
      read,
    }: {
      readonly idempotency: Idempotency | undefined;
      readonly deadline: number;
      readonly read: OwnForChoice | undefined;
    },
  ): Promise<Written> {
    const { subjectId } = subject;
    const { purpose } = choice.command;
    const eventId = newEventId();
    /** Where the event may be, although no response said so. */
    const unsure = new Set<string>();
    let keyIsTaken = false;
    let cause: unknown;
    for (let attempt = 0; performance.now() < deadline; attempt += 1) {
      if (attempt > 0) await delay(Math.random() * Math.min(1_000, 40 * 2 ** attempt));
      try {
        for (const purposeVersion of unsure) {
          const event = await store.find(subjectId, purposeVersion);
          if (event?.eventId === eventId) return { kind: 'recorded', event };
        }
        if (keyIsTaken) return { kind: 'request-in-progress' };

        // Behind the fence the states are being purged: see `previous`.
        const own = attempt === 0 && subject.status === 'active' ? read : undefined;
        const previous = own ? own.previous : await store.previous(subject, purpose);
        const decision = choice.decideFromPrevious?.(previous);
        if (decision?.kind === 'leave' && previous) return { kind: 'unchanged', previous };
        const { ended, pendingBy } = decision?.kind === 'write' ? decision : {};
        const version = (previous?.version ?? 0) + 1;
        const at = choice.at ?? milliseconds(Math.max(deps.clock(), previous?.at ?? 0));
        const person = circumstancesOf(deps, subject);
        const { event, next } = prepare(deps.policy, {
          ...choice,
          ...{ subjectId, eventId, version, at, previous, ended, pendingBy },
          person: { jurisdictions: person.jurisdictions, settings: subject.settings },
        });
        const evidence = { ...event.evidence, ...outcomeOf(next, person, subject) };
        const ready = { event: { ...event, evidence }, next };
        const { signal } = choice;
        const outcome = await store
          .append({ subject, ...ready, previous, signal, idempotency, keyRows: own?.keyRows })
          .catch((error: unknown) => {
            unsure.add(purposeVersionOf(purpose, version));
            throw error;
          });
        if (outcome === 'appended') return { kind: 'recorded', event: ready.event };
        keyIsTaken = outcome === 'key-taken';
      } catch (error) {
        if (!(error instanceof StoreUnavailableError)) throw error;
        cause = error;
      }
    }
    throw new StoreUnavailableError('a choice could not be written in time', { cause });
  }
}
