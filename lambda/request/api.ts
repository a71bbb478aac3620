import { decodeCursor, encodeCursor, malformedCursor } from '../platform/http/cursor.ts';
import type { Answer, FollowUpCaller, Handlers, SubjectCaller } from '../platform/http/exchange.ts';
import { answer } from '../platform/http/exchange.ts';
import { problem } from '../platform/http/problem.ts';
import type { Problem } from '../platform/http/problem.ts';
import type { RequestId, SubjectId } from '../platform/ids.ts';
import { parseId } from '../platform/ids.ts';
import type { Platform } from '../platform/platform.ts';
import { openSubjects } from '../subject/store.ts';
import { download } from './download.ts';
import { opens, requestOfToken } from './follow-up.ts';
import { answerMove } from './move-answer.ts';
import { isInForce } from './restriction.ts';
import { openRestrictions } from './restriction-store.ts';
import type { requestRoutes } from './routes.ts';
import type { RequestRow } from './row.ts';
import { staffHandlers } from './staff.ts';
import { openRequestStore } from './store.ts';
import { submitHandler } from './submit.ts';
import { viewOf } from './view.ts';

export function requestHandlers(platform: Platform): Handlers<typeof requestRoutes> {
  const requests = openRequestStore(platform);
  const subjects = openSubjects(platform);
  const restrictions = openRestrictions(platform, requests);
  const view = (row: RequestRow) => viewOf(row, platform.policy);

  return {
    ...staffHandlers(platform, requests, subjects),

    submitRequest: submitHandler(platform, requests, subjects, restrictions),

    async listMyRequests({ caller, query: { limit, cursor } }) {
      const subjectId = await subjectOf(caller);
      if (subjectId === undefined) return answer(200, { items: [] });
      const scope = `requests/${subjectId}`;
      const after = cursor === undefined ? undefined : decodeCursor(scope, cursor);
      if (cursor !== undefined && after === undefined) return malformedCursor;
      const page = await requests.ofSubject(subjectId, { limit, ...(after && { after }) });
      return answer(200, {
        items: page.rows.map(view),
        ...(page.next && { nextCursor: encodeCursor(scope, page.next) }),
      });
    },

    async readMyRequest({ caller, path }) {
      const row = await own(caller, path);
      return row === undefined ? problem('not-found') : answer(200, view(row));
    },

    async cancelMyRequest({ caller, path }) {
      const mine = await own(caller, path);
      if (mine === undefined) return problem('not-found');
      return cancel(mine.requestId, (row) => row.subjectId === mine.subjectId);
    },

    async downloadMyExport({ caller, path, now }) {
      const mine = await own(caller, path);
      if (mine === undefined) return problem('not-found');
      const { requestId, subjectId } = mine;
      return download(platform, requests, requestId, now, (row) => row.subjectId === subjectId);
    },

    async readFollowUp({ caller }) {
      const row = await followed(caller);
      return row === undefined ? refusedToken : answer(200, view(row));
    },

    async cancelFollowUp({ caller }) {
      const row = await followed(caller);
      return row === undefined ? refusedToken : cancel(row.requestId, () => true);
    },

    async downloadFollowUp({ caller, now }) {
      const row = await followed(caller);
      if (row === undefined) return refusedToken;
      return download(platform, requests, row.requestId, now, () => true);
    },
  };

  async function subjectOf(caller: SubjectCaller): Promise<SubjectId | undefined> {
    const found = await subjects.resolveCaller(caller);
    return found.kind === 'known' ? found.subject.subjectId : undefined;
  }

  /**
   * Ids that are malformed, unknown or somebody else's all look alike. Who calls is found first: the
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
    const isMine =
      row.asker === undefined
        ? row.subjectId === subjectId
        : row.asker === (await subjects.signInOf(caller));
    return isMine ? row : undefined;
  }

  async function followed({ token }: FollowUpCaller): Promise<RequestRow | undefined> {
    const requestId = requestOfToken(token);
    const row = requestId && (await requests.get(requestId));
    return (await opens(platform.keyring, token, row?.followUp)) ? row : undefined;
  }

  /** Of two requests for the same restriction either ends it: to the person they are one. */
  async function endSame(
    row: RequestRow,
    mayLift: (row: RequestRow) => boolean,
  ): Promise<Answer | Problem> {
    const requestId = parseId<RequestId>(row.unchanged?.requestId ?? '');
    if (requestId !== undefined) await restrictions.lift(requestId, mayLift);
    return answer(200, view(row));
  }

  async function cancel(
    requestId: RequestId,
    mayCancel: (row: RequestRow) => boolean,
  ): Promise<Answer | Problem> {
    const changed = await requests.change<'foreign' | 'cancelled-before' | 'in-force' | 'same-as'>(
      requestId,
      (row) => {
        if (!mayCancel(row)) return { kind: 'leave', because: 'foreign' };
        if (isInForce(row.restriction)) return { kind: 'leave', because: 'in-force' };
        if (row.status === 'cancelled') return { kind: 'leave', because: 'cancelled-before' };
        if (row.unchanged?.reason === 'restricted-before') {
          return { kind: 'leave', because: 'same-as' };
        }
        return { kind: 'change', to: 'cancelled' };
      },
    );
    if (changed.kind === 'changed') return answer(200, view(changed.row));
    if (changed.kind !== 'left') return answerMove(changed);
    switch (changed.because) {
      case 'foreign':
        return problem('not-found');
      case 'cancelled-before':
        return answer(200, view(changed.row));
      case 'same-as':
        return endSame(changed.row, mayCancel);
      case 'in-force': {
        const lifted = await restrictions.lift(requestId, mayCancel);
        return 'row' in lifted ? answer(200, view(lifted.row)) : problem('not-found');
      }
    }
  }
}

/** The same for a token that is malformed, unknown or whose request is gone. */
const refusedToken = problem('unauthenticated', {
  detail: 'Send authorization: Custos-Follow-Up <token>.',
  headers: { 'www-authenticate': 'Custos-Follow-Up' },
});
