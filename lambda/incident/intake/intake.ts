import type { Database } from '../../platform/dynamo/database.ts';
import { getRow } from '../../platform/dynamo/read.ts';
import { conflict, retryOnConflict } from '../../platform/dynamo/retry.ts';
import type { Statement } from '../../platform/dynamo/statement.ts';
import { insert, update } from '../../platform/dynamo/statement.ts';
import { transact } from '../../platform/dynamo/transact.ts';
import type { Policy } from '../../policy/schema.ts';
import type { IncidentId } from '../../value/ids.ts';
import { newIncidentId } from '../../value/ids.ts';
import { toRfc3339 } from '../../value/time.ts';
import type { Clock } from '../../value/time.ts';
import { system } from '../actor.ts';
import {
  correlationOf,
  detectedBy,
  isOfBurst,
  notAfter,
  tallyOf,
  widened,
} from '../model/burst.ts';
import type { Sighting } from '../model/burst.ts';
import type { Actor, Incident } from '../model/incident.ts';
import { blank } from '../model/incident.ts';
import type { Incidents } from '../store.ts';
import { incidentSources } from '../table.ts';
import { timelineEvent } from '../timeline.ts';
import { countStatement, recountAfterEvent } from './burst-count.ts';
import { joinedByLimit, noteOpened, readClient } from './client-limit.ts';
import { burstRow, eventItem, eventKey, eventRow, expiry } from './rows.ts';

export interface IntakeDependencies {
  readonly database: Database;
  readonly incidents: Incidents;
  readonly policy: Pick<Policy, 'version'>;
  readonly clock: Clock;
}

export type Taken =
  /** The first of its burst. */
  | { readonly kind: 'opened'; readonly incidentId: IncidentId }
  | { readonly kind: 'counted'; readonly incidentId: IncidentId };
/** A statement of the caller met an existing row. */
export type Seen = Taken | { readonly kind: 'duplicate' };

export interface Taking {
  readonly by: Actor;
  /** Written with the event. */
  readonly extra?: readonly Statement[] | undefined;
}

/** More than the pauses of `transact` between concurrent deliveries need. */
const attempts = 20;
/**
 * Makes one incident of a burst of events: whatever their order, however often one is delivered, and
 * however many at the same time. The event and the incident that it opens are written together.
 *
 * @throws StoreUnavailableError: send the event again
 */
export async function take(deps: IntakeDependencies, sighting: Sighting): Promise<Taken> {
  const seen = await takeWith(deps, sighting, { by: system });
  if (seen.kind === 'duplicate') throw new TypeError('nothing else was written with the event');
  return seen;
}

/** The same, with statements of the caller in the transaction. */
export async function takeWith(
  deps: IntakeDependencies,
  sighting: Sighting,
  { by, extra = [] }: Taking,
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
      const now = clock();
      const at = notAfter(sighting.at, now);
      const occasion = { at, arrivedAt: toRfc3339(now) };
      const inBurst =
        burst && isOfBurst(burst, occasion) ? await stillOpen(burst.incidentId) : undefined;
      const { client } = sighting;
      const reporting = client === undefined ? undefined : await readClient(database, client);
      const joins = inBurst ?? (await joinedByLimit(incidents, reporting, now));
      const incidentId = joins ?? newIncidentId();
      const expiresAt = expiry(clock);
      const next = { incidentId, firstAt: at, lastAt: occasion.arrivedAt, expiresAt };
      const owned =
        burst === undefined
          ? insert(incidentSources, { ...key, ...next, version: 1 })
          : update(incidentSources, key, burst.version, next);
      const event = [
        insert(incidentSources, eventItem(clock, sighting, incidentId)),
        await countStatement(deps, incidentId, { ...sighting, at }),
      ];
      if (joins !== undefined) {
        const span = burst && inBurst && widened(burst, occasion);
        const own = [
          ...event,
          ...described(deps, sighting, incidentId, by),
          ...(inBurst === undefined ? [owned] : []),
          ...(burst && span
            ? [update(incidentSources, key, burst.version, { ...span, expiresAt })]
            : []),
        ];
        const outcome = await transact(database, [...own, ...extra]);
        if (outcome.kind === 'committed') return { kind: 'counted', incidentId };
        return outcome.kind === 'duplicate' && outcome.statement >= own.length
          ? { kind: 'duplicate' }
          : conflict;
      }
      const created = await incidents.create(opened(deps, sighting, incidentId), by, [
        ...event,
        owned,
        ...(client === undefined ? [] : [noteOpened(clock, client, reporting, incidentId)]),
        ...extra,
      ]);
      if (created === 'created') return { kind: 'opened', incidentId };
      return created === 'last-duplicate' && extra.length > 0 ? { kind: 'duplicate' } : conflict;
    },
  );
  if (seen.kind === 'counted') await recountAfterEvent(deps, seen.incidentId);
  return seen;

  async function stillOpen(incidentId: IncidentId): Promise<IncidentId | undefined> {
    const incident = await incidents.get(incidentId);
    return incident === undefined || incident.state === 'closed' ? undefined : incidentId;
  }
}

/** Of a report, what was said each time: the incident has the text of the first. */
function described(
  deps: IntakeDependencies,
  { source, eventId, detection, at, kinds, categories = [], title, description }: Sighting,
  incidentId: IncidentId,
  by: Actor,
): readonly Statement[] {
  if (source !== 'service') return [];
  const codes = {
    ...{ reportId: eventId, detection, kind: kinds[0], categories, occurredAt: toRfc3339(at) },
    text: `${title}\n${description}`,
  };
  return [timelineEvent(deps, incidentId, 'reported', codes, by)];
}

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
  const tally = tallyOf({ eventId, at, principal, resources });
  return {
    ...blank,
    incidentId,
    source,
    ...{ awareness: 'assumed', noticedAt, awareAt: noticedAt, openedAt: noticedAt },
    occurredFrom: at,
    ...{ title, description },
    kinds: [...new Set(sighting.kinds)],
    categories: sighting.categories ?? [],
    detected: detectedBy(detection, tally),
    ...(source === 'complaint' && { complaints: [eventId] as unknown as Incident['complaints'] }),
  };
}
