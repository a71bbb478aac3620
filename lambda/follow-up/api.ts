import type { FollowUpCaller, Handlers } from '../platform/http/handlers.ts';
import { answer } from '../platform/http/handlers.ts';
import { problem } from '../platform/http/problem.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import { openSubjects } from '../subject/store.ts';
import type { RequestPlatform } from '../request/start.ts';
import { appealObstacles, openAppeal } from '../appeal/open.ts';
import { viewForPerson } from '../request-view/person-view.ts';
import { cancel } from './cancel.ts';
import type { RequestView } from '../request-view/contract.ts';
import { download } from './download.ts';
import { assuranceNeeded, isEnough, mayAnswerAgent } from '../request/model/assurance.ts';
import type { RequestRow } from '../request/row.ts';
import { openRequestStore } from '../request/store.ts';
import { replayedAnswer } from '../opening/submitted.ts';
import { viewOf } from '../request-view/view.ts';
import { progressIn } from './progress.ts';
import { cancelPending, pendingOf, pendingView } from './pending.ts';
import type { Pending } from './pending.ts';
import type { followUpRoutes } from './routes.ts';
import { opens, requestOfToken } from '../opening/follow-up-token.ts';

/** What a token leads to. */
type Followed =
  /** `status`: it shows how far the request is, and neither its result nor a way to change it. */
  | {
      readonly kind: 'request';
      readonly row: RequestRow;
      readonly allows: 'everything' | 'status';
      readonly byAgent?: boolean;
    }
  | { readonly kind: 'pending'; readonly row: Pending };

/** A caller who has the token of a request, without an account: it opens that request and looks no one up. */
export function followUpHandlers(platform: RequestPlatform): Handlers<typeof followUpRoutes> {
  const requests = openRequestStore(platform);
  const subjects = openSubjects(platform);
  const { database, keyring, policy } = platform;

  return {
    async readFollowUp({ caller, now }) {
      const found = await followed(caller, now);
      if (found === undefined) return refusedToken;
      return answer(
        200,
        found.kind === 'pending' ? pendingView(policy, found.row, now) : await shown(found),
      );
    },

    async cancelFollowUp({ caller, now }) {
      const found = await followed(caller, now);
      if (found === undefined) return refusedToken;
      if (found.kind === 'request') {
        return found.allows === 'everything'
          ? cancel(platform, requests, found.row.requestId, () => true)
          : forThePerson;
      }
      const row = await cancelPending(database, found.row.requestId, now);
      return row === undefined ? beingOpened : answer(200, pendingView(policy, row, now));
    },

    async appealFollowUp({ caller, body: { reason }, idempotency, now }) {
      const found = await followed(caller, now);
      if (found === undefined) return refusedToken;
      if (idempotency?.replay) return replayedAnswer(platform, requests, idempotency.replay.ids);
      if (found.kind === 'pending') return notDecided;
      const { row, allows, byAgent } = found;
      if (allows === 'status') return forThePerson;
      // What is known of who asks is known of who contests the answer.
      const { assurance = 'none' } = row;
      const by = { channel: 'public', assurance, byAgent, now, idempotency } as const;
      return openAppeal({ platform, requests, subjects }, { about: row, reason, ...by });
    },

    async downloadFollowUp({ caller, now }) {
      const found = await followed(caller, now);
      if (found === undefined) return refusedToken;
      if (found.kind === 'pending') return problem('not-found');
      if (found.allows === 'status') return forThePerson;
      return download(platform, requests, found.row.requestId, now, () => true);
    },
  };

  async function followed(
    { token }: FollowUpCaller,
    now: EpochMilliseconds,
  ): Promise<Followed | undefined> {
    const requestId = requestOfToken(token);
    const row = requestId && (await requests.get(requestId));
    if (row !== undefined && (await opens(keyring, token, row.followUp))) {
      return { kind: 'request', row: await latestOf(row), allows: 'everything' };
    }
    const { agent } = row ?? {};
    if (row !== undefined && agent !== undefined && (await opens(keyring, token, agent.followUp))) {
      const allows = mayAnswerAgent(agent) ? 'everything' : 'status';
      return { kind: 'request', row: await latestOf(row), allows, byAgent: true };
    }
    const pending = requestId && (await pendingOf(database, requestId, now));
    const mine =
      (await opens(keyring, token, pending?.followUp)) ||
      (pending?.agent !== undefined && (await opens(keyring, token, pending.agent.personFollowUp)));
    if (pending === undefined || !mine) return undefined;
    return (await openedBefore(pending)) ?? { kind: 'pending', row: pending };
  }

  /** What was refused is carried out as another request: to the person they are one. */
  async function latestOf(row: RequestRow): Promise<RequestRow> {
    const next = row.carriedOutAs && (await requests.get(row.carriedOutAs));
    return next !== undefined && next.carriesOut === row.requestId ? latestOf(next) : row;
  }

  /**
   * A request that repeats an open one leads to that one. Where less was proved for it than the kind
   * needs, it shows how far the open one is, and not its result.
   */
  async function openedBefore(pending: Pending): Promise<Followed | undefined> {
    const row = pending.sameAs && (await requests.get(pending.sameAs));
    if (row === undefined) return undefined;
    const isProved =
      pending.agent === undefined && isEnough('email-verified', assuranceNeeded(policy, row.kind));
    return { kind: 'request', row, allows: isProved ? 'everything' : 'status' };
  }

  function shown({
    row,
    allows,
  }: Extract<Followed, { kind: 'request' }>): Promise<RequestView> | RequestView {
    return allows === 'everything' ? viewForPerson(platform, row) : progressIn(viewOf(row, policy));
  }
}

/** The same for a token that is malformed, unknown or whose request is gone. */
const refusedToken = problem('unauthenticated', {
  detail: 'Send authorization: Custos-Follow-Up <token>.',
  headers: { 'www-authenticate': 'Custos-Follow-Up' },
});

const notDecided = problem('conflict', { detail: appealObstacles['not-decided'] });

const forThePerson = problem('conflict', {
  detail: 'This token shows how far the request is. The result is for the data subject.',
});

const beingOpened = problem('conflict', {
  detail: 'The request was confirmed and is being opened: call it off in a moment.',
});
