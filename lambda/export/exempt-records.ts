import { toEpochMilliseconds, toRfc3339 } from '../value/time.ts';
import { earlierErasures } from '../request/earlier-erasures.ts';
import type { AddFile } from './export-zip.ts';
import type { FulfilmentDependencies } from '../request/attempt.ts';
import type { RequestRow } from '../request/row.ts';
import type { WithheldItem } from '../request/model/exemption.ts';

/** What earlier erasures withheld, record by record: it is still held (GDPR Art. 15(1), (3)). */
export async function writeWithheld(
  deps: FulfilmentDependencies,
  { erasures = [] }: RequestRow,
  add: AddFile,
): Promise<readonly WithheldItem[]> {
  const earlier = await earlierErasures(deps.database, erasures, deps.clock());
  if (earlier.length === 0) return [];

  async function* lines(): AsyncGenerator<string, void> {
    for (const { subjectId } of earlier) {
      for await (const record of deps.records.readWithheld(subjectId)) {
        const { recordId, category, purposes, content, source, withheld: ground } = record;
        const collectedAt = toRfc3339(record.collectedAt);
        const until = toRfc3339(toEpochMilliseconds(record.expiresAt));
        const stored = record.keptBy !== undefined;
        const ends = stored ? {} : { until };
        const line = {
          recordId,
          category,
          purposes,
          ground,
          collectedAt,
          ...ends,
          source,
          content,
        };
        yield `${JSON.stringify(line)}\n`;
      }
    }
  }

  await add('withheld.jsonl', lines());
  return earlier.flatMap(({ withheld }) => withheld);
}
