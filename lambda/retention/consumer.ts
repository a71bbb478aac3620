import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import * as z from 'zod';
import type { Log } from '../platform/log/log.ts';
import type { MediaName, MediaObjects } from '../platform/media/media-objects.ts';
import { mediaName } from '../platform/media/media-objects.ts';
import { recordIdColumn, subjectIdColumn } from '../platform/dynamo/columns.ts';
import { CorruptRowError } from '../platform/dynamo/errors.ts';
import { milliseconds } from '../value/time.ts';
import type { Clock, EpochMilliseconds } from '../value/time.ts';
import { records } from '../record/table.ts';
import type { CountedChange } from '../count/counts.ts';
import { personChangeOf } from '../count/person-change.ts';
import { changeOf } from './model/retention.ts';
import type { RecordChange } from './model/retention.ts';
import type { Restorer } from './restore.ts';
import type { Retention } from './store.ts';
import { deletionCounters } from './store.ts';

export interface RecordsStreamDependencies {
  readonly retention: Retention;
  /** See `countChanges`. */
  readonly count: (changes: readonly CountedChange[]) => Promise<void>;
  /** See `startLateSweeps`. */
  readonly sweepLate: (changes: readonly DynamoDBRecord[]) => Promise<void>;
  /** For each batch: see `openRestorer`. */
  readonly restorer: () => Restorer;
  readonly media: Pick<MediaObjects, 'delete'>;
  readonly clock: Clock;
  readonly log: Log;
}

const text = z.object({ S: z.string() }).transform(({ S }) => S);
/** A row that a stranger wrote may have any shape: it is counted, under no category of the policy. */
const category = z
  .object({ S: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/) })
  .transform(({ S }) => S)
  .catch('unknown');
const image = z.object({ subjectId: text, recordId: text, category });
const identity = z
  .object({ type: z.string().optional(), principalId: z.string().optional() })
  .optional()
  .catch(undefined);

/**
 * Changes that are looked at together; where one fails, the stream repeats from the first of them. Each
 * alone where a row is broken.
 */
const chunkSize = 40;

/**
 * Consumes the stream of the records table: counts writes and deletions by retention and what is held
 * of each person, puts back what retention took although it was suspended, deletes the file of every
 * other row that is gone, and reports deletions that nothing explains. The file of those stays: once the
 * row is restored from a backup it can be read again, and without the row no one can read it. Safe to repeat; answers where to go on after a failure.
 */
export const consumeRecords =
  (deps: RecordsStreamDependencies) =>
  async ({ Records: all }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const restorer = deps.restorer();
    const chunks = chunksOf(all);
    let failed: DynamoDBRecord | undefined;
    for (let chunk = chunks.shift(); chunk !== undefined; chunk = chunks.shift()) {
      try {
        await consumeChunk(deps, chunk, restorer);
      } catch (error) {
        deps.log.error('FAILED', error, { table: records.name, count: chunk.length });
        const isBroken = error instanceof CorruptRowError;
        if (isBroken && chunk.length > 1) {
          // One by one: a batch that the stream gives up has nothing undone but what cannot be done.
          chunks.unshift(...chunk.map((record) => [record]));
          continue;
        }
        failed ??= chunk[0];
        if (!isBroken) break;
      }
    }
    const batchItemFailures = failed ? [{ itemIdentifier: sequenceNumber(failed) }] : [];
    return { batchItemFailures };
  };

const chunksOf = (all: readonly DynamoDBRecord[]): (readonly DynamoDBRecord[])[] =>
  Array.from({ length: Math.ceil(all.length / chunkSize) }, (_, index) =>
    all.slice(index * chunkSize, (index + 1) * chunkSize),
  );

interface Suspect {
  readonly record: DynamoDBRecord;
  readonly deleted: Extract<RecordChange, { kind: 'deleted' }>;
}

// An empty identifier makes Lambda repeat the whole batch, which is safe here.
const sequenceNumber = ({ dynamodb }: DynamoDBRecord): string => dynamodb?.SequenceNumber ?? '';

