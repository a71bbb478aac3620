import * as z from 'zod';
import type { Database } from '../../platform/dynamo/database.ts';
import {
  containmentIdColumn,
  incidentIdColumn,
  timeColumn,
} from '../../platform/dynamo/columns.ts';
import { getRow, queryAll } from '../../platform/dynamo/read.ts';
import type { Item } from '../../platform/dynamo/statement.ts';
import { containments } from '../../containment/table.ts';
import type { ContainmentId, IncidentId } from '../../value/ids.ts';
import type { Containment } from '../model/containment.ts';
import { containmentActions, containmentStates } from '../model/containment.ts';

const actor = z.object({
  kind: z.enum(['staff', 'service', 'system']),
  id: z.string().optional(),
});
const target = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('everything') }),
  z.object({ kind: z.literal('categories'), categories: z.array(z.string()) }),
  z.object({ kind: z.literal('people'), people: z.int() }),
  z.object({ kind: z.literal('function'), function: z.string() }),
  z.object({ kind: z.literal('client'), issuer: z.string(), clientId: z.string() }),
]);
/** Of one that is applied or undone, while the sweep has to look once more: the index finds it. */
export const settling = 'settling';

const stored = z.object({
  incidentId: incidentIdColumn,
  containmentId: containmentIdColumn,
  version: z.int(),
  state: z.enum([...containmentStates, settling]),
  action: z.enum(containmentActions),
  target,
  scopeSha256: z.string(),
  startedAt: timeColumn,
  by: actor,
  appliedAt: timeColumn.optional(),
  undoneAt: timeColumn.optional(),
  undoneBy: actor.optional(),
});
const row = stored.transform(({ state, ...rest }): Containment =>
  state === settling
    ? { ...rest, state: rest.undoneAt === undefined ? 'applied' : 'undone', isSettling: true }
    : { ...rest, state },
);

export const toItem = ({
  by,
  undoneBy,
  target: about,
  isSettling: _isSettling,
  ...rest
}: Containment): Item => ({
  ...rest,
  target:
    about.kind === 'categories' ? { ...about, categories: [...about.categories] } : { ...about },
  by: { ...by },
  undoneBy: undoneBy && { ...undoneBy },
});

export const containmentKey = ({
  incidentId,
  containmentId,
}: Pick<Containment, 'incidentId' | 'containmentId'>) => ({ incidentId, containmentId });

/** @throws StoreUnavailableError */
export const readContainment = (
  database: Database,
  incidentId: IncidentId,
  containmentId: ContainmentId,
): Promise<Containment | undefined> =>
  getRow(database, containments, { incidentId, containmentId }, row);

/**
 * Every containment of an incident, oldest first.
 *
 * @throws StoreUnavailableError
 */
export const containmentsOf = (
  database: Database,
  incidentId: IncidentId,
): Promise<readonly Containment[]> =>
  Array.fromAsync(queryAll(database, containments, { partition: { incidentId } }, row));
