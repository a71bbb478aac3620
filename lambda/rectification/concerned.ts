import type { PersonFacts } from '../retention/person-store.ts';
import { openFor } from '../record/rectify.ts';
import type { RecordsDependencies } from '../record/rows.ts';
import { readRow, recordRow } from '../record/rows.ts';
import { records } from '../record/table.ts';
import { queryAll } from '../platform/dynamo/read.ts';
import type { RecordId, SubjectId } from '../value/ids.ts';
import type { AskedCorrection } from './model/correction.ts';
import { valueAt } from './model/pointer.ts';

/** Records of a category that are opened to be shown, and those that are listed of them. */
const maximumOpened = 500;
const maximumListed = 25;

/** What is stored now of what a correction is about. */
export interface Concerned {
  /** Oldest first; `old` is the content of the record, or its value at the pointer. */
  readonly records: readonly { readonly recordId: RecordId; readonly old: unknown }[];
  readonly count: number;
  /** There may be more: not every record of the category was looked at. */
  readonly more: boolean;
}

/** Read when it is shown: no copy of the old content is made for the request. */
export async function concernedBy(
  deps: RecordsDependencies,
  facts: PersonFacts,
  subjectId: SubjectId,
  asked: AskedCorrection,
): Promise<Concerned> {
  if (asked.kind !== 'set') {
    const row = await readRow(deps.database, subjectId, asked.recordId);
    const record = row && (await openFor(deps, facts, row));
    const found = record === undefined ? [] : [{ recordId: record.recordId, old: record.content }];
    return { records: found, count: found.length, more: false };
  }
  const found: { readonly recordId: RecordId; readonly old: unknown }[] = [];
  let opened = 0;
  let count = 0;
  const { category, pointer } = asked;
  const rows = { partition: { subjectId }, filter: { category } };
  for await (const row of queryAll(deps.database, records, rows, recordRow)) {
    if (opened === maximumOpened) return { records: found, count, more: true };
    opened += 1;
    const record = await openFor(deps, facts, row);
    const old = record && valueAt(record.content, pointer);
    if (old === undefined) continue;
    count += 1;
    if (found.length < maximumListed) found.push({ recordId: row.recordId, old });
  }
  return { records: found, count, more: false };
}
