import * as z from 'zod';
import { statesOfSeveral } from '../../consent/store.ts';
import type { StoredState } from '../../consent/model/event.ts';
import { decide } from '../../consent/model/decision.ts';
import { readFreeze } from '../../containment/freeze-store.ts';
import { factsOf } from '../../decision/store.ts';
import type { Database } from '../../platform/dynamo/database.ts';
import { readApart } from '../../platform/dynamo/apart.ts';
import { recordIdColumn } from '../../platform/dynamo/columns.ts';
import { getRows } from '../../platform/dynamo/read.ts';
import type { Policy } from '../../policy/schema.ts';
import type { Obligation } from '../../policy/vocabulary.ts';
import { openRetentionRules } from '../../retention/model/retention-end.ts';
import type { StoredRow } from '../../retention/model/retention-end.ts';
import { factsOf as personFactsOf, seenBy } from '../../retention/person-store.ts';
import { recordFields, recordKey, withEnd, withStored } from '../../retention/stored-record.ts';
import { records } from '../../record/table.ts';
import type { Subject } from '../../subject/model/subject.ts';
import { subjectRow } from '../../subject/store.ts';
import { subjects } from '../../subject/table.ts';
import type { RecordId, SubjectId } from '../../value/ids.ts';
import type { Clock } from '../../value/time.ts';
import { toEpochMilliseconds } from '../../value/time.ts';
import type { ExclusionReason } from './training-set.ts';

export interface JudgeDependencies {
  readonly database: Database;
  readonly policy: Policy;
  readonly clock: Clock;
}

/** What of a record decides whether it may be in a set: everything but its content. */
const judgedFields = recordFields.omit({ sealed: true });
const judgedRow = judgedFields.transform(withEnd).transform(withStored);
export type JudgedRow = z.output<typeof judgedRow>;
const storedRow = z.union([
  judgedRow.transform((row) => ({ kind: 'sound' as const, row })),
  z.object({ recordId: recordIdColumn }).transform((row) => ({ kind: 'damaged' as const, row })),
]);

export type Judgement =
  | { readonly kind: 'permitted'; readonly obligations: readonly Obligation[] }
  | { readonly kind: 'excluded'; readonly reason: ExclusionReason };

export const asksForRedaction = (obligations: readonly Obligation[]): boolean =>
  obligations.some((one) => one === 'redact' || one === 'shorten');

export type Judge = (row: JudgedRow) => Judgement;

/**
 * Judges rows one by one, by what their people say and are at this moment. The rows have to be read
 * before: what was said in between then counts against them.
 *
 * @returns a judge of these rows alone
 * @throws StoreUnavailableError
 */
export async function readJudge(
  deps: JudgeDependencies,
  purpose: string,
  rows: readonly Pick<JudgedRow, 'subjectId' | 'purposes' | 'sources'>[],
): Promise<Judge> {
  // The services of a function are opened one by one: those that it does not need cannot be copied.
  const { database, policy, clock } = deps;
  const freeze = await readFreeze(database);
  const byPerson = Map.groupBy(rows, ({ subjectId }) => subjectId);
  const judgesOf = async (ids: readonly SubjectId[]) => {
    const [people, states] = await Promise.all([
      readPeople(database, ids),
      readStates(
        database,
        purpose,
        ids.flatMap((id) => byPerson.get(id) ?? []),
      ),
    ]);
    return ids.map((id) => {
      const judge = judgeOf({ policy, clock, freeze }, purpose, people.get(id), states.get(id));
      return [id, judge] as const;
    });
  };
  // Of those who are left out nothing says what they permit.
  const judges = new Map(await readApart([...byPerson.keys()], judgesOf, () => undefined));
  return (row) => judges.get(row.subjectId)?.(row) ?? excluded('damaged');
}

