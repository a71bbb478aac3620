import type { OpenedRecord } from '../record/record.ts';
import type { FulfilmentDependencies } from './fulfilment.ts';
import type { RequestRow } from './row.ts';

/** The live records of a person, of the categories that the request names, or all. */
export async function* requestedRecords(
  { records }: Pick<FulfilmentDependencies, 'records'>,
  { subjectId, categories }: RequestRow,
): AsyncGenerator<OpenedRecord, void> {
  for await (const record of records.readAll(subjectId)) {
    if (categories?.includes(record.category) ?? true) yield record;
  }
}
