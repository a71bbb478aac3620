import type { TableFacts } from '../platform/dynamo/facts.ts';

/**
 * Uploads that a service announced: what may come, and what became of it. What was declared, with
 * the key of the file, is encrypted under a key of the person until the record has it.
 */
export const mediaUploads = {
  name: 'media-uploads',
  area: 'decisions',
  partitionKey: 'recordId',
  timeToLive: 'expiresAt',
  indexes: [{ name: 'by-subject', partitionKey: 'subjectId', projection: 'keys-only' }],
  recoveryDays: 35,
  erasure: { kind: 'purged', rows: { index: 'by-subject' }, by: 'deletion' },
  copy: { kind: 'left-out', reason: 'what came of an upload is in data/ and media/' },
} as const satisfies TableFacts;
