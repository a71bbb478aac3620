import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import * as z from 'zod';
import { entry } from '../ledger/store.ts';
import { sha256Hex } from '../value/canonical.ts';
import type { Database } from '../platform/dynamo/database.ts';
import { StoreUnavailableError } from '../platform/dynamo/errors.ts';
import type { TableFacts } from '../platform/dynamo/facts.ts';
import { getRow } from '../platform/dynamo/read.ts';
import { transact } from '../platform/dynamo/transact.ts';
import type { RequestId } from '../value/ids.ts';
import { parseId, parseKid } from '../value/ids.ts';
import { isPrevious } from '../platform/keyring/key-row.ts';
import { subjectKeys, tombstones } from '../platform/keyring/table.ts';
import { milliseconds } from '../value/time.ts';
import type { Clock, EpochMilliseconds } from '../value/time.ts';
import { isErasureOrdered, orderedBy } from './erasure-orders.ts';
import { isRotationNaming, isRotationOrdered } from './rotation-orders.ts';
import { requests } from '../request/table.ts';
import { noted } from '../count/count-once.ts';
import { countLosses } from './pause/store.ts';
import type { KeyLoss, PauseDependencies } from './pause/store.ts';
import { isBeingErased } from './store.ts';

export type WatchDependencies = PauseDependencies;

/**
 * A tombstone says which key goes and for which request, but not whose it is; a deleted key row says
 * whose, but not which key. Each has to be explained on its own.
 */
type Destruction =
  | {
      readonly kind: 'tombstone';
      readonly kid: string;
      readonly requestId: RequestId | undefined;
      /** Of the rotation that replaced the key. */
      readonly containmentId: string | undefined;
    }
  | {
      readonly kind: 'key-row';
      readonly subjectId: string;
      /** A rotation has put another key in its place. */
      readonly isReplaced: boolean;
      readonly change: string;
    };

const tableOf: Readonly<Record<Destruction['kind'], TableFacts>> = {
  tombstone: tombstones,
  'key-row': subjectKeys,
};

const text = z.object({ S: z.string() }).transform(({ S }) => S);
const tombstoneKey = z.object({ kid: text });
const keyRowKey = z.object({ subjectId: text, erasureClass: text });
const ordered = z.object({ requestId: text });
const rotated = z.object({ containmentId: text });

/** Anything else that happens to these tables destroys nothing: a key is made or put back. */
function destructionOf(record: DynamoDBRecord): Destruction | undefined {
  const { eventName, eventID, dynamodb } = record;
  const stone = tombstoneKey.safeParse(dynamodb?.Keys);
  if (stone.success && eventName === 'INSERT') {
    const { kid } = stone.data;
    const rotation = rotated.safeParse(dynamodb?.NewImage);
    return {
      ...{ kind: 'tombstone', kid, requestId: requestNamedBy(dynamodb?.NewImage) },
      containmentId: rotation.success ? rotation.data.containmentId : undefined,
    };
  }
  const row = keyRowKey.safeParse(dynamodb?.Keys);
  if (!row.success || eventName !== 'REMOVE') return undefined;
  const { subjectId, erasureClass } = row.data;
  const isReplaced = isPrevious(erasureClass);
  return {
    kind: 'key-row',
    subjectId,
    isReplaced,
    change: eventID ?? dynamodb?.SequenceNumber ?? '',
  };
}

/** A tombstone that names no request, or nothing that could be one, is explained by none. */
function requestNamedBy(image: unknown): RequestId | undefined {
  const stone = ordered.safeParse(image);
  return stone.success ? parseId<RequestId>(stone.data.requestId) : undefined;
}

/**
 * Consumes the streams of tombstones and of key rows, in a role that can destroy no key: pauses
 * erasures once too many people have lost keys, and reports every destruction that no erasure of a
 * fenced person ordered. Safe to repeat; answers where to go on after a failure.
 */
export const watchKeys =
  (deps: WatchDependencies) =>
  async ({ Records: changes }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    // Counted first, because it stops what goes on; what cannot be counted is explained all the same.
    const isCounted = await counted(deps, changes);
    const explains = openExplanations(deps.database);
    for (const [index, change] of changes.entries()) {
      const destruction = destructionOf(change);
      if (destruction === undefined) continue;
      try {
        if (!(await explains(destruction))) await report(deps, destruction);
      } catch (error) {
        const table = tableOf[destruction.kind].name;
        deps.log.error('FAILED', error, { table, count: changes.length - index });
        return goOnAt(isCounted ? change : changes[0]);
      }
    }
    return isCounted ? { batchItemFailures: [] } : goOnAt(changes[0]);
  };

