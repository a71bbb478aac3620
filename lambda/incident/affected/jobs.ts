import type { Database } from '../../platform/dynamo/database.ts';
import { getRow, queryAll } from '../../platform/dynamo/read.ts';
import { conflict, retryOnConflict } from '../../platform/dynamo/retry.ts';
import type { Item, Statement } from '../../platform/dynamo/statement.ts';
import { insert, update } from '../../platform/dynamo/statement.ts';
import { transact } from '../../platform/dynamo/transact.ts';
import type { IncidentId, JobId } from '../../value/ids.ts';
import type { Clock } from '../../value/time.ts';
import { toRfc3339 } from '../../value/time.ts';
import type { AffectedJob, AffectedSummary } from '../model/affected.ts';
import { summaryOfJobs } from '../model/affected.ts';
import { jobRow } from './rows.ts';
import { affectedJobs } from './table.ts';

export interface JobsDependencies {
  readonly database: Database;
  readonly clock: Clock;
}

export interface JobName {
  readonly incidentId: IncidentId;
  readonly jobId: JobId;
}

type Changes = Partial<Omit<AffectedJob, 'incidentId' | 'jobId' | 'version'>>;

/** @throws StoreUnavailableError from every method */
export interface Jobs {
  create(job: AffectedJob, extra?: readonly Statement[]): Promise<'created' | 'duplicate'>;
  get(name: JobName): Promise<AffectedJob | undefined>;
  /** A search that has ended stays as it is. */
  change(name: JobName, set: Changes, extra?: () => Promise<readonly Statement[]>): Promise<void>;
  /** Oldest first. */
  list(incidentId: IncidentId): Promise<readonly AffectedJob[]>;
}

const attempts = 8;

/** Interfaces as plain maps and lists. */
const stored = ({ how, scope, total }: Pick<Changes, 'how' | 'scope' | 'total'>): Item => ({
  scope: scope && { ...scope },
  total: total && { ...total },
  how: how?.map((each) => ({ ...each })),
});

export const keyOf = ({ incidentId, jobId }: JobName) => ({ incidentId, jobId });

export function openJobs({ database, clock }: JobsDependencies): Jobs {
  const get: Jobs['get'] = (name) => getRow(database, affectedJobs, keyOf(name), jobRow);
  return {
    get,

    async create(job, extra = []) {
      const { how, scope, total, ...rest } = job;
      const statement = insert(affectedJobs, { ...rest, ...stored({ how, scope, total }) });
      const { kind } = await transact(database, [statement, ...extra]);
      return kind === 'committed' ? 'created' : 'duplicate';
    },

    async change(name, { how, scope, total, ...set }, extra) {
      return retryOnConflict(
        { attempts, exhausted: 'the progress of a search could not be written' },
        async () => {
          const job = await get(name);
          if (job?.state !== 'running') return;
          const { kind } = await transact(database, [
            update(affectedJobs, keyOf(name), job.version, {
              ...set,
              ...stored({ how, scope, total }),
              changedAt: toRfc3339(clock()),
            }),
            ...((await extra?.()) ?? []),
          ]);
          return kind === 'committed' ? undefined : conflict;
        },
      );
    },

    list: (incidentId) => listJobs(database, incidentId),
  };
}

const listJobs = (database: Database, incidentId: IncidentId): Promise<AffectedJob[]> =>
  Array.fromAsync(queryAll(database, affectedJobs, { partition: { incidentId } }, jobRow));

/**
 * Who is affected, in counts: for the clocks and the view of an incident.
 *
 * @returns undefined before the first search
 * @throws StoreUnavailableError
 */
export const affectedSummary = async (
  database: Database,
  incidentId: IncidentId,
): Promise<AffectedSummary | undefined> => summaryOfJobs(await listJobs(database, incidentId));
