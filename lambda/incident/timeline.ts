import * as z from 'zod';
import type { Database } from '../platform/dynamo/database.ts';
import { CorruptRowError } from '../platform/dynamo/errors.ts';
import { queryPage } from '../platform/dynamo/read.ts';
import { eventIdColumn, timeColumn } from '../platform/dynamo/columns.ts';
import type { Key, Statement } from '../platform/dynamo/statement.ts';
import { insert, StatementError } from '../platform/dynamo/statement.ts';
import type { EventId, IncidentId } from '../value/ids.ts';
import { newEventId } from '../value/ids.ts';
import type { Clock, Rfc3339 } from '../value/time.ts';
import { toRfc3339 } from '../value/time.ts';
import type { Actor } from './model/incident.ts';
import { timelineCatalogue, timelineKind } from './model/timeline.ts';
import type { TimelineCodes, TimelineKind } from './model/timeline.ts';
import { incidentTimeline } from './table.ts';

export interface TimelineEvent<Kind extends TimelineKind = TimelineKind> {
  readonly eventId: EventId;
  readonly at: Rfc3339;
  readonly kind: Kind;
  readonly by: Actor;
  readonly codes: TimelineCodes[Kind];
}

/**
 * The statement that adds one event to the timeline; it belongs in the transaction of the change
 * that it reports.
 *
 * @throws StatementError when a code is not in the catalogue
 */
export function timelineEvent<Kind extends TimelineKind>(
  { clock }: { readonly clock: Clock },
  incidentId: IncidentId,
  kind: Kind,
  codes: TimelineCodes[Kind],
  by: Actor,
): Statement {
  const checked = timelineCatalogue[kind].safeParse(codes);
  if (!checked.success) throw new StatementError(`${kind}: a code is not in the catalogue`);
  return insert(incidentTimeline, {
    incidentId,
    eventId: newEventId(),
    at: toRfc3339(clock()),
    kind,
    by: { ...by },
    codes: checked.data,
  });
}

const row = z.object({
  eventId: eventIdColumn,
  at: timeColumn,
  kind: timelineKind,
  by: z.object({ kind: z.enum(['staff', 'service', 'system']), id: z.string().optional() }),
  codes: z.record(z.string(), z.unknown()),
});

/** One page of the timeline of an incident, newest first. */
export async function listTimeline(
  database: Database,
  incidentId: IncidentId,
  { limit, after }: { readonly limit: number; readonly after?: Key },
): Promise<{ readonly events: readonly TimelineEvent[]; readonly next?: Key }> {
  const options = {
    partition: { incidentId },
    newestFirst: true,
    limit,
    startAfter: after,
  };
  const { rows, lastKey } = await queryPage(database, incidentTimeline, options, row);
  return { events: rows.map(toEvent), next: lastKey };
}

function toEvent({ kind, codes, ...rest }: z.output<typeof row>): TimelineEvent {
  const checked = timelineCatalogue[kind].safeParse(codes);
  if (!checked.success) throw new CorruptRowError(incidentTimeline.name);
  return { kind, codes: checked.data, ...rest };
}
