import type { Key } from '../../platform/dynamo/statement.ts';
import type { Policy } from '../../policy/schema.ts';
import { jurisdictionOf } from '../../subject/model/subject.ts';
import type { AffectedJob, AffectedCounts } from '../model/affected.ts';
import { partCount } from '../model/affected.ts';
import type { PeopleDependencies } from './people.ts';
import { pageOfPart, subjectsOf } from './people.ts';

export interface CountingDependencies extends PeopleDependencies {
  readonly policy: Pick<Policy, 'jurisdictions'>;
}

/** How far a count is. Random ids and counts alone: it is checkpointed. */
export interface CountPlace extends AffectedCounts {
  readonly part: number;
  readonly after?: Readonly<Record<string, string>>;
  /** Of them, those that this search found. */
  readonly mine: number;
}

export const startOfCount: CountPlace = { part: 0, people: 0, mine: 0, byJurisdiction: {} };
export const isCounted = ({ part }: CountPlace): boolean => part === partCount;

const rowsPerRead = 500;

/**
 * Counts one page. Counted rather than added up while people are found: a step that is done again
 * would count them again.
 *
 * @throws StoreUnavailableError
 */
export async function countPage(
  { database, policy }: CountingDependencies,
  { incidentId, jobId }: Pick<AffectedJob, 'incidentId' | 'jobId'>,
  place: CountPlace,
): Promise<CountPlace> {
  const { part, after } = place;
  const page = await pageOfPart(database, incidentId, part, { limit: rowsPerRead, after });
  const people = await subjectsOf(
    database,
    page.rows.map(({ subjectId }) => subjectId),
  );
  const byJurisdiction: Record<string, number> = { ...place.byJurisdiction };
  for (const { subjectId } of page.rows) {
    const jurisdiction = jurisdictionOf(policy, people.get(subjectId));
    byJurisdiction[jurisdiction] = (byJurisdiction[jurisdiction] ?? 0) + 1;
  }
  const next = {
    people: place.people + page.rows.length,
    mine: place.mine + page.rows.filter(({ jobs }) => jobs.includes(jobId)).length,
    byJurisdiction,
  };
  const last: Key | undefined = page.lastKey;
  return last === undefined ? { ...next, part: part + 1 } : { ...next, part, after: last };
}
