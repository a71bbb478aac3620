import * as z from 'zod';
import { categoryId, cursorField, nextCursorField } from '../platform/http/fields.ts';
import { mediaField, recordSource } from './contract.ts';

/** Reads what is exempt, page by page. A ground goes into the body: it reveals something about a person. */
export const exemptQuery = z.strictObject({
  category: categoryId.optional().describe('Of this category only.'),
  limit: z.int().min(1).max(100).default(25).describe('Most items of a page.'),
  cursor: cursorField.optional(),
});

const exemptRecord = z
  .strictObject({
    recordId: z.uuid(),
    category: z.string(),
    purposes: z.array(z.string()),
    content: z.unknown(),
    media: mediaField.optional().describe('Where the record is a file.'),
    source: recordSource.optional(),
    collectedAt: z.iso.datetime(),
    until: z.iso.datetime().optional().describe('Absent while a legal hold keeps it.'),
  })
  .meta({ id: 'ExemptRecord', description: 'A record that is exempt from erasure or deletion.' });

export const exemptPage = z
  .strictObject({ items: z.array(exemptRecord), nextCursor: nextCursorField.optional() })
  .meta({ id: 'ExemptRecordList' });

export const exampleExemptPage = {
  items: [
    {
      recordId: '0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f61',
      category: 'safety-score',
      purposes: ['safety'],
      content: { score: 0.97 },
      collectedAt: '2026-11-24T10:00:00.000Z',
      until: '2031-11-24T10:00:00.000Z',
    },
  ],
};
