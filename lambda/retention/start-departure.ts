import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import * as z from 'zod';
import { trainingRows } from '../model/set/table.ts';
import type { Database } from '../platform/dynamo/database.ts';
import { queryPage } from '../platform/dynamo/read.ts';
import type { Log } from '../platform/log/log.ts';
import type { Workflow } from '../platform/workflow/workflow.ts';
import type { SubjectId } from '../value/ids.ts';
import { parseId } from '../value/ids.ts';
import { concernedBy } from './start-sweep.ts';

export interface DepartureDependencies {
  readonly database: Database;
  readonly workflow: Workflow;
  readonly log: Log;
}

const ofRecord = z.object({
  subjectId: z.object({ S: z.string() }),
  recordId: z.object({ S: z.string() }),
});

/**
 * Starts for people who are in training sets that what they do not permit any more, and what was deleted,
 * leaves these. One function reads these streams for retention and for this: DynamoDB throttles a third
 * reader. Safe to repeat.
 */
export const startDepartures =
  ({ database, workflow, log }: DepartureDependencies) =>
  async ({ Records: changes }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const last = new Map<SubjectId, DynamoDBRecord>();
    for (const change of changes) {
      const subjectId = leaverOf(change);
      if (subjectId !== undefined) last.set(subjectId, change);
    }
    try {
      for (const [subjectId, { eventID, dynamodb }] of last) {
        if (!(await isInSet(database, subjectId))) continue;
        // Of the change: whatever brings it again starts nothing.
        const name = eventID ?? `${subjectId}-${dynamodb?.SequenceNumber ?? ''}`;
        await workflow.start('training-departure', name, { subjectId });
        log.info('WORKFLOW_STARTED', { workflow: 'training-departure' });
      }
      return { batchItemFailures: [] };
    } catch (error) {
      log.error('FAILED', error, { workflow: 'training-departure', count: last.size });
      const first = changes[0]?.dynamodb?.SequenceNumber ?? '';
      return { batchItemFailures: [{ itemIdentifier: first }] };
    }
  };

function leaverOf(change: DynamoDBRecord): SubjectId | undefined {
  const record = ofRecord.safeParse(change.dynamodb?.Keys);
  if (!record.success) return concernedBy(change);
  const { subjectId } = record.data;
  return change.eventName === 'REMOVE' ? parseId<SubjectId>(subjectId.S) : undefined;
}

async function isInSet(database: Database, subjectId: SubjectId): Promise<boolean> {
  const options = { partition: { subjectId }, attributes: ['subjectId'], limit: 1 };
  const row = z.object({ subjectId: z.string() });
  return (await queryPage(database, trainingRows, options, row)).rows.length > 0;
}
