import * as z from 'zod';
import { Readable } from 'node:stream';
import { ahead } from '../platform/dynamo/ahead.ts';
import { recordIdColumn } from '../platform/dynamo/columns.ts';
import { ObjectsUnavailableError } from '../platform/objects/errors.ts';
import type { ObjectName, Objects } from '../platform/objects/objects.ts';
import { readJson } from '../platform/objects/read-json.ts';
import { withholdingGrounds } from '../policy/vocabulary.ts';
import type { OpenedRecord } from '../record/model/record.ts';
import { storedMedia, storedSource } from '../record/rows.ts';
import { suspenders } from '../retention/model/retention.ts';
import { milliseconds, seconds } from '../value/time.ts';

/*
 * Records that a step of an export has read and opened, for the step that writes the archive. They wait
 * beside the export: what deletes it deletes them.
 */

/** With a capital letter, which no id of a system has: pages of systems wait beside the export, too. */
const pieceName = (object: ObjectName, piece: number): ObjectName => `${object}.Records.${piece}`;

const end = z.int().transform(seconds);
const collectedRecord = z.object({
  recordId: recordIdColumn,
  category: z.string(),
  purposes: z.array(z.string()),
  collectedAt: z.int().transform(milliseconds),
  expiresAt: end,
  policyVersion: z.string(),
  content: z.unknown(),
  source: storedSource.optional(),
  media: storedMedia.optional(),
  derivedFrom: z.string().optional(),
  withheld: z.enum(withholdingGrounds).optional(),
  ends: z
    .array(z.tuple([z.string(), end]))
    .transform((ends) => new Map(ends))
    .optional(),
  keptBy: z.enum(suspenders).optional(),
});

/** A record as text of a piece. */
export const collectedText = (record: OpenedRecord): string =>
  JSON.stringify({ ...record, ends: record.ends && [...record.ends] });

/** @throws ObjectsUnavailableError */
export async function writePiece(
  objects: Objects,
  object: ObjectName,
  piece: number,
  texts: readonly string[],
): Promise<void> {
  const body = Readable.from(listOf(texts));
  await objects.put(pieceName(object, piece), body, 'application/json');
}

function* listOf(texts: readonly string[]): Generator<string, void> {
  yield '[';
  for (const [index, each] of texts.entries()) yield index === 0 ? each : `,${each}`;
  yield ']';
}

/**
 * The records of every piece, in the order in which they were read.
 *
 * @throws ObjectsUnavailableError also where a piece is not there
 */
export async function* readPieces(
  objects: Objects,
  object: ObjectName,
  pieces: number,
): AsyncGenerator<OpenedRecord, void> {
  for await (const records of ahead(eachPiece(objects, object, pieces))) yield* records;
}

async function* eachPiece(
  objects: Objects,
  object: ObjectName,
  pieces: number,
): AsyncGenerator<readonly OpenedRecord[], void> {
  for (let piece = 1; piece <= pieces; piece += 1) {
    const body = await objects.get(pieceName(object, piece));
    if (body === undefined) throw new ObjectsUnavailableError('a piece of an export is missing');
    yield z.array(collectedRecord).parse(await readJson(body));
  }
}

/** @throws ObjectsUnavailableError */
export async function deletePieces(
  objects: Objects,
  object: ObjectName,
  pieces: number,
): Promise<void> {
  for (let piece = 1; piece <= pieces; piece += 1) await objects.delete(pieceName(object, piece));
}
