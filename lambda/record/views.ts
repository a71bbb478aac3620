import { entityTagOf } from '../platform/http/entity-tag.ts';
import { toEpochMilliseconds, toRfc3339 } from '../platform/time.ts';
import type { OpenedRecord, VersionedRecord } from './record.ts';

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
  ...(record.derivedFrom !== undefined && { derivedFrom: record.derivedFrom }),
});

/** Changes with everything that its person sees of a record; the content stands in it by its version. */
export const recordTag = ({ recordId, contentVersion, expiresAt }: VersionedRecord): string =>
  entityTagOf([recordId, contentVersion, expiresAt]);
