import type { BreachDuty } from '../../policy/breach-law.ts';
import type { Policy } from '../../policy/schema.ts';
import type { EpochMilliseconds, Rfc3339 } from '../../value/time.ts';
import { toRfc3339 } from '../../value/time.ts';
import { proposedRisk } from './risk.ts';
import { eventsOf } from './change-events.ts';
import type { ChangeEvent } from './change-events.ts';
import { closingErrors, stateAfter, stateErrors } from './closing.ts';
import { contradicted } from './grounds.ts';
import type { Incident, KnownIncident } from './incident.ts';
import type { IncidentPatch } from './patch.ts';
import { patchErrors } from './patch-errors.ts';
import type { FieldError } from './times.ts';

export type Patched =
  | {
      readonly kind: 'patched';
      readonly incident: KnownIncident;
      readonly events: readonly ChangeEvent[];
    }
  | { readonly kind: 'invalid'; readonly errors: readonly FieldError[] };

/** The incident after a change by staff, and what its timeline says; or every field that is wrong. */
export function applyPatch(
  before: KnownIncident,
  patch: IncidentPatch,
  policy: Policy,
  now: EpochMilliseconds,
): Patched {
  const after = withState(before, withFacts(before, patch, now), patch, now);
  const errors = [
    ...stateErrors(before, patch),
    ...patchErrors(after, patch, policy, now),
    ...(after.state === 'closed' ? closingErrors(after, policy, now) : []),
  ];
  if (errors.length > 0) return { kind: 'invalid', errors };
  return { kind: 'patched', incident: after, events: eventsOf(before, after, patch) };
}

function withFacts(
  before: KnownIncident,
  patch: IncidentPatch,
  now: EpochMilliseconds,
): KnownIncident {
  const [kind, ...others] = before.kinds;
  const kinds = [patch.kind ?? kind, ...(patch.alsoKinds ?? others)].filter(isThere);
  const assessment = patch.assessment && {
    ...patch.assessment,
    proposed: proposedRisk(patch.assessment.answers),
    at: toRfc3339(now),
  };
  const facts: KnownIncident = {
    ...before,
    title: patch.title ?? before.title,
    description: patch.description ?? before.description,
    kinds: [...new Set(kinds)],
    categories: patch.categories ? [...new Set(patch.categories)].sort() : before.categories,
    occurredFrom: timeOr(before.occurredFrom, patch.occurredFrom),
    occurredTo: timeOr(before.occurredTo, patch.occurredTo),
    noticedAt: timeOr(before.noticedAt, patch.noticedAt) ?? before.noticedAt,
    determinedAt: timeOr(before.determinedAt, patch.determinedAt),
    jurisdictions: patch.jurisdictions ? [...new Set(patch.jurisdictions)] : before.jurisdictions,
    effects: patch.effects === undefined ? before.effects : (patch.effects ?? undefined),
    measures: patch.measures ?? before.measures,
    phase: patch.phase ?? before.phase,
    assessment: assessment ?? before.assessment,
  };
  return {
    ...facts,
    ...awarenessOf(facts, patch),
    ...givenBy(facts, patch, now),
  };
}

/** What staff say replaces the assumption; that moves with the time of notice. */
function awarenessOf(
  { awareness, awareAt, noticedAt }: Incident,
  patch: IncidentPatch,
): Pick<Incident, 'awareness' | 'awareAt'> {
  if (patch.awareAt !== undefined) {
    return { awareness: 'recorded', awareAt: toRfc3339(patch.awareAt) };
  }
  return { awareness, awareAt: awareness === 'assumed' ? noticedAt : awareAt };
}

/** Decisions and delays replace those on the same duty; information that was given is added. */
function givenBy(
  { decisions, informed, delays, assessment, phase }: Incident,
  patch: IncidentPatch,
  now: EpochMilliseconds,
): Pick<Incident, 'decisions' | 'informed' | 'delays'> {
  const at = toRfc3339(now);
  const ended = assessment ? contradicted(decisions, assessment.risk) : [];
  const still = decisions.filter((each) => !ended.includes(each));
  return {
    decisions: replaced(still, patch.decisions?.map((each) => ({ ...each, at })) ?? []),
    delays: replaced(delays, patch.delays ?? []),
    informed: [
      ...informed,
      ...(patch.informed ?? []).map((each) => ({
        ...each,
        at: toRfc3339(each.at),
        phase: each.phase ?? (each.duty === 'subjects' ? 'concluding' : phase),
      })),
    ],
  };
}

function withState(
  before: Incident,
  facts: KnownIncident,
  patch: IncidentPatch,
  now: EpochMilliseconds,
): KnownIncident {
  const state = stateAfter(before, patch);
  if (state === before.state) return { ...facts, state };
  if (state === 'closed') {
    return { ...facts, state, phase: 'concluding', closedAt: toRfc3339(now) };
  }
  // More became known: what was concluded goes on.
  if (before.state === 'closed') {
    return { ...facts, state, phase: patch.phase ?? 'ongoing', closedAt: undefined };
  }
  return { ...facts, state };
}

interface OnDuty {
  readonly jurisdiction: string;
  readonly duty: BreachDuty;
}

const replaced = <Entry extends OnDuty>(
  old: readonly Entry[],
  added: readonly Entry[],
): Entry[] => {
  const key = ({ jurisdiction, duty }: OnDuty) => `${jurisdiction} ${duty}`;
  return [...new Map([...old, ...added].map((each) => [key(each), each])).values()];
};

const timeOr = (
  old: Rfc3339 | undefined,
  time: EpochMilliseconds | null | undefined,
): Rfc3339 | undefined => (time === undefined ? old : time === null ? undefined : toRfc3339(time));

const isThere = <Value>(value: Value | undefined): value is Value => value !== undefined;
