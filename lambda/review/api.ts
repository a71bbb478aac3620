import { openConsents } from '../consent/consents.ts';
import { decodeCursor, encodeCursor, malformedCursor } from '../platform/http/cursor.ts';
import type { Handlers } from '../platform/http/handlers.ts';
import { answer } from '../platform/http/handlers.ts';
import { activeOf } from '../record/authorize-write.ts';
import { openRecords } from '../record/store.ts';
import type { SubjectsDependencies } from '../subject/store.ts';
import { openSubjects } from '../subject/store.ts';
import type { RecordId, SubjectId } from '../value/ids.ts';
import { parseId } from '../value/ids.ts';
import { recordDecision } from './record-decision.ts';
import type { reviewRoutes } from './routes.ts';
import { pageOfDecisions } from './store.ts';
import { ownDecision } from './views.ts';

export function reviewHandlers(deps: SubjectsDependencies): Handlers<typeof reviewRoutes> {
  const { database, keyring, subjectKeys, policy, clock } = deps;
  const subjects = openSubjects(deps);
  const consents = openConsents(deps);
  const records = openRecords(deps);
  const writing = { database, keyring, subjectKeys, policy, clock, subjects, consents, records };

  return {
    recordAutomatedDecision: ({ body, idempotency }) => recordDecision(writing, body, idempotency),

    async listOwnAutomatedDecisions({ caller, query: { limit, cursor } }) {
      const subjectId = activeOf(await subjects.resolveCaller(caller))?.subjectId;
      if (subjectId === undefined) return answer(200, { items: [] });
      const scope = scopeOf(subjectId);
      const place = cursor === undefined ? undefined : decodeCursor(scope, cursor)?.['recordId'];
      const after = parseId<RecordId>(place ?? '');
      if (cursor !== undefined && after === undefined) return malformedCursor;
      const page = await pageOfDecisions(records, subjectId, { limit, after });
      return answer(200, {
        items: page.decisions.map(ownDecision),
        nextCursor: page.after && encodeCursor(scope, { recordId: page.after }),
      });
    },
  };
}

const scopeOf = (subjectId: SubjectId): string => `own-automated-decisions/${subjectId}`;
