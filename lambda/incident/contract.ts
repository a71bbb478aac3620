import * as z from 'zod';
import {
  categoryId,
  lineField,
  nextCursorField,
  textField,
  timeField,
} from '../platform/http/fields.ts';
import { incidentKinds, incidentSourceKinds, incidentStates, phases } from './model/incident.ts';
import { timelineCatalogue, timelineKind } from './model/timeline.ts';

const time = z.iso.datetime();
export const incidentKind = z.enum(incidentKinds).meta({ id: 'IncidentKind' });
export const incidentState = z.enum(incidentStates).meta({ id: 'IncidentState' });
const noPerson = 'Name no person: who is affected is stored apart, where an erasure finds it.';

/** What a new incident and a change of one have in common. */
export const incidentTexts = {
  title: lineField(200).describe(noPerson),
  description: textField(4_000).describe(`What happened. ${noPerson}`),
};

export const newIncident = z
  .strictObject({
    ...incidentTexts,
    kind: incidentKind.describe('What the incident violates most.'),
    alsoKinds: z
      .array(incidentKind)
      .max(2)
      .optional()
      .describe('What it violates as well: EDPB Guidelines 9/2022, paragraph 17.'),
    occurredFrom: timeField.optional().describe('When it began, as far as is known.'),
    occurredTo: timeField.optional().describe('When it ended; absent while it goes on.'),
    noticedAt: timeField.describe('When it was first noticed.'),
    awareAt: timeField.describe(
      'When you had a reasonable degree of certainty that personal data is affected: clocks run from here.',
    ),
    categories: z.array(categoryId).max(64).optional().describe('Data that is affected.'),
  })
  .meta({ id: 'NewIncident' });

const timelineEntry = z
  .strictObject({
    eventId: z.uuid(),
    at: time,
    kind: timelineKind,
    by: z.enum(['staff', 'service', 'system']),
    codes: z
      .union(Object.values(timelineCatalogue))
      .describe('Codes, counts and reasons, depending on the kind.'),
  })
  .meta({ id: 'IncidentEvent' });

const summaryFields = {
  incidentId: z.uuid(),
  state: incidentState,
  phase: z.enum(phases).describe('Of the information that is given: GDPR Art. 33(4).'),
  source: z.enum(incidentSourceKinds),
  title: z.string(),
  description: z.string(),
  kind: incidentKind,
  alsoKinds: z.array(incidentKind).optional(),
  occurredFrom: time.optional(),
  occurredTo: time.optional(),
  noticedAt: time,
  awareAt: time,
  openedAt: time,
  closedAt: time.optional(),
  categories: z.array(z.string()),
};

export const incidentSummary = z.strictObject(summaryFields).meta({ id: 'IncidentSummary' });
export type IncidentSummaryView = z.output<typeof incidentSummary>;
export const incidentView = z
  .strictObject({
    ...summaryFields,
    timeline: z.array(timelineEntry).describe('The newest events; not more than 100.'),
  })
  .meta({ id: 'Incident', description: 'A security incident that concerns personal data.' });
export type IncidentView = z.output<typeof incidentView>;
export const incidentList = z
  .strictObject({ items: z.array(incidentSummary), nextCursor: nextCursorField.optional() })
  .meta({ id: 'IncidentList' });
