import * as z from 'zod';
import { incidentIdColumn, timeColumn } from '../../platform/dynamo/columns.ts';
import type { Database } from '../../platform/dynamo/database.ts';
import { getRow, queryAll } from '../../platform/dynamo/read.ts';
import { conflict, retryOnConflict } from '../../platform/dynamo/retry.ts';
import type { Statement } from '../../platform/dynamo/statement.ts';
import { insert, update } from '../../platform/dynamo/statement.ts';
import { transact } from '../../platform/dynamo/transact.ts';
import type { Policy } from '../../policy/schema.ts';
import type { IncidentId } from '../../value/ids.ts';
import { newIncidentId } from '../../value/ids.ts';
import { plusSeconds, toEpochSeconds, toRfc3339 } from '../../value/time.ts';
import type { Clock } from '../../value/time.ts';
import { system } from '../actor.ts';
import {
  correlationOf,
  isWithin,
  notAfter,
  sightingDays,
  summaryOfEvents,
  widened,
} from '../model/burst.ts';
import type { Counted, Sighting } from '../model/burst.ts';
import type { Actor, Incident } from '../model/incident.ts';
import { blank } from '../model/incident.ts';
import type { Incidents } from '../store.ts';
import { incidentSources } from '../table.ts';

export interface IntakeDependencies {
  readonly database: Database;
  readonly incidents: Incidents;
  readonly policy: Pick<Policy, 'version'>;
  readonly clock: Clock;
}

export type Seen =
  /** The first of its burst. */
  | { readonly kind: 'opened'; readonly incidentId: IncidentId }
  | { readonly kind: 'counted'; readonly incidentId: IncidentId };

const burstRow = z.object({
  incidentId: incidentIdColumn,
  firstAt: timeColumn,
  lastAt: timeColumn,
  version: z.int(),
});
const eventRow = z.object({
  part: z.string(),
  incidentId: incidentIdColumn,
  at: timeColumn,
  principal: z.string().optional(),
  resources: z.array(z.string()),
});
const eventPart = 'event#';
/** More than the pauses of `transact` between concurrent deliveries need. */
const attempts = 20;
/** Beyond it, the count says "at least". */
const maximumEvents = 20_000;

/**
 * Makes one incident of a burst of events: whatever their order, however often one is delivered, and
 * however many at the same time. The event and the incident that it opens are written together.
 *
 * @throws StoreUnavailableError: send the event again
 */
export async function take(
  deps: IntakeDependencies,
  sighting: Sighting,
  by: Actor = system,
): Promise<Seen> {
  const { database, incidents, clock } = deps;
  const correlation = correlationOf(sighting);
  const seen = await retryOnConflict<Seen>(
    { attempts, exhausted: 'an event kept meeting others of its burst' },
    async () => {
      const known = await getRow(database, incidentSources, eventKey(sighting), eventRow);
      if (known !== undefined) return { kind: 'counted', incidentId: known.incidentId };
      const key = { correlation, part: 'burst' };
      const burst = await getRow(database, incidentSources, key, burstRow);
      const at = notAfter(sighting.at, clock());
      const open = burst && isWithin(burst, at) ? await incidents.get(burst.incidentId) : undefined;
      const expiresAt = expiry(deps);
      if (burst !== undefined && open !== undefined && open.state !== 'closed') {
        const { incidentId } = open;
        const span = widened(burst, at);
        const outcome = await transact(database, [
          insert(incidentSources, eventItem(deps, sighting, incidentId)),
          ...(span ? [update(incidentSources, key, burst.version, { ...span, expiresAt })] : []),
        ]);
        return outcome.kind === 'committed' ? { kind: 'counted', incidentId } : conflict;
      }
      const incidentId = newIncidentId();
      const next = { incidentId, firstAt: at, lastAt: at, expiresAt };
      const owned: Statement =
        burst === undefined
          ? insert(incidentSources, { ...key, ...next, version: 1 })
          : update(incidentSources, key, burst.version, next);
      const created = await incidents.create(opened(deps, sighting, incidentId), by, [
        insert(incidentSources, eventItem(deps, sighting, incidentId)),
        owned,
      ]);
      return created === 'created' ? { kind: 'opened', incidentId } : conflict;
    },
  );
  if (seen.kind === 'counted') await recount(deps, seen.incidentId, correlation);
  return seen;
}

/**
 * Brings the summary of a burst up to its events. Counted rather than added up, so that it is right
 * however often it is done; the schedule does it again for what was interrupted.
 *
 * @throws StoreUnavailableError
 */
export async function recount(
  { database, incidents }: IntakeDependencies,
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

const eventKey = (sighting: Sighting) => ({
  correlation: correlationOf(sighting),
  part: `${eventPart}${sighting.eventId}`,
});

const expiry = ({ clock }: IntakeDependencies) =>
  toEpochSeconds(plusSeconds(clock(), sightingDays * 86_400));

const eventItem = (deps: IntakeDependencies, sighting: Sighting, incidentId: IncidentId) => ({
  ...eventKey(sighting),
  incidentId,
  at: notAfter(sighting.at, deps.clock()),
  principal: sighting.principal,
  resources: sighting.resources,
  expiresAt: expiry(deps),
});

/** No member of staff has said when we became aware: until then, when it was noticed. */
function opened(
  { clock }: IntakeDependencies,
  sighting: Sighting,
  incidentId: IncidentId,
): Incident {
  const now = clock();
  const noticedAt = toRfc3339(now);
  const at = notAfter(sighting.at, now);
  const { source, detection, eventId, principal, resources, title, description } = sighting;
  const event = { eventId, at, principal, resources };
  const detected = summaryOfEvents(detection, [event]);
  return {
    ...blank,
    incidentId,
    source,
    ...{ awareness: 'assumed', noticedAt, awareAt: noticedAt, openedAt: noticedAt },
    occurredFrom: at,
    ...{ title, description },
    kinds: [...new Set(sighting.kinds)],
    categories: sighting.categories ?? [],
    detected: detected && { ...detected, correlation: correlationOf(sighting) },
    ...(source === 'complaint' && { complaints: [eventId] as unknown as Incident['complaints'] }),
  };
}
