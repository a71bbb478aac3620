import * as z from 'zod';
import { enterStaffRead } from '../../ledger/staff-read.ts';
import { entry } from '../../ledger/store.ts';
import { StoreUnavailableError } from '../../platform/dynamo/errors.ts';
import type { Key } from '../../platform/dynamo/statement.ts';
import { transact } from '../../platform/dynamo/transact.ts';
import { decodeCursor, encodeCursor, malformedCursor } from '../../platform/http/cursor.ts';
import type { Answer, Handlers, RequestOf } from '../../platform/http/handlers.ts';
import { answer } from '../../platform/http/handlers.ts';
import { problem } from '../../platform/http/problem.ts';
import type { Problem } from '../../platform/http/problem.ts';
import type { Platform } from '../../platform/platform.ts';
import { isCategory } from '../../record/model/record.ts';
import { personShown } from '../../subject/shown-person.ts';
import { openSubjects } from '../../subject/store.ts';
import type { SubjectsDependencies } from '../../subject/store.ts';
import type { IncidentId, JobId, NoticeId, SubjectId } from '../../value/ids.ts';
import { newJobId, parseId } from '../../value/ids.ts';
import { toRfc3339 } from '../../value/time.ts';
import type { AffectedJob, Scope } from '../model/affected.ts';
import { partCount, partNamed, summaryOfJobs } from '../model/affected.ts';
import { openNotices } from '../notice/store.ts';
import { openIncidents } from '../store.ts';
import type { AffectedPersonView } from './contract.ts';
import { openJobs } from './jobs.ts';
import { pageOfPart } from './people.ts';
import type { AffectedRow } from './rows.ts';
import type { affectedRoutes } from './routes.ts';
import { viewOfJob, viewOfPerson } from './view.ts';

const place = z.object({
  part: z.coerce
    .number()
    .int()
    .min(0)
    .max(partCount - 1),
  subjectId: z.string(),
});
const nothing = { people: 0, unknown: 0, erased: 0, byJurisdiction: {}, complete: false };

type Deps = SubjectsDependencies & Pick<Platform, 'workflow' | 'log'>;
type Body = RequestOf<(typeof affectedRoutes)['findAffected']>['body'];

