import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import * as z from 'zod';
import { entry } from '../ledger/store.ts';
import { sha256Hex } from '../platform/canonical.ts';
import type { Database } from '../platform/dynamo/database.ts';
import { StoreUnavailableError } from '../platform/dynamo/errors.ts';
import { getRow } from '../platform/dynamo/read.ts';
import { transact } from '../platform/dynamo/transact.ts';
import type { RequestId } from '../platform/ids.ts';
import { parseId, parseKid } from '../platform/ids.ts';
import { tombstones } from '../platform/keyring/table.ts';
import type { Log } from '../platform/log/log.ts';
import type { Clock } from '../platform/time.ts';
import type { Policy } from '../policy/schema.ts';
import { orderedBy } from '../request/ordered-by.ts';
import { requests } from '../request/table.ts';
import { noted } from './count-once.ts';
import { isBeingErased } from './store.ts';

export interface WatchDependencies {
  readonly database: Database;
  readonly policy: Pick<Policy, 'version'>;
  readonly clock: Clock;
  readonly log: Log;
}

const text = z.object({ S: z.string() }).transform(({ S }) => S);
const destroyedKey = z.object({ kid: text });
const ordered = z.object({ requestId: text });

/** A tombstone that names no request, or nothing that could be one, is explained by none. */
function requestNamedBy(image: unknown): RequestId | undefined {
  const stone = ordered.safeParse(image);
  return stone.success ? parseId<RequestId>(stone.data.requestId) : undefined;
}

/**
 * Consumes the stream of tombstones, in a role that can destroy no key: reports every destruction that
 * no erasure of a fenced person named. Safe to repeat; answers where to go on after a failure.
 */
export const watchKeys =
  (deps: WatchDependencies) =>
  async ({ Records: stones }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const explains = openExplanations(deps.database);
    for (const [index, stone] of stones.entries()) {
      try {
        await watch(deps, stone, explains);
      } catch (error) {
        deps.log.error('FAILED', error, { table: tombstones.name, count: stones.length - index });
        const itemIdentifier = stone.dynamodb?.SequenceNumber ?? '';
        return { batchItemFailures: [{ itemIdentifier }] };
      }
    }
    return { batchItemFailures: [] };
  };

type Explains = (requestId: RequestId, kid: string) => Promise<boolean>;

async function watch(
  deps: WatchDependencies,
  { eventName, dynamodb }: DynamoDBRecord,
  explains: Explains,
): Promise<void> {
  const stone = destroyedKey.safeParse(dynamodb?.Keys);
  if (eventName !== 'INSERT' || !stone.success) return;
  const { kid } = stone.data;
  const requestId = requestNamedBy(dynamodb?.NewImage);
  if (requestId !== undefined && (await explains(requestId, kid))) return;
  // Logged first: if this function dies before the entry is written, the alarm has gone off.
  deps.log.error('KEY_DESTRUCTION_UNEXPLAINED', new UnexplainedDestructionError(), {
    table: tombstones.name,
  });
  const ours = parseKid(kid);
  const told = await entry(deps, 'key.unexplained-destruction', ours ? { kid: ours } : {});
  const note = noted(deps, `${ours ?? sha256Hex(kid)}#destroyed`);
  const outcome = await transact(deps.database, [note, told]);
  if (outcome.kind === 'contended' || outcome.kind === 'stale') {
    throw new StoreUnavailableError('another consumer reported the same destruction throughout');
  }
}

/** Reads a request once for a batch: it named its keys before their tombstones were written. */
function openExplanations(database: Database): Explains {
  const read = new Map<RequestId, Promise<unknown>>();
  const requestOf = (requestId: RequestId): Promise<unknown> => {
    const known = read.get(requestId) ?? getRow(database, requests, { requestId }, z.unknown());
    read.set(requestId, known);
    return known;
  };
  return async (requestId, kid) => {
    const order = orderedBy(await requestOf(requestId), kid);
    return order !== undefined && isBeingErased(database, order.subjectId);
  };
}

/** A key was destroyed that no erasure named. Raises the alarm by its log line. */
export class UnexplainedDestructionError extends Error {
  override readonly name = 'UnexplainedDestructionError';
}
