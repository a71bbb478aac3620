import type { Database } from '../platform/dynamo/database.ts';
import { queryPage } from '../platform/dynamo/read.ts';
import type { RecordId, SubjectId } from '../value/ids.ts';
import type { WithholdingGround } from '../policy/vocabulary.ts';
import type { Seen } from '../retention/person-store.ts';
import { openReader } from '../retention/person-store.ts';
import { isGone } from '../retention/model/retention.ts';
import type { OpenedRecord, RecordFacts } from './model/record.ts';
import { maximumPageBytes } from './model/record.ts';
import type { RecordRow, RecordsDependencies } from './rows.ts';
import { openRow, recordRow, storedEnd } from './rows.ts';
import { recordKey } from '../retention/stored-record.ts';
import { records } from './table.ts';

/** Rows that one call looks at, so that a narrow filter over much data costs calls, not time. */
const rowsPerCall = 500;
const rowsPerQuery = 100;
/**
 * Lambda returns at most 6 MB, in which a body is a JSON string: content full of quotation
 * marks doubles there.
 */
const maximumEnvelopeBytes = 5.5 * 1024 * 1024;
/** Ids, times, purposes and punctuation of one item. */
const factsBytes = 1_024;

export interface PageQuery {
  /** Which of the live records belong to the list; with the purposes that they still serve. */
  readonly accepts: (facts: RecordFacts) => boolean;
  readonly limit: number;
  readonly after?: RecordId;
}

export interface RecordPage {
  readonly records: readonly OpenedRecord[];
  /** Where the next page begins; the list may still be at its end. */
  readonly after?: RecordId;
}

/** Live records of one person, newest first. */
export async function readPage(
  deps: RecordsDependencies,
  subjectId: SubjectId,
  { accepts, ...place }: PageQuery,
): Promise<RecordPage> {
  const see = await openReader(deps, subjectId);
  return pageOf(deps, subjectId, place, (row) => {
    const seen = row.withheld === undefined ? see(row) : undefined;
    return seen && accepts({ ...row, purposes: seen.purposes }) ? seen : undefined;
  });
}

export interface ExemptQuery extends Omit<PageQuery, 'accepts'> {
  /** Of which ground of an erasure; `hold`: everything that a legal hold keeps. */
  readonly exemptBy: WithholdingGround | 'hold';
  /** Every one when absent. */
  readonly categories?: readonly string[];
}

/** What an erasure left on a ground, or a hold keeps from deletion, newest first. */
export function readExemptPage(
  deps: RecordsDependencies,
  subjectId: SubjectId,
  { exemptBy, categories, ...place }: ExemptQuery,
): Promise<RecordPage> {
  const now = deps.clock();
  const isExempt = (row: RecordRow): boolean =>
    exemptBy === 'hold'
      ? row.withheld === undefined || row.suspended
      : row.withheld === exemptBy && (row.suspended || !isGone(row, now));
  return pageOf(deps, subjectId, place, (row) =>
    isExempt(row) && categories?.includes(row.category) !== false
      ? { ...storedEnd(row), ...(exemptBy === 'hold' && { keptBy: 'legal-hold' }) }
      : undefined,
  );
}

/** Ends at `limit`, at 4 MiB or after `rowsPerCall`. */
async function pageOf(
  deps: RecordsDependencies,
  subjectId: SubjectId,
  query: Omit<PageQuery, 'accepts'>,
  see: (row: RecordRow) => Seen | undefined,
): Promise<RecordPage> {
  const page = openPage(query.limit);
  const listed = (row: RecordRow): boolean => see(row) !== undefined;
  let after = query.after;
  const pageSoFar = (): RecordPage => ({
    records: page.records,
    after,
  });
  for (let evaluated = 0; evaluated < rowsPerCall;) {
    const { rows, lastKey } = await queryRows(deps.database, subjectId, after);
    for (let start = 0; start < rows.length;) {
      // Opened in waves of what still fits; once the page is full, one row more shows whether to go on.
      const wave = rows.slice(start, start + Math.max(1, page.room()));
      if (page.room() === 0 && wave.some(listed)) return pageSoFar();
      const opened = await Promise.all(
        wave.map(async (row) => {
          const seen = see(row);
          return seen && openRow(deps.subjectKeys, row, seen);
        }),
      );
      for (const [index, row] of wave.entries()) {
        const record = opened[index];
        if (record !== undefined && !page.add(record)) return pageSoFar();
        after = row.recordId;
      }
      start += wave.length;
    }
    evaluated += rows.length;
    if (lastKey === undefined) return { records: page.records };
  }
  return pageSoFar();
}

interface Page {
  readonly records: OpenedRecord[];
  /** How many more records the limit allows. */
  readonly room: () => number;
  /** Returns false, and takes nothing, where the page would become too large. */
  readonly add: (record: OpenedRecord) => boolean;
}

function openPage(limit: number): Page {
  const records: OpenedRecord[] = [];
  let bytes = 0;
  let envelopeBytes = 0;
  return {
    records,
    room: () => limit - records.length,
    add(record) {
      const json = JSON.stringify({ content: record.content, source: record.source });
      bytes += Buffer.byteLength(json) + factsBytes;
      envelopeBytes += Buffer.byteLength(JSON.stringify(json)) + factsBytes;
      if (bytes > maximumPageBytes || envelopeBytes > maximumEnvelopeBytes) return false;
      records.push(record);
      return true;
    },
  };
}

const queryRows = (database: Database, subjectId: SubjectId, after: RecordId | undefined) =>
  queryPage(
    database,
    records,
    {
      partition: { subjectId },
      newestFirst: true,
      limit: rowsPerQuery,
      startAfter: after && recordKey(subjectId, after),
    },
    recordRow,
  );