function judgeOf(
  deps: Omit<JudgeDependencies, 'database'> & {
    readonly freeze: Awaited<ReturnType<typeof readFreeze>>;
  },
  purpose: string,
  subject: Subject | undefined,
  states: ReadonlyMap<string, StoredState> = new Map<string, StoredState>(),
): Judge {
  if (subject === undefined) return () => excluded('subject-erased');
  const { policy, clock } = deps;
  const resolution = { kind: 'known', subject } as const;
  const rules = openRetentionRules(personFactsOf({ policy, clock }, subject, states).person);
  return (row) => {
    if (row.withheld !== undefined) return excluded('withheld');
    if (row.media !== undefined) return excluded('media');
    const { category, collectedAt } = row;
    // A set is a store of its own: who wants nothing more stored is in none.
    const question = { purpose, category, collectedAt, storing: true };
    const [facts] = factsOf(deps, resolution, states, [question]);
    if (facts === undefined) return excluded('not-for-purpose');
    const decision = decide(facts);
    if (decision.decision === 'deny') return excluded(decision.reasons[0]);
    if (!row.purposes.includes(purpose)) return excluded('not-for-purpose');
    const end = seenBy(rules, asStored(row))?.ends?.get(purpose);
    if (end === undefined || toEpochMilliseconds(end) <= facts.now) {
      return excluded('retention-ended');
    }
    if (decision.obligations.includes('aggregate-only')) return excluded('aggregate-only');
    return { kind: 'permitted', obligations: decision.obligations };
  };
}

const asStored = ({
  category,
  purposes,
  collectedAt,
  expiresAt,
  sources,
  storedAt,
}: JudgedRow): StoredRow => ({ category, purposes, collectedAt, expiresAt, sources, storedAt });

const excluded = (reason: ExclusionReason): Judgement => ({ kind: 'excluded', reason });

/** A record of a set, and which version of its content the set has. */
export interface Member {
  readonly subjectId: SubjectId;
  readonly recordId: RecordId;
  readonly contentVersion: number;
}

/**
 * Judges records that are in a set, or are about to be, as they are stored now. What was deleted, or
 * has another content since, is excluded as `gone`.
 *
 * @returns one judgement for each member, in their order
 * @throws StoreUnavailableError
 */
export async function judgeMembers(
  deps: JudgeDependencies,
  purpose: string,
  members: readonly Member[],
): Promise<readonly Judgement[]> {
  const stored = new Map<RecordId, z.output<typeof storedRow>>();
  const attributes = Object.keys(judgedFields.shape);
  await inBatches(members, async (batch) => {
    const keys = batch.map(({ subjectId, recordId }) => recordKey(subjectId, recordId));
    const rows = await getRows(deps.database, records, keys, storedRow, attributes);
    for (const found of rows) stored.set(found.row.recordId, found);
  });
  const sound = [...stored.values()].flatMap((one) => (one.kind === 'sound' ? [one.row] : []));
  const judge = await readJudge(deps, purpose, sound);
  return members.map(({ recordId, contentVersion }) => {
    const found = stored.get(recordId);
    if (found?.kind === 'damaged') return excluded('damaged');
    return found?.row.contentVersion === contentVersion ? judge(found.row) : excluded('gone');
  });
}

async function readPeople(
  database: Database,
  ids: readonly SubjectId[],
): Promise<ReadonlyMap<SubjectId, Subject>> {
  const found = new Map<SubjectId, Subject>();
  await inBatches(ids, async (batch) => {
    const keys = batch.map((subjectId) => ({ subjectId }));
    for (const subject of await getRows(database, subjects, keys, subjectRow)) {
      found.set(subject.subjectId, subject);
    }
  });
  return found;
}

/** What they said about the purpose, and about the others that the rows serve: these decide on ends. */
async function readStates(
  database: Database,
  purpose: string,
  rows: readonly Pick<JudgedRow, 'subjectId' | 'purposes' | 'sources'>[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, StoredState>>> {
  const asked = new Map<string, { readonly subjectId: SubjectId; readonly purpose: string }>();
  for (const { subjectId, purposes, sources = [] } of rows) {
    const named = [purpose, ...purposes, ...sources.flatMap((source) => source.purposes)];
    for (const one of named) asked.set(`${subjectId}#${one}`, { subjectId, purpose: one });
  }
  const states = new Map<string, Map<string, StoredState>>();
  await inBatches([...asked.values()], async (batch) => {
    for (const [subjectId, some] of await statesOfSeveral(database, batch)) {
      states.set(subjectId, new Map([...(states.get(subjectId) ?? []), ...some]));
    }
  });
  return states;
}

/** AWS: keys in one BatchGetItem. */
const keysPerRead = 100;

async function inBatches<Key>(
  keys: readonly Key[],
  read: (batch: readonly Key[]) => Promise<void>,
): Promise<void> {
  const batches: Promise<void>[] = [];
  for (let start = 0; start < keys.length; start += keysPerRead) {
    batches.push(read(keys.slice(start, start + keysPerRead)));
  }
  await Promise.all(batches);
}
