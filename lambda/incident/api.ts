import { csvOf } from '../platform/http/csv.ts';
import { decodeCursor, encodeCursor, malformedCursor } from '../platform/http/cursor.ts';
import type { Answer, Handlers } from '../platform/http/handlers.ts';
import { answer } from '../platform/http/handlers.ts';
import { matches } from '../platform/http/entity-tag.ts';
import { problem } from '../platform/http/problem.ts';
import type { Problem } from '../platform/http/problem.ts';
import type { Platform } from '../platform/platform.ts';
import type { IncidentId } from '../value/ids.ts';
import { newIncidentId, parseId } from '../value/ids.ts';
import { toRfc3339 } from '../value/time.ts';
import { actorOf } from './actor.ts';
import { applyPatch } from './model/change.ts';
import type { Containment } from './model/containment.ts';
import { blank } from './model/incident.ts';
import type { Incident } from './model/incident.ts';
import { leftInForce } from './model/left-in-force.ts';
import { unknownCategories } from './model/patch-errors.ts';
import { errorsOfTimes } from './model/times.ts';
import type { incidentRoutes } from './routes.ts';
import { containmentsOf } from './containment/row.ts';
import { withPeople } from './known.ts';
import { listNotices } from './notice/store.ts';
import { registerPage } from './register-page.ts';
import { registerColumns, registerRows } from './register.ts';
import { openIncidents } from './store.ts';
import { listTimeline } from './timeline.ts';
import { incidentTag, summaryOf, viewOf } from './view.ts';

/** RFC 8288: a table or a page has no place for a cursor. */
function linksTo(cursor: string | undefined, limit: number, state: string | undefined) {
  const to = (rel: string, rest: Record<string, string>) => {
    const query = new URLSearchParams({ limit: String(limit), ...(state && { state }), ...rest });
    return `</v1/incidents?${query.toString()}>; rel="${rel}"`;
  };
  const next = cursor === undefined ? [] : [to('next', { cursor })];
  return { link: [to('first', {}), ...next].join(', ') };
}

const changedMeanwhile = problem('precondition-failed', {
  detail: 'The incident changed since you read it: read it again.',
});
const stillInForce = (containments: readonly Containment[]) =>
  problem('conflict', {
    detail: 'Containments are in force: undo them, or name in stayInForce those that stay.',
    errors: containments.map(({ containmentId, action, state }) => ({
      pointer: '/stayInForce',
      message: `${action} is ${state}: ${containmentId}`,
    })),
  });
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
      const errors = [
        ...errorsOfTimes(body, now),
        ...unknownCategories(body.categories, deps.policy),
      ];
      if (errors.length > 0) return problem('invalid-input', { errors });
      const incidentId = newIncidentId();
      const { kind, alsoKinds = [], categories = [], title, description } = body;
      const incident: Incident = {
        ...blank,
        incidentId,
        ...({ source: 'staff', awareness: 'recorded' } as const),
        title,
        description,
        kinds: [...new Set([kind, ...alsoKinds])],
        categories: [...new Set(categories)].sort(),
        occurredFrom: body.occurredFrom === undefined ? undefined : toRfc3339(body.occurredFrom),
        occurredTo: body.occurredTo === undefined ? undefined : toRfc3339(body.occurredTo),
        noticedAt: toRfc3339(body.noticedAt),
        awareAt: toRfc3339(body.awareAt),
        openedAt: toRfc3339(now),
      };
      const remembered = idempotency ? [idempotency.record(201, { incidentId })] : [];
      const created = await incidents.create(incident, actorOf(caller), remembered);
      return created === 'created' ? shown(201, incident) : problem('request-in-progress');
    },

    async listIncidents({ query: { state, limit, cursor }, now }) {
      const after =
        cursor === undefined
          ? undefined
          : parseId<IncidentId>(decodeCursor(scope, cursor)?.['incidentId'] ?? '');
      if (cursor !== undefined && after === undefined) return malformedCursor;
      const states = state && [state];
      const page = await incidents.list({ limit, states, after });
      const known = await Promise.all(
        page.incidents.map((each) => withPeople(deps.database, each)),
      );
      const items = known.map((each) => summaryOf(each, deps.policy, now));
      const nextCursor = page.next && encodeCursor(scope, { incidentId: page.next });
      return {
        ...answer(200, { items, nextCursor }, linksTo(nextCursor, limit, state)),
        others: {
          'text/csv': () => csvOf(registerColumns, registerRows(items)),
          'text/html': () => registerPage(items),
        },
      };
    },

    async readIncident({ path }) {
      const incident = await named(path.incidentId);
      return incident === undefined ? problem('not-found') : shown(200, incident);
    },

    async changeIncident({ path, body, ifMatch, caller, now }) {
      const incidentId = parseId<IncidentId>(path.incidentId);
      if (incidentId === undefined) return problem('not-found');
      const changed = await incidents.update<Problem>(
        incidentId,
        actorOf(caller),
        async (before) => {
          if (!matches(ifMatch, incidentTag(before))) {
            return { kind: 'leave', because: changedMeanwhile };
          }
          const known = await withPeople(deps.database, before);
          const patched = applyPatch(known, body, deps.policy, now);
          if (patched.kind === 'invalid') {
            return { kind: 'leave', because: problem('invalid-input', { errors: patched.errors }) };
          }
          const closes = before.state !== 'closed' && patched.incident.state === 'closed';
          // Read before the incident is written: one that begins meanwhile changes its row.
          const containments = closes ? await containmentsOf(deps.database, incidentId) : [];
          const left = leftInForce(closes, containments, body.stayInForce);
          if (left.kind === 'in-force') {
            return { kind: 'leave', because: stillInForce(left.containments) };
          }
          if (left.kind === 'invalid') {
            return { kind: 'leave', because: problem('invalid-input', { errors: left.errors }) };
          }
          const { affected: _affected, ...set } = patched.incident;
          return { kind: 'change', set, events: [...patched.events, ...left.events] };
        },
      );
      switch (changed.kind) {
        case 'changed':
          return shown(200, changed.incident);
        case 'left':
          return changed.because;
        case 'unknown':
          return problem('not-found');
      }
    },
  };

  async function named(text: string): Promise<Incident | undefined> {
    const incidentId = parseId<IncidentId>(text);
    return incidentId && incidents.get(incidentId);
  }

  async function shown(status: number, incident: Incident): Promise<Answer> {
    const { database } = deps;
    const { incidentId } = incident;
    const [known, { events }, containments, notices] = await Promise.all([
      withPeople(database, incident),
      listTimeline(database, incidentId, { limit: timelineLimit }),
      containmentsOf(database, incidentId),
      listNotices(database, incidentId),
    ]);
    const beside = {
      timeline: events,
      containments,
      notices: notices.map(({ noticeId, content, state }) => ({
        ...{ noticeId, state },
        audience: content.audience,
      })),
    };
    const view = viewOf(known, beside, deps.policy, deps.clock());
    return answer(status, view, { etag: incidentTag(incident) });
  }
}
