import * as z from 'zod';
import { recordIdColumn, subjectIdColumn } from '../../platform/dynamo/columns.ts';
import { CorruptRowError } from '../../platform/dynamo/errors.ts';
import { queryPage } from '../../platform/dynamo/read.ts';
import { SealBrokenError } from '../../platform/keyring/errors.ts';
import type { SubjectKeys } from '../../platform/keyring/subject-keys.ts';
import type { Log } from '../../platform/log/log.ts';
import { recordKey } from '../../retention/stored-record.ts';
import type { RecordRow } from '../../record/rows.ts';
import { openPayload, recordRow } from '../../record/rows.ts';
import { records } from '../../record/table.ts';
import { peoplePage } from '../../subject/people-page.ts';
import { openSearch } from '../../text/search.ts';
import type { RecordId, SubjectId } from '../../value/ids.ts';
import type { Judge, JudgeDependencies, Member } from './judge.ts';
import { asksForRedaction, readJudge } from './judge.ts';
import { writeLine } from './line.ts';
import type { ExclusionReason, TrainingSet } from './training-set.ts';

export interface FindingDependencies extends JudgeDependencies {
  readonly subjectKeys: SubjectKeys;
  readonly log: Log;
  /** People whose records are read at the same time. */
  readonly peoplePerWave: number;
  readonly rowsPerPage: number;
}

/** A record that may be in the set, with its line. */
export interface Candidate extends Member {
  readonly category: string;
  readonly line: string;
}

/** The record, or the person with all of their records, that was looked at last. */
export interface Place {
  readonly subjectId: SubjectId;
  readonly recordId?: RecordId;
}

export type Found = { readonly at: Place } & (
  | { readonly kind: 'candidate'; readonly candidate: Candidate }
  | { readonly kind: 'excluded'; readonly reason: ExclusionReason }
  /** Everything of the person was looked at. */
  | { readonly kind: 'passed' }
);

export type Wanted = Pick<TrainingSet, 'purpose' | 'categories' | 'from' | 'to'>;

/**
 * Everybody's records that a set asks for, each judged, in an order that stays the same: a build that
 * stopped goes on after the place that it had reached. Holds two waves of people.
 *
 * @throws StoreUnavailableError, KeyringUnavailableError
 */
export async function* findRecords(
  deps: FindingDependencies,
  wanted: Wanted,
  after?: Place,
): AsyncGenerator<Found, void> {
  if (after?.recordId !== undefined) {
    yield* restOf(deps, wanted, after.subjectId, after.recordId);
    yield { kind: 'passed', at: { subjectId: after.subjectId } };
  }
  let next: Promise<Wave> | undefined = readWave(deps, wanted, after?.subjectId);
  while (next !== undefined) {
    const { people, last }: Wave = await next;
    next = last === undefined ? undefined : readWave(deps, wanted, last);
    // A build that stops here never awaits this read: its failure must not be unhandled.
    next?.catch(() => undefined);
    for (const { subjectId, found, read } of people) {
      yield* found;
      if (read !== undefined) yield* restOf(deps, wanted, subjectId, read);
      yield { kind: 'passed', at: { subjectId } };
    }
  }
}

interface Wave {
  readonly people: readonly {
    readonly subjectId: SubjectId;
    readonly found: readonly Found[];
    /** The record that was read last, where there are more. */
    readonly read?: RecordId;
  }[];
  /** Absent where no one is left. */
  readonly last?: SubjectId;
}

async function readWave(
  deps: FindingDependencies,
  wanted: Wanted,
  after: SubjectId | undefined,
): Promise<Wave> {
  const { ids, last } = await peoplePage(deps.database, { after, limit: deps.peoplePerWave });
  const pages = await Promise.all(ids.map((subjectId) => readPage(deps, wanted, subjectId)));
  const judge = await readJudge(
    deps,
    wanted.purpose,
    pages.flatMap(({ rows }) => soundOf(rows)),
  );
  const people = await Promise.all(
    ids.map(async (subjectId, index) => {
      const { rows = [], read } = pages[index] ?? {};
      return { subjectId, found: await judged(deps, rows, judge), ...(read && { read }) };
    }),
  );
  return { people, ...(last && { last }) };
}

