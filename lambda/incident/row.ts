import * as z from 'zod';
import { incidentIdColumn, requestIdColumn, timeColumn } from '../platform/dynamo/columns.ts';
import type { Item } from '../platform/dynamo/statement.ts';
import { assessment } from './model/assessment.ts';
import type { Incident } from './model/incident.ts';
import {
  decision,
  delay,
  detected,
  incidentKinds,
  incidentSourceKinds,
  incidentStates,
  informed,
  measure,
  phases,
  reminder,
} from './model/incident.ts';

const incidentFields = z.object({
  incidentId: incidentIdColumn,
  version: z.int(),
  state: z.enum(incidentStates),
  phase: z.enum(phases),
  source: z.enum(incidentSourceKinds),
  title: z.string(),
  description: z.string(),
  kinds: z.array(z.enum(incidentKinds)),
  categories: z.array(z.string()),
  occurredFrom: timeColumn.optional(),
  occurredTo: timeColumn.optional(),
  noticedAt: timeColumn,
  awareAt: timeColumn,
  awareness: z.enum(['recorded', 'assumed']),
  determinedAt: timeColumn.optional(),
  openedAt: timeColumn,
  closedAt: timeColumn.optional(),
  jurisdictions: z.array(z.string()),
  effects: z.string().optional(),
  measures: z.array(measure),
  assessment: assessment.optional(),
  decisions: z.array(decision),
  informed: z.array(informed),
  delays: z.array(delay),
  reminders: z.array(reminder),
  detected: detected.optional(),
  complaints: z.array(requestIdColumn),
}) satisfies z.ZodType<Incident>;

/** Attributes of their own: keys, and the version that a statement compares. */
const own = new Set<string>(['incidentId', 'state', 'version'] satisfies (keyof Incident)[]);

/** All else is `content`: one attribute, because a statement removes no more than one. */
export function toItem(incident: Incident): Item {
  const { left = [], content = [] } = Object.groupBy(
    Object.entries({ ...incident } as Item),
    ([name]) => (own.has(name) ? 'left' : 'content'),
  );
  return { ...Object.fromEntries(left), content: Object.fromEntries(content) };
}

export const incidentRow = z
  .looseObject({ content: z.record(z.string(), z.unknown()) })
  .transform(({ content, ...row }) => ({ ...content, ...row }))
  .pipe(incidentFields);

/** What the index `by-state` has. */
export const indexRow = z.object({ incidentId: incidentIdColumn });
