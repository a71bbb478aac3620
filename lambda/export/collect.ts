import { heldCounts } from '../count/stored-counts.ts';
import type { Database } from '../platform/dynamo/database.ts';
import type { Attempt, FulfilmentDependencies } from '../request/attempt.ts';
import type { ExportedKind } from '../request/model/kinds.ts';
import type { RecordId, SubjectId } from '../value/ids.ts';
import { collectedText, writePiece } from './collected.ts';
import { exportObject } from './export-object.ts';
import { isRequested } from './requested-records.ts';

/** How far the records of a person are read. Ids and counts alone: it is in a checkpoint. */
export interface Collection {
  readonly pieces: number;
  /** The last record that was read. */
  readonly after?: RecordId;
  readonly isDone: boolean;
}

export const noCollection: Collection = { pieces: 0, isDone: false };

/** An archive of so many records is written in one go. */
const manyRecords = 10_000;
/** Of one piece, which is in memory as a whole. */
const pieceCharacters = 4 * 1024 * 1024;

/**
 * Whether a person has so many records that they are read in steps of their own, before the archive is
 * written. Counts follow writes by seconds, and nothing depends on a few more or less.
 *
 * @throws StoreUnavailableError
 */
export async function hasManyRecords(database: Database, subjectId: SubjectId): Promise<boolean> {
  const counts = await heldCounts(database, subjectId);
  return counts.reduce((sum, { count }) => sum + count, 0) > manyRecords;
}

/** How the records of an export are read: an access request is about everything that is held. */
export const reading = { access: 'readHeld', portability: 'readAll' } as const satisfies Readonly<
  Record<ExportedKind, keyof FulfilmentDependencies['records']>
>;

/**
 * Reads and opens records from where the step before has stopped, until `isTime`. A step that dies does
 * its part again, over the same pieces.
 *
 * @throws AttemptSupersededError, StoreUnavailableError, KeyringUnavailableError, ObjectsUnavailableError
 */
export async function collectRecords(
  deps: FulfilmentDependencies,
  run: Attempt,
  from: Collection,
  isTime: () => boolean,
): Promise<Collection> {
  const { row, object, kind } = await exportObject(deps, run);
  let { pieces, after } = from;
  let texts: string[] = [];
  let characters = 0;
  let isDone = true;
  const write = async (): Promise<void> => {
    pieces += 1;
    await writePiece(deps.objects, object, pieces, texts);
    texts = [];
    characters = 0;
  };
  for await (const record of deps.records[reading[kind]](row.subjectId, after)) {
    if (isRequested(deps.policy, row, record)) {
      const text = collectedText(record);
      texts.push(text);
      characters += text.length;
    }
    after = record.recordId;
    if (characters >= pieceCharacters) await write();
    if (isTime()) {
      isDone = false;
      break;
    }
  }
  if (texts.length > 0) await write();
  return { pieces, ...(after !== undefined && { after }), isDone };
}
