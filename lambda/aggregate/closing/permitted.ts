import { isFrozen } from '../../containment/model/freeze.ts';
import { readFreeze } from '../../containment/freeze-store.ts';
import { decide } from '../../consent/model/decision.ts';
import { statesOfSeveral } from '../../consent/store.ts';
import { factsOf } from '../../decision/store.ts';
import type { Database } from '../../platform/dynamo/database.ts';
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
 * @throws StoreUnavailableError: without an answer no one is counted
 */
export async function permittedOf(
  deps: PermittedDependencies,
  { purpose, category }: Measure,
  people: readonly SubjectId[],
): Promise<ReadonlySet<SubjectId>> {
  const [found, states, freeze] = await Promise.all([
    getRows(
      deps.database,
      subjects,
      people.map((subjectId) => ({ subjectId })),
      subjectRow,
    ),
    statesOfSeveral(
      deps.database,
      people.map((subjectId) => ({ subjectId, purpose })),
    ),
    readFreeze(deps.database),
  ]);
  const permitted = found.filter((subject) => {
    const resolution = { kind: 'known', subject } as const;
    const own = states.get(subject.subjectId);
    const facts = factsOf({ ...deps, freeze }, resolution, own, [{ purpose, category }]);
    return facts.every((each) => decide(each).decision === 'permit');
  });
  return new Set(permitted.map(({ subjectId }) => subjectId));
}

/** Whether an incident has frozen what is counted: it waits until the freeze ends. */
export const isMeasureFrozen = async (
  { database, policy }: Pick<PermittedDependencies, 'database' | 'policy'>,
  { category }: Measure,
): Promise<boolean> => isFrozen(await readFreeze(database), policy, category);
