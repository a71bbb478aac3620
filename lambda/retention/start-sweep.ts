import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import * as z from 'zod';
import { stateRow, toState } from '../consent/rows.ts';
import { CorruptRowError } from '../platform/dynamo/errors.ts';
import type { Log } from '../platform/log/log.ts';
import type { SubjectId } from '../value/ids.ts';
import { newSweepId, parseId } from '../value/ids.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import type { Workflow } from '../platform/workflow/workflow.ts';
import { rowOf } from './image.ts';
import type { Image } from './image.ts';
import { mayFind } from './may-find.ts';
import type { StateChange } from './model/moved-ends.ts';
import { movesEnds } from './model/moved-ends.ts';
import { coalescedSeconds } from './model/settling.ts';
import type { KeepingDependencies, PersonFacts } from './person-store.ts';
import { readPerson } from './person-store.ts';

export interface StartDependencies extends KeepingDependencies {
  readonly workflow: Workflow;
  readonly log: Log;
}

/** What of the row of a person decides how long their records are retained. */
const deciding = [
  'settings',
  'restrictedPurposes',
  'restrictedCategories',
  'heldCategories',
  'declaredResidence',
  'residence',
  'ageBand',
] as const;
/** What decides about more than records: by when the person has to be informed. */
const ofPlace: readonly string[] = ['declaredResidence', 'residence'];

const keys = z.object({
  subjectId: z.object({ S: z.string() }),
  purpose: z.object({ S: z.string() }).optional(),
});

/**
 * Consumes the streams of people and of what they said: starts a sweep over the records of people where
 * a change can move the end of one of them. A record that is written on older facts after this has looked
 * is found by `startLateSweeps`. Safe to repeat.
 */
export const startSweeps =
  (deps: StartDependencies) =>
  async ({ Records: changes }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const concerned = Map.groupBy(changes, (change) => concernedBy(change));
    try {
      for (const [subjectId, ofPerson] of concerned) {
        if (subjectId === undefined) continue;
        if (await isOrBroken(() => canMoveEnds(deps, subjectId, ofPerson))) {
          await startSweep(deps, subjectId, nameOf(subjectId, deps.clock()));
        }
      }
      return { batchItemFailures: [] };
    } catch (error) {
      deps.log.error('FAILED', error, { workflow: 'retention-sweep', count: concerned.size });
      const first = changes[0]?.dynamodb?.SequenceNumber ?? '';
      return { batchItemFailures: [{ itemIdentifier: first }] };
    }
  };

/** The person of a change that decides about their data. */
export function concernedBy(change: DynamoDBRecord): SubjectId | undefined {
  const key = keys.safeParse(change.dynamodb?.Keys);
  if (!key.success) return undefined;
  const subjectId = parseId<SubjectId>(key.data.subjectId.S);
  if (key.data.purpose !== undefined) return subjectId;
  return decidedBy(change).length > 0 ? subjectId : undefined;
}

/** What differs of the row of a person. */
function decidedBy({ eventName, dynamodb }: DynamoDBRecord): readonly string[] {
  const [before, after] = [dynamodb?.OldImage, dynamodb?.NewImage];
  return eventName === 'MODIFY'
    ? deciding.filter((name) => JSON.stringify(before?.[name]) !== JSON.stringify(after?.[name]))
    : [];
}

async function canMoveEnds(
  deps: StartDependencies,
  subjectId: SubjectId,
  changes: readonly DynamoDBRecord[],
): Promise<boolean> {
  const facts = await readPerson(deps, subjectId);
  if (facts?.status !== 'active') return false;
  const decided = changes.filter((change) => isDecisive(facts, change));
  if (decided.length === 0) return false;
  if (decided.flatMap(decidedBy).some((name) => ofPlace.includes(name))) return true;
  const about = decided.map((change) => change.dynamodb?.Keys?.['purpose']?.S);
  const purposes = about.filter((purpose) => purpose !== undefined);
  const isAny = purposes.length < about.length;
  return mayFind(deps.database, subjectId, isAny ? undefined : new Set(purposes));
}

/**
 * Where a row of the person is broken, a sweep starts: it fails, so that someone looks. The streams of
 * everybody else do not wait for it.
 */
export async function isOrBroken(question: () => Promise<boolean>): Promise<boolean> {
  try {
    return await question();
  } catch (error) {
    if (error instanceof CorruptRowError) return true;
    throw error;
  }
}

function isDecisive({ person }: PersonFacts, { eventName, dynamodb }: DynamoDBRecord): boolean {
  const purpose = dynamodb?.Keys?.['purpose']?.S;
  if (purpose === undefined) return true;
  const after = stateIn(dynamodb?.NewImage);
  const before = eventName === 'INSERT' ? undefined : stateIn(dynamodb?.OldImage);
  // What cannot be compared is swept for.
  const isKnown = after !== undefined && (before !== undefined || eventName === 'INSERT');
  return !isKnown || movesEnds(person, { purpose, before, after });
}

function stateIn(image: Image | undefined): StateChange['after'] {
  const row = stateRow.safeParse(rowOf(image));
  return row.success ? toState(row.data) : undefined;
}

/**
 * The name says when: changes of one moment start one sweep, and another follows no sooner than the one
 * before it is about to look again.
 */
const nameOf = (subjectId: SubjectId, now: EpochMilliseconds): string =>
  `${subjectId}-${Math.floor(now / (coalescedSeconds * 1000))}`;

/** @param name of the execution: what starts it again by this name starts nothing */
export async function startSweep(
  { workflow, log }: Pick<StartDependencies, 'workflow' | 'log'>,
  subjectId: SubjectId,
  name: string,
): Promise<void> {
  await workflow.start('retention-sweep', name, { subjectId, sweepId: newSweepId() });
  log.info('WORKFLOW_STARTED', { workflow: 'retention-sweep' });
}
