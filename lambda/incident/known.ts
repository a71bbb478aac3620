import type { Database } from '../platform/dynamo/database.ts';
import { affectedSummary } from './affected/jobs.ts';
import type { Incident, KnownIncident } from './model/incident.ts';

/**
 * An incident with the people that its searches have found: their laws decide about its clocks.
 *
 * @throws StoreUnavailableError
 */
export const withPeople = async (
  database: Database,
  incident: Incident,
): Promise<KnownIncident> => ({
  ...incident,
  affected: await affectedSummary(database, incident.incidentId),
});
