import type { DynamoDBRecord } from 'aws-lambda';
import type { SubjectId } from '../value/ids.ts';
import { parseId } from '../value/ids.ts';
import { rowOf } from './image.ts';
import { openRetentionRules } from './model/retention-end.ts';
import { isGone } from './model/retention.ts';
import { readPerson } from './person-store.ts';
import type { StartDependencies } from './start-sweep.ts';
import { startSweep } from './start-sweep.ts';
import type { SweptRow } from './sweep-rows.ts';
import { sweptRow } from './sweep-rows.ts';

/**
 * Starts a sweep for people with a new record whose end is not the one of today: a call that had read
 * what a person said and set before they changed it may write after `startSweeps` looked at what is
 * counted. Call it with records once they are counted. Then either that saw them, or this reads what the
 * change left, because both read consistently. Safe to repeat.
 *
 * @throws StoreUnavailableError
 */
export async function startLateSweeps(
  deps: StartDependencies,
  changes: readonly DynamoDBRecord[],
): Promise<void> {
  for (const [subjectId, rows] of newRowsOf(changes)) {
    if (await hasOlderEnd(deps, subjectId, rows)) await startSweep(deps, subjectId);
  }
}

function newRowsOf(changes: readonly DynamoDBRecord[]): ReadonlyMap<SubjectId, SweptRow[]> {
  const people = new Map<SubjectId, SweptRow[]>();
  for (const { eventName, dynamodb } of changes) {
    const subjectId = parseId<SubjectId>(dynamodb?.Keys?.['subjectId']?.S ?? '');
    const row = sweptRow.safeParse(rowOf(dynamodb?.NewImage));
    // A row of another shape is not of this program: no sweep could write its end.
    if (eventName !== 'INSERT' || subjectId === undefined || !row.success) continue;
    people.set(subjectId, [...(people.get(subjectId) ?? []), row.data]);
  }
  return people;
}

async function hasOlderEnd(
  deps: StartDependencies,
  subjectId: SubjectId,
  rows: readonly SweptRow[],
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
