import { appliesFrom } from '../notice/store.ts';
import { StoreUnavailableError } from '../platform/dynamo/errors.ts';
import { canonicalJson, sha256Hex } from '../value/canonical.ts';
import { transact } from '../platform/dynamo/transact.ts';
import type { Idempotency } from '../platform/http/handlers.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import { isAhead, milliseconds } from '../value/time.ts';
import { appliedAs } from '../policy/applied.ts';
import type { JurisdictionId } from '../policy/schema.ts';
import type { Subject } from '../subject/model/subject.ts';
import type { SubjectsDependencies } from '../subject/store.ts';
import { circumstancesFor, circumstancesOf } from './circumstances.ts';
import type { Circumstances } from './model/basis.ts';
import type { ConsentEvent, StoredState } from './model/event.ts';
import type { NotImported } from './model/import.ts';
import { ruleOnImport, ruleOnImported } from './model/import.ts';
import type { Recorder } from './prepare.ts';
import type { ConsentCommand } from './model/command.ts';
import { ruleOn } from './model/ruling.ts';
import type { Honoured } from './model/signal.ts';
import { dutyOf, ruleOnSignal, signalMethod } from './model/signal.ts';
import type { WriteDecision, Writer, Written } from './write.ts';

/** One line of an import. */
export interface ImportedChoice {
  readonly command: ConsentCommand;
  readonly at: EpochMilliseconds;
  /** The system that kept it. */
  readonly source: string;
  /** The member of staff who takes it over. */
  readonly by: { readonly issuer: string; readonly name: string };
}

export type ImportOutcome =
  | {
      readonly kind: 'imported' | 'imported-unproven' | 'imported-pending' | 'confirmed';
      readonly event: ConsentEvent;
    }
  | { readonly kind: NotImported | 'in-the-future' | 'not-consent-based' | 'subject-erased' };

/** What a signal stops, by whose law. */
export interface SignalAnswer {
  readonly honoured: readonly Honoured[];
  readonly jurisdiction: JurisdictionId;
  readonly appliedAs?: 'default' | undefined;
}

/** Choices that no one states here: signals of the browser, and what other systems kept. */
export interface ExternalChoices {
  /** Takes an opt-out signal of the browser; writes nothing where it changes nothing. */
  signal(
    subject: Subject,
    options: { readonly recorder: Recorder; readonly idempotency?: Idempotency },
  ): Promise<SignalAnswer>;
  /** A choice that another system kept; see `ruleOnImport`. */
  import(subject: Subject, choice: ImportedChoice): Promise<ImportOutcome>;
}

export const openExternalChoices = (
  deps: SubjectsDependencies,
  write: Writer,
): ExternalChoices => ({
  async signal(subject, { recorder, idempotency }) {
    const person = circumstancesOf(deps, subject);
    const [jurisdiction] = person.jurisdictions;
    const duty = dutyOf(person);
    if (duty === undefined) {
      return { honoured: [], jurisdiction, ...appliedAs(deps.policy, subject, [jurisdiction]) };
    }

    const stopped = await Promise.all(duty.purposes.map((purpose) => stop(purpose)));
    const answer = {
      honoured: stopped.map(({ honoured }) => honoured),
      jurisdiction: duty.jurisdiction,
    };
    // Signals come with every page: one that changes nothing leaves no row of its key either.
    if (idempotency && stopped.some(({ written }) => written)) {
      const ids = { answer: JSON.stringify(answer) };
      await transact(deps.database, [idempotency.record(200, ids)]);
    }
    return answer;

    async function stop(purpose: string) {
      const spoken = { state: 'refused', method: signalMethod, givenBy: 'subject' } as const;
      const command = { purpose, ...spoken };
      const ruling = ruleOn(command, person);
      if (ruling.kind !== 'accepted') throw new TypeError('a refusal is always accepted');
      const choice = { command, ruling, jurisdiction, recorder };
      const written = await write(subject, {
        ...choice,
        signal: signalMethod,
        decideFromPrevious: (previous) => writeDecisionFor(previous, person),
      });
      return { honoured: honouredOf(purpose, written), written: written.kind === 'recorded' };
    }
  },

  async import(subject, { command, at: madeAt, source, by: importer }) {
    const person = await circumstancesFor(deps, subject, command);
    const [jurisdiction] = person.jurisdictions;
    const { now } = person;
    if (subject.status === 'erasing') return { kind: 'subject-erased' };
    // Clocks differ: a refusal counts from now, whatever the other system's clock says.
    if (command.state === 'given' && isAhead(madeAt, now)) return { kind: 'in-the-future' };
    const at = milliseconds(Math.min(madeAt, now));
    const earlierFrom = command.notice && (await appliesFrom(deps.database, command.notice));
    const ruling = ruleOnImported(command, person, at, earlierFrom);
    if (ruling.kind !== 'accepted') return { kind: 'not-consent-based' };
    const recorder = { kind: 'staff', name: source } as const;
    const imported = { source, at: now };
    const by = sha256Hex(canonicalJson([importer.issuer, importer.name]));
    const line = { ...command, at, by, noticeVersion: ruling.shown?.version };
    const asksAnother =
      deps.policy.staff.secondApprover.consentImport &&
      command.state === 'given' &&
      ruling.unproven !== true;
    const last: { pending: boolean } = { pending: false };
    const decideFromPrevious = (previous: StoredState | undefined): WriteDecision => {
      const { kind } = ruleOnImport(previous, line);
      last.pending = kind === 'import' && asksAnother;
      if (kind !== 'import' && kind !== 'confirm') return { kind: 'leave' };
      return { kind: 'write', ...(last.pending && { pendingBy: by }) };
    };
    const choice = { command, ruling, jurisdiction, recorder, at, imported, decideFromPrevious };
    const written = await write(subject, choice);
    switch (written.kind) {
      case 'recorded': {
        const { event } = written;
        if (ruling.unproven === true) return { kind: 'imported-unproven', event };
        if (last.pending) return { kind: 'imported-pending', event };
        return { kind: asksAnother ? 'confirmed' : 'imported', event };
      }
      case 'unchanged': {
        const { kind } = ruleOnImport(written.previous, line);
        return { kind: kind === 'import' || kind === 'confirm' ? 'newer-choice-stands' : kind };
      }
      case 'request-in-progress':
        throw new StoreUnavailableError('an import without a key met the row of one');
    }
  },
});

function writeDecisionFor(previous: StoredState | undefined, person: Circumstances): WriteDecision {
  const ruling = ruleOnSignal(previous, person);
  if (ruling.kind !== 'stop') return { kind: 'leave' };
  return { kind: 'write', ended: ruling.ended };
}

function honouredOf(purpose: string, written: Written): Honoured {
  switch (written.kind) {
    case 'recorded': {
      const ended = written.event.evidence?.ended !== undefined;
      return { purpose, state: 'refused', ...(ended && { conflict: 'consent-ended' }) };
    }
    case 'unchanged': {
      const { state } = written.previous;
      return { purpose, state, ...(state === 'given' && { conflict: 'consent-kept' }) };
    }
    case 'request-in-progress':
      throw new StoreUnavailableError('a signal without a key met the row of one');
  }
}
