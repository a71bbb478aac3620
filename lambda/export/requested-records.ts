import { categoryFor } from '../policy/categories.ts';
import type { OpenedRecord } from '../record/model/record.ts';
import type { FulfilmentDependencies } from '../request/attempt.ts';
import type { RequestRow } from '../request/row.ts';

/** Those of `records` whose category the request names, or all. Unclassified ones go by their rules. */
export async function* requestedRecords(
  { policy }: Pick<FulfilmentDependencies, 'policy'>,
  { categories }: RequestRow,
  records: AsyncIterable<OpenedRecord>,
): AsyncGenerator<OpenedRecord, void> {
  for await (const record of records) {
    const { category } = record;
    if (categories?.includes(categoryFor(policy, category) ?? category) ?? true) yield record;
  }
}
