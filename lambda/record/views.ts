import { decodeCursor, encodeCursor } from '../platform/http/cursor.ts';
import { entityTagOf } from '../platform/http/entity-tag.ts';
import { problem } from '../platform/http/problem.ts';
import type { RecordId } from '../value/ids.ts';
import { parseId } from '../value/ids.ts';
import { toEpochMilliseconds, toRfc3339 } from '../value/time.ts';
import type { RecordPage } from './pages.ts';
import type { OpenedRecord, VersionedRecord } from './model/record.ts';

/** A record as a service sees it. */
export const servedRecord = (record: OpenedRecord) => ({
  recordId: record.recordId,
  category: record.category,
  content: record.content,
  collectedAt: toRfc3339(record.collectedAt),
  expiresAt: toRfc3339(toEpochMilliseconds(record.expiresAt)),
});

/** With its end where there is one: no day is named for what a hold or a restriction keeps. */
const ending = (record: OpenedRecord) => {
  const { expiresAt, ...shown } = servedRecord(record);
  const { keptBy } = record;
  return keptBy === undefined ? { ...shown, expiresAt } : { ...shown, keptBy };
};

/** A record as its person sees it: with what it still serves and where it came from. */
export const ownRecord = (record: OpenedRecord) => ({
  ...ending(record),
  purposes: record.purposes,
  source: record.source,
  derivedFrom: record.derivedFrom,
});

/** A record that is kept from erasure or deletion, as staff see it. */
const exemptRecord = (record: OpenedRecord) => {
  const { expiresAt, ...shown } = servedRecord(record);
  return {
    ...shown,
    purposes: record.purposes,
    source: record.source,
    ...(record.keptBy === undefined && { until: expiresAt }),
  };
};

/** @param scope of the list, with the owner of its partition: see `encodeCursor` */
export const exemptPageView = ({ records, after }: RecordPage, scope: string) => ({
  items: records.map(exemptRecord),
  ...(after !== undefined && { nextCursor: encodeCursor(scope, { recordId: after }) }),
});

/** Undefined for what `keptPageView` did not make. */
export const exemptPlace = (scope: string, cursor: string): RecordId | undefined =>
  parseId<RecordId>(decodeCursor(scope, cursor)?.['recordId'] ?? '');

export const malformedExemptCursor = problem('invalid-input', {
  errors: [
    { pointer: '/cursor', message: 'send the nextCursor of this list, or no cursor to begin' },
  ],
});

/** Changes with everything that its person sees of a record; the content is in it by its version. */
export const recordTag = ({
  recordId,
  contentVersion,
  expiresAt,
  purposes,
  keptBy,
}: VersionedRecord): string => entityTagOf([recordId, contentVersion, expiresAt, purposes, keptBy]);
