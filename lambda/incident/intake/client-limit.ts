import type * as z from 'zod';
import type { Database } from '../../platform/dynamo/database.ts';
import { getRow } from '../../platform/dynamo/read.ts';
import type { Statement } from '../../platform/dynamo/statement.ts';
import { insert, update } from '../../platform/dynamo/statement.ts';
import type { IncidentId } from '../../value/ids.ts';
import type { Clock } from '../../value/time.ts';
import { toRfc3339 } from '../../value/time.ts';
import type { Incidents } from '../store.ts';
import { incidentsPerHour } from '../model/burst.ts';
import { incidentSources } from '../table.ts';
import { clientRow, expiry } from './rows.ts';

const hour = 3_600_000;

type Client = z.output<typeof clientRow>;

const keyOf = (client: string) => ({ correlation: client, part: 'client' });

/** @throws StoreUnavailableError */
export const readClient = (database: Database, client: string): Promise<Client | undefined> =>
  getRow(database, incidentSources, keyOf(client), clientRow);

/**
 * The incident that a report joins because its client has opened enough of them in an hour: the newest
 * that is open. Undefined where it opens one; so it does while all of them are closed.
 *
 * @throws StoreUnavailableError
 */
export async function joinedByLimit(
  incidents: Incidents,
  client: Client | undefined,
  now: number,
): Promise<IncidentId | undefined> {
  const opened = client?.opened ?? [];
  const recent = opened.filter(({ at }) => now - Date.parse(at) < hour);
  if (recent.length < incidentsPerHour) return undefined;
  for (const { incidentId } of opened.toReversed()) {
    const incident = await incidents.get(incidentId);
    if (incident !== undefined && incident.state !== 'closed') return incidentId;
  }
  return undefined;
}

/**
 * The statement that notes an incident of a client, for the transaction that opens it: of two at the
 * same moment, one is read by the other.
 */
export function noteOpened(
  clock: Clock,
  client: string,
  known: Client | undefined,
  incidentId: IncidentId,
): Statement {
  const opened = [...(known?.opened ?? []), { incidentId, at: toRfc3339(clock()) }]
    .slice(-incidentsPerHour)
    .map((each) => ({ ...each }));
  const row = { opened, expiresAt: expiry(clock) };
  return known === undefined
    ? insert(incidentSources, { ...keyOf(client), ...row, version: 1 })
    : update(incidentSources, keyOf(client), known.version, row);
}
