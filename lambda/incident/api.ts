import { decodeCursor, encodeCursor, malformedCursor } from '../platform/http/cursor.ts';
import type { Answer, Handlers } from '../platform/http/handlers.ts';
import { answer } from '../platform/http/handlers.ts';
import { problem } from '../platform/http/problem.ts';
import type { Platform } from '../platform/platform.ts';
import type { IncidentId } from '../value/ids.ts';
import { newIncidentId, parseId } from '../value/ids.ts';
import { toRfc3339 } from '../value/time.ts';
import { actorOf } from './actor.ts';
import { errorsOfTimes } from './model/times.ts';
import type { Incident } from './model/incident.ts';
import type { incidentRoutes } from './routes.ts';
import { openIncidents } from './store.ts';
import { listTimeline } from './timeline.ts';
import { summaryOf, viewOf } from './view.ts';

const scope = 'incidents';
const timelineLimit = 100;

/** Incidents, for the staff who handle them. They name no person. */
export function incidentHandlers(
  deps: Pick<Platform, 'database' | 'policy' | 'clock'>,
): Handlers<typeof incidentRoutes> {
  const incidents = openIncidents(deps);

  return {
    async openIncident({ body, caller, idempotency, now }) {
      if (idempotency?.replay) {
        const incident = await named(idempotency.replay.ids['incidentId'] ?? '');
        return incident === undefined ? problem('not-found') : shown(201, incident);
      }
      const errors = errorsOfTimes(body, now);
      if (errors.length > 0) return problem('invalid-input', { errors });
      const incidentId = newIncidentId();
      const { kind, alsoKinds = [], categories = [], title, description } = body;
      const incident: Incident = {
        incidentId,
        version: 1,
        state: 'open',
        phase: 'preliminary',
        source: 'staff',
        title,
        description,
        kinds: [...new Set([kind, ...alsoKinds])],
        categories: [...new Set(categories)].sort(),
        occurredFrom: body.occurredFrom && toRfc3339(body.occurredFrom),
        occurredTo: body.occurredTo && toRfc3339(body.occurredTo),
        noticedAt: toRfc3339(body.noticedAt),
        awareAt: toRfc3339(body.awareAt),
        openedAt: toRfc3339(now),
      };
      const remembered = idempotency ? [idempotency.record(201, { incidentId })] : [];
      const created = await incidents.create(incident, actorOf(caller), remembered);
      return created === 'created' ? shown(201, incident) : problem('request-in-progress');
    },

    async listIncidents({ query: { state, limit, cursor } }) {
      const after =
        cursor === undefined
          ? undefined
          : parseId<IncidentId>(decodeCursor(scope, cursor)?.['incidentId'] ?? '');
      if (cursor !== undefined && after === undefined) return malformedCursor;
      const states = state && [state];
      const page = await incidents.list({ limit, states, after });
      return answer(200, {
        items: page.incidents.map(summaryOf),
        nextCursor: page.next && encodeCursor(scope, { incidentId: page.next }),
      });
    },

    async readIncident({ path }) {
      const incident = await named(path.incidentId);
      return incident === undefined ? problem('not-found') : shown(200, incident);
    },
  };

  async function named(text: string): Promise<Incident | undefined> {
    const incidentId = parseId<IncidentId>(text);
    return incidentId && incidents.get(incidentId);
  }

  async function shown(status: number, incident: Incident): Promise<Answer> {
    const { events } = await listTimeline(deps.database, incident.incidentId, {
      limit: timelineLimit,
    });
    return answer(status, viewOf(incident, events));
  }
}
