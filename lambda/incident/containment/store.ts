import { entry } from '../../ledger/store.ts';
import { conflict, retryOnConflict } from '../../platform/dynamo/retry.ts';
import type { Statement } from '../../platform/dynamo/statement.ts';
import { insert, update } from '../../platform/dynamo/statement.ts';
import { transact } from '../../platform/dynamo/transact.ts';
import { containments } from '../../containment/table.ts';
import type { ContainmentId, IncidentId } from '../../value/ids.ts';
import { newContainmentId } from '../../value/ids.ts';
import { toRfc3339 } from '../../value/time.ts';
import type { Actor } from '../model/incident.ts';
import type { Containment } from '../model/containment.ts';
import type { IncidentsDependencies } from '../store.ts';
import { timelineEvent } from '../timeline.ts';
import { applying, undoing } from './controls.ts';
import type { Plan } from './plan.ts';
import { containmentKey, containmentsOf, readContainment, toItem } from './row.ts';

export type Contained =
  | { readonly kind: 'contained'; readonly containment: Containment }
  /** A call with the same idempotency key was faster. */
  | { readonly kind: 'key-taken' };

/** @throws StoreUnavailableError from every method */
export interface Containments {
  /** Applies the plan, with its entries, or nothing; once for each action and scope. */
  apply(
    incidentId: IncidentId,
    plan: () => Promise<Plan>,
    by: Actor,
    remembered?: (containmentId: ContainmentId) => Statement,
  ): Promise<Contained>;
  /** One that is undone is returned as it is; undefined for an unknown one. */
  undo(
    incidentId: IncidentId,
    containmentId: ContainmentId,
    by: Actor,
  ): Promise<Containment | undefined>;
}

const attempts = 10;

export function openContainments(deps: IncidentsDependencies): Containments {
  const { database, clock } = deps;

  const entries = async (
    kind: 'applied' | 'undone',
    { incidentId, containmentId, action }: Containment,
    by: Actor,
  ): Promise<readonly Statement[]> => [
    timelineEvent(deps, incidentId, `containment-${kind}`, { containmentId, action }, by),
    await entry(deps, `containment.${kind}`, { incidentId, containmentId, action }),
  ];

  return {
    async apply(incidentId, plan, by, remembered) {
      return retryOnConflict(
        { attempts, exhausted: 'what a containment changes kept changing' },
        async () => {
          // Read again with every attempt: the rows of people have versions.
          const { action, target, scopeSha256, people } = await plan();
          const same = (await containmentsOf(database, incidentId)).find(
            (one) => one.scopeSha256 === scopeSha256 && one.state !== 'undone',
          );
          if (same !== undefined) return { kind: 'contained', containment: same };
          const at = toRfc3339(clock());
          const containment: Containment = {
            ...{ incidentId, containmentId: newContainmentId(), version: 1 },
            ...{ state: 'applied', action, target, scopeSha256, startedAt: at, appliedAt: at, by },
          };
          const { containmentId } = containment;
          const key = remembered ? [remembered(containmentId)] : [];
          const outcome = await transact(database, [
            ...key,
            insert(containments, toItem(containment)),
            ...(await applying(database, containmentId, target, people)),
            ...(await entries('applied', containment, by)),
          ]);
          if (outcome.kind === 'committed') return { kind: 'contained', containment };
          if (outcome.kind === 'duplicate' && outcome.statement < key.length) {
            return { kind: 'key-taken' };
          }
          return conflict;
        },
      );
    },

    async undo(incidentId, containmentId, by) {
      return retryOnConflict(
        { attempts, exhausted: 'a containment kept changing while it was undone' },
        async () => {
          const found = await readContainment(database, incidentId, containmentId);
          if (found === undefined || found.state === 'undone') return found;
          const undone: Containment = {
            ...found,
            ...{ version: found.version + 1, state: 'undone', undoneAt: toRfc3339(clock()) },
            undoneBy: by,
          };
          const { state, undoneAt } = undone;
          const outcome = await transact(database, [
            update(containments, containmentKey(found), found.version, {
              ...{ state, undoneAt, undoneBy: { ...by } },
            }),
            ...(await undoing(database, containmentId, found.target)),
            ...(await entries('undone', undone, by)),
          ]);
          return outcome.kind === 'committed' ? undone : conflict;
        },
      );
    },
  };
}