async function consumeChunk(
  { retention, count, sweepLate, media, clock, log }: RecordsStreamDependencies,
  chunk: readonly DynamoDBRecord[],
  restorer: Restorer,
): Promise<void> {
  const hourly = new Map<DynamoDBRecord, CountedChange['hourly']>();
  const times = new Map<DynamoDBRecord, Parameters<typeof personChangeOf>[1]>();
  const ended: DynamoDBRecord[] = [];
  const suspects: Suspect[] = [];
  for (const record of chunk) {
    const change = parseChange(record);
    if (change.kind === 'ignored') continue;
    if (change.kind === 'deleted' && change.by === 'somebody') {
      suspects.push({ record, deleted: change });
      continue;
    }
    if (change.kind === 'deleted' && (await restorer.restore(record.dynamodb?.OldImage))) {
      log.info('RECORD_RESTORED', { table: records.name });
      continue;
    }
    const { category } = change;
    const at = happenedAt(record) ?? clock();
    if (change.kind === 'deleted') {
      ended.push(record);
      times.set(record, { endedAt: at });
      hourly.set(record, { count: 'retention-deletions', category, at });
    } else {
      times.set(record, { storedAt: at });
      hourly.set(record, { count: 'record-writes', category, at });
    }
  }
  const explained = await Promise.all(
    suspects.map(({ deleted }) => retention.explanationOf(deleted)),
  );
  for (const [index, { record, deleted }] of suspects.entries()) {
    const by = explained[index];
    if (by !== undefined) {
      const at = happenedAt(record) ?? clock();
      if (by === 'sweep') times.set(record, { endedAt: at });
      ended.push(record);
      hourly.set(record, { count: deletionCounters[by], category: deleted.category, at });
      continue;
    }
    // Logged first: if this function dies before the entry is written, the alarm has gone off.
    log.error('DELETION_UNEXPLAINED', new UnexplainedDeletionError(), { table: records.name });
    await retention.report(deleted, records.name);
  }
  await count(
    chunk.flatMap((record) => {
      const person = personChangeOf(record, times.get(record));
      const counted = { hourly: hourly.get(record), person };
      if (counted.hourly === undefined && person === undefined) return [];
      return [{ eventId: eventIdOf(record), happenedAt: happenedAt(record), ...counted }];
    }),
  );
  const deletions = [...hourly.values()].filter((one) => one?.count === 'retention-deletions');
  if (deletions.length > 0) {
    log.info('RETENTION_COUNTED', { table: records.name, count: deletions.length });
  }
  const names = ended.flatMap((record) => mediaOf(record));
  // Each as far as it comes: neither waits for the other to be repaired.
  const outcomes = await Promise.allSettled([
    ...names.map((name) => media.delete(name)),
    sweepLate(chunk),
  ]);
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

/** The same with every delivery. */
const eventIdOf = ({ eventID, dynamodb }: DynamoDBRecord): string =>
  eventID ?? JSON.stringify([dynamodb?.SequenceNumber, dynamodb?.Keys]);

const withFile = z.object({
  subjectId: z.object({ S: subjectIdColumn }),
  recordId: z.object({ S: recordIdColumn }),
  media: z.object({ BOOL: z.literal(true) }),
});

/** The file of a row that is gone. */
function mediaOf({ dynamodb }: DynamoDBRecord): MediaName[] {
  const row = withFile.safeParse(dynamodb?.OldImage);
  return row.success ? [mediaName(row.data.subjectId.S, row.data.recordId.S)] : [];
}

function parseChange({ eventName, dynamodb, userIdentity }: DynamoDBRecord): RecordChange {
  // Put back, not written: its writing was counted when it happened.
  if (dynamodb?.NewImage?.['restoredAt'] !== undefined) return { kind: 'ignored' };
  const row = image.safeParse({
    category: (dynamodb?.OldImage ?? dynamodb?.NewImage)?.['category'],
    ...dynamodb?.Keys,
  });
  if (!row.success) return { kind: 'ignored' };
  return changeOf(eventName, row.data, identity.parse(userIdentity));
}

/** The hour of the change itself, so that a late or repeated batch counts where it belongs. */
function happenedAt({ dynamodb }: DynamoDBRecord): EpochMilliseconds | undefined {
  const createdAt = dynamodb?.ApproximateCreationDateTime;
  return createdAt === undefined ? undefined : milliseconds(Math.floor(createdAt * 1000));
}

/** Someone other than this program deleted a record. Raises the alarm by its log line. */
export class UnexplainedDeletionError extends Error {
  override readonly name = 'UnexplainedDeletionError';
}
