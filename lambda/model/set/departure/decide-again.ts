import { StoreUnavailableError } from '../../../platform/dynamo/errors.ts';
import type { RecordId } from '../../../value/ids.ts';
import type { Member } from '../judge.ts';
import { asksForRedaction, judgeMembers } from '../judge.ts';
import type { Judgement } from '../judge.ts';
import { rowsOfShard } from '../store.ts';
import type { TrainingSet } from '../training-set.ts';
import { countPeople } from './people.ts';
import type { RemovalDependencies, Removed, StoredLine } from './removal.ts';
import { removeLines } from './removal.ts';

/**
 * Decides again about every line of a shard, and takes out those that are not permitted at this moment.
 *
 * A freeze takes nothing out: it ends, and what has left a set does not come back.
 *
 * @throws StoreUnavailableError, ObjectsUnavailableError, ShardAlteredError
 */
export function decideAgain(
  deps: RemovalDependencies,
  set: TrainingSet,
  number: number,
): Promise<Removed> {
  const { database } = deps;
  const { setId, purpose } = set;
  return removeLines(deps, setId, number, async (lines) => {
    const members = await membersOf(deps, set, number);
    const known = lines.flatMap((line) => {
      const member = members.get(line.recordId);
      return member === undefined ? [] : [{ line, member }];
    });
    if (known.length < lines.length) refuseWhileFresh(deps, set);
    const judgements = await judgeMembers(
      deps,
      purpose,
      known.map(({ member }) => member),
    );
    if (judgements.some(isFrozen)) return { kind: 'frozen' };
    const permitted = new Set(
      known.flatMap(({ line }, index) =>
        isPermitted(line, judgements[index]) ? [line.recordId] : [],
      ),
    );
    const all = lines.map(({ recordId }) => recordId);
    const records = all.filter((recordId) => !permitted.has(recordId));
    const owners = new Map([...members].map(([recordId, { subjectId }]) => [recordId, subjectId]));
    const people = await countPeople(database, { setId, number }, owners, all, new Set(records));
    return { kind: 'leaving', records, people };
  });
}

/** A line that was not redacted stays out where the policy asks for it by now. */
const isPermitted = ({ redacted }: StoredLine, judgement: Judgement | undefined): boolean =>
  judgement?.kind === 'permitted' &&
  (redacted === true || !asksForRedaction(judgement.obligations));

export const isFrozen = (judgement: Judgement | undefined): boolean =>
  judgement?.kind === 'excluded' && judgement.reason === 'processing-frozen';

async function membersOf(
  { database }: RemovalDependencies,
  { setId }: TrainingSet,
  number: number,
): Promise<ReadonlyMap<RecordId, Member>> {
  const members = new Map<RecordId, Member>();
  for await (const row of rowsOfShard(database, setId, number)) {
    const { subjectId, records, contentVersions } = row;
    for (const [index, recordId] of records.entries()) {
      members.set(recordId, { subjectId, recordId, contentVersion: contentVersions[index] ?? 0 });
    }
  }
  return members;
}

const freshMilliseconds = 3_600_000;

/**
 * No one is known for a line. Soon after a set was built its index may lag, and the line would be lost
 * for nothing; later nothing says that anyone permits it, and it leaves.
 */
function refuseWhileFresh(
  { clock }: RemovalDependencies,
  { builtAt, requestedAt }: TrainingSet,
): void {
  if (clock() - Date.parse(builtAt ?? requestedAt) < freshMilliseconds) {
    throw new StoreUnavailableError('the index of people in sets does not have everyone yet');
  }
}
