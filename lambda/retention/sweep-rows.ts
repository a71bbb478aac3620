import { executeEach, statementsPerCall } from '../platform/dynamo/batch.ts';
import { getRow } from '../platform/dynamo/read.ts';
import { conflict, retryOnConflict } from '../platform/dynamo/retry.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import { remove, update } from '../platform/dynamo/statement.ts';
import { transact } from '../platform/dynamo/transact.ts';
import type { SubjectId } from '../value/ids.ts';
import { recordFields, recordKey, withEnd, withStored } from './stored-record.ts';
import { records } from '../record/table.ts';
import type { Restamp } from './model/retention-end.ts';
import { openRetentionRules } from './model/retention-end.ts';
import { personUnchanged } from './markers.ts';
import type { KeepingDependencies, PersonFacts } from './person-store.ts';
import { readPerson } from './person-store.ts';
import { deletion } from './store.ts';

const sweptFields = recordFields.pick({
  recordId: true,
  version: true,
  category: true,
  purposes: true,
  collectedAt: true,
  sources: true,
  storedAt: true,
  expiresAt: true,
  endsAt: true,
  withheld: true,
});
export const sweptRow = sweptFields.transform(withEnd).transform(withStored);
export type SweptRow = ReturnType<(typeof sweptRow)['parse']>;
export const attributes = Object.keys(sweptFields.shape);

/** With a deletion and what explains it for each, within 100 statements. */
const deletionsPerTransaction = 45;
const attempts = 8;

interface Due {
  readonly row: SweptRow;
  readonly change: Restamp;
}

/** What was done; `moved` is by how much the version of the person grew meanwhile. */
interface Tally {
  moved: number;
  changed: number;
  deleted: number;
}

/**
 * Writes the ends that differ and deletes what is over, each for the version that was read. What was
 * changed meanwhile is judged again.
 *
 * @throws StoreUnavailableError
 */
export async function writeAll(
  deps: KeepingDependencies,
  subjectId: SubjectId,
  { version }: PersonFacts,
  due: readonly Due[],
): Promise<Tally> {
  const tally: Tally = { moved: 0, changed: 0, deleted: 0 };
  const stamps = due.flatMap(({ row, change }) =>
    change.kind === 'unchanged' || change.kind === 'delete-now'
      ? []
      : [{ row, statement: stamped(subjectId, row, change) }],
  );
  for (let start = 0; start < stamps.length; start += statementsPerCall) {
    const chunk = stamps.slice(start, start + statementsPerCall);
    const outcomes = await executeEach(
      deps.database,
      chunk.map(({ statement }) => statement),
    );
    for (const [index, { row }] of chunk.entries()) {
      if (outcomes[index] === 'done') tally.changed += 1;
      else await sweepRow(deps, subjectId, row.recordId, tally);
    }
  }
  const doomed = due.flatMap(({ row, change }) => (change.kind === 'delete-now' ? [row] : []));
  for (let start = 0; start < doomed.length; start += deletionsPerTransaction) {
    const chunk = doomed.slice(start, start + deletionsPerTransaction);
    const statements = deletions(deps, subjectId, version + tally.moved, chunk);
    if ((await transact(deps.database, statements)).kind === 'committed') {
      tally.moved += 1;
      tally.deleted += chunk.length;
    } else {
      for (const { recordId } of chunk) await sweepRow(deps, subjectId, recordId, tally);
    }
  }
  return tally;
}

/** A row that was changed meanwhile, again and alone. */
async function sweepRow(
  deps: KeepingDependencies,
  subjectId: SubjectId,
  recordId: string,
  tally: Tally,
): Promise<void> {
  return retryOnConflict(
    { attempts, exhausted: 'a row kept changing while its end was written' },
    async () => {
      const row = await getRow(deps.database, records, recordKey(subjectId, recordId), sweptRow);
      const facts = await readPerson(deps, subjectId);
      if (row === undefined || row.withheld !== undefined || facts?.status !== 'active') return;
      const change = openRetentionRules(facts.person).restamp(row);
      if (change.kind === 'unchanged') return;
      const isOver = change.kind === 'delete-now';
      const statements = isOver
        ? deletions(deps, subjectId, facts.version, [row])
        : [stamped(subjectId, row, change)];
      const { kind } = await transact(deps.database, statements);
      // The deletion was explained before, and the row put back since.
      if (kind === 'duplicate') {
        const again = await transact(deps.database, statements.slice(0, 2));
        if (again.kind !== 'committed') return conflict;
      } else if (kind !== 'committed') return conflict;
      if (isOver) tally.moved += 1;
      tally[isOver ? 'deleted' : 'changed'] += 1;
      return undefined;
    },
  );
}

function stamped(
  subjectId: SubjectId,
  row: SweptRow,
  ending: Extract<Restamp, { kind: 'expires' | 'suspended' }>,
): Statement {
  const isSuspended = ending.kind === 'suspended';
  const moves = isSuspended !== row.suspended;
  const [set, removed] = isSuspended ? ['endsAt', 'expiresAt'] : ['expiresAt', 'endsAt'];
  return update(
    records,
    recordKey(subjectId, row.recordId),
    row.version,
    { [set]: ending.at },
    moves ? removed : undefined,
  );
}

const deletions = (
  { clock }: KeepingDependencies,
  subjectId: SubjectId,
  version: number,
  rows: readonly SweptRow[],
): Statement[] => [
  personUnchanged(subjectId, version),
  ...rows.map((row) => remove(records, recordKey(subjectId, row.recordId), row.version)),
  ...rows.map((row) => deletion(row.recordId, clock(), 'sweep')),
];
