import type { BreachDuty } from '../../policy/breach-law.ts';
import type { EpochMilliseconds } from '../../value/time.ts';
import type { Risk, RiskAnswers } from './risk.ts';
import type { Delay, IncidentKind, IncidentState, Measure, Phase } from './incident.ts';

type Nullable<Value> = Value | null | undefined;

/** What staff change; null removes a fact. */
export interface IncidentPatch {
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly kind?: IncidentKind | undefined;
  readonly alsoKinds?: readonly IncidentKind[] | undefined;
  readonly categories?: readonly string[] | undefined;
  readonly occurredFrom?: Nullable<EpochMilliseconds>;
  readonly occurredTo?: Nullable<EpochMilliseconds>;
  readonly noticedAt?: EpochMilliseconds | undefined;
  readonly awareAt?: EpochMilliseconds | undefined;
  readonly determinedAt?: Nullable<EpochMilliseconds>;
  readonly jurisdictions?: readonly string[] | undefined;
  readonly effects?: Nullable<string>;
  readonly measures?: readonly Measure[] | undefined;
  readonly state?: IncidentState | undefined;
  /** Containments that closing leaves in force. */
  readonly stayInForce?: readonly string[] | undefined;
  readonly phase?: Phase | undefined;
  readonly assessment?:
    | { readonly answers: RiskAnswers; readonly risk: Risk; readonly reasons: string }
    | undefined;
  readonly decisions?: readonly NewDecision[] | undefined;
  readonly informed?: readonly NewInformed[] | undefined;
  readonly delays?: readonly Delay[] | undefined;
  readonly note?: string | undefined;
}

export interface NewDecision {
  readonly jurisdiction: string;
  readonly duty: BreachDuty;
  readonly outcome: 'notify' | 'do-not-notify';
  readonly ground?: string | undefined;
  readonly reasons: string;
  readonly publicCommunication?: string | undefined;
}

export interface NewInformed {
  readonly jurisdiction: string;
  readonly duty: BreachDuty;
  readonly phase?: Phase | undefined;
  readonly at: EpochMilliseconds;
  readonly reference?: string | undefined;
}
