import * as z from 'zod';
import { decodeCursor, encodeCursor, malformedCursor } from '../platform/http/cursor.ts';
import type { Answer, RequestOf } from '../platform/http/handlers.ts';
import { answer } from '../platform/http/handlers.ts';
import { problem } from '../platform/http/problem.ts';
import type { Problem } from '../platform/http/problem.ts';
import { requestStatuses } from '../request/model/request.ts';
import { statusOfWaiting } from '../request/model/waiting.ts';
import { parseRfc3339 } from '../value/time.ts';
import type { staffRoutes } from './routes.ts';
import type { RequestPlatform } from '../request/start.ts';
import type { Requests } from '../request/store.ts';
import { summaryOf } from './view.ts';

type Call = RequestOf<(typeof staffRoutes)['listRequests']>;

const scope = 'requests';
const place = z.object({
  status: z.enum(requestStatuses),
  dueAt: z.string(),
  requestId: z.string(),
});

/** GET /v1/requests: what there is to do, without what it is about. */
export const queueHandler =
  ({ policy }: Pick<RequestPlatform, 'policy'>, requests: Requests) =>
  async ({ query }: Pick<Call, 'query'>): Promise<Answer | Problem> => {
    const { kind, waitingFor, dueFrom, dueBefore, limit, cursor } = query;
    const status = waitingFor === undefined ? query.status : statusOfWaiting[waitingFor];
    if (query.status !== undefined && query.status !== status) return contradictory;
    if (dueFrom !== undefined && dueBefore !== undefined && dueFrom >= dueBefore) return emptySpan;
    const after = cursor === undefined ? undefined : place.safeParse(decodeCursor(scope, cursor));
    if (after?.success === false || (status && after && after.data.status !== status)) {
      return malformedCursor;
    }
    // DynamoDB refuses to begin beyond what is asked for.
    const at = after && parseRfc3339(after.data.dueAt);
    if (at !== undefined && (at < (dueFrom ?? at) || at >= (dueBefore ?? Infinity))) {
      return malformedCursor;
    }
    const wanted = { status, kind, waitingFor, dueFrom, dueBefore };
    const page = await requests.queue({ ...wanted, limit, after: after?.data });
    await requests.enter('staff.read', { route: 'listRequests' });
    return answer(200, {
      items: page.rows.map((row) => summaryOf(row, policy)),
      nextCursor: page.next && encodeCursor(scope, { ...page.next }),
    });
  };

const contradictory = problem('invalid-input', {
  errors: [{ pointer: '/query/status', message: 'leave it out: `waitingFor` says which it is' }],
});
const emptySpan = problem('invalid-input', {
  errors: [{ pointer: '/query/dueBefore', message: 'send a time after `dueFrom`' }],
});