/** Page by page: a person can have more than fits into memory. */
async function* restOf(
  deps: FindingDependencies,
  wanted: Wanted,
  subjectId: SubjectId,
  after: RecordId,
): AsyncGenerator<Found, void> {
  let from: RecordId | undefined = after;
  while (from !== undefined) {
    const { rows, read }: Page = await readPage(deps, wanted, subjectId, from);
    yield* await judged(deps, rows, await readJudge(deps, wanted.purpose, soundOf(rows)));
    from = read;
  }
}

/** What a row that does not fit says all the same: its key, and perhaps whether it was asked for. */
const damagedRow = z.object({
  subjectId: subjectIdColumn,
  recordId: recordIdColumn,
  category: z.string().optional().catch(undefined),
});
const foundRow = z.union([
  recordRow.transform((row) => ({ kind: 'sound' as const, row })),
  damagedRow.transform((row) => ({ kind: 'damaged' as const, row })),
]);
type FoundRow = z.output<typeof foundRow>;

interface Page {
  readonly rows: readonly FoundRow[];
  readonly read?: RecordId;
}

async function readPage(
  { database, rowsPerPage }: FindingDependencies,
  { categories, from, to }: Wanted,
  subjectId: SubjectId,
  after?: RecordId,
): Promise<Page> {
  const page = await queryPage(
    database,
    records,
    {
      ...{ partition: { subjectId }, limit: rowsPerPage },
      startAfter: after && recordKey(subjectId, after),
    },
    foundRow,
  );
  const earliest = from === undefined ? 0 : Date.parse(from);
  const latest = to === undefined ? Number.POSITIVE_INFINITY : Date.parse(to);
  const rows = page.rows.filter((found) => {
    if (found.kind === 'damaged') {
      // Where nothing says what it is, it counts as asked for.
      return found.row.category === undefined || categories.includes(found.row.category);
    }
    const { category, collectedAt } = found.row;
    return categories.includes(category) && collectedAt >= earliest && collectedAt < latest;
  });
  const read = page.lastKey === undefined ? undefined : page.rows.at(-1)?.row.recordId;
  return { rows, ...(read && { read }) };
}

const soundOf = (rows: readonly FoundRow[]): readonly RecordRow[] =>
  rows.flatMap((found) => (found.kind === 'sound' ? [found.row] : []));

const judged = (
  deps: FindingDependencies,
  rows: readonly FoundRow[],
  judge: Judge,
): Promise<Found[]> =>
  Promise.all(
    rows.map(async (found) => {
      if (found.kind === 'sound') return openJudged(deps, found.row, judge);
      const { subjectId, recordId } = found.row;
      return damaged(deps, { subjectId, recordId }, new CorruptRowError(records.name));
    }),
  );

async function openJudged(deps: FindingDependencies, row: RecordRow, judge: Judge): Promise<Found> {
  const { subjectId, recordId, contentVersion, category } = row;
  const at = { subjectId, recordId };
  const judgement = judge(row);
  if (judgement.kind === 'excluded') return { at, ...judgement };
  let opened: Awaited<ReturnType<typeof openPayload>>;
  try {
    opened = await openPayload(deps.subjectKeys, row);
  } catch (error) {
    if (!(error instanceof CorruptRowError || error instanceof SealBrokenError)) throw error;
    return damaged(deps, at, error);
  }
  if (opened === undefined) return { at, kind: 'excluded', reason: 'unreadable' };
  const isRedacted = asksForRedaction(judgement.obligations);
  const content = isRedacted
    ? openSearch(deps.policy.texts).redactContent(opened.content).content
    : opened.content;
  const line = writeLine({ recordId, category, content, ...(isRedacted && { redacted: true }) });
  return { at, kind: 'candidate', candidate: { ...at, contentVersion, category, line } };
}

/** A row that was altered keeps no other from the set, and someone looks. */
function damaged({ log }: FindingDependencies, at: Place, error: Error): Found {
  log.error('FAILED', error, { workflow: 'training-set-build' });
  return { at, kind: 'excluded', reason: 'damaged' };
}
