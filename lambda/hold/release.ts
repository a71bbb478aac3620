import { queryAll } from '../platform/dynamo/read.ts';
import { plusSeconds, parseRfc3339, toRfc3339 } from '../value/time.ts';
import { recordFields, withEnd } from '../retention/stored-record.ts';
import type { RecordsDependencies } from '../record/rows.ts';
import { records } from '../record/table.ts';
import { withholdingFor } from '../record/withhold.ts';
import type { Hold } from '../retention/model/hold.ts';
import type { Deletion } from './routes.ts';
import { holdsOf } from './store.ts';
import { openRetentionRules } from '../retention/model/retention-end.ts';
import { readPerson } from '../retention/person-store.ts';

/** Starts at once. A fault delays it: the hourly look begins again what did not. */
const expectedSeconds = 3600;

const rowFields = recordFields.omit({ sealed: true });
const listedRow = rowFields.transform(withEnd);

/**
 * What is deleted because a hold ended: of an erased person what only holds exempted, of others what is
 * past its end.
 *
 * @throws StoreUnavailableError
 */
export async function deletionAfter(
  deps: RecordsDependencies,
  { subjectId, releasedAt }: Hold,
): Promise<Deletion> {
  const { database } = deps;
  const others = (await holdsOf(database, subjectId)).filter(({ state }) => state === 'open');
  const facts = await readPerson(deps, subjectId);
  const retentionRules = facts && openRetentionRules(facts.person);
  const counts = new Map<string, number>();
  const options = { partition: { subjectId }, attributes: Object.keys(rowFields.shape) };
  for await (const row of queryAll(database, records, options, listedRow)) {
    const goes =
      row.withheld === undefined
        ? retentionRules?.endOf(row).kind === 'delete-now'
        : row.suspended && others.length === 0 && withholdingFor(deps, row) === undefined;
    if (goes) counts.set(row.category, (counts.get(row.category) ?? 0) + 1);
  }
  const from = parseRfc3339(releasedAt ?? '') ?? deps.clock();
  return {
    items: [...counts].map(([category, count]) => ({ category, count })),
    ...(counts.size > 0 && {
      startsAt: toRfc3339(from),
      expectedBy: toRfc3339(plusSeconds(from, expectedSeconds)),
    }),
    otherOpenHolds: others.length,
  };
}
