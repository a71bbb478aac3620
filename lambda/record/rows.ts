import * as z from 'zod';
import { ahead } from '../platform/dynamo/ahead.ts';
import type { Database } from '../platform/dynamo/database.ts';
import { getRow, queryAll } from '../platform/dynamo/read.ts';
import type { Key, Statement } from '../platform/dynamo/statement.ts';
import { insert } from '../platform/dynamo/statement.ts';
import type { RecordId, SubjectId } from '../value/ids.ts';
import { mediaTypes } from '../value/media-types.ts';
import { openJson, sealJson } from '../platform/keyring/sealed-json.ts';
import type { RowAddress, SubjectKeys } from '../platform/keyring/subject-keys.ts';
import type { Clock, EpochMilliseconds } from '../value/time.ts';
import { toRfc3339 } from '../value/time.ts';
import type { CivilDate } from '../policy/periods.ts';
import type { Policy } from '../policy/schema.ts';
import type { StoredData } from '../retention/model/retention-end.ts';
import type { Seen } from '../retention/person-store.ts';
import type { OpenedRecord, RecordFacts, StoredMedia, VersionedRecord } from './model/record.ts';
import { records } from './table.ts';
import { recordFields, recordKey, withEnd, withStored } from '../retention/stored-record.ts';

export interface RecordsDependencies {
  readonly database: Database;
  readonly subjectKeys: SubjectKeys;
  readonly policy: Policy;
  readonly clock: Clock;
}

export const recordRow = recordFields.transform(withEnd).transform(withStored);
export type RecordRow = z.output<typeof recordRow>;

export const storedMedia = z.object({
  contentType: z.enum(mediaTypes),
  bytes: z.int(),
  sha256: z.string(),
  key: z.string(),
}) satisfies z.ZodType<StoredMedia>;
export const storedSource = z.union([z.string(), z.object({ recipient: z.string() })]);
const payload = z.object({
  content: z.unknown(),
  source: storedSource.optional(),
  media: storedMedia.optional(),
});
export type Payload = z.output<typeof payload>;

const addressOf = (key: Key, contentVersion: number): RowAddress => ({
  table: records,
  key,
  contentVersion,
});

export const readRow = (
  database: Database,
  subjectId: SubjectId,
  recordId: RecordId,
): Promise<RecordRow | undefined> =>
  getRow(database, records, recordKey(subjectId, recordId), recordRow);

export const sealPayload = (
  keys: Pick<SubjectKeys, 'seal'>,
  row: Pick<RecordRow, 'subjectId' | 'recordId' | 'erasureClass' | 'contentVersion'>,
  value: Payload,
): Promise<Uint8Array> =>
  sealJson(
    keys,
    row.subjectId,
    row.erasureClass,
    addressOf(recordKey(row.subjectId, row.recordId), row.contentVersion),
    value,
  );

/** Returns undefined once the key of the row's class is destroyed: the row then holds nothing. */
export async function openPayload(keys: SubjectKeys, row: RecordRow): Promise<Payload | undefined> {
  const address = addressOf(recordKey(row.subjectId, row.recordId), row.contentVersion);
  const ciphertext = await openJson(
    keys,
    row.subjectId,
    row.erasureClass,
    address,
    row.sealed,
    payload,
  );
  return ciphertext.kind === 'opened' ? ciphertext.value : undefined;
}

/** What is exempt beside what its person uses, as it was written. Only a hold suspends it. */
export const storedEnd = ({ expiresAt, purposes, suspended }: RecordRow): Seen => ({
  ...{ until: expiresAt, purposes },
  keptBy: suspended ? 'legal-hold' : undefined,
});

