import type { DynamoDBRecord } from 'aws-lambda';
import type { SubjectId } from '../value/ids.ts';
import { parseId } from '../value/ids.ts';
import { rowOf } from './image.ts';
import { openRetentionRules } from './model/retention-end.ts';
import { isGone } from './model/retention.ts';
import { readPerson } from './person-store.ts';
import type { StartDependencies } from './start-sweep.ts';
import { isOrBroken, startSweep } from './start-sweep.ts';
import type { SweptRow } from './sweep-rows.ts';
import { sweptRow } from './sweep-rows.ts';

/**
 * Starts a sweep for people with a new record whose end is not the one of today: a call that had read
 * what a person said and set before they changed it may write after `startSweeps` looked at what is
 * stored. Either that saw the record, or this reads what the change left, because both read
 * consistently. Safe to repeat.
 *
 * @throws StoreUnavailableError
 */
export async function startLateSweeps(
  deps: StartDependencies,
  changes: readonly DynamoDBRecord[],
): Promise<void> {
  for (const [subjectId, rows] of newRowsOf(changes)) {
    if (!(await isOrBroken(() => hasOlderEnd(deps, subjectId, rows)))) continue;
    // Of the record: a sweep that a change started may have passed its place already.
    const last = rows.reduce((one, other) => (other.recordId > one.recordId ? other : one));
    await startSweep(deps, subjectId, `late-${last.recordId}`);
  }
}

type Rows = readonly [SweptRow, ...SweptRow[]];

function newRowsOf(changes: readonly DynamoDBRecord[]): ReadonlyMap<SubjectId, Rows> {
  const people = new Map<SubjectId, Rows>();
  for (const { eventName, dynamodb } of changes) {
    const subjectId = parseId<SubjectId>(dynamodb?.Keys?.['subjectId']?.S ?? '');
    const row = sweptRow.safeParse(rowOf(dynamodb?.NewImage));
    // A row of another shape is not of this program: no sweep could write its end.
    if (eventName !== 'INSERT' || subjectId === undefined || !row.success) continue;
    people.set(subjectId, [row.data, ...(people.get(subjectId) ?? [])]);
  }
  return people;
}

async function hasOlderEnd(
  deps: StartDependencies,
  subjectId: SubjectId,
  rows: Rows,
): Promise<boolean> {
  const facts = await readPerson(deps, subjectId);
  if (facts?.status !== 'active') return false;
  const { restamp } = openRetentionRules(facts.person);
  const now = deps.clock();
  return rows.some(
    (row) =>
      row.withheld === undefined &&
      (row.suspended || !isGone(row, now)) &&
      restamp(row).kind !== 'unchanged',
  );
}
