import type { StaffShown } from '../ledger/model/ledger.ts';
import { enterStaffRead } from '../ledger/staff-read.ts';
import type { Answer, Handlers, RequestOf } from '../platform/http/handlers.ts';
import { answer } from '../platform/http/handlers.ts';
import { problem } from '../platform/http/problem.ts';
import type { Problem, ProblemDetail } from '../platform/http/problem.ts';
import type { RequestId } from '../value/ids.ts';
import { parseId } from '../value/ids.ts';
import type { RequestPlatform } from '../request/start.ts';
import { toRfc3339 } from '../value/time.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import { refusalsForAll } from '../policy/protective.ts';
import { mailsShown } from '../mail/views.ts';
import { answerExempt } from '../record/views.ts';
import { personShown } from '../subject/shown-person.ts';
import type { Subject } from '../subject/model/subject.ts';
import type { Subjects } from '../subject/store.ts';
import { withWords } from '../request-view/person-view.ts';
import { excludedFrom, staffMark } from '../request/approval.ts';
import { approved, begun } from './begin.ts';
import { extend, pause, resume } from './delays.ts';
import type { Delay } from './delays.ts';
import { identify } from './identify.ts';
import type { Identification } from './identify.ts';
import { announceLifting, callOffLifting } from './lifting.ts';
import { answerMove } from '../request-view/move-answer.ts';
import type { StaffLeft } from '../request-view/move-answer.ts';
import { refusedOn } from '../rectification/refused.ts';
import { correctionsShown } from './corrections-shown.ts';
import { openContestedDecisions } from '../review/contested.ts';
import { isShown, shownMandates } from '../request/model/assurance.ts';
import { groundsFor } from '../request/model/refusals.ts';
import { rightOf } from '../request/model/kinds.ts';
import type { TimelineEvent } from '../request/model/request.ts';
import type { staffRoutes } from './routes.ts';
import { applyingTo } from '../request/row-facts.ts';
import type { RequestRow } from '../request/row.ts';
import { queueHandler } from './queue.ts';
import { startAttempt } from '../request/start.ts';
import { openStaffActivity } from '../request/staff-activity.ts';
import type { RequestDecision, Requests } from '../request/store.ts';
import { openText, sealText } from '../request/text.ts';
import { finalityOf } from './view.ts';
import { viewOf } from '../request-view/view.ts';

type StaffRoutes = typeof staffRoutes;

/** The queue of the privacy team. Staff see what was asked and its status, never content. */
export function staffHandlers(
  platform: RequestPlatform,
  requests: Requests,
  subjects: Subjects,
): Handlers<StaffRoutes> {
  const activityOf = openStaffActivity(platform, subjects);
  const decisions = openContestedDecisions(platform, requests);

  return {
    listRequests: queueHandler(platform, requests),

    async readRequest({ path, caller: { seesMore } }) {
      const row = await named(path);
      if (row === undefined) return problem('not-found');
      // What is contested is shown as it is stored.
      const isContent = row.corrections !== undefined || row.automatedDecisionId !== undefined;
      const more = isContent ? 'content' : 'identity';
      const subject = await entered('readRequest', row, seesMore === true ? more : undefined);
      const mails = await mailsShown(platform.database, row.requestId);
      const view = { ...viewOf(row, platform.policy), ...finalityOf(row), mails };
      if (seesMore !== true) return answer(200, view);
      const text = await openText(platform.subjectKeys, row);
      const person = await personShown(platform, row.subjectId, subject);
      const corrections = await correctionsShown(platform, row, text);
      return answer(200, {
        ...withWords(view, text),
        subject: person,
        reason: text.reason,
        askedBy: text.agent,
        corrections,
        automatedDecision: await decisions.shown(row),
      });
    },

    async readWithheld({ path, body: { ground, category, limit, cursor } }) {
      const row = await named(path);
      if (row === undefined) return problem('not-found');
      if (row.erasure?.withheld === undefined) return nothingWithheld;
      const { requestId, subjectId } = row;
      const scope = `withheld/${requestId}/${ground}`;
      const categories = category === undefined ? undefined : [category];
      const query = { subjectId, scope, exemptBy: ground, categories, limit, cursor };
      return answerExempt(platform, query, async () => {
        await entered('readWithheld', row, 'content');
        await requests.change<'known'>(requestId, (now) => withheldRead(now, platform.clock()));
      });
    },

    async approveRequest({ path, caller }) {
      const mark = await staffMark(platform.keyring, caller);
      return moved('approveRequest', path, async (row) => {
        const excluded = await excludedFrom(requests, row, { grants: true });
        return approved(platform.policy, row, { mark, excluded }, platform.clock());
      });
    },

    async denyRequest({ path, body, caller }) {
      const found = await named(path);
      if (found === undefined) return problem('not-found');
      const refusals = refusalsForAll(platform.policy, applyingTo(found), rightOf(found.kind));
      const lawful = refusals.map(({ code }) => code);
      const grounds = groundsFor(found.kind, lawful);
      if (!grounds.includes(body.ground)) {
        return problem('invalid-input', {
          errors: [
            {
              pointer: '/ground',
              message:
                grounds.length === 0
                  ? 'the law that applies gives no ground: answer the request instead'
                  : `the law that applies gives these grounds: ${grounds.join(', ')}`,
            },
          ],
        });
      }
      const mark = await staffMark(platform.keyring, caller);
      const decidedBy = [mark];
      return moved('denyRequest', path, async (row) => {
        const excluded = await excludedFrom(requests, row, { grants: false });
        if (excluded.marks.includes(mark)) {
          return { kind: 'leave', because: 'decided-before' };
        }
        // What was accepted may be carried out: the rest is decided like that.
        if (row.corrections?.some(({ decision }) => decision !== undefined) === true) {
          return { kind: 'leave', because: 'decided-in-part' };
        }
        const corrections = row.corrections?.map(refusedOn(body.ground, platform.clock()));
        const denial = { ground: body.ground };
        const set = { denial, decidedBy, corrections, ...(await withNote(row, body.note)) };
        return { kind: 'change', to: 'denied', set, extra: excluded.guards };
      });
    },

    identifyRequest: ({ path, body: { assurance, note } }) =>
      identified('identifyRequest', path, { kind: 'identity', assurance }, note),

    async checkMandate({ path, body: { mandate: shown, note } }) {
      const { agent } = (await named(path)) ?? {};
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

  /** Before anything is shown: which member of staff looked at what about which person. */
  async function entered(
    operation: keyof StaffRoutes,
    { subjectId, requestId }: RequestRow,
    shown: StaffShown | undefined,
  ): Promise<Subject | undefined> {
    const subject = await subjects.get(subjectId);
    const isActive = subject?.status === 'active';
    const read = { operation, subjectId, isActive, requestId };
    await enterStaffRead(platform, { ...read, shown });
    return subject;
  }

  async function named({ requestId }: { readonly requestId: string }) {
    const id = parseId<RequestId>(requestId);
    return id && (await requests.get(id));
  }

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

const nothingWithheld = problem('conflict', {
  detail: 'Only an erasure withholds data, once it has destroyed keys.',
});

/** An erased person has no activity: their request shows it, once for each day. */
function withheldRead({ timeline }: RequestRow, now: EpochMilliseconds): RequestDecision<'known'> {
  const event = 'withheld-read';
  const day = toRfc3339(now).slice(0, 10);
  return timeline.some((each) => each.event === event && each.at.startsWith(day))
    ? { kind: 'leave', because: 'known' }
    : { kind: 'change', events: [event] };
}
