import * as z from 'zod';
import {
  incidentIdColumn,
  jobIdColumn,
  subjectIdColumn,
  timeColumn,
} from '../../platform/dynamo/columns.ts';
import type { AffectedJob } from '../model/affected.ts';
import { searches, sources, sourceStates } from '../model/affected.ts';
import { deliveryStates } from '../model/delivery.ts';

/** What became of one notice to one person. */
const delivery = z.object({
  state: z.enum(deliveryStates),
  at: timeColumn,
  /** SES has published that it took the message. */
  accepted: z.boolean().optional(),
  tries: z.int().optional(),
});

export type Delivery = z.output<typeof delivery>;

export const affectedRow = z.object({
  subjectId: subjectIdColumn,
  incidentId: incidentIdColumn,
  part: z.string(),
  version: z.int(),
  foundBy: z.array(z.enum(searches)),
  jobs: z.array(jobIdColumn),
  addedAt: timeColumn,
  informedAt: timeColumn.optional(),
  /** By the id of the notice. */
  notices: z.record(z.string(), delivery).default({}),
});
export type AffectedRow = z.output<typeof affectedRow>;

const scope = z.discriminatedUnion('by', [
  z.object({ by: z.literal('subjects'), subjectIds: z.array(subjectIdColumn) }),
  z.object({ by: z.literal('category'), category: z.string() }),
  z.object({ by: z.literal('window'), from: timeColumn, to: timeColumn }),
  z.object({ by: z.literal('key'), kid: z.string() }),
  z.object({ by: z.literal('principal'), principal: z.string() }),
]);
const count = z.int().nonnegative();

export const jobRow = z.object({
  incidentId: incidentIdColumn,
  jobId: jobIdColumn,
  version: z.int(),
  state: z.enum(['running', 'done', 'failed']),
  scope,
  startedAt: timeColumn,
  changedAt: timeColumn,
  endedAt: timeColumn.optional(),
  ...{ seen: count, people: count, unknown: count, erased: count },
  how: z.array(z.object({ source: z.enum(sources), state: z.enum(sourceStates) })),
  total: z.object({ people: count, byJurisdiction: z.record(z.string(), count) }).optional(),
  countedFrom: timeColumn.optional(),
}) satisfies z.ZodType<AffectedJob>;
