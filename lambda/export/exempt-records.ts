import { toEpochMilliseconds, toRfc3339 } from '../value/time.ts';
import { earlierErasures } from '../request/earlier-erasures.ts';
import type { AddFile } from './export-zip.ts';
import type { ExportedRecord, MediaFiles } from './media.ts';
import { partsInto } from './parts.ts';
import type { FulfilmentDependencies } from '../request/attempt.ts';
import type { RequestRow } from '../request/row.ts';
import type { WithheldItem } from '../request/model/exemption.ts';

/** What earlier erasures withheld, record by record: it is still held (GDPR Art. 15(1), (3)). */
export async function writeWithheld(
  deps: FulfilmentDependencies,
  { erasures = [] }: RequestRow,
  add: AddFile,
  media: MediaFiles,
): Promise<readonly WithheldItem[]> {
  const earlier = await earlierErasures(deps.database, erasures, deps.clock());
  if (earlier.length === 0) return [];

  // In parts: the archive takes one file after the other, and those of records come in between.
  const parts = partsInto(add)('withheld');
  for (const { subjectId } of earlier) {
    for await (const record of deps.records.readWithheld(subjectId)) {
      await parts.take(JSON.stringify(lineOf(await media.copy(subjectId, record))));
    }
  }
  await parts.end();
  return earlier.flatMap(({ withheld }) => withheld);
}

function lineOf({ recordId, category, purposes, content, source, ...record }: ExportedRecord) {
  const collectedAt = toRfc3339(record.collectedAt);
  const until = toRfc3339(toEpochMilliseconds(record.expiresAt));
  const ends = record.keptBy === undefined ? { until } : {};
  const { media, withheld: ground } = record;
  return { recordId, category, purposes, ground, collectedAt, ...ends, source, media, content };
}
