import { queryPage } from '../platform/dynamo/read.ts';
import type { SubjectId } from '../value/ids.ts';
import type { Log } from '../platform/log/log.ts';
import { recordKey } from './stored-record.ts';
import { records } from '../record/table.ts';
import { renewNotices } from '../source/renew.ts';
import { openRetentionRules } from './model/retention-end.ts';
import type { KeepingDependencies, PersonFacts } from './person-store.ts';
import { readPerson } from './person-store.ts';
import { attributes, sweptRow, writeAll } from './sweep-rows.ts';

/** How far the sweep over the rows of one person is. Ids and counts alone: it is checkpointed. */
export interface PersonPlace {
  readonly subjectId: SubjectId;
  /** From 1; another begins where the person said or set something meanwhile. */
  readonly round: number;
  /** The row that was looked at last. */
  readonly after?: string;
  /** The last row that was counted as seen, where some are looked at again. */
  readonly counted?: string;
  /** What was known of the person when the round began. */
  readonly begun?: Pick<PersonFacts, 'version' | 'said'>;
  /** By how much this round itself moved the version of the person. */
  readonly moved: number;
  readonly seen: number;
  readonly changed: number;
  readonly deleted: number;
  readonly isDone: boolean;
  /** A row of theirs is broken: the rest of their rows is left as it is. */
  readonly isBroken?: true;
}

export interface SweepingDependencies extends KeepingDependencies {
  /** At most 1,000. */
  readonly rowsPerPage: number;
  readonly log: Log;
}

export const startOf = (subjectId: SubjectId): PersonPlace => ({
  ...{ subjectId, round: 1, moved: 0, seen: 0, changed: 0, deleted: 0, isDone: false },
});

/** A person who keeps changing their mind is swept for the last time by the last change. */
const maximumRounds = 20;

/**
 * Writes the ends of one page of rows that differ, and deletes what is over. The facts are read
 * after the rows, and every write holds for the version that was read, so that a sweep with older
 * facts never overwrites one with newer ones unnoticed: it ends only where nothing changed since.
 *
 * @throws StoreUnavailableError
 */
export async function sweepPage(
  deps: SweepingDependencies,
  place: PersonPlace,
): Promise<PersonPlace> {
  const { subjectId, after, counted = '' } = place;
  const page = await queryPage(
    deps.database,
    records,
    {
      ...{ partition: { subjectId }, attributes, limit: deps.rowsPerPage },
      startAfter: after === undefined ? undefined : recordKey(subjectId, after),
    },
    sweptRow,
  );
  const facts = await readPerson(deps, subjectId);
  // Behind the fence the erasure looks after every row.
  if (facts?.status !== 'active') return { ...place, isDone: true };
  const { version, said } = facts;
  const { restamp } = openRetentionRules(facts.person);
  const rows = page.rows.filter(({ withheld }) => withheld === undefined);
  const due = rows.map((row) => ({ row, change: restamp(row) }));
  const tally = await writeAll(deps, subjectId, facts, due);
  const swept: PersonPlace = {
    ...place,
    begun: place.begun ?? { version, said },
    moved: place.moved + tally.moved,
    seen: place.seen + page.rows.filter(({ recordId }) => recordId > counted).length,
    changed: place.changed + tally.changed,
    deleted: place.deleted + tally.deleted,
    ...(page.rows.length > 0 && { after: page.rows.at(-1)?.recordId ?? '' }),
  };
  if (page.lastKey !== undefined) return swept;
  await renewNotices(deps, subjectId, facts.person.jurisdictions);
  return endRound(deps, swept);
}

async function endRound(deps: KeepingDependencies, place: PersonPlace): Promise<PersonPlace> {
  const { subjectId, begun, round, seen, changed, deleted } = place;
  const now = await readPerson(deps, subjectId);
  const isSettled =
    now === undefined ||
    (now.version === (begun?.version ?? now.version) + place.moved &&
      now.said === (begun?.said ?? now.said));
  return isSettled || round === maximumRounds
    ? { ...place, isDone: true }
    : { ...startOf(subjectId), round: round + 1, seen, changed, deleted };
}
