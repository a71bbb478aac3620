import { accountFor } from '../decision/store.ts';
import type { Answer, Idempotency } from '../platform/http/exchange.ts';
import { answer } from '../platform/http/exchange.ts';
import type { Item } from '../platform/http/item.ts';
import { fittingOf, inPlace } from '../platform/http/item.ts';
import type { Problem } from '../platform/http/problem.ts';
import { problem } from '../platform/http/problem.ts';
import { seconds } from '../value/time.ts';
import type { GateDependencies, Offer } from './authorize-write.ts';
import { admit } from './authorize-write.ts';
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

export interface OfferDependencies extends GateDependencies {
  readonly records: Records;
}

/** Stores one record, or answers why not. */
export async function storeOne(
  deps: OfferDependencies,
  offer: Offer,
  idempotency: Idempotency | undefined,
): Promise<Answer | Problem> {
  const [first] = idempotency?.replay === undefined ? [] : fromIds(idempotency.replay.ids);
  const [outcome] = first === undefined ? await storeNew(deps, [offer], idempotency, 201) : [first];
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
  deps: OfferDependencies,
  items: readonly Item<Offer>[],
  idempotency: Idempotency | undefined,
): Promise<Answer | Problem> {
  const fitting = fittingOf(items);
  if (fitting.length === 0) return answer(207, { items: inPlace(items, []) });
  const offers = fitting.map(({ value }) => value);
  const replay = idempotency?.replay && fromIds(idempotency.replay.ids);
  if (replay !== undefined) await completeReplay(deps, offers, replay);
  const outcomes = replay ?? (await storeNew(deps, offers, idempotency, 207));
  if (outcomes.length === 0) return problem('request-in-progress');
  const answered = fitting.map(({ place }, index) => itemOf(outcomeAt(outcomes, index), place));
  return answer(207, { items: inPlace(items, answered) });
}

function outcomeAt(outcomes: readonly RecordOutcome[], index: number): RecordOutcome {
  const outcome = outcomes[index];
  if (outcome === undefined) throw new TypeError('every offer has an outcome');
  return outcome;
}

/**
 * All outcomes are known before the first write and stand in the row of the idempotency key, which
 * the first transaction writes. Answers nothing when a twin call was faster.
 */
async function storeNew(
  deps: OfferDependencies,
  offers: readonly Offer[],
  idempotency: Idempotency | undefined,
  status: 201 | 207,
): Promise<readonly RecordOutcome[]> {
  const { admissions, denials } = await admit(deps, offers);
  // What was refused is part of what was promised.
  await accountFor(deps, denials);
  const drafts: NewRecord[] = [];
  const outcomes = offers.map((offer, position): RecordOutcome => {
    const admission = admissions[position];
    if (admission?.kind !== 'admitted') {
      return refusedOutcome(admission?.refusal ?? { kind: 'subject-unknown' });
    }
    const { subjectId, times, content, warnings } = admission;
    const draft = deps.records.draft(subjectId, { ...offer, content }, times);
    drafts.push(draft);
    return writtenOutcome(draft, warnings);
  });
  // A single record that is refused leaves its key free: the refusal may be remedied.
  if (drafts.length === 0 && status === 201) return outcomes;
  const extra = idempotency === undefined ? [] : [idempotency.record(status, toIds(outcomes))];
  const { kind } = await deps.records.write(drafts, extra);
  return kind === 'twin' ? [] : outcomes;
}

/**
 * A batch larger than one transaction may have been cut off between two: what the first answer
 * promised and is not there is written now, if it still may be, and for as long as it may be now.
 * What was deleted stays deleted.
 */
async function completeReplay(
  deps: OfferDependencies,
  offers: readonly Offer[],
  outcomes: readonly RecordOutcome[],
): Promise<void> {
  const promised = offers.flatMap((offer, position) => {
    const outcome = outcomes[position];
    return outcome?.kind === 'written'
      ? [{ outcome, offer: { ...offer, collectedAt: outcome.collectedAt } }]
      : [];
  });
  const { admissions } = await admit(
    deps,
    promised.map(({ offer }) => offer),
  );
  const drafts = promised.flatMap(({ outcome, offer }, position) => {
    const admission = admissions[position];
    if (admission?.kind !== 'admitted') return [];
    const { subjectId, recordId, expiresAt } = outcome;
    // Registered anew after an erasure: the first answer was about somebody who is gone.
    if (admission.subjectId !== subjectId) return [];
    const { content, times } = admission;
    const again = { ...times, expiresAt: seconds(Math.min(times.expiresAt, expiresAt)) };
    return [deps.records.draft(subjectId, { ...offer, content }, again, recordId)];
  });
  await deps.records.writeMissing(drafts);
}
