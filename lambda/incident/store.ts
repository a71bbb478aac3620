import { isDeepStrictEqual } from 'node:util';
import { entry } from '../ledger/store.ts';
import type { Database } from '../platform/dynamo/database.ts';
import { getRow, getRows, queryPage } from '../platform/dynamo/read.ts';
import { conflict, retryOnConflict } from '../platform/dynamo/retry.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import { insert, update } from '../platform/dynamo/statement.ts';
import { transact } from '../platform/dynamo/transact.ts';
import type { Policy } from '../policy/schema.ts';
import { firstIdAt } from '../value/ids.ts';
import type { IncidentId } from '../value/ids.ts';
import { milliseconds } from '../value/time.ts';
import type { Clock } from '../value/time.ts';
import type { Actor, Incident, IncidentState } from './model/incident.ts';
import { incidentStates } from './model/incident.ts';
import type { ChangeEvent } from './model/change-events.ts';
import { incidentRow, indexRow, toItem } from './row.ts';
import { incidents } from './table.ts';
import { timelineEvent } from './timeline.ts';

export interface IncidentsDependencies {
  readonly database: Database;
  readonly policy: Pick<Policy, 'version'>;
  readonly clock: Clock;
}

/** What a change does: new facts, its events in the timeline, and statements of the caller. */
export interface IncidentChange {
  readonly kind: 'change';
  readonly set?: Partial<Omit<Incident, 'incidentId' | 'version'>>;
  readonly events?: readonly ChangeEvent[];
  readonly extra?: readonly Statement[];
}

export type IncidentDecision<Left> =
  | IncidentChange
  | { readonly kind: 'leave'; readonly because: Left };

export type IncidentChanged<Left> =
  | { readonly kind: 'changed'; readonly incident: Incident }
  | { readonly kind: 'left'; readonly incident: Incident; readonly because: Left }
  | { readonly kind: 'unknown' };

export interface IncidentPage {
  readonly incidents: readonly Incident[];
  /** The last one, while there are more. */
  readonly next?: IncidentId;
}

/** @throws StoreUnavailableError from every method */
export interface Incidents {
  /**
   * `duplicate`: a statement in `extra`, or the incident, met an existing row or another version;
   * `last-duplicate`: the last in `extra` met an existing row.
   */
  create(
    incident: Incident,
    by: Actor,
    extra?: readonly Statement[],
  ): Promise<'created' | 'duplicate' | 'last-duplicate'>;
  get(incidentId: IncidentId): Promise<Incident | undefined>;
  /** Newest first; of every state unless `states` names some. */
  list(page: {
    readonly limit: number;
    readonly states?: readonly IncidentState[];
    readonly after?: IncidentId;
  }): Promise<IncidentPage>;
  /** Changes an incident, if no one else did meanwhile; else decides again on what they left. */
  update<Left = never>(
    incidentId: IncidentId,
    by: Actor,
    decide: (incident: Incident) => Promise<IncidentDecision<Left>> | IncidentDecision<Left>,
  ): Promise<IncidentChanged<Left>>;
}

const attempts = 10;
/** Above every id that can be made. */
const lastId = firstIdAt(milliseconds(2 ** 47));
const batch = 100;

export function openIncidents(deps: IncidentsDependencies): Incidents {
  const { database } = deps;
  const get: Incidents['get'] = (incidentId) =>
    getRow(database, incidents, { incidentId }, incidentRow);

  return {
    get,

    async create(incident, by, extra = []) {
      const { incidentId, source, kinds } = incident;
      const statements = [
        insert(incidents, toItem(incident)),
        timelineEvent(deps, incidentId, 'opened', { source, kinds }, by),
        await entry(deps, 'incident.opened', { incidentId, source, kind: kinds[0] ?? 'unknown' }),
        ...extra,
      ];
      const outcome = await transact(database, statements);
      if (outcome.kind === 'committed') return 'created';
      return outcome.kind === 'duplicate' && outcome.statement === statements.length - 1
        ? 'last-duplicate'
        : 'duplicate';
    },

    async list({ limit, states = incidentStates, after }) {
      const between = ['incidentId', '0', after ?? lastId] as const;
      const pages = await Promise.all(
        states.map((state) => {
          const options = {
            index: 'by-state',
            partition: { state },
            between,
            newestFirst: true,
            // One more than fits: the one after which the page begins, and the next.
            limit: limit + 2,
          };
          return queryPage(database, incidents, options, indexRow);
        }),
      );
      const ids = [
        ...new Set(pages.flatMap(({ rows }) => rows.map(({ incidentId }) => incidentId))),
      ]
        .filter((id) => id !== after)
        .sort()
        .reverse();
      const page = ids.slice(0, limit);
      const found = await present(page);
      return {
        // The index follows the rows: one that changed meanwhile is in the list of its state now.
        incidents: found.filter(({ state }) => states.includes(state)),
        next: ids.length > limit ? page.at(-1) : undefined,
      };
    },

    async update(incidentId, by, decide) {
      return retryOnConflict(
        { attempts, exhausted: 'an incident kept changing while it was written' },
        async () => {
          const before = await get(incidentId);
          if (before === undefined) return { kind: 'unknown' };
          const decision = await decide(before);
          if (decision.kind === 'leave') {
            return { kind: 'left', incident: before, because: decision.because };
          }
          const { set = {}, events = [], extra = [] } = decision;
          const incident: Incident = { ...before, ...set, version: before.version + 1 };
          const { state, content } = toItem(incident);
          const outcome = await transact(database, [
            update(incidents, { incidentId }, before.version, { state, content }),
            ...events.map(({ kind, codes }) => timelineEvent(deps, incidentId, kind, codes, by)),
            ...(await changedEntry(before, incident)),
            ...(await decidedEntries(incidentId, events)),
            ...extra,
          ]);
          return outcome.kind === 'committed' ? { kind: 'changed', incident } : conflict;
        },
      );
    },
  };

  async function changedEntry(before: Incident, after: Incident): Promise<readonly Statement[]> {
    const { incidentId, state } = after;
    const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])]
      .filter((name) => name !== 'version')
      .filter((name) => {
        const of = name as keyof Incident;
        return !isDeepStrictEqual(before[of], after[of]);
      })
      .map(kebab)
      .sort();
    if (fields.length === 0) return [];
    const to = state === before.state ? undefined : state;
    return [await entry(deps, 'incident.changed', { incidentId, fields, to })];
  }

  async function decidedEntries(
    incidentId: IncidentId,
    events: readonly ChangeEvent[],
  ): Promise<readonly Statement[]> {
    const decided = events.flatMap((event) => (event.kind === 'decided' ? [event.codes] : []));
    return Promise.all(
      decided.map(({ reasons: _reasons, ...codes }) =>
        entry(deps, 'incident.decided', { incidentId, ...codes }),
      ),
    );
  }

  async function present(ids: readonly IncidentId[]): Promise<Incident[]> {
    const found: Incident[] = [];
    for (let from = 0; from < ids.length; from += batch) {
      const keys = ids.slice(from, from + batch).map((incidentId) => ({ incidentId }));
      found.push(...(await getRows(database, incidents, keys, incidentRow)));
    }
    return found.sort((one, other) => (one.incidentId < other.incidentId ? 1 : -1));
  }
}

/**
 * The statement that makes a transaction commit only while the incident is as it was read: closing
 * it meanwhile makes that transaction `stale`.
 */
export const unchanged = ({ incidentId, version }: Incident): Statement =>
  update(incidents, { incidentId }, version, {});

const kebab = (name: string): string =>
  name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
