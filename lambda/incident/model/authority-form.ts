import type { JurisdictionId, Policy } from '../../policy/schema.ts';
import type { EpochMilliseconds, Rfc3339 } from '../../value/time.ts';
import { parseRfc3339 } from '../../value/time.ts';
import type { AffectedSummary } from './affected.ts';
import { clocksOf } from './clocks.ts';
import type { Incident } from './incident.ts';

/** What staff add to what is known of the incident. */
export interface AuthorityInput {
  readonly jurisdiction: JurisdictionId;
  readonly records?: number | undefined;
  readonly consequences?: string | undefined;
  readonly measures?: string | undefined;
  readonly delayReasons?: string | undefined;
}

/** Parts of the form that can be given later, in phases: GDPR Art. 33(4). */
export const laterParts = [
  'categories',
  'people',
  'records',
  'consequences',
  'measures',
  'occurred',
] as const;
export type LaterPart = (typeof laterParts)[number];

/** What an authority receives: GDPR Art. 33(3), which other laws ask for as well. */
export interface AuthorityForm {
  readonly jurisdiction: string;
  readonly reference: string;
  readonly threshold?: string;
  readonly phase: Incident['phase'];
  /** By when it has to be there, as far as the law runs from a time of the incident. */
  readonly dueAt?: Rfc3339;
  /** No one has checked the facts of this law for the operator. */
  readonly advisory?: true;
  readonly late: boolean;
  /** GDPR Art. 33(1): a late notification says why. */
  readonly delayReasons?: string;
  readonly controller: {
    readonly name: string;
    readonly address: string;
    readonly contact: string;
    /** Art. 33(3)(b): where more information can be obtained. */
    readonly privacyOfficer: string;
  };
  /** Art. 33(3)(a). */
  readonly nature: {
    readonly kinds: Incident['kinds'];
    readonly title: string;
    readonly description: string;
    readonly occurredFrom?: Rfc3339;
    readonly occurredTo?: Rfc3339;
    readonly noticedAt: Rfc3339;
    readonly awareAt: Rfc3339;
  };
  readonly categories: readonly { readonly id: string; readonly title: string }[];
  readonly people?: {
    readonly approximately: number;
    /** Of them under this law. */
    readonly here: number;
    readonly complete: boolean;
  };
  readonly records?: number;
  /** Art. 33(3)(c). */
  readonly consequences?: string;
  /** Art. 33(3)(d). */
  readonly measures?: string;
  /** What is not known yet, and follows without undue further delay. */
  readonly notYetKnown: readonly LaterPart[];
}

export type Filled =
  | { readonly kind: 'form'; readonly form: AuthorityForm }
  /** The law of the policy has no duty to inform an authority. */
  | { readonly kind: 'no-duty' }
  /** The deadline is over, and the law asks why. */
  | { readonly kind: 'late-without-reasons' };

/** Fills in the form from what is known now. What is not known is said so, never left out. */
export function fillForm(
  policy: Policy,
  incident: Incident,
  affected: AffectedSummary | undefined,
  input: AuthorityInput,
  now: EpochMilliseconds,
): Filled {
  const { jurisdiction, records } = input;
  const facts = {
    ...{ ...incident, affected },
    jurisdictions: [...incident.jurisdictions, jurisdiction],
  };
  const clock = clocksOf(facts, policy, now).find(
    (each) => each.jurisdiction === jurisdiction && each.duty === 'authority',
  );
  const law = policy.law[jurisdiction]?.breach.authority;
  if (clock === undefined || law === undefined) return { kind: 'no-duty' };
  const { dueAt, advisory } = clock;
  // What follows a first report in phases is not late: GDPR Art. 33(4).
  const late =
    clock.state === 'met'
      ? clock.late === true
      : dueAt !== undefined && now > (parseRfc3339(dueAt) ?? now);
  const delayReasons =
    input.delayReasons ??
    incident.delays.find((each) => each.jurisdiction === jurisdiction && each.duty === 'authority')
      ?.reasons;
  if (late && law.lateNeedsReasons && delayReasons === undefined) {
    return { kind: 'late-without-reasons' };
  }
  const consequences = input.consequences ?? incident.effects;
  const measures = input.measures ?? measuresIn(incident);
  const { kinds, title, description, occurredFrom, occurredTo, noticedAt, awareAt } = incident;
  const { name, address, contact, privacyOfficer } = policy.controller;
  const known: Readonly<Record<LaterPart, unknown>> = {
    categories: incident.categories[0],
    people: affected?.complete === true ? affected : undefined,
    records,
    consequences,
    measures,
    occurred: occurredFrom,
  };
  return {
    kind: 'form',
    form: {
      ...{ jurisdiction, reference: clock.reference, phase: incident.phase, late },
      ...(law.threshold !== undefined && { threshold: law.threshold }),
      ...(dueAt !== undefined && { dueAt }),
      ...(advisory && { advisory }),
      ...(delayReasons !== undefined && { delayReasons }),
      controller: { name, address, contact, privacyOfficer },
      nature: {
        ...{ kinds, title, description, noticedAt, awareAt },
        ...(occurredFrom !== undefined && { occurredFrom }),
        ...(occurredTo !== undefined && { occurredTo }),
      },
      categories: incident.categories.map((id) => ({
        id,
        title: policy.categories[id]?.title ?? id,
      })),
      ...(affected && {
        people: {
          approximately: affected.people,
          here: affected.byJurisdiction[jurisdiction] ?? 0,
          complete: affected.complete,
        },
      }),
      ...(records !== undefined && { records }),
      ...(consequences !== undefined && { consequences }),
      ...(measures !== undefined && { measures }),
      notYetKnown: laterParts.filter((part) => known[part] === undefined),
    },
  };
}

const measuresIn = ({ measures }: Incident): string | undefined =>
  measures.length === 0
    ? undefined
    : measures.map(({ text, status }) => `${text} (${status})`).join('\n');
