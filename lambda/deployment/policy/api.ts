import { decodeCursor, encodeCursor, malformedCursor } from '../../platform/http/cursor.ts';
import type { Handlers } from '../../platform/http/handlers.ts';
import { answer } from '../../platform/http/handlers.ts';
import type { Platform } from '../../platform/platform.ts';
import { listPolicyChanges } from '../store.ts';
import type { policyRoutes } from './routes.ts';
import { viewOf } from './view.ts';

const cursorScope = 'policy-changes';

export const policyHandlers = ({
  database,
  policy,
}: Pick<Platform, 'database' | 'policy'>): Handlers<typeof policyRoutes> => ({
  readPolicy: () => Promise.resolve(answer(200, viewOf(policy))),

  async listPolicyChanges({ query: { limit, cursor } }) {
    const after = cursor === undefined ? undefined : decodeCursor(cursorScope, cursor)?.['entryId'];
    if (cursor !== undefined && after === undefined) return malformedCursor;
    const { changes, next } = await listPolicyChanges(database, { limit, after });
    return answer(200, {
      policyVersion: policy.version,
      items: changes.map((each) => ({ ...each, changes: each.changes && [...each.changes] })),
      nextCursor: next && encodeCursor(cursorScope, { entryId: next }),
    });
  },
});
