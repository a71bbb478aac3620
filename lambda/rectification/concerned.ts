import { queryAll } from '../platform/dynamo/read.ts';
import { openFor } from '../record/rectify.ts';
import type { RecordsDependencies } from '../record/rows.ts';
import { readRow, recordRow } from '../record/rows.ts';
import { records } from '../record/table.ts';
import type { PersonFacts } from '../retention/person-store.ts';
import type { RecordId, SubjectId } from '../value/ids.ts';
import type { AskedCorrection } from '../request/model/correction.ts';
import { maximumCorrections } from '../request/model/correction.ts';
import { valueAt } from '../value/pointer.ts';

/** Records of a category that are opened to be shown, and those that are listed of them. */
const maximumOpened = 500;
const maximumOpenedBytes = 8 * 1024 * 1024;
const maximumListed = 25;
/** Of all corrections of a request together: a response has 6 MB. */
const maximumShownBytes = (4 * 1024 * 1024) / maximumCorrections;

interface Stored {
  readonly recordId: RecordId;
  readonly old: unknown;
}

/** What is stored now of what a correction is about. */
export interface Concerned {
  /** Oldest first; `old` is the content of the record, or its value at the pointer. */
  readonly records: readonly Stored[];
  readonly count: number;
  /** There may be more: not every record of the category was looked at. */
  readonly more: boolean;
  /** Something is left out of `records` for its size. */
  readonly tooLarge: boolean;
}

interface Opened {
  readonly contents: readonly { readonly recordId: RecordId; readonly content: unknown }[];
  readonly more: boolean;
}

/**
 * Read when it is shown: no copy of the old content is made for the request. Several corrections in one
 * category read it once.
 */
export function openConcerned(
  deps: RecordsDependencies,
  facts: PersonFacts,
  subjectId: SubjectId,
): (asked: AskedCorrection) => Promise<Concerned> {
  const categories = new Map<string, Promise<Opened>>();

  return async (asked) => {
    if (asked.kind !== 'set') {
      const row = await readRow(deps.database, subjectId, asked.recordId);
      const record = row && (await openFor(deps, facts, row));
      const found = record ? [{ recordId: record.recordId, old: record.content }] : [];
      return { ...listed(found), more: false };
    }
    const { category, pointer } = asked;
    const known = categories.get(category) ?? openAll(category);
    categories.set(category, known);
    const { contents, more } = await known;
    const found = contents.flatMap(({ recordId, content }) => {
      const old = valueAt(content, pointer);
      return old === undefined ? [] : [{ recordId, old }];
    });
    return { ...listed(found), more };
  };

  async function openAll(category: string): Promise<Opened> {
    const contents: Opened['contents'][number][] = [];
    let opened = 0;
    let bytes = 0;
    const rows = { partition: { subjectId }, filter: { category } };
    for await (const row of queryAll(deps.database, records, rows, recordRow)) {
      if (opened === maximumOpened || bytes > maximumOpenedBytes) return { contents, more: true };
      opened += 1;
      bytes += row.sealed.byteLength;
      const record = await openFor(deps, facts, row);
      if (record !== undefined) contents.push(record);
    }
    return { contents, more: false };
  }
}

/** As many as a response has space for. */
function listed(found: readonly Stored[]): Omit<Concerned, 'more'> {
  const shown: Stored[] = [];
  let bytes = 0;
  for (const one of found.slice(0, maximumListed)) {
    bytes += Buffer.byteLength(JSON.stringify(one.old));
    if (bytes > maximumShownBytes) return { records: shown, count: found.length, tooLarge: true };
    shown.push(one);
  }
  return { records: shown, count: found.length, tooLarge: false };
}