/** Searches for the people affected by an incident. Who looked at them enters the ledger. */
export function affectedHandlers(deps: Deps): Handlers<typeof affectedRoutes> {
  const { database, clock, policy } = deps;
  const incidents = openIncidents(deps);
  const jobs = openJobs(deps);
  const subjects = openSubjects(deps);
  const notices = openNotices(deps);

  return {
    async findAffected({ path, body, idempotency, now }) {
      const incident = await named(path.incidentId);
      if (incident === undefined) return problem('not-found');
      const { incidentId } = incident;
      if (idempotency?.replay) {
        const jobId = parseId<JobId>(idempotency.replay.ids['jobId'] ?? '');
        const job = jobId && (await jobs.get({ incidentId, jobId }));
        return job === undefined ? problem('not-found') : started(job, now);
      }
      if (incident.state === 'closed') {
        return problem('conflict', { detail: 'The incident is closed: open another one.' });
      }
      const scoped = await scopeOf(body);
      if (scoped.kind === 'problem') return scoped;
      const at = toRfc3339(now);
      const job: AffectedJob = {
        ...{ incidentId, jobId: newJobId(), version: 1, state: 'running', scope: scoped.scope },
        ...{ startedAt: at, changedAt: at, seen: 0, people: 0, erased: 0, how: [] },
        unknown: scoped.unknown,
      };
      const created = await jobs.create(
        job,
        idempotency ? [idempotency.record(202, { jobId: job.jobId })] : [],
      );
      return created === 'created' ? started(job, now) : problem('request-in-progress');
    },

    async listAffected({ path, query, caller, now }) {
      const { limit, cursor, noticeId, delivery, show } = query;
      const seesMore = caller.seesMore === true && show !== 'facts';
      const incident = await named(path.incidentId);
      if (incident === undefined) return problem('not-found');
      const { incidentId } = incident;
      const scope = `affected/${incidentId}`;
      const from = cursor === undefined ? undefined : place.safeParse(decodeCursor(scope, cursor));
      if (from?.success === false) return malformedCursor;
      if ((noticeId === undefined) !== (delivery === undefined)) {
        const message = 'send noticeId and delivery together';
        return problem('invalid-input', { errors: [{ pointer: '/query/delivery', message }] });
      }
      if (noticeId !== undefined && !(await hasNotice(incidentId, noticeId))) {
        return problem('not-found', { detail: 'The incident has no notice of this noticeId.' });
      }
      const page = await pageOf(incidentId, limit, from?.data);
      const people = page.rows.filter(
        ({ notices }) =>
          noticeId === undefined || (notices[noticeId]?.state ?? 'none') === delivery,
      );
      const items: AffectedPersonView[] = [];
      for (const row of people) items.push(seesMore ? await shown(row) : viewOfPerson(row));
      if (!seesMore) await looked();
      const found = await jobs.list(incidentId);
      const counts = summaryOfJobs(found) ?? nothing;
      return answer(200, {
        counts: { ...counts, byJurisdiction: { ...counts.byJurisdiction } },
        searches: found.map((job) => viewOfJob(job, now)).reverse(),
        items,
        nextCursor: page.next && encodeCursor(scope, page.next),
      });
    },
  };

  async function named(text: string) {
    const incidentId = parseId<IncidentId>(text);
    return incidentId && incidents.get(incidentId);
  }

  async function hasNotice(incidentId: IncidentId, text: string): Promise<boolean> {
    const noticeId = parseId<NoticeId>(text);
    return noticeId !== undefined && (await notices.get({ incidentId, noticeId })) !== undefined;
  }

  /** Starting it twice starts one search: a repeated call starts what an earlier one could not. */
  async function started(job: AffectedJob, now: number): Promise<Answer> {
    const { incidentId, jobId } = job;
    await deps.workflow.start('affected-people', jobId, { incidentId, jobId });
    deps.log.info('WORKFLOW_STARTED', { workflow: 'affected-people' });
    return answer(202, viewOfJob(job, now));
  }

  async function scopeOf(
    body: Body,
  ): Promise<
    { readonly kind: 'scope'; readonly scope: Scope; readonly unknown: number } | Problem
  > {
    const kind = 'scope';
    switch (body.by) {
      case 'subjects': {
        const found = await Promise.all(
          body.subjects.map(async (each) => {
            if ('subjectId' in each) {
              const subjectId = parseId<SubjectId>(each.subjectId);
              return subjectId && (await subjects.get(subjectId))?.subjectId;
            }
            const resolved = await subjects.resolve(each);
            return resolved.kind === 'known' ? resolved.subject.subjectId : undefined;
          }),
        );
        const subjectIds = [...new Set(found.filter((id) => id !== undefined))];
        const unknown = found.filter((id) => id === undefined).length;
        return { kind, scope: { by: 'subjects', subjectIds }, unknown };
      }
      case 'category':
        if (!isCategory(policy, body.category)) {
          const message = 'name a category of the policy';
          return problem('invalid-input', { errors: [{ pointer: '/category', message }] });
        }
        return { kind, scope: body, unknown: 0 };
      case 'window': {
        if (body.to < body.from) {
          const message = 'the window cannot end before it begins';
          return problem('invalid-input', { errors: [{ pointer: '/to', message }] });
        }
        const window = { from: toRfc3339(body.from), to: toRfc3339(body.to) };
        return { kind, scope: { by: 'window', ...window }, unknown: 0 };
      }
      case 'key':
      case 'principal':
        return { kind, scope: body, unknown: 0 };
    }
  }

  /** Parts one after the other, until the page is full or the last part is read. */
  async function pageOf(
    incidentId: IncidentId,
    limit: number,
    from?: z.output<typeof place>,
  ): Promise<{ readonly rows: readonly AffectedRow[]; readonly next?: Key }> {
    const rows: AffectedRow[] = [];
    let after = from && { ...from, incidentId, part: partNamed(incidentId, from.part) };
    for (let part = from?.part ?? 0; part < partCount; part += 1, after = undefined) {
      const left = limit - rows.length;
      const page = await pageOfPart(database, incidentId, part, { limit: left, after });
      rows.push(...page.rows);
      const last = page.rows.at(-1);
      if (rows.length === limit && last !== undefined) {
        return { rows, next: { part: String(part), subjectId: last.subjectId } };
      }
    }
    return { rows };
  }

  /** The person learns that staff saw who they are: their activity says so, by role. */
  async function shown(row: AffectedRow): Promise<AffectedPersonView> {
    const { subjectId } = row;
    const subject = await subjects.get(subjectId);
    const isActive = subject?.status === 'active';
    await enterStaffRead(deps, {
      ...{ operation: 'listAffected', subjectId, shown: 'identity', isActive },
    });
    return { ...viewOfPerson(row), subject: await personShown(deps, subjectId, subject) };
  }

  async function looked(): Promise<void> {
    const read = await entry({ policy, clock }, 'staff.read', { route: 'listAffected' });
    if ((await transact(database, [read])).kind !== 'committed') {
      throw new StoreUnavailableError('an event could not be entered');
    }
  }
}
