import type { Answer, Handlers } from '../../platform/http/handlers.ts';
import { answer } from '../../platform/http/handlers.ts';
import type { Problem } from '../../platform/http/problem.ts';
import { problem } from '../../platform/http/problem.ts';
import type { SubjectsDependencies } from '../../subject/store.ts';
import type { ContainmentId, IncidentId } from '../../value/ids.ts';
import { parseId } from '../../value/ids.ts';
import { actorOf } from '../actor.ts';
import { openIncidents } from '../store.ts';
import type { NewContainment } from './contract.ts';
import type { OutsideDependencies } from './outside.ts';
import type { Plan, PlanOutside } from './plan.ts';
import { planOf } from './plan.ts';
import { readContainment } from './row.ts';
import type { containmentRoutes } from './routes.ts';
import { isFinal, openContainments } from './store.ts';
import { containmentViewOf, planViewOf } from './view.ts';

/** Containments of incidents, for the staff who handle them. */
export function containmentHandlers(
  deps: SubjectsDependencies & Pick<OutsideDependencies, 'log' | 'workflow'>,
  outside: PlanOutside,
): Handlers<typeof containmentRoutes> {
  const incidents = openIncidents(deps);
  const { database, policy, clock, log } = deps;
  const containments = openContainments({
    ...{ database, policy, clock, log, callQuarantine: outside.callQuarantine },
    get workflow() {
      return deps.workflow;
    },
  });
  const planFor = (body: NewContainment) => planOf(deps, outside, body);

  return {
    async contain({ path, body, caller, idempotency }) {
      const incidentId = parseId<IncidentId>(path.incidentId);
      if (incidentId === undefined) return problem('not-found');
      if (idempotency?.replay) {
        return named(incidentId, idempotency.replay.ids['containmentId'] ?? '');
      }
      const incident = await incidents.get(incidentId);
      if (incident === undefined) return problem('not-found');
      if (incident.state === 'closed') return closed;
      const planned = await planFor(body);
      if (planned.kind === 'problem') return planned;
      if (body.dryRun) return answer(200, planViewOf(planned));
      const outcome = await containments.apply(
        incidentId,
        replanning(planned, body),
        actorOf(caller),
        idempotency && ((containmentId) => idempotency.record(201, { containmentId })),
      );
      switch (outcome.kind) {
        case 'contained':
          return answer(201, containmentViewOf(outcome.containment));
        case 'key-taken':
          return problem('request-in-progress');
        case 'closed':
          return closed;
        case 'problem':
          return outcome;
      }
    },

    async undoContainment({ path, caller }) {
      const incidentId = parseId<IncidentId>(path.incidentId);
      const containmentId = parseId<ContainmentId>(path.containmentId);
      if (incidentId === undefined || containmentId === undefined) return problem('not-found');
      const undone = await containments.undo(incidentId, containmentId, actorOf(caller));
      if (undone === undefined) return problem('not-found');
      return isFinal(undone) ? final : answer(200, containmentViewOf(undone));
    },
  };

  /** The first time what was planned; after a conflict what is there by then. */
  function replanning(first: Plan, body: NewContainment): () => Promise<Plan | Problem> {
    let next: Plan | undefined = first;
    return async () => {
      const known = next;
      next = undefined;
      return known ?? planFor(body);
    };
  }

  async function named(incidentId: IncidentId, text: string): Promise<Answer | Problem> {
    const containmentId = parseId<ContainmentId>(text);
    const found = containmentId && (await readContainment(database, incidentId, containmentId));
    return found === undefined ? problem('not-found') : answer(201, containmentViewOf(found));
  }
}

const final = problem('conflict', {
  detail: 'The keys are destroyed: a rotation that is complete cannot be undone, and needs not be.',
});

const closed = problem('conflict', {
  detail: 'The incident is closed. Record a new one; its containments can still be undone.',
});
