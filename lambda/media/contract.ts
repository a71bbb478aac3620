import * as z from 'zod';
import { newRecord } from '../record/contract.ts';
import { mediaTypes } from '../value/media-types.ts';
import { uploadRefusals, uploadStates } from './model/upload.ts';

/** The most that the policy may allow: 2 GiB. */
const maximumBytes = 2 ** 31;

export const newMedia = z
  .strictObject({
    ...newRecord.pick({ subject: true, category: true, purposes: true }).shape,
    source: newRecord.shape.source.describe(
      'Where the file is from. Announce what you obtained from a recipient of the policy when you obtain it: the person has to be informed (GDPR Art. 14), which POST /v1/sources/informed records.',
    ),
    contentType: z
      .enum(mediaTypes)
      .describe('What the file is; the policy lists the types of each category.'),
    bytes: z.int().min(1).max(maximumBytes).describe('Exact length of the file.'),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'send 64 hexadecimal digits in lower case')
      .describe('SHA-256 of the file, in hexadecimal.'),
  })
  .meta({ id: 'NewMedia', description: 'A file to store for purposes that are permitted.' });

export const announcedMedia = z.strictObject({
  recordId: z.uuid().describe('Of the record that the file will be.'),
  upload: z
    .strictObject({
      url: z.string(),
      fields: z.record(z.string(), z.string()),
    })
    .describe('POST the fields and then the file as `file`, as `multipart/form-data`.'),
  expiresAt: z.iso.datetime().describe('Until when the form may be sent.'),
});

export const uploadStatus = z
  .strictObject({
    recordId: z.uuid(),
    state: z
      .enum(uploadStates)
      .describe(
        'waiting: for the file, or for its check. kept: the record is there. refused: nothing of the file is left.',
      ),
    because: z.enum(uploadRefusals).optional().describe('Why nothing of the file was kept.'),
  })
  .meta({ id: 'Upload', description: 'What became of a file, for a day.' });

export const mediaPath = z.strictObject({
  recordId: z.string().min(1).max(128).describe('Of the record that the file is.'),
});
