import * as z from 'zod';
import type { Database } from '../platform/dynamo/database.ts';
import { getRow, queryAll, queryPage } from '../platform/dynamo/read.ts';
import type { ReadRows } from '../platform/dynamo/together.ts';
import { readTogether } from '../platform/dynamo/together.ts';
import { transact } from '../platform/dynamo/transact.ts';
import { openJson } from '../platform/keyring/sealed-json.ts';
import type { SubjectKeys } from '../platform/keyring/subject-keys.ts';
import type { Policy } from '../policy/schema.ts';
import type { Subject } from '../subject/model/subject.ts';
import type { EventId, SubjectId } from '../value/ids.ts';
import type { Clock } from '../value/time.ts';
import { toEpochSeconds } from '../value/time.ts';
import type { ConsentEvent, StoredState } from './model/event.ts';
import type { EventRow } from './rows.ts';
import {
  addressOf,
  eventKey,
  eventRow,
  evidence,
  purposeVersionOf,
  rangeOf,
  stateRow,
  toState,
} from './rows.ts';
import type { Addition } from './statements.ts';
import { statementsOf } from './statements.ts';
import { consents, consentStates } from './table.ts';

export interface StoreDependencies {
  readonly database: Database;
  readonly subjectKeys: SubjectKeys;
  readonly policy: Policy;
  readonly clock: Clock;
}

interface HistoryPage {
  readonly events: readonly ConsentEvent[];
  /** Sort key of the last event that was looked at; absent on the last page. */
  readonly lastKey?: string;
}

/** @throws StoreUnavailableError, KeyringUnavailableError from every method */
export interface ConsentReads {
  /** The newest choice per purpose, in one query. */
  states(subjectId: SubjectId): Promise<ReadonlyMap<string, StoredState>>;
  /** One choice; undefined once the period of its evidence is over. */
  find(subjectId: SubjectId, purposeVersion: string): Promise<ConsentEvent | undefined>;
  /** By the id of its receipt, the one name that leads to it after an erasure. */
  findByReceipt(eventId: EventId): Promise<ConsentEvent | undefined>;
  /** The event that made a state. */
  newest(subjectId: SubjectId, state: StoredState): Promise<ConsentEvent | undefined>;
  /** Every choice, of one purpose when it is named; by purpose, oldest first. */
  history(subjectId: SubjectId, purpose?: string): AsyncGenerator<ConsentEvent, void>;
  /** Newest first. */
  historyPage(
    subjectId: SubjectId,
    purpose: string,
    page: { readonly limit: number; readonly after?: string },
  ): Promise<HistoryPage>;
}

export interface ConsentStore extends ConsentReads {
  /** What was said about a purpose last. */
  previous(subject: Subject, purpose: string): Promise<StoredState | undefined>;
  /**
   * Writes an event, the state that follows from it and what is entered of it, or nothing.
   *
   * @returns `conflict` when another choice was written since `previous` was read, `key-taken` when
   * a call with the same Idempotency-Key was
   */
  append(addition: Addition): Promise<'appended' | 'conflict' | 'key-taken'>;
}

/** @param deps read when they are used, so that reading states needs no keys */
export function openConsentStore(deps: StoreDependencies): ConsentStore {
  const { database } = deps;

  const isLive = ({ expiresAt }: EventRow): boolean => expiresAt > toEpochSeconds(deps.clock());

  const find: ConsentStore['find'] = async (subjectId, purposeVersion) => {
    const row = await getRow(database, consents, { subjectId, purposeVersion }, eventRow);
    return row !== undefined && isLive(row) ? opened(deps, row) : undefined;
  };

  return {
    find,
    states: (subjectId) => readStates(database, subjectId),

    newest: (subjectId, { purpose, version }) =>
      find(subjectId, purposeVersionOf(purpose, version)),

    async findByReceipt(eventId) {
      const options = { index: 'by-event', partition: { eventId }, limit: 1 };
      const { rows } = await queryPage(database, consents, options, eventKey);
      return rows[0] && find(rows[0].subjectId, rows[0].purposeVersion);
    },

    // Behind the fence the states are being purged: only the event is written, and counted from the
    // events before it.
    async previous({ subjectId, status }, purpose) {
      if (status === 'active') {
        const row = await getRow(database, consentStates, { subjectId, purpose }, stateRow);
        return row && toState(row);
      }
      const newest = { between: rangeOf(purpose), newestFirst: true, limit: 1 };
      const options = { partition: { subjectId }, ...newest };
      const { rows } = await queryPage(database, consents, options, eventRow);
      return rows[0] && { ...rows[0], givenBy: 'subject' };
    },

    async append(addition) {
      const statements = await statementsOf(deps, addition);
      const outcome = await transact(database, statements);
      if (outcome.kind === 'committed') return 'appended';
      // The statement of the key comes last.
      const isOfKey = outcome.kind === 'duplicate' && outcome.statement === statements.length - 1;
      return addition.idempotency !== undefined && isOfKey ? 'key-taken' : 'conflict';
    },

    async *history(subjectId, purpose) {
      const between = purpose === undefined ? undefined : rangeOf(purpose);
      const rows = queryAll(database, consents, { partition: { subjectId }, between }, eventRow);
      for await (const row of rows) if (isLive(row)) yield await opened(deps, row);
    },

    async historyPage(subjectId, purpose, { limit, after }) {
      const startAfter = after === undefined ? undefined : { subjectId, purposeVersion: after };
      const options = { partition: { subjectId }, between: rangeOf(purpose), startAfter };
      const { rows, lastKey } = await queryPage(
        database,
        consents,
        { ...options, limit, newestFirst: true },
        eventRow,
      );
      return {
        events: await Promise.all(rows.filter(isLive).map((row) => opened(deps, row))),
        lastKey: lastKey?.['purposeVersion'],
      };
    },
  };
}

/**
 * The newest choice of a person per purpose, in one query; needs no key.
 *
 * @throws StoreUnavailableError
 */
export async function readStates(
  database: Database,
  subjectId: SubjectId,
): Promise<ReadonlyMap<string, StoredState>> {
  const states = new Map<string, StoredState>();
  const rows = queryAll(database, consentStates, { partition: { subjectId } }, stateRow);
  for await (const row of rows) states.set(row.purpose, toState(row));
  return states;
}

const ownedState = stateRow.extend({ subjectId: z.string() });

/** What people said about purposes: of each person the choices by purpose. */
export type StatesOfPeople = ReadonlyMap<string, ReadonlyMap<string, StoredState>>;

/**
 * The newest choices of several people about the purposes that matter, in one read.
 *
 * @param keys at most 100, each once
 * @throws StoreUnavailableError
 */
export const statesOfSeveral = (
  database: Database,
  keys: readonly { readonly subjectId: SubjectId; readonly purpose: string }[],
): Promise<StatesOfPeople> => readTogether(database, (read) => askStates(read, keys));

/** The same in one call with other rows. */
export async function askStates(
  read: ReadRows,
  keys: readonly { readonly subjectId: SubjectId; readonly purpose: string }[],
): Promise<StatesOfPeople> {
  const states = new Map<string, Map<string, StoredState>>();
  const wanted = keys.map(({ subjectId, purpose }) => ({ subjectId, purpose }));
  for (const { subjectId, ...row } of await read(consentStates, wanted, ownedState)) {
    const own = states.get(subjectId) ?? new Map<string, StoredState>();
    states.set(subjectId, own.set(row.purpose, toState(row)));
  }
  return states;
}

async function opened(
  { subjectKeys }: StoreDependencies,
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
