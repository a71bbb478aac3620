import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import type { Log } from '../platform/log/log.ts';
import type { RequestId } from '../value/ids.ts';
import { parseId } from '../value/ids.ts';

/** Looks at each pending request of a batch; where one fails, the stream repeats from it on. */
export const consumePending =
  (log: Log, look: (requestId: RequestId) => Promise<void>) =>
  async ({ Records: records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    for (const { dynamodb } of records) {
      const requestId = parseId<RequestId>(dynamodb?.Keys?.['requestId']?.S ?? '');
      if (requestId === undefined) continue;
      try {
        await look(requestId);
      } catch (error) {
        log.error('FAILED', error);
        return { batchItemFailures: [{ itemIdentifier: dynamodb?.SequenceNumber ?? '' }] };
      }
    }
    return { batchItemFailures: [] };
  };
