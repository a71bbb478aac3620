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
    pages.flatMap(({ rows }) => rows),
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
    yield* await judged(deps, rows, await readJudge(deps, wanted.purpose, rows));
    from = read;
  }
}

interface Page {
  readonly rows: readonly RecordRow[];
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
    recordRow,
  );
  const earliest = from === undefined ? 0 : Date.parse(from);
  const latest = to === undefined ? Number.POSITIVE_INFINITY : Date.parse(to);
  const rows = page.rows.filter(
    ({ category, collectedAt }) =>
      categories.includes(category) && collectedAt >= earliest && collectedAt < latest,
  );
  const read = page.lastKey === undefined ? undefined : page.rows.at(-1)?.recordId;
  return { rows, ...(read && { read }) };
}

const judged = (
  deps: FindingDependencies,
  rows: readonly RecordRow[],
  judge: Judge,
): Promise<Found[]> => Promise.all(rows.map((row) => openJudged(deps, row, judge)));

async function openJudged(deps: FindingDependencies, row: RecordRow, judge: Judge): Promise<Found> {
  const { subjectId, recordId, contentVersion, category } = row;
  const at = { subjectId, recordId };
  const judgement = judge(row);
  if (judgement.kind === 'excluded') return { at, ...judgement };
  const opened = await openOrLeave(deps, row);
  if (opened === undefined) return { at, kind: 'excluded', reason: 'unreadable' };
  const isRedacted = asksForRedaction(judgement.obligations);
  const content = isRedacted
    ? openSearch(deps.policy.texts).redactContent(opened.content).content
    : opened.content;
  const line = writeLine({ recordId, category, content, ...(isRedacted && { redacted: true }) });
  return { at, kind: 'candidate', candidate: { ...at, contentVersion, category, line } };
}

/** A row that was altered keeps no one else's from the set. */
async function openOrLeave({ subjectKeys, log }: FindingDependencies, row: RecordRow) {
  try {
    return await openPayload(subjectKeys, row);
  } catch (error) {
    if (!(error instanceof SealBrokenError)) throw error;
    log.error('FAILED', error, { workflow: 'training-set-build' });
    return undefined;
  }
}
