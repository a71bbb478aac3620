import type { AffectedJob, Source } from '../model/affected.ts';
import { stateOf } from '../model/affected.ts';
import type { AffectedJobView, AffectedPersonView } from './contract.ts';
import type { AffectedRow } from './rows.ts';

/** What staff do where a source was not read. */
const instead: Readonly<Partial<Record<Source, string>>> = {
  trail:
    'Run `npx custos audit who-read --principal <arn> --json` with access to the audit stack (docs/incidents.md, step 5). Then search by `subjects` with the ids of people that it lists, and by `category` or `window` for the tables that were read as a whole.',
};

export const viewOfJob = (job: AffectedJob, now: number): AffectedJobView => ({
  jobId: job.jobId,
  by: job.scope.by,
  state: stateOf(job, now),
  startedAt: job.startedAt,
  endedAt: job.endedAt,
  seen: job.seen,
  counts: { people: job.people, unknown: job.unknown, erased: job.erased },
  how: job.how.map(({ source, state }) => ({
    source,
    state,
    ...(state === 'not-available' && { next: instead[source] }),
  })),
});

export const viewOfPerson = ({
  subjectId,
  foundBy,
  addedAt,
  informedAt,
  notices,
}: AffectedRow): AffectedPersonView => ({
  ...{ subjectId, foundBy, addedAt, informedAt },
  ...(Object.keys(notices).length > 0 && {
    notices: Object.fromEntries(
      Object.entries(notices).map(([noticeId, { state, at }]) => [noticeId, { state, at }]),
    ),
  }),
});
