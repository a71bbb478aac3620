import * as z from 'zod';
import { setTimeout as delay } from 'node:timers/promises';
import type { Assembly } from './assembly.ts';
import type { DatabaseAddress } from './dynamo-http.ts';
import { functionNameOf } from './invocation.ts';
import type { Invoke } from './invocation.ts';
import { streamFilter } from './stream-filter.ts';
import type { StreamFilter } from './stream-filter.ts';
import type { StreamPositions } from './stream-positions.ts';
import { openStream } from './stream-source.ts';
import type { StreamRecord, TableStream } from './stream-source.ts';

/** An event source mapping of the template. */
export interface StreamMapping {
  readonly functionName: string;
  readonly tableName: string;
  readonly batchSize: number;
  readonly filter: StreamFilter;
  /** -1 for no limit. */
  readonly retries: number;
}

const properties = z.object({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  BatchSize: z.number().default(100),
  MaximumRetryAttempts: z.number().default(-1),
  FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: z.string() })) }).optional(),
});

export function streamMappings(assembly: Assembly): StreamMapping[] {
  return assembly.ofType('AWS::Lambda::EventSourceMapping').flatMap((placed) => {
    const mapping = properties.parse(assembly.properties(placed));
    const [, tableName] = /:table\/([^/]+)\/stream\//.exec(mapping.EventSourceArn) ?? [];
    if (tableName === undefined) return [];
    const patterns = mapping.FilterCriteria?.Filters.map(({ Pattern }) => Pattern) ?? [];
    return [
      {
        functionName: functionNameOf(mapping.FunctionName),
        tableName,
        batchSize: mapping.BatchSize,
        filter: streamFilter(patterns),
        retries: mapping.MaximumRetryAttempts,
      },
    ];
  });
}

const pollMilliseconds = 300;
const longestBackoffMilliseconds = 30_000;

export interface StreamsDependencies {
  readonly database: DatabaseAddress;
  readonly invoke: Invoke;
  readonly positions: StreamPositions;
  readonly say: (line: string) => void;
}

/**
 * Delivers the records of each stream to its mappings, each on its own, so that a failing consumer
 * delays no other.
 */
export function feedStreams(
  mappings: readonly StreamMapping[],
  dependencies: StreamsDependencies,
): { readonly stop: () => Promise<void> } {
  const abort = new AbortController();
  const loops = mappings.map((mapping) => feed(mapping, dependencies, abort.signal));
  return {
    stop: async () => {
      abort.abort();
      // A batch in progress ends with its function; its position is not changed.
      await Promise.race([Promise.all(loops), delay(500)]);
    },
  };
}

async function feed(
  mapping: StreamMapping,
  dependencies: StreamsDependencies,
  signal: AbortSignal,
): Promise<void> {
  let source: TableStream | undefined;
  let failures = 0;
  const isStopping = () => signal.aborted;
  while (!isStopping()) {
    try {
      source ??= await openStream(dependencies.database, mapping.tableName);
      const progressed = source && (await deliver(mapping, source, dependencies, failures, signal));
      failures = 0;
      if (!progressed) await pause(pollMilliseconds, signal);
    } catch (error) {
      failures += 1;
      if (failures === 1 && !isStopping()) {
        const what = error instanceof Error ? error.name : 'unknown failure';
        dependencies.say(`stream of ${mapping.tableName}: ${what}, trying again`);
      }
      await pause(Math.min(longestBackoffMilliseconds, 250 * 2 ** failures), signal);
    }
  }
}

const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  delay(milliseconds, undefined, { signal }).catch(() => undefined);

/** Delivers one batch. Returns whether there was one. */
async function deliver(
  mapping: StreamMapping,
  source: TableStream,
  { invoke, positions, say }: StreamsDependencies,
  failures: number,
  signal: AbortSignal,
): Promise<boolean> {
  const consumer = `${mapping.functionName} ${source.arn}`;
  const records = await source.read(positions.get(consumer), mapping.batchSize);
  const last = records.at(-1);
  if (last === undefined) return false;
  const wanted = records.filter(mapping.filter);
  if (wanted.length > 0) {
    const undelivered = await invokeWith(mapping, source, wanted, invoke);
    if (undelivered !== undefined) {
      if (mapping.retries < 0 || failures < mapping.retries || signal.aborted) {
        const before = records[records.indexOf(undelivered) - 1];
        if (before !== undefined) await positions.set(consumer, before.dynamodb.SequenceNumber);
        throw new BatchFailedError(mapping.functionName);
      }
      say(`stream of ${mapping.tableName}: ${mapping.functionName} gave up on a change`);
      await positions.set(consumer, undelivered.dynamodb.SequenceNumber);
      return true;
    }
  }
  await positions.set(consumer, last.dynamodb.SequenceNumber);
  return true;
}

const partialFailure = z.object({
  batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })),
});

/** Returns the first record that was not processed. */
async function invokeWith(
  { functionName }: StreamMapping,
  source: TableStream,
  records: readonly StreamRecord[],
  invoke: Invoke,
): Promise<StreamRecord | undefined> {
  const event = {
    Records: records.map((record) => ({ ...record, eventSourceARN: source.arn })),
  };
  const invocation = await invoke(functionName, JSON.stringify(event));
  if (invocation.kind === 'failed') return records[0];
  const partial = partialFailure.safeParse(JSON.parse(invocation.payload));
  const failed = new Set(
    partial.data?.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier),
  );
  return records.find(({ dynamodb }) => failed.has(dynamodb.SequenceNumber));
}

/** A consumer did not process a batch; it is delivered again. */
class BatchFailedError extends Error {
  override readonly name = 'BatchFailedError';

  constructor(functionName: string) {
    super(`${functionName} did not process a batch`);
  }
}
