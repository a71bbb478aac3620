import * as z from 'zod';
import { breachDuties } from '../../policy/breach-law.ts';
import { risks } from './risk.ts';
import { incidentKinds, incidentSourceKinds, incidentStates, phases } from './incident.ts';

const word = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9]*([-.][A-Za-z0-9]+)*$/)
  .max(64);
const count = z.int().nonnegative();
const uuid = z.uuidv7();
/** By staff, about systems: the contract says that it names no person. */
const text = z.string().min(1).max(4_000);
const duty = z.enum(breachDuties);
const audience = z.enum(['authority', 'people']);

/**
 * What can be in the timeline of an incident, with the codes of each kind. Events of other parts
 * carry ids and counts only.
 */
export const timelineCatalogue = {
  opened: z.strictObject({
    source: z.enum(incidentSourceKinds),
    kinds: z.array(z.enum(incidentKinds)).readonly(),
  }),
  changed: z.strictObject({ fields: z.array(word).max(64).readonly() }),
  'state-changed': z.strictObject({
    from: z.enum(incidentStates),
    to: z.enum(incidentStates),
  }),
  'phase-changed': z.strictObject({ from: z.enum(phases), to: z.enum(phases) }),
  assessed: z.strictObject({ risk: z.enum(risks), proposed: z.enum(risks), reasons: text }),
  decided: z.strictObject({
    jurisdiction: word,
    duty,
    outcome: z.enum(['notify', 'do-not-notify']),
    ground: word.optional(),
    reasons: text,
  }),
  /** A later assessment contradicts its ground. */
  'decision-ended': z.strictObject({ jurisdiction: word, duty }),
  informed: z.strictObject({ jurisdiction: word, duty, phase: z.enum(phases), at: z.string() }),
  'delay-explained': z.strictObject({ jurisdiction: word, duty, reasons: text }),
  /** More events of the detection that opened the incident, or another complaint. */
  'source-counted': z.strictObject({ source: z.enum(incidentSourceKinds), events: count }),
  /** By a service, after the first report; the incident has the text of that. */
  reported: z.strictObject({
    reportId: uuid,
    detection: word,
    kind: z.enum(incidentKinds),
    categories: z.array(word).readonly(),
    occurredAt: z.string(),
    text: z.string().min(1).max(5_000),
  }),
  'clock-due-soon': z.strictObject({ jurisdiction: word, duty, dueAt: z.string() }),
  'clock-overdue': z.strictObject({ jurisdiction: word, duty, dueAt: z.string() }),
  noted: z.strictObject({ text }),
  'containment-applied': z.strictObject({ containmentId: uuid, action: word }),
  'containment-failed': z.strictObject({ containmentId: uuid, action: word, reason: word }),
  'containment-undone': z.strictObject({ containmentId: uuid, action: word }),
  /** The incident was closed, and staff left these in force. */
  'containments-left': z.strictObject({ containmentIds: z.array(uuid).readonly() }),
  'affected-counted': z.strictObject({ by: word, people: count, unknown: count }),
  'notice-prepared': z.strictObject({ noticeId: uuid, audience, jurisdiction: word.optional() }),
  'notice-approved': z.strictObject({ noticeId: uuid, audience }),
  'notice-sent': z.strictObject({ noticeId: uuid, audience, sent: count, failed: count }),
} as const;

export type TimelineKind = keyof typeof timelineCatalogue;
export type TimelineCodes = {
  readonly [Kind in TimelineKind]: z.output<(typeof timelineCatalogue)[Kind]>;
};
export const timelineKind = z.keyof(z.object(timelineCatalogue)).meta({ id: 'IncidentEventKind' });
