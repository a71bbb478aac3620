import type { IncidentId } from '../../value/ids.ts';
import type { Rfc3339 } from '../../value/time.ts';

/** What a breach violates; one incident can be several (EDPB Guidelines 9/2022, paragraph 17). */
export const incidentKinds = ['confidentiality', 'integrity', 'availability'] as const;
export type IncidentKind = (typeof incidentKinds)[number];

/** In order; only `closed` is final. */
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
  readonly openedAt: Rfc3339;
  readonly closedAt?: Rfc3339;
}
