import * as z from 'zod';
import { bytesColumn, recordIdColumn, subjectIdColumn } from '../platform/dynamo/columns.ts';
import type { RowAddress } from '../platform/keyring/subject-keys.ts';
import { storedSource } from '../record/rows.ts';
import type { RecordId } from '../value/ids.ts';
import { mediaTypes } from '../value/media-types.ts';
import { milliseconds } from '../value/time.ts';
import { uploadRefusals, uploadStates } from './model/upload.ts';
import { mediaUploads } from './table.ts';

export const uploadRow = z.object({
  recordId: recordIdColumn,
  subjectId: subjectIdColumn,
  version: z.int(),
  state: z.enum(uploadStates),
  because: z.enum(uploadRefusals).optional(),
  category: z.string(),
  erasureClass: z.string(),
  purposes: z.array(z.string()),
  collectedAt: z.iso.datetime().transform((text) => milliseconds(Date.parse(text))),
  /** Only while it waits: from then on the record has the key, or nothing has. */
  sealed: bytesColumn.optional(),
});
export type UploadRow = z.output<typeof uploadRow>;

/** What was announced of a file, and the key that it is encrypted with. The hash of a known picture says what it shows, and where it is from says something of the person. */
export const announced = z.object({
  contentType: z.enum(mediaTypes),
  bytes: z.int(),
  sha256: z.string(),
  source: storedSource.optional(),
  key: z.string(),
});
export type Announced = z.output<typeof announced>;

export const addressOf = (recordId: RecordId): RowAddress => ({
  table: mediaUploads,
  key: { recordId },
  contentVersion: 1,
});
