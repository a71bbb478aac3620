import { accountFor } from '../decision/store.ts';
import type { Answer, Idempotency } from '../platform/http/handlers.ts';
import { answer } from '../platform/http/handlers.ts';
import type { BatchItem } from '../platform/http/item.ts';
import { validItems, inPlace } from '../platform/http/item.ts';
import type { Problem } from '../platform/http/problem.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import { problem } from '../platform/http/problem.ts';
import type { RecordId } from '../value/ids.ts';
import { madeAt } from '../value/ids.ts';
import { seconds } from '../value/time.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import type { AuthorizationDependencies, WriteRequest } from './authorize-write.ts';
import { authorizeWrites } from './authorize-write.ts';
import type { RecordOutcome } from './outcome.ts';
import {
  fromIds,
  itemOf,
  problemOf,
  refusedOutcome,
  toIds,
  writtenBody,
  writtenOutcome,
} from './outcome.ts';
import type { NewRecord } from './rows.ts';
import type { Records } from './store.ts';

export interface WriteDependencies extends AuthorizationDependencies {
  readonly records: Records;
}

/** Statements that belong in the transaction of a new record. */
export type Beside = (record: NewRecord) => Promise<readonly Statement[]>;

/** Stores one record, or says why not; undefined when a twin call was faster. */
export async function writeOne(
  deps: WriteDependencies,
  request: WriteRequest,
  idempotency: Idempotency | undefined,
  beside: Beside = alone,
): Promise<RecordOutcome | undefined> {
  const [first] = idempotency?.replay === undefined ? [] : fromIds(idempotency.replay.ids);
  if (first !== undefined) return first;
  const [outcome] = await storeNew(deps, [request], idempotency, 201, beside);
  return outcome;
}

const alone: Beside = () => Promise.resolve([]);

/** Stores one record, or returns the reason for the refusal. */
export async function storeOne(
  deps: WriteDependencies,
  request: WriteRequest,
  idempotency: Idempotency | undefined,
): Promise<Answer | Problem> {
  const outcome = await writeOne(deps, request, idempotency);
  if (outcome === undefined) return problem('request-in-progress');
  return outcome.kind === 'refused'
    ? problemOf(outcome.refusal)
    : answer(201, { ...writtenBody(outcome), policyVersion: outcome.policyVersion });
}

/**
 * Stores what it may; every item has its own outcome. What does not fit the contract is no part of
 * what a key remembers: the same body has the same misfits.
 */
export async function storeSeveral(
  deps: WriteDependencies,
  items: readonly BatchItem<WriteRequest>[],
  idempotency: Idempotency | undefined,
): Promise<Answer | Problem> {
  const valid = validItems(items);
  if (valid.length === 0) return answer(207, { items: inPlace(items, []) });
  const requests = valid.map(({ value }) => value);
  const replay = idempotency?.replay && fromIds(idempotency.replay.ids);
  if (replay !== undefined && !(await completeReplay(deps, requests, replay))) return inProgress;
  const outcomes = replay ?? (await storeNew(deps, requests, idempotency, 207));
  if (outcomes.length === 0) return inProgress;
  const answered = valid.map(({ place }, index) => itemOf(outcomeAt(outcomes, index), place));
  return answer(207, { items: inPlace(items, answered) });
}

const inProgress = problem('request-in-progress', { headers: { 'retry-after': '2' } });

function outcomeAt(outcomes: readonly RecordOutcome[], index: number): RecordOutcome {
  const outcome = outcomes[index];
  if (outcome === undefined) throw new TypeError('every offer has an outcome');
  return outcome;
}

/**
 * All outcomes are known before the first write and are in the row of the idempotency key, which
 * is written before the records or with them. Returns nothing when a twin call was faster.
 */
async function storeNew(
  deps: WriteDependencies,
  requests: readonly WriteRequest[],
  idempotency: Idempotency | undefined,
  status: 201 | 207,
  beside: Beside = alone,
): Promise<readonly RecordOutcome[]> {
  const { authorizations, denials, keyRows } = await authorizeWrites(deps, requests, {
    keys: true,
  });
  // What was refused is part of what was promised.
  await accountFor(deps, denials);
  const drafts: NewRecord[] = [];
  const outcomes = requests.map((request, position): RecordOutcome => {
    const authorization = authorizations[position];
    if (authorization?.kind !== 'authorized') {
      return refusedOutcome(authorization?.refusal ?? { kind: 'subject-unknown' });
    }
    const { subjectId, times, content, warnings } = authorization;
    const draft = deps.records.draft(subjectId, { ...request, content }, times);
    drafts.push(draft);
    return writtenOutcome(draft, warnings);
  });
  // A single record that is refused leaves its key free: the refusal may be remedied.
  if (drafts.length === 0 && status === 201) return outcomes;
  const extra = [
    ...(idempotency === undefined ? [] : [idempotency.record(status, toIds(outcomes))]),
    ...(await Promise.all(drafts.map(beside))).flat(),
  ];
  const { kind } = await deps.records.write(drafts, extra, keyRows);
  return kind === 'twin' ? [] : outcomes;
}

/**
 * A batch may have been cut off between its key and its records: what the first answer promised and
 * is not there is written now, if it still may be, and for as long as it may be now. What was
 * deleted stays deleted. While the first call may still be writing, nothing is: a record that is
 * deleted meanwhile would come back.
 *
 * @returns whether all is there that is to be there
 */
async function completeReplay(
  deps: WriteDependencies,
  requests: readonly WriteRequest[],
  outcomes: readonly RecordOutcome[],
): Promise<boolean> {
  const promised = requests.flatMap((request, position) => {
    const outcome = outcomes[position];
    return outcome?.kind === 'written'
      ? [{ outcome, request: { ...request, collectedAt: outcome.collectedAt } }]
      : [];
  });
  const { authorizations } = await authorizeWrites(
    deps,
    promised.map(({ request }) => request),
  );
  const drafts = promised.flatMap(({ outcome, request }, position) => {
    const authorization = authorizations[position];
    if (authorization?.kind !== 'authorized') return [];
    const { subjectId, recordId, expiresAt } = outcome;
    // Registered again after an erasure: the first answer was about a person who is gone.
    if (authorization.subjectId !== subjectId) return [];
    const { content, times } = authorization;
    const again = { ...times, expiresAt: seconds(Math.min(times.expiresAt, expiresAt)) };
    return [deps.records.draft(subjectId, { ...request, content }, again, recordId)];
  });
  const missing = await deps.records.missing(drafts);
  if (missing.some(({ recordId }) => isYoung(recordId, deps.clock()))) return false;
  await deps.records.writeMissing(missing);
  return true;
}

/** More than the ten seconds that the function has, for clocks that differ. */
const longestCallMilliseconds = 12_000;

/** Whether the call that made the id may still be running. */
const isYoung = (recordId: RecordId, now: EpochMilliseconds): boolean =>
  now - madeAt(recordId) < longestCallMilliseconds;
