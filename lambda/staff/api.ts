import type { Answer, Handlers, RequestOf } from '../platform/http/handlers.ts';
import { answer } from '../platform/http/handlers.ts';
import { problem } from '../platform/http/problem.ts';
import type { Problem, ProblemDetail } from '../platform/http/problem.ts';
import type { RequestId } from '../value/ids.ts';
import { parseId } from '../value/ids.ts';
import type { RequestPlatform } from '../request/start.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import type { Subjects } from '../subject/store.ts';
import { excludedFrom, staffMark } from '../request/approval.ts';
import { approved, begun } from './begin.ts';
import { extend, pause, resume } from './delays.ts';
import type { Delay } from './delays.ts';
import { identify } from './identify.ts';
import type { Identification } from './identify.ts';
import { announceLifting, callOffLifting } from './lifting.ts';
import { answerMove } from '../request-view/move-answer.ts';
import type { StaffLeft } from '../request-view/move-answer.ts';
import { isShown, shownMandates } from '../request/model/assurance.ts';
import type { TimelineEvent } from '../request/model/request.ts';
import type { staffRoutes } from './routes.ts';
import type { RequestRow } from '../request/row.ts';
import { denied, groundFault } from './denial.ts';
import { queueHandler } from './queue.ts';
import { previewHandler } from './preview.ts';
import { readHandlers, requestNamed } from './read.ts';
import { startAttempt } from '../request/start.ts';
import { openStaffActivity } from '../request/staff-activity.ts';
import type { RequestDecision, Requests } from '../request/store.ts';
import { openText, sealText } from '../request/text.ts';
import { viewOf } from '../request-view/view.ts';

type StaffRoutes = typeof staffRoutes;

/** The queue of the privacy team. Staff see what was asked and its status, never content. */
export function staffHandlers(
  platform: RequestPlatform,
  requests: Requests,
  subjects: Subjects,
): Handlers<StaffRoutes> {
  const activityOf = openStaffActivity(platform, subjects);

  return {
    listRequests: queueHandler(platform, requests),
    ...readHandlers(platform, requests, subjects),
    previewMail: previewHandler(platform, requests),

    async approveRequest({ path, caller }) {
      const mark = await staffMark(platform.keyring, caller);
      return moved('approveRequest', path, async (row) => {
        const excluded = await excludedFrom(requests, row, { grants: true });
        return approved(platform.policy, row, { mark, excluded }, platform.clock());
      });
    },

    async denyRequest({ path, body, caller }) {
      const found = await requestNamed(requests, path);
      if (found === undefined) return problem('not-found');
      const fault = groundFault(platform.policy, found, body.ground);
      if (fault !== undefined) return fault;
      const mark = await staffMark(platform.keyring, caller);
      return moved('denyRequest', path, async (row) => {
        const excluded = await excludedFrom(requests, row, { grants: false });
        const { ground } = body;
        const decision = denied(row, { ground, mark, excluded }, platform.clock());
        if (decision.kind === 'leave') return decision;
        return { ...decision, set: { ...decision.set, ...(await withNote(row, body.note)) } };
      });
    },

    identifyRequest: ({ path, body: { assurance, note } }) =>
      identified('identifyRequest', path, { kind: 'identity', assurance }, note),

    async checkMandate({ path, body: { mandate: shown, note } }) {
      const { agent } = (await requestNamed(requests, path)) ?? {};
      if (shown === undefined && agent !== undefined && !isShown(agent.mandate)) return notShown;
      return identified('checkMandate', path, { kind: 'mandate', shown }, note);
    },

    extendRequest: ({ path, body: { ground, until } }) =>
      delayed('extendRequest', path, 'extended', (row, now) =>
        extend(platform.policy, row, { ground, until }, now),
      ),

    pauseRequest: ({ path, body }) =>
      delayed('pauseRequest', path, 'paused', (row, now) =>
        pause(platform.policy, row, body.ground, now),
      ),

    resumeRequest: ({ path }) =>
      delayed('resumeRequest', path, 'resumed', (row, now) => resume(platform.policy, row, now)),

    liftRestriction: ({ path }) =>
      moved('liftRestriction', path, (row) => announceLifting(row, platform.clock())),

    keepRestriction: ({ path }) => moved('keepRestriction', path, callOffLifting),

    retryRequest: ({ path }) =>
      moved('retryRequest', path, (row) =>
        row.status === 'failed'
          ? begun(platform.policy, row, 'retried', platform.clock())
          : { kind: 'leave', because: 'not-now' },
      ),
  };

  async function moved(
    operation: keyof StaffRoutes,
    { requestId }: RequestOf<StaffRoutes['readRequest']>['path'],
    decide: Parameters<typeof requests.change<StaffLeft>>[1],
  ): Promise<Answer | Problem> {
    const id = parseId<RequestId>(requestId);
    if (id === undefined) return problem('not-found');
    const changed = await requests.change<StaffLeft>(id, async (row) =>
      shown(operation, row, await decide(row)),
    );
    if (changed.kind !== 'changed') return answerMove(changed);
    await startAttempt(platform, changed.row);
    return answer(200, viewOf(changed.row, platform.policy));
  }

  function identified(
    operation: keyof StaffRoutes,
    path: { readonly requestId: string },
    found: Identification,
    note: string | undefined,
  ): Promise<Answer | Problem> {
    return moved(operation, path, async (row) => {
      const change = identify(platform.policy, row, found, platform.clock());
      if (change === undefined) return { kind: 'leave', because: 'not-now' };
      const set = { ...change.set, ...(await withNote(row, note)) };
      return { kind: 'change', ...change, set };
    });
  }

  async function delayed(
    operation: keyof StaffRoutes,
    { requestId }: RequestOf<StaffRoutes['readRequest']>['path'],
    event: TimelineEvent,
    decide: (row: RequestRow, now: EpochMilliseconds) => Delay,
  ): Promise<Answer | Problem> {
    const id = parseId<RequestId>(requestId);
    if (id === undefined) return problem('not-found');
    let errors: readonly ProblemDetail[] = [];
    const changed = await requests.change<'not-now'>(id, async (row) => {
      const delay = decide(row, platform.clock());
      if (delay.kind === 'delayed') {
        return shown(operation, row, { kind: 'change', events: [event], set: delay.set });
      }
      if (delay.kind === 'not-lawful') ({ errors } = delay);
      return { kind: 'leave', because: 'not-now' };
    });
    if (changed.kind === 'changed') return answer(200, viewOf(changed.row, platform.policy));
    return errors.length > 0 ? problem('invalid-input', { errors }) : answerMove(changed);
  }

  async function shown<Left>(
    operation: keyof StaffRoutes,
    row: RequestRow,
    decision: RequestDecision<Left>,
  ): Promise<RequestDecision<Left>> {
    if (decision.kind === 'leave') return decision;
    const activity = await activityOf(operation, row);
    return { ...decision, extra: [...(decision.extra ?? []), ...activity] };
  }

  async function withNote(row: RequestRow, note: string | undefined) {
    if (note === undefined) return {};
    const { subjectKeys } = platform;
    const text = { ...(await openText(subjectKeys, row)), note };
    const contentVersion = row.contentVersion + 1;
    return { ciphertext: await sealText(subjectKeys, row, contentVersion, text), contentVersion };
  }
}

const notShown = problem('invalid-input', {
  errors: [
    {
      pointer: '/mandate',
      message: `the agent has only declared it: name what you were shown (${shownMandates.join(', ')}), or let the person confirm it`,
    },
  ],
});
