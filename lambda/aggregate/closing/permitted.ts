import { isFrozen } from '../../containment/model/freeze.ts';
import { readFreeze } from '../../containment/freeze-store.ts';
import { decide } from '../../consent/model/decision.ts';
import { statesOfSeveral } from '../../consent/store.ts';
import { factsOf } from '../../decision/store.ts';
import { readApart } from '../../platform/dynamo/apart.ts';
import type { Database } from '../../platform/dynamo/database.ts';
import type { CorruptRowError } from '../../platform/dynamo/errors.ts';
import { getRows } from '../../platform/dynamo/read.ts';
import type { Policy } from '../../policy/schema.ts';
import { subjectRow } from '../../subject/store.ts';
import { subjects } from '../../subject/table.ts';
import type { SubjectId } from '../../value/ids.ts';
import type { Clock } from '../../value/time.ts';
import type { Measure } from '../measure.ts';

export interface PermittedDependencies {
  readonly database: Database;
  readonly policy: Policy;
  readonly clock: Clock;
}

/**
 * Of up to 100 people, those whose data may be counted at this moment: a person who has withdrawn,
 * objected or been erased since they contributed is none of them. Call it after the contributions
 * were read.
 *
 * @param leaveOut is called for each person whose rows do not say what they permit
 * @throws StoreUnavailableError: without an answer no one is counted
 */
export async function permittedOf(
  deps: PermittedDependencies,
  { purpose, category }: Measure,
  people: readonly SubjectId[],
  leaveOut: (error: CorruptRowError) => void,
): Promise<ReadonlySet<SubjectId>> {
  const freeze = await readFreeze(deps.database);
  const permittedIn = async (some: readonly SubjectId[]): Promise<readonly SubjectId[]> => {
    const [found, states] = await Promise.all([
      getRows(
        deps.database,
        subjects,
        some.map((subjectId) => ({ subjectId })),
        subjectRow,
      ),
      statesOfSeveral(
        deps.database,
        some.map((subjectId) => ({ subjectId, purpose })),
      ),
    ]);
    const permitted = found.filter((subject) => {
      const resolution = { kind: 'known', subject } as const;
      const own = states.get(subject.subjectId);
      const facts = factsOf({ ...deps, freeze }, resolution, own, [{ purpose, category }]);
      return facts.every((each) => decide(each).decision === 'permit');
    });
    return permitted.map(({ subjectId }) => subjectId);
  };
  return new Set(await readApart(people, permittedIn, leaveOut));
}

/** Whether an incident has frozen what is counted: it waits until the freeze ends. */
export const isMeasureFrozen = async (
  { database, policy }: Pick<PermittedDependencies, 'database' | 'policy'>,
  { category }: Measure,
): Promise<boolean> => isFrozen(await readFreeze(database), policy, category);
