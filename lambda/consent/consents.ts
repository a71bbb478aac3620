import { publishedVersion } from '../notice/model/notice.ts';
import { wasPublished } from '../notice/store.ts';
import type { Idempotency, SubjectCaller } from '../platform/http/handlers.ts';
import type { Subject } from '../subject/model/subject.ts';
import type { SubjectsDependencies } from '../subject/store.ts';
import { openSubjects } from '../subject/store.ts';
import { circumstancesFor } from './circumstances.ts';
import type { ExternalChoices } from './external-choices.ts';
import { openExternalChoices } from './external-choices.ts';
import type { Circumstances } from './model/basis.ts';
import type { StoredState } from './model/event.ts';
import type { AcceptedRuling, Rejection } from './model/ruling.ts';
import type { ConsentCommand } from './model/command.ts';
import { ruleOn } from './model/ruling.ts';
import { ruleOnReturn } from './model/return.ts';
import type { Recorder } from './prepare.ts';
import type { ReadForChoice } from './read-ahead.ts';
import { besideChoice } from './read-ahead.ts';
import type { ConsentReads } from './store.ts';
import { openConsentStore } from './store.ts';
import { isFrozenFor } from './frozen.ts';
import { unrecorded } from './unrecorded.ts';
import type { Written } from './write.ts';
import { openWriter } from './write.ts';

/** A rejection, or what became of the write. */
export type ConsentOutcome =
  | Exclude<Written, { kind: 'unchanged' }>
  | Rejection
  | { readonly kind: 'subject-erased' | 'processing-frozen' };

interface RecordOptions {
  readonly recorder: Recorder;
  readonly idempotency?: Idempotency;
  /** With the person, by `besideChoice`. */
  readonly read?: ReadForChoice;
}

/** @throws StoreUnavailableError, KeyringUnavailableError from every method */
export interface Consents extends ConsentReads, ExternalChoices {
  /**
   * Rules on a choice and writes the event and the state that follows from it, or neither. Choices
   * made at the same moment are all recorded, numbered in the order in which they were written.
   *
   * @throws StoreUnavailableError when others kept writing, or the database did not answer: the
   * choice may then have been recorded
   */
  record(
    subject: Subject,
    command: ConsentCommand,
    options: RecordOptions,
  ): Promise<ConsentOutcome>;
  /** Records what a person states themselves, and registers them unless it is rejected. */
  recordOwn(
    caller: SubjectCaller,
    command: ConsentCommand,
    idempotency: Idempotency | undefined,
  ): Promise<ConsentOutcome>;
}

/** An accepted choice, and the person that it was ruled on for. */
interface Ruled {
  readonly command: ConsentCommand;
  readonly ruling: AcceptedRuling;
  readonly person: Circumstances;
}

/** @param deps read when they are used, so that reading states needs no keys */
export function openConsents(deps: SubjectsDependencies): Consents {
  const store = openConsentStore(deps);
  const subjects = openSubjects(deps);
  const write = openWriter(deps, store);

  const record: Consents['record'] = async (subject, command, options) => {
    const ruled = await rule(subject, command, options.read);
    return 'kind' in ruled ? ruled : recordRuled(subject, ruled, options);
  };

  return {
    ...store,
    ...openExternalChoices(deps, write),
    record,

    async recordOwn(caller, command, idempotency) {
      const signedIn = await subjects.signInWith(caller, besideChoice(command));
      const { found, read } = signedIn;
      const known = found.kind === 'known' ? found.subject : undefined;
      // Before the registration, so that a rejection registers no one.
      const ruled = await rule(known, command, read);
      if ('kind' in ruled) return ruled;
      // Only who agrees says that data of them may be stored again after an erasure.
      const admitted =
        command.state === 'given'
          ? await subjects.register(signedIn, { by: 'subject' })
          : await subjects.admit(signedIn);
      if (admitted.kind === 'erased') {
        return { kind: 'recorded', event: unrecorded(deps, ruled.person.jurisdictions[0], ruled) };
      }
      const options = { recorder: { kind: 'subject' }, idempotency, read } as const;
      if (known !== undefined) return recordRuled(admitted.subject, ruled, options);
      // A service may have registered the person meanwhile, or declared an age after this call did.
      const current = await subjects.get(admitted.subject.subjectId);
      return record(current ?? admitted.subject, command, options);
    },
  };

  async function rule(
    subject: Subject | undefined,
    command: ConsentCommand,
    read: ReadForChoice | undefined,
  ): Promise<Ruled | Rejection | { readonly kind: 'processing-frozen' }> {
    const [person, frozen] = await Promise.all([
      circumstancesFor(deps, subject, command),
      isFrozenFor(deps, subject, command, read?.known),
    ]);
    if (frozen) return { kind: 'processing-frozen' };
    const ruling = ruleOn(command, person);
    return ruling.kind === 'accepted'
      ? { command, ruling, person }
      : withPublishedNotice(ruling, command);
  }

  /** What replaced a notice is named only of one that was published. */
  async function withPublishedNotice(
    rejection: Rejection,
    { notice }: ConsentCommand,
  ): Promise<Rejection> {
    if (rejection.kind !== 'notice-superseded' || notice === undefined) return rejection;
    const isOurs = publishedVersion(deps.policy, notice.id, notice.version) !== undefined;
    if (isOurs || (await wasPublished(deps.database, notice))) return rejection;
    return { kind: 'notice-unknown', current: rejection.current };
  }

  async function recordRuled(
    subject: Subject,
    { command, ruling, person }: Ruled,
    { recorder, idempotency, read }: RecordOptions,
  ): Promise<ConsentOutcome> {
    if (subject.status === 'erasing' && command.state === 'given') {
      return { kind: 'subject-erased' };
    }
    const [jurisdiction] = person.jurisdictions;
    const rejectionAfter = (previous: StoredState | undefined) =>
      command.state === 'given' ? ruleOnReturn(command, person, previous) : undefined;
    const decideFromPrevious = (previous: StoredState | undefined) =>
      ({ kind: rejectionAfter(previous) === undefined ? 'write' : 'leave' }) as const;
    const choice = { command, ruling, jurisdiction, recorder, decideFromPrevious };
    const written = await write(subject, choice, idempotency, read?.own);
    if (written.kind !== 'unchanged') return written;
    const rejection = rejectionAfter(written.previous);
    if (rejection === undefined) throw new TypeError('what a person says is always written');
    return rejection;
  }
}
