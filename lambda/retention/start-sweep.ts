import type { DynamoDBBatchResponse, DynamoDBStreamEvent, DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod';
import type { Log } from '../platform/log/log.ts';
import type { SubjectId } from '../value/ids.ts';
import { newSweepId, parseId } from '../value/ids.ts';
import type { Workflow } from '../platform/workflow/workflow.ts';
import type { KeepingDependencies } from './person-store.ts';
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

const keys = z.object({
  subjectId: z.object({ S: z.string() }),
  purpose: z.object({ S: z.string() }).optional(),
});

/**
 * Consumes the streams of people and of what they said: starts a sweep over the records of people who
 * changed something that decides how long they are retained. Safe to repeat.
 */
export const startSweeps =
  (deps: StartDependencies) =>
  async ({ Records: changes }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const concerned = new Set<SubjectId>();
    for (const change of changes) {
      const subjectId = concernedBy(change);
      if (subjectId !== undefined) concerned.add(subjectId);
    }
    try {
      for (const subjectId of concerned) await start(deps, subjectId);
      return { batchItemFailures: [] };
    } catch (error) {
      deps.log.error('FAILED', error, { workflow: 'retention-sweep', count: concerned.size });
      const first = changes[0]?.dynamodb?.SequenceNumber ?? '';
      return { batchItemFailures: [{ itemIdentifier: first }] };
    }
  };

/** The person of a change that decides about their data. */
export function concernedBy({ eventName, dynamodb }: DynamoDBRecord): SubjectId | undefined {
  const key = keys.safeParse(dynamodb?.Keys);
  if (!key.success) return undefined;
  const subjectId = parseId<SubjectId>(key.data.subjectId.S);
  if (key.data.purpose !== undefined) return subjectId;
  const [before, after] = [dynamodb?.OldImage, dynamodb?.NewImage];
  const differs = (name: (typeof deciding)[number]): boolean =>
    JSON.stringify(before?.[name]) !== JSON.stringify(after?.[name]);
  return eventName === 'MODIFY' && deciding.some(differs) ? subjectId : undefined;
}

/**
 * The name holds what the facts were at: whatever brings the same change again starts nothing, and
 * of two changes at once the sweep reads both.
 */
async function start(deps: StartDependencies, subjectId: SubjectId): Promise<void> {
  const facts = await readPerson(deps, subjectId);
  if (facts?.status !== 'active') return;
  const name = `${subjectId}-${facts.version}-${facts.said}`;
  const input = { subjectId, sweepId: newSweepId() };
  await deps.workflow.start('retention-sweep', name, input);
  deps.log.info('WORKFLOW_STARTED', { workflow: 'retention-sweep' });
}
