import { getRow, queryAll } from '../../platform/dynamo/read.ts';
import type { Database } from '../../platform/dynamo/database.ts';
import type { Item, Statement } from '../../platform/dynamo/statement.ts';
import { insert, update } from '../../platform/dynamo/statement.ts';
import { sha256Hex } from '../../value/canonical.ts';
import type { IncidentId } from '../../value/ids.ts';
import type { Clock } from '../../value/time.ts';
import { system } from '../actor.ts';
import { detectedBy, joined, listed, tallyOf } from '../model/burst.ts';
import type { Counted, Tally } from '../model/burst.ts';
import type { Incident } from '../model/incident.ts';
import type { Incidents } from '../store.ts';
import { incidentSources } from '../table.ts';
import { expiry, tallyRow } from './rows.ts';

/** Concurrent events change different rows, and each costs the same, however many came before. */
const parts = 8;
const countPart = 'count#';

const keyOf = (incidentId: IncidentId, eventId: string) => ({
  correlation: incidentId,
  part: `${countPart}${Number.parseInt(sha256Hex(eventId).slice(0, 8), 16) % parts}`,
});

/**
 * The statement that counts an event, for the transaction that stores it: an event that is delivered
 * again is not counted again. Another count meanwhile makes that transaction `stale` or `duplicate`.
 *
 * @throws StoreUnavailableError
 */
export async function countStatement(
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  incidentId: IncidentId,
  event: Counted,
): Promise<Statement> {
  const key = keyOf(incidentId, event.eventId);
  const row = await getRow(database, incidentSources, key, tallyRow);
  const expiresAt = expiry(clock);
  if (row === undefined) {
    return insert(incidentSources, { ...key, ...stored(tallyOf(event)), expiresAt, version: 1 });
  }
  const { version, ...before } = row;
  const after = stored(joined(before, tallyOf(event)));
  return update(incidentSources, key, version, { ...after, expiresAt });
}

const stored = ({ first, ...tally }: Tally): Item => ({
  ...tally,
  first: first.map((each) => ({ ...each })),
});

interface CountDependencies {
  readonly database: Database;
  readonly incidents: Incidents;
}

/**
 * Brings the summary of an incident up to its events, for the schedule. Read from the counts, so that
 * it is right however often it is done.
 *
 * @throws StoreUnavailableError
 */
export const recount = (deps: CountDependencies, incidentId: IncidentId): Promise<void> =>
  bringUp(deps, incidentId, () => true);

/**
 * The same after an event, while there are few, and whenever the count has grown tenfold: the tag of the
 * incident changes with its row, and staff could change nothing while a storm of events lasts.
 *
 * @throws StoreUnavailableError
 */
export const recountAfterEvent = (deps: CountDependencies, incidentId: IncidentId): Promise<void> =>
  bringUp(deps, incidentId, (before, after) => after <= listed || isTenfold(before, after));

async function bringUp(
  { database, incidents }: CountDependencies,
  incidentId: IncidentId,
  isDue: (before: number, after: number) => boolean,
): Promise<void> {
  const options = {
    partition: { correlation: incidentId },
    between: ['part', countPart, `${countPart}~`] as const,
  };
  let tally: Tally | undefined;
  for await (const { version: _, ...row } of queryAll(
    database,
    incidentSources,
    options,
    tallyRow,
  )) {
    tally = tally === undefined ? row : joined(tally, row);
  }
  const incident = await incidents.get(incidentId);
  if (tally === undefined || !isBehind(incident, tally)) return;
  if (!isDue(incident.detected.events, tally.events)) return;
  const counted = tally;
  await incidents.update<'known'>(incidentId, system, (now) => {
    if (!isBehind(now, counted)) return { kind: 'leave', because: 'known' };
    const { source } = now;
    const { events } = counted;
    const after = detectedBy(now.detected.detection, counted);
    return {
      kind: 'change',
      set: { detected: after, ...complaintsOf(now, after.eventIds) },
      // The timeline is read by people.
      events: isTenfold(now.detected.events, events)
        ? [{ kind: 'source-counted', codes: { source, events } }]
        : [],
    };
  });
}

type Detecting = Incident & Required<Pick<Incident, 'detected'>>;

const isBehind = (incident: Incident | undefined, { events }: Tally): incident is Detecting =>
  incident?.detected !== undefined &&
  incident.state !== 'closed' &&
  incident.detected.events < events;

const isTenfold = (before: number, after: number): boolean =>
  String(after).length > String(before).length;

const complaintsOf = (
  { source }: Incident,
  eventIds: readonly string[],
): Pick<Incident, 'complaints'> | undefined =>
  source === 'complaint' ? { complaints: eventIds as Incident['complaints'] } : undefined;
