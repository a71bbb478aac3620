import { conflict, retryOnConflict } from '../../platform/dynamo/retry.ts';
import type { Statement } from '../../platform/dynamo/statement.ts';
import { insert, update } from '../../platform/dynamo/statement.ts';
import { transact } from '../../platform/dynamo/transact.ts';
import { containments } from '../../containment/table.ts';
import type { ContainmentId, IncidentId } from '../../value/ids.ts';
import { newContainmentId } from '../../value/ids.ts';
import { toRfc3339 } from '../../value/time.ts';
import type { Problem } from '../../platform/http/problem.ts';
import type { Actor } from '../model/incident.ts';
import type { Containment } from '../model/containment.ts';
import { openIncidents, unchanged } from '../store.ts';
import { applying, undoing } from './controls.ts';
import type { OutsideDependencies } from './outside.ts';
import {
  beginsOutside,
  completeApplying,
  completeUndoing,
  endsOutside,
  entriesOf,
} from './outside.ts';
import type { Plan } from './plan.ts';
import { containmentKey, containmentsOf, readContainment, toItem } from './row.ts';

export type Contained =
  | { readonly kind: 'contained'; readonly containment: Containment }
  | { readonly kind: 'closed' }
  /** What the plan meets by then, such as a person who is erased. */
  | Problem
  /** A call with the same idempotency key was faster. */
  | { readonly kind: 'key-taken' };

/** @throws StoreUnavailableError, FunctionUnavailableError from every method */
export interface Containments {
  /** Applies the plan, with its entries, or nothing; once for each action and scope. */
  apply(
    incidentId: IncidentId,
    plan: () => Promise<Plan | Problem>,
    by: Actor,
    remembered?: (containmentId: ContainmentId) => Statement,
  ): Promise<Contained>;
  /** One that is undone, or cannot be, is returned as it is; undefined for an unknown one. */
  undo(
    incidentId: IncidentId,
    containmentId: ContainmentId,
    by: Actor,
  ): Promise<Containment | undefined>;
}

const attempts = 10;

export function openContainments(deps: OutsideDependencies): Containments {
  const { database, clock } = deps;
  const incidents = openIncidents(deps);

  return {
    async apply(incidentId, plan, by, remembered) {
      const contained = await begin(incidentId, plan, by, remembered);
      if (contained.kind !== 'contained') return contained;
      const { containment } = contained;
      if (containment.state === 'applied') return contained;
      return { kind: 'contained', containment: await completeApplying(deps, containment, by) };
    },

    async undo(incidentId, containmentId, by) {
      const ended = await end(incidentId, containmentId, by);
      return ended?.state === 'undoing' ? completeUndoing(deps, ended, by) : ended;
    },
  };

  function begin(
    incidentId: IncidentId,
    plan: () => Promise<Plan | Problem>,
    by: Actor,
    remembered?: (containmentId: ContainmentId) => Statement,
  ): Promise<Contained> {
    return retryOnConflict(
      { attempts, exhausted: 'what a containment changes kept changing' },
      async () => {
        const incident = await incidents.get(incidentId);
        if (incident?.state === 'closed') return { kind: 'closed' };
        // Read again with every attempt: the rows of people have versions.
        const planned = await plan();
        if (planned.kind === 'problem') return planned;
        const { action, target, scopeSha256, people } = planned;
        const at = toRfc3339(clock());
        const opened = {
          ...{ incidentId, containmentId: newContainmentId(), version: 1 },
          ...{ action, target, scopeSha256, startedAt: at, by },
        };
        const containment: Containment = beginsOutside(opened)
          ? { ...opened, state: 'applying' }
          : { ...opened, state: 'applied', appliedAt: at };
        const { containmentId, state } = containment;
        // Read before the containments: an equal one that comes between the two makes a conflict here.
        const orders = await applying(database, containment, people);
        const same = (await containmentsOf(database, incidentId)).find(
          (one) => one.scopeSha256 === scopeSha256 && !hasEnded(one),
        );
        if (same !== undefined) return { kind: 'contained', containment: same };
        const key = remembered ? [remembered(containmentId)] : [];
        const outcome = await transact(database, [
          ...key,
          insert(containments, toItem(containment)),
          ...(incident ? [unchanged(incident)] : []),
          ...orders,
          ...(state === 'applied' ? await entriesOf(deps, state, containment, by) : []),
        ]);
        if (outcome.kind === 'committed') return { kind: 'contained', containment };
        if (outcome.kind === 'duplicate' && outcome.statement < key.length) {
          return { kind: 'key-taken' };
        }
        return conflict;
      },
    );
  }

  function end(
    incidentId: IncidentId,
    containmentId: ContainmentId,
    by: Actor,
  ): Promise<Containment | undefined> {
    return retryOnConflict(
      { attempts, exhausted: 'a containment kept changing while it was undone' },
      async () => {
        const found = await readContainment(database, incidentId, containmentId);
        if (found === undefined || hasEnded(found) || isFinal(found)) return found;
        const change = endsOutside(found)
          ? ({ state: 'undoing' } as const)
          : ({ state: 'undone', undoneAt: toRfc3339(clock()) } as const);
        const ended: Containment = {
          ...{ ...found, ...change, version: found.version + 1 },
          undoneBy: by,
        };
        const outcome = await transact(database, [
          update(containments, containmentKey(found), found.version, {
            ...change,
            undoneBy: { ...by },
          }),
          ...(await undoing(database, found)),
          ...(change.state === 'undone' ? await entriesOf(deps, 'undone', ended, by) : []),
        ]);
        return outcome.kind === 'committed' ? ended : conflict;
      },
    );
  }
}

/** Keys that were destroyed do not come back: a rotation is stopped before, or not at all. */
export const isFinal = ({ action, state }: Containment): boolean =>
  action === 'rotate-keys' && state === 'applied';

const hasEnded = ({ state }: Containment): boolean => state === 'undone' || state === 'undoing';
