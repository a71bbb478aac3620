import * as z from 'zod';
import { breachDuties } from '../../policy/breach-law.ts';
import type { IncidentId, RequestId } from '../../value/ids.ts';
import type { Rfc3339 } from '../../value/time.ts';
import type { AffectedSummary } from './affected.ts';
import type { Assessment } from './assessment.ts';

/** What a breach violates; one incident can be several (EDPB Guidelines 9/2022, paragraph 17). */
export const incidentKinds = ['confidentiality', 'integrity', 'availability'] as const;
export type IncidentKind = (typeof incidentKinds)[number];

/** A closed incident can be opened again: then it is assessed again. */
export const incidentStates = ['open', 'assessing', 'notifying', 'closed'] as const;
export type IncidentState = (typeof incidentStates)[number];

/** Information that is given in phases: GDPR Art. 33(4). */
export const phases = ['preliminary', 'ongoing', 'concluding'] as const;
export type Phase = (typeof phases)[number];

/** How the incident became known. */
export const incidentSourceKinds = ['staff', 'service', 'detection', 'complaint'] as const;
export type IncidentSourceKind = (typeof incidentSourceKinds)[number];

/**
 * Who acted. The id of staff and services is the SHA-256 of issuer and name: two of them differ, and
 * an operator can compare it with that of a name that they know.
 */
export interface Actor {
  readonly kind: 'staff' | 'service' | 'system';
  readonly id?: string;
}

const duty = z.enum(breachDuties);

export const measure = z.object({ text: z.string(), status: z.enum(['planned', 'taken']) });
export type Measure = z.output<typeof measure>;

/** Whether an authority or people are informed; not to do so needs a ground. */
export const decision = z.object({
  jurisdiction: z.string(),
  duty,
  outcome: z.enum(['notify', 'do-not-notify']),
  ground: z.string().optional(),
  reasons: z.string(),
  /** Instead of messages to each person: GDPR Art. 34(3)(c). */
  publicCommunication: z.string().optional(),
  at: z.string(),
});
export type Decision = z.output<typeof decision>;

/** Information that was given. */
export const informed = z.object({
  jurisdiction: z.string(),
  duty,
  phase: z.enum(phases),
  at: z.string(),
  /** What the authority calls it. */
  reference: z.string().optional(),
});
export type Informed = z.output<typeof informed>;

/** Why information is late: GDPR Art. 33(1), last sentence. */
export const delay = z.object({ jurisdiction: z.string(), duty, reasons: z.string() });
export type Delay = z.output<typeof delay>;

/** What the schedule has reported already. */
export const reminder = z.object({
  jurisdiction: z.string(),
  duty,
  kind: z.enum(['due-soon', 'overdue']),
  dueAt: z.string(),
});
export type Reminder = z.output<typeof reminder>;

/** A burst of events of one detection. */
export const detected = z.object({
  detection: z.string(),
  events: z.int().positive(),
  firstAt: z.string(),
  lastAt: z.string(),
  /** The first few of each; ARNs and names of AWS. */
  eventIds: z.array(z.string()),
  principals: z.array(z.string()),
  resources: z.array(z.string()),
});
export type Detected = z.output<typeof detected>;

export interface Incident {
  readonly incidentId: IncidentId;
  readonly version: number;
  readonly state: IncidentState;
  readonly phase: Phase;
  readonly source: IncidentSourceKind;
  readonly title: string;
  readonly description: string;
  readonly kinds: readonly IncidentKind[];
  readonly categories: readonly string[];
  readonly occurredFrom?: Rfc3339;
  readonly occurredTo?: Rfc3339;
  readonly noticedAt: Rfc3339;
  /** When we had a reasonable degree of certainty (EDPB 9/2022, paragraph 31): starts the clocks. */
  readonly awareAt: Rfc3339;
  /** `assumed`: no member of staff has said; it is when the incident was noticed, so no clock is late. */
  readonly awareness: 'recorded' | 'assumed';
  /** When it was established that the breach occurred, where a law counts from there. */
  readonly determinedAt?: Rfc3339;
  readonly openedAt: Rfc3339;
  readonly closedAt?: Rfc3339;
  /** Laws that staff name beside those of affected people and of the establishment. */
  readonly jurisdictions: readonly string[];
  readonly effects?: string;
  readonly measures: readonly Measure[];
  readonly assessment?: Assessment;
  readonly decisions: readonly Decision[];
  readonly informed: readonly Informed[];
  readonly delays: readonly Delay[];
  readonly reminders: readonly Reminder[];
  readonly detected?: Detected;
  /** Requests of people who complained about it. */
  readonly complaints: readonly RequestId[];
}

/** With what the searches for affected people have found. */
export type KnownIncident = Incident & { readonly affected?: AffectedSummary | undefined };

/** What an incident begins with, whatever its source. */
export const blank = {
  version: 1,
  state: 'open',
  phase: 'preliminary',
  jurisdictions: [],
  measures: [],
  decisions: [],
  informed: [],
  delays: [],
  reminders: [],
  complaints: [],
} as const satisfies Partial<Incident>;
