import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { openPlatform } from '../platform/platform.ts';
import { consumeRecords } from './consumer.ts';
import { countChanges } from '../count/counts.ts';
import { startLateSweeps } from './late-sweep.ts';
import { retentionStream } from './needs.ts';
import { openRestorer } from './restore.ts';
import { startDepartures } from './start-departure.ts';
import { startSweeps } from './start-sweep.ts';
import { openRetention } from './store.ts';
import { watchKeys } from './watch-keys.ts';

const platform = openPlatform(retentionStream);
const ofRecords = consumeRecords({
  retention: openRetention(platform),
  count: (changes) => countChanges(platform, changes),
  sweepLate: (changes) => startLateSweeps(platform, changes),
  restorer: () => openRestorer(platform),
  media: platform.media,
  clock: platform.clock,
  log: platform.log,
});
const ofPeople = startSweeps(platform);
const leaveSets = startDepartures(platform);
const ofKeys = watchKeys(platform);

/** A batch comes from one table. */
export const handler = async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
  const keys = event.Records[0]?.dynamodb?.Keys ?? {};
  if ('kid' in keys || 'erasureClass' in keys) return ofKeys(event);
  const consumed = await ('recordId' in keys ? ofRecords(event) : ofPeople(event));
  // Also where a change cannot be consumed: the stream gives up a batch in the end. Names the first one.
  const left = await leaveSets(event);
  return left.batchItemFailures.length > 0 ? left : consumed;
};
