import { entry } from '../../ledger/store.ts';
import type { Answer, Handlers, RequestOf } from '../../platform/http/handlers.ts';
import { answer } from '../../platform/http/handlers.ts';
import { problem } from '../../platform/http/problem.ts';
import type { Problem } from '../../platform/http/problem.ts';
import type { Platform } from '../../platform/platform.ts';
import type { IncidentId, NoticeId } from '../../value/ids.ts';
import { newNoticeId, parseId } from '../../value/ids.ts';
import { toRfc3339 } from '../../value/time.ts';
import { actorOf } from '../actor.ts';
import { affectedSummary } from '../affected/jobs.ts';
import { fillForm } from '../model/authority-form.ts';
import type { Incident } from '../model/incident.ts';
import type { Notice, NoticeContent } from '../model/notice.ts';
import { nobody, untranslated } from '../model/notice.ts';
import { openIncidents, unchanged } from '../store.ts';
import { timelineEvent } from '../timeline.ts';
import { pageOf } from './page.ts';
import type { incidentNoticeRoutes } from './routes.ts';
import { hashOf, openNotices } from './store.ts';
import { viewOf } from './view.ts';

type Deps = Pick<Platform, 'database' | 'policy' | 'clock' | 'workflow' | 'log'>;
const closed = problem('conflict', {
  detail: 'The incident is closed: open it again (state assessing), or record a new one.',
});

type Body = RequestOf<(typeof incidentNoticeRoutes)['prepareIncidentNotice']>['body'];

/**
 * Notices about an incident, for the staff who handle it. One member of staff prepares, another one
 * approves, and what was approved is what is sent.
 *
 * @param hasSender whether mail can be sent from this deployment
 */
