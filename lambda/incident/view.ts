import type { IncidentSummaryView, IncidentView } from './contract.ts';
import type { Incident } from './model/incident.ts';
import type { TimelineEvent } from './timeline.ts';

export function summaryOf({
  version: _version,
  kinds,
  categories,
  ...rest
}: Incident): IncidentSummaryView {
  const [kind, ...alsoKinds] = kinds;
  if (kind === undefined) throw new TypeError('an incident has a kind');
  return {
    ...rest,
    kind,
    ...(alsoKinds.length > 0 && { alsoKinds }),
    categories: [...categories],
  };
}

export const viewOf = (incident: Incident, timeline: readonly TimelineEvent[]): IncidentView => ({
  ...summaryOf(incident),
  timeline: timeline.map(({ by, codes, ...event }) => ({ ...event, by: by.kind, codes })),
});
