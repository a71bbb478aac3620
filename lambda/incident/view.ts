import { entityTagOf } from '../platform/http/entity-tag.ts';
import type { Policy } from '../policy/schema.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import type { IncidentSummaryView, IncidentView } from './contract.ts';
import type { Containment } from './model/containment.ts';
import { containmentViewOf } from './containment/view.ts';
import { clocksOf } from './model/clocks.ts';
import { groundsAgainst } from './model/grounds.ts';
import type { Incident, KnownIncident } from './model/incident.ts';
import type { TimelineEvent } from './timeline.ts';

/** One of a list. */
export function summaryOf(
  incident: KnownIncident,
  policy: Policy,
  now: EpochMilliseconds,
): IncidentSummaryView {
  const { incidentId, state, phase, source, title, description, kinds } = incident;
  const [kind, ...alsoKinds] = kinds;
  if (kind === undefined) throw new TypeError('an incident has a kind');
  return {
    ...{ incidentId, state, phase, source, title, description, kind },
    ...(alsoKinds.length > 0 && { alsoKinds }),
    occurredFrom: incident.occurredFrom,
    occurredTo: incident.occurredTo,
    noticedAt: incident.noticedAt,
    awareAt: incident.awareAt,
    awareness: incident.awareness,
    determinedAt: incident.determinedAt,
    openedAt: incident.openedAt,
    closedAt: incident.closedAt,
    categories: [...incident.categories],
    risk: incident.assessment?.risk,
    affected: incident.affected && {
      ...incident.affected,
      byJurisdiction: { ...incident.affected.byJurisdiction },
    },
    effects: incident.effects,
    measures: [...incident.measures],
    clocks: [...clocksOf(incident, policy, now)],
  };
}

/** What is stored about an incident beside its row. */
export interface Beside {
  readonly timeline: readonly TimelineEvent[];
  readonly containments: readonly Containment[];
  readonly notices: readonly Pick<
    IncidentView['notices'][number],
    'noticeId' | 'audience' | 'state'
  >[];
}

export function viewOf(
  incident: KnownIncident,
  { timeline, containments, notices }: Beside,
  policy: Policy,
  now: EpochMilliseconds,
): IncidentView {
  const summary = summaryOf(incident, policy, now);
  return {
    ...summary,
    clocks: summary.clocks.map((clock) => ({ ...clock, grounds: groundsOf(policy, clock) })),
    jurisdictions: [...incident.jurisdictions],
    containments: {
      inForce: containments.filter(({ state }) => state !== 'failed' && state !== 'undone').length,
      failed: containments.filter(({ state }) => state === 'failed').length,
      undone: containments.filter(({ state }) => state === 'undone').length,
      items: containments
        .toSorted((one, other) => (one.containmentId < other.containmentId ? 1 : -1))
        .map(containmentViewOf),
    },
    notices: notices.map(({ noticeId, audience, state }) => ({ noticeId, audience, state })),
    assessment: incident.assessment,
    decisions: [...incident.decisions],
    informed: [...incident.informed],
    delays: [...incident.delays],
    detected: incident.detected,
    complaints: [...incident.complaints],
    timeline: timeline.map(({ by, codes, ...event }) => ({ ...event, by: by.kind, codes })),
  };
}

/** The assessment meets its own duty: there is nothing to decide about it. */
const groundsOf = (policy: Policy, { jurisdiction, duty }: IncidentSummaryView['clocks'][number]) =>
  duty === 'assessment' ? [] : [...groundsAgainst(policy, jurisdiction, duty)];

/** Changes with every change of the incident; a clock that becomes overdue changes no fact. */
export const incidentTag = ({ incidentId, version }: Incident): string =>
  entityTagOf([incidentId, version]);
