import { publishedVersion } from '../notice/model/notice.ts';
import { wasPublished } from '../notice/store.ts';
import { getRow, queryAll, queryPage } from '../platform/dynamo/read.ts';
import type { Idempotency } from '../platform/http/exchange.ts';
import type { SubjectId } from '../value/ids.ts';
import { openJson } from '../platform/keyring/sealed-json.ts';
import { toEpochSeconds } from '../value/time.ts';
import type { Subject } from '../subject/model/subject.ts';
import type { ReadByReceipt } from './by-receipt.ts';
import { openByReceipt } from './by-receipt.ts';
import { circumstancesFor } from './circumstances.ts';
import type { ConsentEvent, StoredState } from './model/consent.ts';
import type { ExternalChoices } from './external-choices.ts';
import { openExternalChoices } from './external-choices.ts';
import type { Recorder } from './prepare.ts';
import type { EventRow } from './rows.ts';
import { addressOf, eventRow, evidence, purposeVersionOf, rangeOf } from './rows.ts';
import type { ConsentCommand, ConsentRuling } from './model/ruling.ts';
import { ruleOn, ruleOnReturn } from './model/ruling.ts';
import { readStates } from './states.ts';
import { consents } from './table.ts';
import type { ConsentsDependencies, FindEvent, Written } from './write.ts';
import { openWriter } from './write.ts';

export { circumstancesOf } from './circumstances.ts';
export type { ConsentsDependencies } from './write.ts';

/** A ruling that refuses, or what became of the write. */
export type ConsentOutcome =
  | Exclude<Written, { kind: 'unchanged' }>
  | Exclude<ConsentRuling, { kind: 'accepted' }>
  | { readonly kind: 'subject-erased' };

interface HistoryPage {
  readonly events: readonly ConsentEvent[];
  /** Sort key of the last event that was looked at; absent on the last page. */
  readonly lastKey?: string;
}

/** @throws StoreUnavailableError, KeyringUnavailableError from every method */
export interface Consents extends ExternalChoices {
  /** The newest choice per purpose, in one query. */
  states(subjectId: SubjectId): Promise<ReadonlyMap<string, StoredState>>;
  /**
   * Writes the event and the state that follows from it, or neither. Choices made at the same
   * moment are all kept, numbered in the order in which they were written.
   *
   * @throws StoreUnavailableError when others kept writing, or the database did not answer: the
   * choice may then have been recorded
   */
  record(
    subject: Subject,
    command: ConsentCommand,
    options: { readonly recorder: Recorder; readonly idempotency?: Idempotency },
  ): Promise<ConsentOutcome>;
  /** As it is answered: what replaced a notice is named only of one that was published. */
  refusalOf(
    ruling: Exclude<ConsentRuling, { kind: 'accepted' }>,
    command: Pick<ConsentCommand, 'notice'>,
  ): Promise<Exclude<ConsentRuling, { kind: 'accepted' }>>;
  /** One choice; undefined once the period of its evidence is over. */
  readonly find: FindEvent;
  /** The event that made a state. */
  newest(subjectId: SubjectId, state: StoredState): Promise<ConsentEvent | undefined>;
  readonly readByReceipt: ReadByReceipt;
  /** Every choice, of one purpose when it is named; by purpose, oldest first. */
  history(subjectId: SubjectId, purpose?: string): AsyncGenerator<ConsentEvent, void>;
  /** Newest first. */
  historyPage(
    subjectId: SubjectId,
    purpose: string,
    page: { readonly limit: number; readonly after?: string },
  ): Promise<HistoryPage>;
}

/** @param deps read when they are used, so that reading states needs no keys */
export function openConsents(deps: ConsentsDependencies): Consents {
  const { database } = deps;

  const find: FindEvent = async (subjectId, purposeVersion) => {
    const row = await getRow(database, consents, { subjectId, purposeVersion }, eventRow);
    return row !== undefined && isLive(row) ? opened(deps, row) : undefined;
  };
  const write = openWriter(deps, find);

  const refusalOf: Consents['refusalOf'] = async (ruling, { notice }) => {
    if (ruling.kind !== 'notice-superseded' || notice === undefined) return ruling;
    const isOurs = publishedVersion(deps.policy, notice.id, notice.version) !== undefined;
    if (isOurs || (await wasPublished(database, notice))) return ruling;
    return { kind: 'notice-unknown', current: ruling.current };
  };

  const isLive = ({ expiresAt }: EventRow): boolean => expiresAt > toEpochSeconds(deps.clock());

  return {
    ...openExternalChoices(deps, write),
    find,
    refusalOf,

    newest: (subjectId, { purpose, version }) =>
      find(subjectId, purposeVersionOf(purpose, version)),

    readByReceipt: openByReceipt(deps, find),
    states: (subjectId) => readStates(database, subjectId),

    async record(subject, command, { recorder, idempotency }) {
      const person = await circumstancesFor(deps, subject, command);
      const [jurisdiction] = person.jurisdictions;
      const ruling = ruleOn(command, person);
      if (ruling.kind !== 'accepted') return refusalOf(ruling, command);
      if (subject.status === 'erasing' && command.state === 'given') {
        return { kind: 'subject-erased' };
      }
      const refusalAfter = (previous: StoredState | undefined) =>
        command.state === 'given' ? ruleOnReturn(command, person, previous) : undefined;
      const decideFromPrevious = (previous: StoredState | undefined) =>
        ({ kind: refusalAfter(previous) === undefined ? 'write' : 'leave' }) as const;
      const choice = { command, ruling, jurisdiction, recorder, decideFromPrevious };
      const written = await write(subject, choice, idempotency);
      if (written.kind !== 'unchanged') return written;
      const refused = refusalAfter(written.previous);
      if (refused === undefined) throw new TypeError('what a person says is always written');
      return refused;
    },

    async *history(subjectId, purpose) {
      const range = purpose === undefined ? {} : { between: rangeOf(purpose) };
      const rows = queryAll(database, consents, { partition: { subjectId }, ...range }, eventRow);
      for await (const row of rows) if (isLive(row)) yield await opened(deps, row);
    },

    async historyPage(subjectId, purpose, { limit, after }) {
      const startAfter =
        after === undefined ? {} : { startAfter: { subjectId, purposeVersion: after } };
      const options = { partition: { subjectId }, between: rangeOf(purpose), ...startAfter };
      const { rows, lastKey } = await queryPage(
        database,
        consents,
        { ...options, limit, newestFirst: true },
        eventRow,
      );
      const next = lastKey?.['purposeVersion'];
      return {
        events: await Promise.all(rows.filter(isLive).map((row) => opened(deps, row))),
        lastKey: next,
      };
    },
  };
}

async function opened(
  { subjectKeys }: Pick<ConsentsDependencies, 'subjectKeys'>,
  { evidence: ciphertext, purposeVersion, ...event }: EventRow,
): Promise<ConsentEvent> {
  const { subjectId } = event;
  const address = addressOf(subjectId, purposeVersion);
  const content = await openJson(
    subjectKeys,
    subjectId,
    'consent-evidence',
    address,
    ciphertext,
    evidence,
  );
  return content.kind === 'opened' ? { ...event, evidence: content.value } : event;
}
