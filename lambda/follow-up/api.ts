import type { FollowUpCaller, Handlers } from '../platform/http/handlers.ts';
import { answer } from '../platform/http/handlers.ts';
import { problem } from '../platform/http/problem.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import { openSubjects } from '../subject/store.ts';
import type { RequestPlatform } from '../request/start.ts';
import { answerAppeal, appealObstacles, openAppeal } from '../appeal/open.ts';
import { viewForPerson } from '../request-view/person-view.ts';
import { cancel } from './cancel.ts';
import type { RequestView } from '../request-view/contract.ts';
import { download } from './download.ts';
import {
  assuranceNeeded,
  isEnough,
  isIdentified,
  mayAnswerAgent,
} from '../request/model/assurance.ts';
import type { RequestRow } from '../request/row.ts';
import { openRequestStore } from '../request/store.ts';
import { replayedAnswer } from '../opening/submitted.ts';
import { viewOf } from '../request-view/view.ts';
import { progressIn, receiptFor } from './progress.ts';
import { cancelPending, pendingOf, pendingView } from './pending.ts';
import type { Pending } from './pending.ts';
import type { followUpRoutes } from './routes.ts';
import { opens, requestOfToken } from '../opening/follow-up-token.ts';

/** What a token leads to. */
type Followed =
  | { readonly kind: 'request'; readonly row: RequestRow; readonly byAgent?: boolean }
  /** How far it is: neither its result nor a way to change it. */
  | { readonly kind: 'status'; readonly view: RequestView }
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
      switch (found.kind) {
        case 'pending':
          return answer(200, pendingView(policy, found.row, now));
        case 'status':
          return answer(200, found.view);
        case 'request':
          return answer(200, await viewForPerson(platform, found.row));
      }
    },

    async cancelFollowUp({ caller, now }) {
      const found = await followed(caller, now);
      if (found === undefined) return refusedToken;
      if (found.kind === 'status') return forThePerson;
      if (found.kind === 'request') {
        return cancel(platform, requests, found.row.requestId, () => true);
      }
      const row = await cancelPending(database, found.row.requestId, now);
      return row === undefined ? beingOpened : answer(200, pendingView(policy, row, now));
    },

    async appealFollowUp({ caller, body, idempotency, now }) {
      const found = await followed(caller, now);
      if (found === undefined) return refusedToken;
      if (found.kind === 'status') return forThePerson;
      if (idempotency?.replay) return replayedAnswer(platform, requests, idempotency.replay.ids);
      if (found.kind === 'pending') return notDecided;
      const { row, byAgent } = found;
      // What is known of who asks is known of who contests the answer.
      const { assurance = 'none' } = row;
      const by = { channel: 'public', assurance, byAgent, now, idempotency } as const;
      const appeal = await openAppeal(
        { platform, requests, subjects },
        { ...body, ...by, about: row },
      );
      return answerAppeal(platform, appeal);
    },

    async downloadFollowUp({ caller, now }) {
      const found = await followed(caller, now);
      if (found === undefined) return refusedToken;
      if (found.kind === 'pending') return problem('not-found');
      if (found.kind === 'status') return forThePerson;
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
      return { kind: 'request', row: await latestOf(row) };
    }
    if (row !== undefined && (await opens(keyring, token, row.agent?.followUp))) {
      return byAgent(await latestOf(row));
    }
    const pending = requestId && (await pendingOf(database, requestId, now));
    if (pending === undefined) return undefined;
    const isCaller = await opens(keyring, token, pending.followUp);
    const isPerson = await opens(keyring, token, pending.agent?.personFollowUp);
    if (!isCaller && !isPerson) return undefined;
    const { agent } = pending;
    const same = isCaller && agent ? await sameFor(pending, agent) : await openedBefore(pending);
    return same ?? { kind: 'pending', row: pending };
  }

  /** Nothing that is known of the person is shown to an agent before the gate `identity` is passed. */
  function byAgent(row: RequestRow): Followed {
    const { agent } = row;
    if (agent === undefined) return { kind: 'status', view: progressIn(viewOf(row, policy)) };
    if (!row.gatesPassed.includes('identity')) {
      return { kind: 'status', view: receiptFor(policy, { ...row, agent }) };
    }
    return mayAnswerAgent(agent)
      ? { kind: 'request', row, byAgent: true }
      : { kind: 'status', view: progressIn(viewOf(row, policy)) };
  }

  /** What was refused is carried out as another request: to the person they are one. */
  async function latestOf(row: RequestRow): Promise<RequestRow> {
    const next = row.carriedOutAs && (await requests.get(row.carriedOutAs));
    return next !== undefined && next.carriesOut === row.requestId ? latestOf(next) : row;
  }

  async function repeatedBy({ sameAs }: Pick<Pending, 'sameAs'>): Promise<RequestRow | undefined> {
    const row = sameAs && (await requests.get(sameAs));
    return row && latestOf(row);
  }

  /**
   * A request that repeats an open one leads to that one. Where less was proved for it than the kind
   * needs, it shows how far the open one is, and not its result.
   */
  async function openedBefore(pending: Pending): Promise<Followed | undefined> {
    const row = await repeatedBy(pending);
    if (row === undefined) return undefined;
    return isEnough('email-verified', assuranceNeeded(policy, row.kind))
      ? { kind: 'request', row }
      : { kind: 'status', view: progressIn(viewOf(row, policy)) };
  }

  /**
   * The same for an agent: how far the open one is, as their own. It can be an erasure, which they did not
   * ask about; before the proof that their kind needs, they do not learn that there is one.
   */
  async function sameFor(
    { sameAs, requestId, kind, receivedAt, ...asked }: Pending,
    { mandate }: NonNullable<Pending['agent']>,
  ): Promise<Followed | undefined> {
    const row = await repeatedBy({ sameAs });
    if (row === undefined) return undefined;
    const { jurisdiction, locale, verifiedAt } = asked;
    const agent = { mandate, jurisdiction, confirmedAt: verifiedAt };
    if (isIdentified(policy, kind, 'email-verified', agent)) {
      const view = progressIn(viewOf(row, policy));
      return { kind: 'status', view: { ...view, requestId, kind } };
    }
    const said = { requestId, kind, receivedAt, locale, agent };
    const assurance = 'email-verified';
    const status = 'identity-required';
    return {
      kind: 'status',
      view: receiptFor(policy, { ...said, assurance, status, timeline: [] }),
    };
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
