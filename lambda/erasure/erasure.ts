import { entry } from '../ledger/store.ts';
import type { SubjectId } from '../value/ids.ts';
import { toRfc3339 } from '../value/time.ts';
import type { Policy } from '../policy/schema.ts';
import type { WithholdingGround } from '../policy/vocabulary.ts';
import { isHeld } from '../retention/model/hold.ts';
import type { AllOrListed } from '../retention/model/hold.ts';
import { exemptKeyClasses } from './exempt-classes.ts';
import { advance } from '../request/attempt.ts';
import type { Attempt, FulfilmentDependencies } from '../request/attempt.ts';
import { isClosed } from '../request/model/request.ts';
import { callOffTasks } from '../request/model/open-tasks.ts';
import { isOpen } from '../request/model/task.ts';
import { isInForce } from '../request/model/restriction.ts';
import { recounted } from '../request/erasure-progress.ts';
import type { ErasureProgress, Recounted } from '../request/erasure-progress.ts';
import type { RequestRow } from '../request/row.ts';
import { isIrreversible, isReopened, isSettling } from '../request/row-facts.ts';

/*
 * Erasure, in this order: plan, fence, revoke keys, wait, purge, recount, certify, conclude. Each
 * step may run again after a crash: what it has done is in the request, written once. Where a legal
 * hold exempted something, all steps run again once the last hold is released, for that alone:
 * GDPR Art. 17(3)(e) excuses it no longer, and no one has to ask again.
 */

export const withProgress = (
  row: RequestRow,
  progress: ErasureProgress,
): { erasure: ErasureProgress } => ({
  erasure: { ...row.erasure, ...progress },
});

/** (a) Says in the ledger, before anything is touched, that and what will be erased. */
export async function planErasure(
  deps: FulfilmentDependencies,
  run: Attempt,
  counted: Recounted,
): Promise<{ readonly records: number }> {
  const { policy, clock } = deps;
  const before = recounted.parse(counted);
  const row = await advance(deps, run, async (row) => {
    const planned = row.erasure?.before;
    if (planned !== undefined) {
      // Another attempt: what the person had is as counted, the neighbours are those of now.
      const { identifiers, noOne, others, controls } = before;
      const now = { identifiers, noOne, others, controls };
      return { set: withProgress(row, { before: { ...planned, ...now } }) };
    }
    // Of what a hold exempted, and of what a pass found, it was said then.
    if (isSettling(row) || isReopened(row)) return { set: withProgress(row, { before }) };
    const keys = await deps.subjectKeys.list(row.subjectId);
    const classes = keys.filter(
      ({ erasureClass }) => !exemptKeyClasses.includes(erasureClass),
    ).length;
    const stored = Object.keys(before.categories);
    const subject = await deps.subjects.get(row.subjectId);
    const withheldGrounds = groundsOf(policy, stored, subject?.heldCategories ?? []);
    return {
      set: withProgress(row, { plannedAt: toRfc3339(clock()), before }),
      extra: [await entry(deps, 'erasure.planned', { classes, withheldGrounds }, row.subjectId)],
    };
  });
  return { records: row.erasure?.before?.person['records'] ?? 0 };
}

/** What stays of what is stored: by a purpose of the policy, or by a hold (GDPR Art. 17(3)(e)). */
function groundsOf(
  policy: Policy,
  stored: readonly string[],
  onHold: AllOrListed,
): WithholdingGround[] {
  const grounds = Object.values(policy.purposes).flatMap(({ withhold, categories }) =>
    withhold !== undefined && categories.some((category) => stored.includes(category))
      ? [withhold.ground]
      : [],
  );
  const claimed = stored.some((category) => isHeld(policy, onHold, category));
  return [...new Set([...grounds, ...(claimed ? ['legal-claims' as const] : [])])];
}

/**
 * The same where nothing is held of the person here, before systems are searched: says in the ledger that
 * it begins, and from here on it cannot be called off.
 */
export async function fenceRequest(deps: FulfilmentDependencies, run: Attempt): Promise<void> {
  await advance(deps, run, async (row) =>
    isIrreversible(row)
      ? undefined
      : {
          events: ['person-fenced'],
          set: withProgress(row, { fencedAt: toRfc3339(deps.clock()) }),
          extra: [await entry(deps, 'erasure.planned', { classes: 0, withheldGrounds: [] })],
        },
  );
}

/** (b) From here on nothing new is stored of the person, and the erasure cannot be called off. */
export async function fencePerson(
  deps: FulfilmentDependencies,
  run: Attempt,
): Promise<{ readonly overtaken: number }> {
  const row = await advance(deps, run, (row) =>
    isIrreversible(row)
      ? undefined
      : {
          events: ['person-fenced'],
          set: withProgress(row, { fencedAt: toRfc3339(deps.clock()) }),
        },
  );
  await deps.subjects.fence(row.subjectId);
  return { overtaken: await overtake(deps, row.subjectId) };
}

/**
 * Closes what else the person has open, and calls off what systems still have to do for requests that are
 * closed: there is nothing left to carry it out on, and a late correction would write data again.
 */
export async function overtake(
  { requests, clock }: Pick<FulfilmentDependencies, 'requests' | 'clock'>,
  subjectId: SubjectId,
): Promise<number> {
  let closed = 0;
  const locked = await requests.locks(subjectId);
  const open = new Set(
    locked.flatMap(({ kind, requestId }) => (kind === 'erasure' ? [] : [requestId])),
  );
  for await (const { requestId, kind, tasks } of requests.everyOf(subjectId)) {
    if (kind !== 'erasure' && isOpen(tasks)) open.add(requestId);
  }
  for (const requestId of open) {
    const changed = await requests.change<'closed'>(requestId, (row) => {
      const events = ['overtaken-by-erasure'] as const;
      if (!isClosed(row.status)) return { kind: 'change', to: 'cancelled', events };
      // GDPR Art. 18 restricts what is stored: it does not prevent Art. 17 at the person's own wish.
      const inForce = isInForce(row.restriction);
      if (!inForce && !isOpen(row.tasks)) return { kind: 'leave', because: 'closed' };
      const liftedAt = toRfc3339(clock());
      const tasks = callOffTasks(row.tasks, clock());
      const set = {
        ...(inForce && { restriction: { ...row.restriction, liftedAt } }),
        ...(tasks && { tasks: { ...tasks }, selector: undefined }),
      };
      return { kind: 'change', events, set };
    });
    if (changed.kind === 'changed') closed += 1;
  }
  return closed;
}
