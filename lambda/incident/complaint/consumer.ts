import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import * as z from 'zod';
import type { Platform } from '../../platform/platform.ts';
import { parseRfc3339 } from '../../value/time.ts';
import { take } from '../intake/intake.ts';
import type { Sighting } from '../model/burst.ts';
import { openIncidents } from '../store.ts';

const text = z.object({ S: z.string() }).transform(({ S }) => S);
/** A request that says so; every other one fits nothing here. */
const image = z.object({
  requestId: text,
  receivedAt: text,
  content: z.object({ M: z.object({ concernsBreach: z.object({ BOOL: z.literal(true) }) }) }),
});

/**
 * Opens an incident, or adds to one, for each new request in which a person says that it concerns a
 * breach of their data. The incident gets the id of the request: staff read there who asks and why.
 */
export const consumeComplaints = (
  deps: Pick<Platform, 'database' | 'policy' | 'clock' | 'log'>,
) => {
  const incidents = openIncidents(deps);
  const { database, policy, clock } = deps;
  return async ({ Records: records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    for (const record of records) {
      const sighting = complaintIn(record);
      if (sighting === undefined) continue;
      try {
        const seen = await take({ database, policy, clock, incidents }, sighting);
        if (seen.kind === 'opened') deps.log.warn('INCIDENT_OPENED', { kind: 'complaint' });
      } catch (error) {
        deps.log.error('FAILED', error);
        // Lambda delivers this one and those after it again.
        return { batchItemFailures: [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? '' }] };
      }
    }
    return { batchItemFailures: [] };
  };
};

function complaintIn({ eventName, dynamodb }: DynamoDBRecord): Sighting | undefined {
  if (eventName !== 'INSERT') return undefined;
  const read = image.safeParse(dynamodb?.NewImage);
  const at = read.data && parseRfc3339(read.data.receivedAt);
  if (read.data === undefined || at === undefined) return undefined;
  return {
    ...{ source: 'complaint', detection: 'complaint', eventId: read.data.requestId, at },
    resources: [],
    kinds: ['confidentiality'],
    title: 'A person says that their data was affected by a breach',
    description: 'See the requests under `complaints`: who asks and why is there.',
  };
}
