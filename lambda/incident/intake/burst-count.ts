import { queryAll } from '../../platform/dynamo/read.ts';
import type { Database } from '../../platform/dynamo/database.ts';
import type { IncidentId } from '../../value/ids.ts';
import { system } from '../actor.ts';
import { summaryOfEvents } from '../model/burst.ts';
import type { Counted } from '../model/burst.ts';
import type { Incident } from '../model/incident.ts';
import type { Incidents } from '../store.ts';
import { incidentSources } from '../table.ts';
import { eventPart, eventRow } from './rows.ts';

/** Beyond it, the count says "at least". */
const maximumEvents = 20_000;

/**
 * Brings the summary of a burst up to its events. Counted rather than added up, so that it is right
 * however often it is done; the schedule does it again for what was interrupted.
 *
 * @throws StoreUnavailableError
 */
export async function recount(
  { database, incidents }: { readonly database: Database; readonly incidents: Incidents },
  incidentId: IncidentId,
  correlation: string,
): Promise<void> {
  const incident = await incidents.get(incidentId);
  const { detected: before } = incident ?? {};
  if (incident === undefined || incident.state === 'closed' || before === undefined) return;
  const options = {
    partition: { correlation },
    between: ['part', eventPart, `${eventPart}~`] as const,
    filter: { incidentId },
  };
  const counted: Counted[] = [];
  for await (const { part, ...row } of queryAll(database, incidentSources, options, eventRow)) {
    counted.push({ ...row, eventId: part.slice(eventPart.length) });
    if (counted.length === maximumEvents) break;
  }
  const after = summaryOfEvents(before.detection, counted);
  if (after === undefined || after.events <= before.events) return;
  const { events } = after;
  await incidents.update<'known'>(incidentId, system, (now) =>
    now.state === 'closed' || (now.detected?.events ?? 0) >= events
      ? { kind: 'leave', because: 'known' }
      : {
          kind: 'change',
          set: { detected: { ...after, correlation }, ...complaintsOf(now, after.eventIds) },
          // The timeline is read by people: it says when the count has grown tenfold.
          events:
            String(events).length > String(now.detected?.events ?? 0).length
              ? [{ kind: 'source-counted', codes: { source: now.source, events } }]
              : [],
        },
  );
}

const complaintsOf = (
  { source }: Incident,
  eventIds: readonly string[],
): Pick<Incident, 'complaints'> | undefined =>
  source === 'complaint' ? { complaints: eventIds as Incident['complaints'] } : undefined;
