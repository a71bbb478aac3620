import { decodeCursor, encodeCursor, malformedCursor } from '../platform/http/cursor.ts';
import type { Handlers, SubjectCaller } from '../platform/http/handlers.ts';
import { answer } from '../platform/http/handlers.ts';
import { problem } from '../platform/http/problem.ts';
import type { RequestId, SubjectId } from '../value/ids.ts';
import { parseId } from '../value/ids.ts';
import type { RequestPlatform } from '../request/start.ts';
import { openSubjects } from '../subject/store.ts';
import { ownAppeals } from '../appeal/own.ts';
import { answeringHandlers } from '../answer/api.ts';
import { viewForPerson } from '../request-view/person-view.ts';
import { behalfHandlers } from '../behalf/api.ts';
import { cancel } from '../follow-up/cancel.ts';
import { download } from '../follow-up/download.ts';
import { isOf } from '../opening/ownership.ts';
import { openContestedDecisions } from '../review/contested.ts';
import { openRestrictions } from '../request/restriction-store.ts';
import type { requestRoutes } from './routes.ts';
import type { RequestRow } from '../request/row.ts';
import { staffHandlers } from '../staff/api.ts';
import { openRequestStore } from '../request/store.ts';
import { submitHandler } from './submit.ts';
import { viewOf } from '../request-view/view.ts';

export function requestHandlers(platform: RequestPlatform): Handlers<typeof requestRoutes> {
  const requests = openRequestStore(platform);
  const subjects = openSubjects(platform);
  const restrictions = openRestrictions(platform, requests);
  const decisions = openContestedDecisions(platform, requests);
  const appeal = ownAppeals(platform, requests, subjects);
  const view = (row: RequestRow) => viewOf(row, platform.policy);

  return {
    ...staffHandlers(platform, requests, subjects),
    ...behalfHandlers(platform),
    ...answeringHandlers(platform, requests, subjects),

    async appealMyRequest(call) {
      const appealed = await appeal(call, { about: call.path.requestId, ...call.body });
      return appealed === 'unknown' ? problem('not-found') : appealed;
    },

    submitRequest: submitHandler(platform, requests, subjects, restrictions),

    async listOwnAutomatedDecisions({ caller, query }) {
      const subjectId = await subjectOf(caller);
      return subjectId === undefined
        ? answer(200, { items: [] })
        : decisions.list(subjectId, query);
    },

    async listMyRequests({ caller, query: { limit, cursor } }) {
      const subjectId = await subjectOf(caller);
      if (subjectId === undefined) return answer(200, { items: [] });
      const scope = `requests/${subjectId}`;
      const after = cursor === undefined ? undefined : decodeCursor(scope, cursor);
      if (cursor !== undefined && after === undefined) return malformedCursor;
      const page = await requests.ofSubject(subjectId, { limit, after });
      return answer(200, {
        items: page.rows.map(view),
        nextCursor: page.next && encodeCursor(scope, page.next),
      });
    },

    async readMyRequest({ caller, path }) {
      const row = await own(caller, path);
      return row === undefined
        ? problem('not-found')
        : answer(200, await viewForPerson(platform, row));
    },

    async cancelMyRequest({ caller, path }) {
      const mine = await own(caller, path);
      if (mine === undefined) return problem('not-found');
      return cancel(platform, requests, mine.requestId, (row) => row.subjectId === mine.subjectId);
    },

    async downloadMyExport({ caller, path, now }) {
      const mine = await own(caller, path);
      if (mine === undefined) return problem('not-found');
      const { requestId, subjectId } = mine;
      return download(platform, requests, requestId, now, (row) => row.subjectId === subjectId);
    },
  };

  async function subjectOf(caller: SubjectCaller): Promise<SubjectId | undefined> {
    const found = await subjects.resolveCaller(caller);
    return found.kind === 'known' ? found.subject.subjectId : undefined;
  }

  /**
   * Ids that are malformed, unknown or another person's all look alike. Who calls is found first: the
   * first call claims the address of a person, whatever it asks.
   */
  async function own(
    caller: SubjectCaller,
    path: { readonly requestId: string },
  ): Promise<RequestRow | undefined> {
    const subjectId = await subjectOf(caller);
    const requestId = parseId<RequestId>(path.requestId);
    const row = requestId && (await requests.get(requestId));
    if (row === undefined) return undefined;
    return (await isOf(subjects, row, caller, subjectId)) ? row : undefined;
  }
}
