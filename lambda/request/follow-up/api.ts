import type { FollowUpCaller, Handlers } from '../../platform/http/handlers.ts';
import { answer } from '../../platform/http/handlers.ts';
import { problem } from '../../platform/http/problem.ts';
import type { RequestPlatform } from '../start.ts';
import { cancel } from '../cancel.ts';
import { download } from '../download.ts';
import type { RequestRow } from '../row.ts';
import { openRequestStore } from '../store.ts';
import { viewOf } from '../view.ts';
import type { followUpRoutes } from './routes.ts';
import { opens, requestOfToken } from './token.ts';

/** A caller who has the token of a request, without an account: it opens that request and looks no one up. */
export function followUpHandlers(platform: RequestPlatform): Handlers<typeof followUpRoutes> {
  const requests = openRequestStore(platform);

  return {
    async readFollowUp({ caller }) {
      const row = await followed(caller);
      return row === undefined ? refusedToken : answer(200, viewOf(row, platform.policy));
    },

    async cancelFollowUp({ caller }) {
      const row = await followed(caller);
      if (row === undefined) return refusedToken;
      return cancel(platform, requests, row.requestId, () => true);
    },

    async downloadFollowUp({ caller, now }) {
      const row = await followed(caller);
      if (row === undefined) return refusedToken;
      return download(platform, requests, row.requestId, now, () => true);
    },
  };

  async function followed({ token }: FollowUpCaller): Promise<RequestRow | undefined> {
    const requestId = requestOfToken(token);
    const row = requestId && (await requests.get(requestId));
    return (await opens(platform.keyring, token, row?.followUp)) ? row : undefined;
  }
}

/** The same for a token that is malformed, unknown or whose request is gone. */
const refusedToken = problem('unauthenticated', {
  detail: 'Send authorization: Custos-Follow-Up <token>.',
  headers: { 'www-authenticate': 'Custos-Follow-Up' },
});
