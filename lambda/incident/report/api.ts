import type { Handlers } from '../../platform/http/handlers.ts';
import { answer } from '../../platform/http/handlers.ts';
import { problem } from '../../platform/http/problem.ts';
import type { Platform } from '../../platform/platform.ts';
import { newEventId } from '../../value/ids.ts';
import { isAhead } from '../../value/time.ts';
import { actorOf } from '../actor.ts';
import { takeWith } from '../intake/intake.ts';
import { unknownCategories } from '../model/patch-errors.ts';
import { openIncidents } from '../store.ts';
import type { reportRoutes } from './routes.ts';

/** Reports of programs. They learn that a report was recorded, and nothing of incidents. */
export function reportHandlers(
  deps: Pick<Platform, 'database' | 'policy' | 'clock' | 'log'>,
): Handlers<typeof reportRoutes> {
  const incidents = openIncidents(deps);
  const { database, policy, clock } = deps;
  return {
    async reportIncident({ body, caller, idempotency, now }) {
      const replayed = idempotency?.replay?.ids['reportId'];
      if (replayed !== undefined) return answer(202, { reportId: replayed });
      const { detection, title, description, kind, occurredAt = now, categories } = body;
      const errors = [
        ...unknownCategories(categories, deps.policy),
        ...(isAhead(occurredAt, now)
          ? [{ pointer: '/occurredAt', message: 'send a time that is not in the future' }]
          : []),
      ];
      if (errors.length > 0) return problem('invalid-input', { errors });
      const reportId = newEventId();
      const by = actorOf(caller);
      const seen = await takeWith(
        // By name: a platform opens each of its services when it is read.
        { database, policy, clock, incidents },
        {
          ...({ source: 'service', eventId: reportId, at: occurredAt } as const),
          ...{ detection, title, description, kinds: [kind], categories },
          ...{ client: by.id, principal: caller.name },
          resources: [],
        },
        { by, extra: idempotency && [idempotency.record(202, { reportId })] },
      );
      if (seen.kind === 'duplicate') return problem('request-in-progress');
      if (seen.kind === 'opened') deps.log.warn('INCIDENT_OPENED', { kind: 'service' });
      return answer(202, { reportId });
    },
  };
}
