import { fromAttribute } from '../../lambda/platform/dynamo/statement.ts';
import { isClosed, requestStatuses } from '../../lambda/request/model/request.ts';
import { requests } from '../../lambda/request/table.ts';
import * as z from 'zod';
import { pagesOf } from './raw-rows.ts';
import type { Sides } from './sides.ts';

/** How far the erasure of a person is: rows are purged, and at the end their identifiers are removed. */
export type Erased = 'purged' | 'forgotten';

const erasure = z.object({
  kind: z.literal('erasure'),
  subjectId: z.string(),
  status: z.enum(requestStatuses),
  erasure: z.union([
    z.object({ purgedAt: z.string() }),
    // They are erased again, after an erasure that was certified.
    z.object({ previousCertificateSha256: z.string() }),
  ]),
});

/** People whose erasure has deleted their rows, by id. @throws StoreUnavailableError */
export async function erasedPeople(sides: Sides): Promise<ReadonlyMap<string, Erased>> {
  const erased = new Map<string, Erased>();
  for (const { database, has } of [sides.restored, sides.living]) {
    if (!has(requests)) continue;
    for await (const rows of pagesOf(database, requests)) {
      for (const { kind, subjectId, status, erasure: progress } of rows) {
        const row = Object.entries({ kind, subjectId, status, erasure: progress }).flatMap(
          ([name, value]) => (value === undefined ? [] : [[name, fromAttribute(value)] as const]),
        );
        const found = erasure.safeParse(Object.fromEntries(row));
        if (!found.success) continue;
        const { data } = found;
        erased.set(data.subjectId, isClosed(data.status) ? 'forgotten' : 'purged');
      }
    }
  }
  return erased;
}