// An empty identifier makes Lambda repeat the whole batch, which is safe here.
const goOnAt = (change: DynamoDBRecord | undefined): DynamoDBBatchResponse => ({
  batchItemFailures: [{ itemIdentifier: change?.dynamodb?.SequenceNumber ?? '' }],
});

async function counted(
  deps: WatchDependencies,
  changes: readonly DynamoDBRecord[],
): Promise<boolean> {
  try {
    await countLosses(deps, await lossesIn(deps, changes));
    return true;
  } catch (error) {
    deps.log.error('FAILED', error, { table: subjectKeys.name, count: changes.length });
    return false;
  }
}

/**
 * A deleted key row is a loss whatever ordered it, because roles that destroy keys could rewrite what
 * says why. One that a rotation replaced is none: they cannot insert the order of staff that it needs.
 */
async function lossesIn(
  { database, clock }: Pick<WatchDependencies, 'database' | 'clock'>,
  changes: readonly DynamoDBRecord[],
): Promise<KeyLoss[]> {
  const isRotated = once((subjectId: string) => isRotationOrdered(database, subjectId));
  const losses: KeyLoss[] = [];
  for (const change of changes) {
    const destruction = destructionOf(change);
    if (destruction?.kind !== 'key-row') continue;
    const { subjectId, isReplaced } = destruction;
    if (isReplaced && (await isRotated(subjectId))) continue;
    losses.push({ subjectId, at: happenedAt(change, clock) });
  }
  return losses;
}

function happenedAt({ dynamodb }: DynamoDBRecord, clock: Clock): EpochMilliseconds {
  const createdAt = dynamodb?.ApproximateCreationDateTime;
  return createdAt === undefined ? clock() : milliseconds(Math.floor(createdAt * 1000));
}

async function report(deps: WatchDependencies, destruction: Destruction): Promise<void> {
  // Logged first: if this function dies before the entry is written, the alarm has gone off.
  deps.log.error('KEY_DESTRUCTION_UNEXPLAINED', new UnexplainedDestructionError(), {
    table: tableOf[destruction.kind].name,
  });
  const kid = destruction.kind === 'tombstone' ? parseKid(destruction.kid) : undefined;
  const ledgerEntry = await entry(deps, 'key.unexplained-destruction', kid ? { kid } : {});
  const note = noted(deps, `${kid ?? nameOf(destruction)}#destroyed`);
  const outcome = await transact(deps.database, [note, ledgerEntry]);
  if (outcome.kind === 'contended' || outcome.kind === 'stale') {
    throw new StoreUnavailableError('another consumer reported the same destruction throughout');
  }
}

/** The same however often the stream delivers it; says nothing of a person. */
const nameOf = (destruction: Destruction): string =>
  sha256Hex(destruction.kind === 'tombstone' ? destruction.kid : destruction.change);

/** Reads a request or a person once for a batch: keys are named and people fenced before keys go. */
function openExplanations(database: Database): (destruction: Destruction) => Promise<boolean> {
  const requestOf = once((requestId: RequestId) =>
    getRow(database, requests, { requestId }, z.unknown()),
  );
  const isRotated = once((subjectId: string) => isRotationOrdered(database, subjectId));
  const isErased = once(
    async (subjectId: string) =>
      (await isBeingErased(database, subjectId)) && isErasureOrdered(database, subjectId),
  );
  return async (destruction) => {
    if (destruction.kind === 'key-row') {
      const { subjectId, isReplaced } = destruction;
      return (isReplaced && (await isRotated(subjectId))) || isErased(subjectId);
    }
    const { kid, requestId, containmentId } = destruction;
    if (containmentId !== undefined) return isRotationNaming(database, containmentId, kid);
    if (requestId === undefined) return false;
    const order = orderedBy(await requestOf(requestId), kid);
    return order !== undefined && isBeingErased(database, order.subjectId);
  };
}

function once<Id, Answer>(ask: (id: Id) => Promise<Answer>): (id: Id) => Promise<Answer> {
  const asked = new Map<Id, Promise<Answer>>();
  return (id) => {
    const answer = asked.get(id) ?? ask(id);
    asked.set(id, answer);
    return answer;
  };
}

/** A key was destroyed that no erasure ordered. Raises the alarm by its log line. */
export class UnexplainedDestructionError extends Error {
  override readonly name = 'UnexplainedDestructionError';
}
