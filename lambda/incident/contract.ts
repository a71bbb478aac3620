import * as z from 'zod';
import { breachDuties } from '../policy/breach-law.ts';
import {
  advisoryField,
  categoryId,
  jurisdictionField,
  lineField,
  nextCursorField,
  textField,
  timeField,
} from '../platform/http/fields.ts';
import { hasContact } from '../value/contact-in-text.ts';
import { containmentView } from './containment/contract.ts';
import { assessment } from './model/assessment.ts';
import { clockStates } from './model/clocks.ts';
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
} from './model/incident.ts';
import { noticeStates } from './model/notice.ts';
import { risks } from './model/risk.ts';
import { timelineCatalogue, timelineKind } from './model/timeline.ts';

const time = z.iso.datetime();
export const incidentKind = z.enum(incidentKinds).meta({ id: 'IncidentKind' });
export const incidentState = z.enum(incidentStates).meta({ id: 'IncidentState' });
export const breachDuty = z.enum(breachDuties).meta({
  id: 'BreachDuty',
  description: 'What has to be done after a breach: see `breach` in jurisdictions.yaml.',
});
export const noPerson =
  'Name no person: who is affected is stored apart, where an erasure finds it.';

/** It is in the record of breaches for good, in lists and on pages: no erasure reaches it. */
export const titleField = lineField(200)
  .refine((title) => title.trim() !== '', 'write what it is called by')
  .refine(
    (title) => !hasContact(title),
    'leave out what looks like an e-mail address or a telephone number: who is affected is stored apart',
  )
  .describe(`Without e-mail addresses and telephone numbers. ${noPerson}`);

/** What staff say about an incident. */
export const incidentFields = {
  title: titleField,
  description: textField(4_000).describe(`What happened. ${noPerson}`),
  kind: incidentKind.describe('What the incident violates most.'),
  alsoKinds: z
    .array(incidentKind)
    .max(2)
    .describe('What it violates as well: EDPB Guidelines 9/2022, paragraph 17.'),
  occurredFrom: timeField.describe('When it began, as far as is known.'),
  occurredTo: timeField.describe('When it ended; absent while it goes on.'),
  noticedAt: timeField.describe('When it was first noticed.'),
  awareAt: timeField.describe(
    'When you had a reasonable degree of certainty that personal data is affected: clocks run from here.',
  ),
  categories: z.array(categoryId).max(64).describe('Data that is affected.'),
};
const { occurredFrom, occurredTo, alsoKinds, categories, ...required } = incidentFields;

export const newIncident = z
  .strictObject({
    ...required,
    alsoKinds: alsoKinds.optional(),
    occurredFrom: occurredFrom.optional(),
    occurredTo: occurredTo.optional(),
    categories: categories.optional(),
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

const incidentClock = z
  .strictObject({
    jurisdiction: jurisdictionField,
    duty: breachDuty,
    state: z
      .enum(clockStates)
      .describe('`waiting`: what it runs from, such as the assessment, has not happened.'),
    startedAt: time.optional(),
    dueAt: time.optional(),
    metAt: time.optional(),
    late: z.literal(true).optional().describe('Met after it was due.'),
    reference: z.string().describe('The article.'),
    unverified: z.literal(true).optional().describe('The article was not read in its source.'),
    ownTarget: z
      .literal(true)
      .optional()
      .describe('The law names no last hour: it is your target, or 72 hours.'),
    holidaysUnknown: z
      .literal(true)
      .optional()
      .describe('No public holidays are configured for the year: weekends only were regarded.'),
    advisory: advisoryField,
  })
  .meta({ id: 'IncidentClock' });

const incidentDuty = incidentClock
  .extend({
    grounds: z
      .array(
        z.strictObject({
          code: z.string(),
          reference: z.string().optional().describe('Where the law says so.'),
        }),
      )
      .describe('Grounds of the law against the duty: `ground` of a decision.'),
  })
  .meta({ id: 'IncidentDuty' });

const count = z.int().nonnegative();
const affectedView = z
  .strictObject({
    people: count,
    unknown: count.describe('Identifiers and keys that name no one.'),
    erased: count,
    byJurisdiction: z.record(z.string(), count).describe('By the law of their residence.'),
    complete: z.boolean().describe('Every search has ended, and every source was read.'),
  })
  .meta({ id: 'AffectedPeopleCount' });

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
  awareness: z
    .enum(['recorded', 'assumed'])
    .describe('`assumed`: no one has said when; clocks run from when it was noticed.'),
  determinedAt: time.optional(),
  openedAt: time,
  closedAt: time.optional(),
  categories: z.array(z.string()),
  risk: z.enum(risks).optional().describe('As staff have assessed it.'),
  affected: affectedView.optional().describe('Absent before the first search for them.'),
  effects: z.string().optional(),
  measures: z.array(measure),
  clocks: z.array(incidentClock).describe('Due dates under each law that applies.'),
};

export const incidentSummary = z.strictObject(summaryFields).meta({ id: 'IncidentSummary' });
export type IncidentSummaryView = z.output<typeof incidentSummary>;
export const incidentView = z
  .strictObject({
    ...summaryFields,
    clocks: z.array(incidentDuty).describe('Due dates under each law that applies.'),
    jurisdictions: z.array(z.string()).describe('Laws that staff have named.'),
    containments: z
      .strictObject({
        inForce: count,
        failed: count,
        undone: count,
        items: z.array(containmentView).describe('Each of them, newest first.'),
      })
      .describe('How many there are, and which.'),
    notices: z
      .array(
        z.strictObject({
          noticeId: z.uuid(),
          audience: z.enum(['authority', 'people']),
          state: z.enum(noticeStates),
        }),
      )
      .describe('See `/notices`.'),
    assessment: assessment.optional(),
    decisions: z.array(decision),
    informed: z.array(informed),
    delays: z.array(delay),
    detected: detected
      .optional()
      .describe(
        'The burst of events that opened it, and what joined. Its `events` may be a quarter of an hour old.',
      ),
    complaints: z.array(z.uuid()).describe('Requests of people who complained about it.'),
    timeline: z.array(timelineEntry).describe('The newest events; not more than 100.'),
  })
  .meta({ id: 'Incident', description: 'A security incident that concerns personal data.' });
export type IncidentView = z.output<typeof incidentView>;
export const incidentList = z
  .strictObject({ items: z.array(incidentSummary), nextCursor: nextCursorField.optional() })
  .meta({ id: 'IncidentList' });
