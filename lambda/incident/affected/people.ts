import { executeEach, statementsPerCall } from '../../platform/dynamo/batch.ts';
import type { Database } from '../../platform/dynamo/database.ts';
import { getRow, getRows, queryPage } from '../../platform/dynamo/read.ts';
import { conflict, retryOnConflict } from '../../platform/dynamo/retry.ts';
import type { Key } from '../../platform/dynamo/statement.ts';
import { insert, update } from '../../platform/dynamo/statement.ts';
import { transact } from '../../platform/dynamo/transact.ts';
import { subjectRow } from '../../subject/store.ts';
import { subjects } from '../../subject/table.ts';
import type { Subject } from '../../subject/model/subject.ts';
import type { IncidentId, SubjectId } from '../../value/ids.ts';
import type { Clock } from '../../value/time.ts';
import { toRfc3339 } from '../../value/time.ts';
import type { Search } from '../model/affected.ts';
import { partNamed, partOf } from '../model/affected.ts';
import type { JobName } from './jobs.ts';
import type { AffectedRow } from './rows.ts';
import { affectedRow } from './rows.ts';
import { affectedPeople } from './table.ts';

export interface PeopleDependencies {
  readonly database: Database;
  readonly clock: Clock;
}

export interface FindingJob extends JobName {
  readonly by: Search;
}

const attempts = 8;
const peoplePerRead = 100;

/**
 * Adds people to those who are affected, each once, however many searches find them. Repeat it freely.
 * Of people who are erased nothing new is stored.
 *
 * @param found at most 100, each once
 * @returns how many of them are erased
 * @throws StoreUnavailableError
 */
export async function addPeople(
  { database, clock }: PeopleDependencies,
  job: FindingJob,
  found: readonly SubjectId[],
): Promise<number> {
  const active = [...(await subjectsOf(database, found)).values()]
    .filter(({ status }) => status === 'active')
    .map(({ subjectId }) => subjectId);
  const addedAt = toRfc3339(clock());
  const { incidentId, jobId, by } = job;
  for (let start = 0; start < active.length; start += statementsPerCall) {
    const chunk = active.slice(start, start + statementsPerCall);
    const outcomes = await executeEach(
      database,
      chunk.map((subjectId) =>
        insert(affectedPeople, {
          ...{ subjectId, incidentId, part: partOf(incidentId, subjectId), version: 1, addedAt },
          ...{ foundBy: [by], jobs: [jobId] },
        }),
      ),
    );
    const known = chunk.filter((_, index) => outcomes[index] === 'changed');
    await Promise.all(known.map((subjectId) => addJob(database, job, subjectId)));
  }
  return found.length - active.length;
}

const addJob = (
  database: Database,
  { incidentId, jobId, by }: FindingJob,
  subjectId: SubjectId,
): Promise<void> =>
  retryOnConflict(
    { attempts, exhausted: 'the row of an affected person kept changing' },
    async () => {
      const row = await personOf(database, incidentId, subjectId);
      if (row === undefined || row.jobs.includes(jobId)) return;
      const { kind } = await transact(database, [
        update(affectedPeople, { subjectId, incidentId }, row.version, {
          jobs: [...row.jobs, jobId],
          foundBy: [...new Set([...row.foundBy, by])],
        }),
      ]);
      return kind === 'committed' ? undefined : conflict;
    },
  );

export const personOf = (
  database: Database,
  incidentId: IncidentId,
  subjectId: SubjectId,
): Promise<AffectedRow | undefined> =>
  getRow(database, affectedPeople, { subjectId, incidentId }, affectedRow);

/** One page of one part of the people of an incident, by the index, which follows the rows. */
export const pageOfPart = (
  database: Database,
  incidentId: IncidentId,
  part: number,
  page: { readonly limit: number; readonly after?: Key | undefined },
): Promise<{ readonly rows: readonly AffectedRow[]; readonly lastKey?: Key }> =>
  queryPage(
    database,
    affectedPeople,
    {
      index: 'by-incident',
      partition: { part: partNamed(incidentId, part) },
      limit: page.limit,
      startAfter: page.after,
    },
    affectedRow,
  );

/** The people themselves, those who are erased left out. */
export async function subjectsOf(
  database: Database,
  ids: readonly SubjectId[],
): Promise<ReadonlyMap<SubjectId, Subject>> {
  const found = new Map<SubjectId, Subject>();
  for (let start = 0; start < ids.length; start += peoplePerRead) {
    const keys = ids.slice(start, start + peoplePerRead).map((subjectId) => ({ subjectId }));
    for (const subject of await getRows(database, subjects, keys, subjectRow)) {
      found.set(subject.subjectId, subject);
    }
  }
  return found;
}
