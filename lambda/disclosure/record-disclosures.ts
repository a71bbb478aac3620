import { accountFor } from '../decision/store.ts';
import type { DecidingDependencies } from '../decision/several.ts';
import type { Answer, Idempotency } from '../platform/http/handlers.ts';
import { answer } from '../platform/http/handlers.ts';
import type { BatchItem } from '../platform/http/item.ts';
import { inPlace, validItems } from '../platform/http/item.ts';
import type { Problem } from '../platform/http/problem.ts';
import { problem } from '../platform/http/problem.ts';
import type { LedgerKeys } from '../platform/keyring/subject-keys.ts';
import { madeAt, newDisclosureId } from '../value/ids.ts';
import { toRfc3339 } from '../value/time.ts';
import type { DisclosureRequest, Judgement } from './judge.ts';
import { judge } from './judge.ts';
import type { DisclosureOutcome, Recorded } from './outcome.ts';
import { fromIds, itemOf, problemOf, toIds } from './outcome.ts';
import type { NewDisclosure } from './store.ts';
import { storedOf } from './store.ts';
import { writeMissing, writeNew } from './write.ts';

/** Records one disclosure, or returns the reason for the refusal. */
export async function recordOne(
  deps: DecidingDependencies,
  request: DisclosureRequest,
  idempotency: Idempotency | undefined,
): Promise<Answer | Problem> {
  const outcomes = await record(deps, [request], idempotency, 201);
  const [outcome] = outcomes;
  if (outcome === undefined) return problem('request-in-progress');
  return outcome.kind === 'recorded'
    ? answer(201, { disclosureId: outcome.disclosureId })
    : problemOf(outcome.refusal);
}

/** Records what it may; every item has its own outcome. */
export async function recordSeveral(
  deps: DecidingDependencies,
  items: readonly BatchItem<DisclosureRequest>[],
  idempotency: Idempotency | undefined,
): Promise<Answer | Problem> {
  const valid = validItems(items);
  if (valid.length === 0) return answer(207, { items: inPlace(items, []) });
  const outcomes = await record(
    deps,
    valid.map(({ value }) => value),
    idempotency,
    207,
  );
  if (outcomes.length === 0) return problem('request-in-progress');
  const answered = valid.map(({ place }, index) => itemOf(at(outcomes, index), place));
  return answer(207, { items: inPlace(items, answered) });
}

/**
 * All outcomes are known before the first write and are in the row of the idempotency key, which the
 * first transaction writes. Returns nothing when a twin call was faster.
 */
async function record(
  deps: DecidingDependencies,
  requests: readonly DisclosureRequest[],
  idempotency: Idempotency | undefined,
  status: 201 | 207,
): Promise<readonly DisclosureOutcome[]> {
  if (idempotency?.replay !== undefined) {
    return confirm(deps, requests, fromIds(idempotency.replay.ids));
  }
  const { judgements, subjectKeys } = await judgeAndAccount(deps, requests);
  const outcomes = judgements.map((judgement): DisclosureOutcome =>
    judgement.kind === 'refused'
      ? judgement
      : { kind: 'recorded', subjectId: judgement.subjectId, disclosureId: newDisclosureId() },
  );
  const written = outcomes.flatMap((one, position) =>
    one.kind === 'recorded' ? [newDisclosure(at(requests, position), one)] : [],
  );
  // A single disclosure that is refused leaves its key free: the refusal may be remedied.
  const key = written.length === 0 && status === 201 ? undefined : idempotency;
  const outcome = await writeNew(
    { ...deps, subjectKeys },
    written,
    key?.record(status, toIds(outcomes)),
  );
  return outcome === 'twin' ? [] : outcomes;
}

/**
 * What the first call promised is confirmed as far as it is stored. Where that call was cut off between
 * two transactions, or an erasure has deleted the row since, the disclosure is judged again: nothing is
 * permitted of which there is no record.
 */
async function confirm(
  deps: DecidingDependencies,
  requests: readonly DisclosureRequest[],
  promised: readonly DisclosureOutcome[],
): Promise<readonly DisclosureOutcome[]> {
  const recorded = promised.filter((one) => one.kind === 'recorded');
  const stored = await storedOf(deps.database, recorded);
  const isMissing = (one: DisclosureOutcome): one is Recorded =>
    one.kind === 'recorded' && !stored.has(one.disclosureId);
  const missing = promised.flatMap((one, position) =>
    isMissing(one) ? [{ promise: one, request: at(requests, position) }] : [],
  );
  if (missing.length === 0) return promised;

  const { judgements, subjectKeys } = await judgeAndAccount(
    deps,
    missing.map(({ request }) => request),
  );
  const outcomes = new Map(
    missing.map(({ promise }, index) => [
      promise.disclosureId,
      outcomeAgain(promise, at(judgements, index)),
    ]),
  );
  const written = missing.flatMap(({ promise, request }) =>
    outcomes.get(promise.disclosureId)?.kind === 'recorded'
      ? [newDisclosure(request, promise)]
      : [],
  );
  await writeMissing({ ...deps, subjectKeys }, written);
  return promised.map((one) =>
    one.kind === 'recorded' ? (outcomes.get(one.disclosureId) ?? one) : one,
  );
}

/** Denials are entered before anything is written; the keys of all people are read once for both. */
async function judgeAndAccount(
  deps: DecidingDependencies,
  requests: readonly DisclosureRequest[],
): Promise<{ readonly judgements: readonly Judgement[]; readonly subjectKeys: LedgerKeys }> {
  const { judgements, denials, people } = await judge(deps, requests);
  const subjectKeys = await deps.subjectKeys.ledgerKeysOf(people);
  const entered = { ledgerKeysOf: () => Promise.resolve(subjectKeys) };
  await accountFor({ ...deps, subjectKeys: entered }, denials);
  return { judgements, subjectKeys };
}

function outcomeAgain(promise: Recorded, judgement: Judgement): DisclosureOutcome {
  if (judgement.kind === 'refused') return judgement;
  // Registered again after an erasure: the first answer was about a person who is gone.
  return judgement.subjectId === promise.subjectId
    ? promise
    : { kind: 'refused', refusal: { kind: 'subject-erased' } };
}

function newDisclosure(
  request: DisclosureRequest,
  { subjectId, disclosureId }: Recorded,
): NewDisclosure {
  const { recipient, purpose, categories, reference } = request;
  const given = toRfc3339(request.at ?? madeAt(disclosureId));
  return { subjectId, disclosureId, recipient, purpose, categories, at: given, reference };
}

function at<Value>(values: readonly Value[], position: number): Value {
  const value = values[position];
  if (value === undefined) throw new TypeError('every item has one');
  return value;
}