export function incidentNoticeHandlers(
  deps: Deps,
  hasSender: boolean,
): Handlers<typeof incidentNoticeRoutes> {
  const { database, policy, clock } = deps;
  const incidents = openIncidents(deps);
  const notices = openNotices(deps);
  const shown = (status: number, notice: Notice): Answer => {
    const view = viewOf(policy, notice);
    return { ...answer(status, view), others: { 'text/html': () => pageOf(view) } };
  };

  return {
    async prepareIncidentNotice({ path, body, caller, idempotency, now }) {
      const incident = await incidentNamed(path.incidentId);
      if (incident === undefined) return problem('not-found');
      const { incidentId } = incident;
      if (idempotency?.replay) {
        const notice = await noticeNamed(incidentId, idempotency.replay.ids['noticeId'] ?? '');
        return notice === undefined ? problem('not-found') : json(201, notice);
      }
      if (incident.state === 'closed') {
        return closed;
      }
      const content = await contentOf(incident, body, now);
      if ('kind' in content) return content;
      const preparedBy = actorOf(caller);
      const notice: Notice = {
        ...{ incidentId, noticeId: newNoticeId(), version: 1, state: 'prepared', content },
        ...{ contentSha256: hashOf(content), preparedBy, preparedAt: toRfc3339(now) },
        ...{ attempt: 0, counts: nobody },
      };
      const { noticeId } = notice;
      const { audience } = content;
      const codes = {
        ...{ noticeId, audience },
        ...(content.audience === 'authority' && { jurisdiction: content.form.jurisdiction }),
      };
      const created = await notices.create(notice, [
        timelineEvent(deps, incidentId, 'notice-prepared', codes, preparedBy),
        ...(idempotency ? [idempotency.record(201, { noticeId })] : []),
      ]);
      return created === 'created' ? json(201, notice) : problem('request-in-progress');
    },

    async listIncidentNotices({ path }) {
      const incident = await incidentNamed(path.incidentId);
      if (incident === undefined) return problem('not-found');
      const found = await notices.list(incident.incidentId);
      return answer(200, { items: found.map((notice) => viewOf(policy, notice)) });
    },

    async readIncidentNotice({ path }) {
      const incidentId = parseId<IncidentId>(path.incidentId);
      const notice = incidentId && (await noticeNamed(incidentId, path.noticeId));
      return notice === undefined ? problem('not-found') : shown(200, notice);
    },

    async approveIncidentNotice({ path, body, caller, now }) {
      const incidentId = parseId<IncidentId>(path.incidentId);
      const noticeId = parseId<NoticeId>(path.noticeId);
      if (incidentId === undefined || noticeId === undefined) return problem('not-found');
      const approvedBy = actorOf(caller);
      const outcome = await notices.change<Problem | 'under-way'>(
        { incidentId, noticeId },
        async (notice) => {
          const refusal = refusalOf(notice, approvedBy.id, body.contentSha256);
          if (refusal !== undefined) return { kind: 'leave', because: refusal };
          const { state, attempt, content } = notice;
          // Sending is under way, or what a call before could not start is started now.
          if (state === 'approved' || state === 'sending') {
            return { kind: 'leave', because: 'under-way' };
          }
          const incident = await incidents.get(incidentId);
          if (incident === undefined) return { kind: 'leave', because: problem('not-found') };
          if (incident.state === 'closed') return { kind: 'leave', because: closed };
          const { audience } = content;
          return {
            kind: 'change',
            set: {
              ...{ state: 'approved', attempt: attempt + 1 },
              ...{ approvedBy, approvedAt: toRfc3339(now) },
            },
            extra: [
              unchanged(incident),
              timelineEvent(
                deps,
                incidentId,
                'notice-approved',
                { noticeId, audience },
                approvedBy,
              ),
              await entry({ policy, clock }, 'incident.notice-approved', {
                ...{ incidentId, noticeId, audience },
              }),
            ],
          };
        },
      );
      if (outcome.kind === 'unknown') return problem('not-found');
      if (outcome.kind === 'left' && outcome.because !== 'under-way') return outcome.because;
      await startSending(outcome.notice);
      return json(200, outcome.notice);
    },
  };

  function json(status: number, notice: Notice): Answer {
    return answer(status, viewOf(policy, notice));
  }

  async function incidentNamed(text: string): Promise<Incident | undefined> {
    const incidentId = parseId<IncidentId>(text);
    return incidentId && incidents.get(incidentId);
  }

  async function noticeNamed(incidentId: IncidentId, text: string): Promise<Notice | undefined> {
    const noticeId = parseId<NoticeId>(text);
    return noticeId && notices.get({ incidentId, noticeId });
  }

  async function contentOf(
    incident: Incident,
    body: Body,
    now: RequestOf<(typeof incidentNoticeRoutes)['prepareIncidentNotice']>['now'],
  ): Promise<NoticeContent | Problem> {
    const wrong = (pointer: string, message: string) =>
      problem('invalid-input', { errors: [{ pointer, message }] });
    if (body.audience === 'authority') {
      const affected = await affectedSummary(database, incident.incidentId);
      const filled = fillForm(policy, incident, affected, body, now);
      switch (filled.kind) {
        case 'form':
          return { audience: 'authority', form: filled.form };
        case 'no-duty':
          return wrong('/jurisdiction', 'name a law of the policy that has an authority to inform');
        case 'late-without-reasons':
          return wrong('/delayReasons', 'the deadline is over: say why the notification is late');
      }
    }
    const { texts, fallback = policy.language } = body;
    if (texts[fallback] === undefined) {
      return wrong('/fallback', `name a language that has a text; ${fallback} has none`);
    }
    const missing = body.fallback === undefined ? untranslated(policy, Object.keys(texts)) : [];
    if (missing.length > 0) {
      return wrong('/texts', `add ${missing.join(', ')}, or name the fallback for their people`);
    }
    return { audience: 'people', texts, fallback };
  }

  /** Undefined where the approval counts. */
  function refusalOf(notice: Notice, approver: string | undefined, hash: string) {
    if (notice.preparedBy.id === approver) {
      return problem('conflict', { detail: 'Another member of staff has to approve it.' });
    }
    if (notice.contentSha256 !== hash || hashOf(notice.content) !== hash) {
      return problem('conflict', {
        detail: 'The hash is of another text: read the notice, then approve what it says.',
      });
    }
    if (notice.content.audience === 'people' && !hasSender) {
      return problem('conflict', {
        detail: 'This deployment has no sender of mail: set the prop `mail` and deploy.',
      });
    }
    return undefined;
  }

  /** Starting it twice starts one run. */
  async function startSending({ incidentId, noticeId, attempt, content }: Notice): Promise<void> {
    if (content.audience !== 'people') return;
    await deps.workflow.start('incident-notices', `${noticeId}-${attempt}`, {
      ...{ incidentId, noticeId, attempt },
    });
    deps.log.info('WORKFLOW_STARTED', { workflow: 'incident-notices', attempt });
  }
}