/** @param seen an earlier end and fewer purposes than stored, where a sweep has not come yet */
export async function openRow(
  keys: SubjectKeys,
  row: RecordRow,
  { until: expiresAt, purposes, ends, keptBy }: Seen,
): Promise<VersionedRecord | undefined> {
  const opened = await openPayload(keys, row);
  if (opened === undefined) return undefined;
  const { recordId, category, collectedAt, policyVersion, contentVersion } = row;
  return {
    ...{ recordId, category, purposes, collectedAt, expiresAt, policyVersion, contentVersion },
    content: opened.content,
    source: opened.source,
    media: opened.media,
    derivedFrom: row.derivedFrom,
    withheld: row.withheld,
    ends,
    keptBy,
  };
}

/** Rows that are opened at once, with one read for each of their keys: so many, or so much content. */
const rowsPerWave = 250;
const bytesPerWave = 1024 * 1024;

interface Visible {
  readonly row: RecordRow;
  readonly seen: Seen;
}

/**
 * Opens the rows of one person that have an end for readers, oldest first, with flat memory.
 *
 * @param after the last record that was read before
 */
export async function* openEach(
  { database, subjectKeys }: RecordsDependencies,
  subjectId: SubjectId,
  see: (row: RecordRow) => Seen | undefined,
  after?: RecordId,
): AsyncGenerator<OpenedRecord, void> {
  const options = { partition: { subjectId }, startAfter: after && recordKey(subjectId, after) };
  const rows = queryAll(database, records, options, recordRow);
  async function* opened(): AsyncGenerator<OpenedRecord[], void> {
    for await (const wave of wavesOf(rows, see)) {
      const found = await Promise.all(wave.map(({ row, seen }) => openRow(subjectKeys, row, seen)));
      yield found.filter((record) => record !== undefined);
    }
  }
  for await (const wave of ahead(opened())) yield* wave;
}

async function* wavesOf(
  rows: AsyncIterable<RecordRow>,
  see: (row: RecordRow) => Seen | undefined,
): AsyncGenerator<readonly Visible[], void> {
  let wave: Visible[] = [];
  let bytes = 0;
  for await (const row of rows) {
    const seen = see(row);
    if (seen === undefined) continue;
    wave.push({ row, seen });
    bytes += row.sealed.byteLength;
    if (wave.length < rowsPerWave && bytes < bytesPerWave) continue;
    yield wave;
    wave = [];
    bytes = 0;
  }
  if (wave.length > 0) yield wave;
}

/** What a record is made from. */
export interface Derivation {
  readonly from: RecordId;
  readonly sources: readonly StoredData[];
}

export interface NewRecord extends RecordFacts, Payload {
  readonly subjectId: SubjectId;
  readonly erasureClass: string;
  readonly suspended?: boolean;
  readonly derivation?: Derivation;
  /** When the person has to be informed of it, where it is from a recipient and a law says so. */
  readonly informBy?: CivilDate;
  readonly storedAt: EpochMilliseconds;
}

/** Seals a new record into the statement that inserts it. */
export async function insertion(
  keys: Pick<SubjectKeys, 'seal'>,
  record: NewRecord,
): Promise<Statement> {
  const { subjectId, recordId, category, erasureClass, expiresAt, policyVersion } = record;
  const row = { subjectId, recordId, category, erasureClass, policyVersion };
  const versions = { version: 1, contentVersion: 1 };
  const { content, source, media: file } = record;
  const payloadOf = { content, source, media: file };
  return insert(records, {
    ...row,
    ...versions,
    [record.suspended === true ? 'endsAt' : 'expiresAt']: expiresAt,
    purposes: [...record.purposes],
    collectedAt: toRfc3339(record.collectedAt),
    storedAt: record.storedAt,
    // In clear: who deletes a row deletes the file as well, without a key.
    media: file && true,
    derivedFrom: record.derivation?.from,
    sources: record.derivation?.sources.map(({ category: of, purposes, collectedAt: at }) => ({
      category: of,
      purposes: [...purposes],
      collectedAt: toRfc3339(at),
    })),
    sealed: await sealPayload(keys, { ...row, ...versions }, payloadOf),
  });
}
