import * as z from 'zod';
import { incidentIdColumn, timeColumn } from '../../platform/dynamo/columns.ts';
import type { IncidentId } from '../../value/ids.ts';
import { plusSeconds, toEpochSeconds } from '../../value/time.ts';
import type { Clock } from '../../value/time.ts';
import { correlationOf, notAfter, sightingDays } from '../model/burst.ts';
import type { Sighting } from '../model/burst.ts';

export const burstRow = z.object({
  incidentId: incidentIdColumn,
  firstAt: timeColumn,
  lastAt: timeColumn,
  version: z.int(),
});

export const eventRow = z.object({
  part: z.string(),
  incidentId: incidentIdColumn,
  at: timeColumn,
  principal: z.string().optional(),
  resources: z.array(z.string()),
});
const eventPart = 'event#';

/** A part of the count of an incident. */
export const tallyRow = z.object({
  version: z.int(),
  events: z.int(),
  firstAt: timeColumn,
  lastAt: timeColumn,
  first: z.array(z.object({ at: timeColumn, eventId: z.string() })),
  principals: z.array(z.string()),
  resources: z.array(z.string()),
});

/** The newest incidents that reports of a client opened, oldest first. */
export const clientRow = z.object({
  version: z.int(),
  opened: z.array(z.object({ incidentId: incidentIdColumn, at: timeColumn })),
});

export const eventKey = (sighting: Sighting) => ({
  correlation: correlationOf(sighting),
  part: `${eventPart}${sighting.eventId}`,
});

export const expiry = (clock: Clock) => toEpochSeconds(plusSeconds(clock(), sightingDays * 86_400));

export const eventItem = (clock: Clock, sighting: Sighting, incidentId: IncidentId) => ({
  ...eventKey(sighting),
  incidentId,
  at: notAfter(sighting.at, clock()),
  principal: sighting.principal,
  resources: sighting.resources,
  expiresAt: expiry(clock),
});
