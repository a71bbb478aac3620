import { toEpochMilliseconds, toRfc3339 } from '../platform/time.ts';
import type { OpenedRecord } from './record.ts';

/** A record as a service sees it. */
export const servedRecord = (record: OpenedRecord) => ({
  recordId: record.recordId,
  category: record.category,
  content: record.content,
  collectedAt: toRfc3339(record.collectedAt),
  expiresAt: toRfc3339(toEpochMilliseconds(record.expiresAt)),
});

/** A record as its person sees it: with what it is used for and where it came from. */
export const ownRecord = (record: OpenedRecord) => ({
  ...servedRecord(record),
  purposes: record.purposes,
  ...(record.source !== undefined && { source: record.source }),
});
