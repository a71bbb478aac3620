import { entry } from '../ledger/store.ts';
import type { Kid } from '../value/ids.ts';
import { milliseconds, plusSeconds } from '../value/time.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import { withProgress } from './erasure.ts';
import { exemptClassesOf } from './exempt-classes.ts';
import { orderOf } from './key-order.ts';
import { advance, current } from '../request/attempt.ts';
import type { Attempt, FulfilmentDependencies } from '../request/attempt.ts';
import { isReopened, isSettling } from '../request/row-facts.ts';
import type { ErasureProgress } from '../request/erasure-progress.ts';
import type { RequestRow } from '../request/row.ts';
import { exemptionsOf, noteHolds } from './exemptions.ts';

export interface Revoked {
  readonly keys: number;
  /** How long cached copies may still be in use. */
  readonly waitSeconds: number;
}

/**
 * (c) Puts what is exempt under keys of its own, then destroys every other key. The `ledger` key goes
 * last: the entry that reports the destruction is committed under it.
 */
export async function revokeKeys(deps: FulfilmentDependencies, run: Attempt): Promise<Revoked> {
  const { subjectKeys, clock } = deps;
  await noteHolds(deps, run);
  const named = await advance(deps, run, async (row) => {
    if (row.erasure?.planned !== undefined) return undefined;
    const exempted = await exemptionsOf(deps, row);
    const planned = await doomedKeys(deps, row, exempted);
    const { destroyedBefore = [], keysSince: since = [] } = row.erasure ?? {};
    const [keysSince] = [...planned.map(({ createdAt }) => createdAt), since].flat().toSorted();
    const all = [...without(destroyedBefore, planned), ...planned.map(nameOf)];
    return { set: withProgress(row, { ...exempted, planned: all, keysSince }) };
  });
  const { subjectId } = named;
  // A commitment would make the key again that the erasure before destroyed.
  const committedTo = isSettling(named) || isReopened(named) ? undefined : subjectId;
  const planned = named.erasure?.planned ?? [];
  if (named.erasure?.revokedAt === undefined) {
    const early = {
      order: orderOf(deps, run, named),
      keep: [...exemptClassesOf(named.erasure), 'ledger'],
      planned: withoutLedger(planned),
    };
    const destroyed = await subjectKeys.destroy(subjectId, early);
    await advance(deps, run, async (row) => {
      if (row.erasure?.destroyed !== undefined) return undefined;
      const fresh = without(planned, row.erasure?.destroyedBefore ?? []);
      const codes = codesOf([...fresh, ...without(destroyed, planned)]);
      return {
        set: withProgress(row, { destroyed: [...destroyed] }),
        extra: [await entry(deps, 'erasure.keys-destroyed', codes, committedTo)],
      };
    });
  }
  const row = await destroyAll(deps, run, planned);
  return {
    keys: row.erasure?.destroyed?.length ?? 0,
    waitSeconds: waitSeconds(deps, row, clock()),
  };
}

/** Destroys what is left and records when that was: the time from which copies go out of use. */
async function destroyAll(
  deps: FulfilmentDependencies,
  run: Attempt,
  planned: readonly Named[],
): Promise<RequestRow> {
  const before = await current(deps, run);
  if (before.erasure?.revokedAt !== undefined) return before;
  const knownKeys = [...planned, ...without(before.erasure?.destroyed ?? [], planned)];
  const keep = exemptClassesOf(before.erasure);
  const options = { order: orderOf(deps, run, before), keep, planned: knownKeys };
  const destroyed = await deps.subjectKeys.destroy(before.subjectId, options);
  const late = without(destroyed, knownKeys);
  return advance(deps, run, async (row) => {
    if (row.erasure?.revokedAt !== undefined) return undefined;
    return {
      events: ['keys-destroyed'],
      set: withProgress(row, { destroyed: [...destroyed], revokedAt: deps.clock() }),
      ...(late.length > 0 && {
        extra: [await entry(deps, 'erasure.keys-destroyed', codesOf(late))],
      }),
    };
  });
}

/** Keys that someone made after the destruction. Names them, then destroys them as well. */
export async function destroyLateKeys(
  deps: FulfilmentDependencies,
  run: Attempt,
): Promise<{ readonly waitSeconds: number }> {
  const named = await advance(deps, run, async (row) => {
    const known = row.erasure?.planned ?? [];
    const newKeys = without(await doomedKeys(deps, row, row.erasure), known);
    return newKeys.length === 0
      ? undefined
      : { set: withProgress(row, { planned: [...known, ...newKeys.map(nameOf)] }) };
  });
  const planned = named.erasure?.planned ?? [];
  const keep = exemptClassesOf(named.erasure);
  const options = { order: orderOf(deps, run, named), keep, planned };
  const destroyed = await deps.subjectKeys.destroy(named.subjectId, options);
  const row = await advance(deps, run, async (row) => {
    const known = row.erasure?.destroyed ?? [];
    const late = without(destroyed, known);
    if (late.length === 0) return undefined;
    return {
      set: withProgress(row, { destroyed: [...known, ...late], revokedAt: deps.clock() }),
      extra: [await entry(deps, 'erasure.keys-destroyed', codesOf(late))],
    };
  });
  return { waitSeconds: waitSeconds(deps, row, deps.clock()) };
}

function waitSeconds(
  { lastUseSeconds }: FulfilmentDependencies,
  { erasure }: RequestRow,
  now: EpochMilliseconds,
): number {
  const end = plusSeconds(milliseconds(erasure?.revokedAt ?? now), lastUseSeconds);
  return Math.max(0, Math.ceil((end - now) / 1000));
}

async function doomedKeys(
  { subjectKeys }: FulfilmentDependencies,
  { subjectId }: RequestRow,
  progress?: ErasureProgress,
) {
  const keys = await subjectKeys.list(subjectId);
  const exempt = exemptClassesOf(progress);
  return keys.filter(({ erasureClass }) => !exempt.includes(erasureClass));
}

interface Named {
  readonly erasureClass: string;
  readonly kid: Kid;
}

const nameOf = ({ erasureClass, kid }: Named): Named => ({ erasureClass, kid });

const withoutLedger = (keys: readonly Named[]): Named[] =>
  keys.filter(({ erasureClass }) => erasureClass !== 'ledger');

const without = <Key extends Named>(keys: readonly Key[], known: readonly Named[]): Key[] =>
  keys.filter(({ kid }) => !known.some((key) => key.kid === kid));

const codesOf = (keys: readonly Named[]) => ({
  keys: keys.length,
  kids: keys.map(({ kid }) => kid),
});
