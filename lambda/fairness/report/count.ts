import { CorruptRowError } from '../../platform/dynamo/errors.ts';
import { queryAll } from '../../platform/dynamo/read.ts';
import { SealBrokenError } from '../../platform/keyring/errors.ts';
import type { Log } from '../../platform/log/log.ts';
import { decidedCategory } from '../../policy/categories.ts';
import { groupsOf } from '../../policy/fairness-groups.ts';
import type { FairnessSystem } from '../../policy/fairness-section.ts';
import type { RecordsDependencies } from '../../record/rows.ts';
import { countUses } from '../../retention/uses.ts';
import type { RecordId, SubjectId } from '../../value/ids.ts';
import { groupsOfPerson, purposesOf } from '../groups.ts';
import { tally } from '../model/counts.ts';
import type { Counts } from '../model/counts.ts';
import { partCount, partNamed } from '../model/part.ts';
import { openOutcome } from '../outcome.ts';
import { judgedPeople } from '../permitted.ts';
import type { JudgedPerson } from '../permitted.ts';
import type { OutcomeContent, OutcomeRow } from '../rows.ts';
import { outcomeRow } from '../rows.ts';
import type { ReportName } from '../store.ts';
import { outcomes } from '../table.ts';

export interface CountingDependencies extends RecordsDependencies {
  readonly log: Log;
}

/** What is reported: a period of a system, for a purpose. */
export interface Reported extends ReportName {
  readonly settings: FairnessSystem;
  readonly purpose: string;
}

/** How far a count is: random ids alone. */
export interface CountPlace {
  readonly part: number;
  /** The last row of the person who was counted last. */
  readonly after?: { readonly subjectId: SubjectId; readonly automatedDecisionId: RecordId };
}

/** What is counted of outcomes beside the groups. Encrypted between steps, as the groups are. */
export interface Tallied {
  readonly counts: Counts;
  /** Outcomes that were read. */
  readonly seen: number;
  /** People who do not permit the comparison, or are erased. */
  readonly leftOut: number;
  /** Outcomes of which no one said whether they are favourable. */
  readonly unknown: number;
}

export const startOfCount: CountPlace = { part: 0 };
export const isCounted = ({ part }: CountPlace): boolean => part >= partCount;

/** People who are judged with one read of each table. */
const peoplePerWave = 50;

interface PersonRows {
  readonly subjectId: SubjectId;
  readonly rows: readonly OutcomeRow[];
}

/**
 * Adds people to the counts, part by part, until all are counted or `isTime`. All outcomes of a person
 * are counted together, and groups are joined for the moment of counting alone.
 *
 * @throws StoreUnavailableError, KeyringUnavailableError
 */
export async function countOn(
  deps: CountingDependencies,
  reported: Reported,
  start: { readonly place: CountPlace; readonly tallied: Tallied },
  isTime: () => boolean,
): Promise<{ readonly place: CountPlace; readonly tallied: Tallied }> {
  let { place, tallied } = start;
  do {
    const { part } = place;
    let wave: PersonRows[] = [];
    for await (const person of peopleOf(deps, reported, place)) {
      wave.push(person);
      if (wave.length < peoplePerWave) continue;
      tallied = await countPeople(deps, reported, wave, tallied);
      place = { part, ...afterLast(wave) };
      wave = [];
      if (isTime()) return { place, tallied };
    }
    if (wave.length > 0) tallied = await countPeople(deps, reported, wave, tallied);
    place = { part: part + 1 };
  } while (!isCounted(place) && !isTime());
  return { place, tallied };
}

function afterLast(wave: readonly PersonRows[]): Pick<CountPlace, 'after'> {
  const last = wave.at(-1)?.rows.at(-1);
  if (last === undefined) return {};
  const { subjectId, automatedDecisionId } = last;
  return { after: { subjectId, automatedDecisionId } };
}

/** The outcomes of one part of a period, person by person: the index has them in this order. */
async function* peopleOf(
  { database, log }: CountingDependencies,
  name: ReportName,
  { part, after }: CountPlace,
): AsyncGenerator<PersonRows, void> {
  const partition = { part: partNamed(name, part) };
  const startAfter = after && { ...partition, ...after };
  const options = { index: 'by-period', partition, startAfter };
  let rows: OutcomeRow[] = [];
  const readable = outcomeRow.optional().catch(undefined);
  for await (const row of queryAll(database, outcomes, options, readable)) {
    if (row === undefined) {
      leaveOut({ log }, new CorruptRowError(outcomes.name));
      continue;
    }
    const [first] = rows;
    if (first !== undefined && first.subjectId !== row.subjectId) {
      yield { subjectId: first.subjectId, rows };
      rows = [];
    }
    rows.push(row);
  }
  const [first] = rows;
  if (first !== undefined) yield { subjectId: first.subjectId, rows };
}

async function countPeople(
  deps: CountingDependencies,
  { settings, purpose }: Reported,
  people: readonly PersonRows[],
  before: Tallied,
): Promise<Tallied> {
  const attributes = groupsOf(settings);
  const purposes = [...new Set([purpose, ...purposesOf(deps.policy, attributes)])];
  const ids = people.map(({ subjectId }) => subjectId);
  const judged = await judgedPeople(deps, ids, purposes, (error) => leaveOut(deps, error));
  const used: SubjectId[] = [];
  let { seen, leftOut, unknown } = before;
  const compared = await Promise.all(
    people.map(async ({ subjectId, rows }) => {
      seen += rows.length;
      const person = judged.get(subjectId);
      if (person?.permits({ purpose, category: decidedCategory }) !== true) {
        leftOut += 1;
        return undefined;
      }
      used.push(subjectId);
      const contents = await contentsOf(deps, rows);
      const known = contents.flatMap(knownOutcome);
      unknown += contents.length - known.length;
      return { groups: await joined(deps, person, attributes), outcomes: known };
    }),
  );
  for (const one of compared) if (one !== undefined) tally(before.counts, one);
  await countUses(
    deps,
    used.map((subjectId) => ({ subjectId, purpose })),
  );
  return { counts: before.counts, seen, leftOut, unknown };
}

const knownOutcome = ({ favourable, score, label }: OutcomeContent) =>
  favourable === undefined ? [] : [{ favourable, score, label }];

const leaveOut = ({ log }: Pick<CountingDependencies, 'log'>, error: Error): void =>
  log.error('FAILED', error, { workflow: 'fairness-report' });

/** No one else waits for a row that is broken: it is left out, and someone looks. */
async function contentsOf(
  deps: CountingDependencies,
  rows: readonly OutcomeRow[],
): Promise<readonly OutcomeContent[]> {
  const opened = await Promise.all(
    rows.map((row) => unlessBroken(deps, () => openOutcome(deps.subjectKeys, row))),
  );
  return opened.filter((content) => content !== undefined);
}

const joined = async (
  deps: CountingDependencies,
  person: JudgedPerson,
  attributes: readonly string[],
) => (await unlessBroken(deps, () => groupsOfPerson(deps, person, attributes))) ?? {};

async function unlessBroken<Value>(
  { log }: CountingDependencies,
  read: () => Promise<Value>,
): Promise<Value | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof CorruptRowError || error instanceof SealBrokenError)) throw error;
    leaveOut({ log }, error);
    return undefined;
  }
}
