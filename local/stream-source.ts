import * as z from 'zod';
import { callDatabase, DatabaseCallError } from './dynamo-http.ts';
import type { DatabaseAddress } from './dynamo-http.ts';

const streamRecord = z.looseObject({
  eventID: z.string(),
  eventName: z.string(),
  dynamodb: z.looseObject({ SequenceNumber: z.string() }),
  userIdentity: z.looseObject({}).optional(),
});
export type StreamRecord = z.output<typeof streamRecord>;

const streams = z.object({ Streams: z.array(z.object({ StreamArn: z.string() })) });
const description = z.object({
  StreamDescription: z.object({ Shards: z.array(z.object({ ShardId: z.string() })) }),
});
const iterator = z.object({ ShardIterator: z.string() });
const page = z.object({
  Records: z.array(streamRecord),
  NextShardIterator: z.string().nullish(),
});

const api = 'DynamoDBStreams_20120810';

/**
 * The stream of one table. The embedded database has one stream per table and one shard per stream.
 */
export interface TableStream {
  readonly arn: string;
  /** The next records after a position, oldest first. */
  readonly read: (after: string | undefined, limit: number) => Promise<readonly StreamRecord[]>;
}

/** Returns undefined while the table has no stream. */
export async function openStream(
  database: DatabaseAddress,
  tableName: string,
): Promise<TableStream | undefined> {
  const listed = await callDatabase(database, `${api}.ListStreams`, { TableName: tableName });
  const arn = streams.parse(listed).Streams.at(-1)?.StreamArn;
  if (arn === undefined) return undefined;
  const described = await callDatabase(database, `${api}.DescribeStream`, { StreamArn: arn });
  const shard = description.parse(described).StreamDescription.Shards[0]?.ShardId;
  if (shard === undefined) return undefined;
  const iteratorFrom = async (after: string | undefined): Promise<string> => {
    const place =
      after === undefined
        ? { ShardIteratorType: 'TRIM_HORIZON' }
        : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: after };
    const input = { StreamArn: arn, ShardId: shard, ...place };
    return iterator.parse(await callDatabase(database, `${api}.GetShardIterator`, input))
      .ShardIterator;
  };
  // Most polls return nothing new: the iterator of the last response saves a call.
  let cursor: { readonly after: string | undefined; readonly iterator: string } | undefined;
  const readFrom = async (after: string | undefined, limit: number) => {
    const known = cursor?.after === after ? cursor?.iterator : undefined;
    cursor = undefined;
    const input = { ShardIterator: known ?? (await iteratorFrom(after)), Limit: limit };
    const answer = await callDatabase(database, `${api}.GetRecords`, input);
    const { Records, NextShardIterator: next } = page.parse(answer);
    const last = Records.at(-1)?.dynamodb.SequenceNumber ?? after;
    if (next) cursor = { after: last, iterator: next };
    return Records;
  };
  return {
    arn,
    read: async (after, limit) => {
      try {
        return (await readFrom(after, limit)).map(asDelivered);
      } catch (error) {
        const type = error instanceof DatabaseCallError ? error.type : undefined;
        // The machine was asleep: the iterator is older than 15 minutes.
        if (type === 'ExpiredIteratorException') {
          return (await readFrom(after, limit)).map(asDelivered);
        }
        // The runtime was off for longer than the stream retains changes: continue with the oldest
        // one left.
        if (type !== 'TrimmedDataAccessException') throw error;
        return (await readFrom(undefined, limit)).map(asDelivered);
      }
    },
  };
}

/**
 * The format that Lambda delivers; `userIdentity`, in whatever form, means that the service deleted
 * the row.
 */
export const asDelivered = ({ userIdentity, ...record }: StreamRecord): StreamRecord => ({
  ...record,
  ...(userIdentity && {
    userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' },
  }),
});
