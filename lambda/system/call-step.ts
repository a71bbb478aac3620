import { parseRfc3339 } from '../value/time.ts';
import type { Counts } from './model/connector.ts';
import { ask, cursorUse } from './ask.ts';
import { total } from './asking.ts';
import type { Asking, Place, RunDependencies } from './asking.ts';
import type { SystemTaskError } from '../request/model/task.ts';
import { sealFor } from './sealed.ts';
import { stagePage } from './staged.ts';
import { standingOf } from './standing.ts';
import type { TaskRun } from './tasks.ts';

/** The last call, and when the answer by a call of the system came that it knew. */
export interface LastCall {
  readonly step: string;
  readonly answeredAt?: string;
}

/** Why the calls stopped before the end. */
export type Stopped =
  | { readonly kind: 'failed'; readonly error: SystemTaskError; readonly last?: LastCall }
  | { readonly kind: 'paused' }
  | {
      readonly kind: 'waiting';
      readonly pollAfterSeconds?: number;
      readonly isOver: boolean;
      readonly last: LastCall;
    };

export type Advanced =
  | { readonly kind: 'superseded' }
  | { readonly kind: 'advanced'; readonly place: Place; readonly stopped?: Stopped };

/**
 * One step of a run: calls the system from where it stopped, until the time of the step is over. After a
 * crash the step begins again at the same place; connectors are idempotent, and pages of an export are
 * written over.
 *
 * @throws StoreUnavailableError, KeyringUnavailableError, ObjectsUnavailableError
 */
export async function advanceCalls(
  deps: RunDependencies,
  run: TaskRun,
  asking: Asking,
  from: Place,
): Promise<Advanced> {
  const until = deps.clock() + deps.stepMilliseconds;
  let place = from;
  while (!place.isDone) {
    if (place.page > deps.maximumPages) {
      return { kind: 'advanced', place, stopped: { kind: 'failed', error: 'endless' } };
    }
    const standing = await standingOf(deps, run);
    if (standing.kind === 'superseded') return standing;
    if (standing.kind === 'paused') return { kind: 'advanced', place, stopped: standing };
    const { row, task } = standing;
    const step = `${asking.label}.${place.page}`;
    const reply = await ask(deps, { run, row, task }, asking, { place, step, until });
    const answeredAt = task.answers?.[step]?.at;
    const last: LastCall = { step, ...(answeredAt !== undefined && { answeredAt }) };
    if (reply.kind === 'failed') return { kind: 'advanced', place, stopped: { ...reply, last } };
    if (reply.kind === 'waiting') {
      const isOver = deps.clock() >= (parseRfc3339(task.answerBy) ?? 0);
      return { kind: 'advanced', place, stopped: { ...reply, isOver, last } };
    }
    const { items = [], selectors = [] } = reply;
    if (items.length > 0) {
      const staged = await stagePage(deps, row, run, place.page, items);
      if (staged === 'called-off') return { kind: 'superseded' };
    }
    place = {
      page: place.page + 1,
      counts: sum(place.counts, reply.counts),
      selectors: union(place.selectors, selectors),
      isDone: reply.cursor === undefined || hasMost(asking, sum(place.counts, reply.counts)),
      ...(reply.cursor !== undefined && {
        cursor: base64(await sealFor(deps.subjectKeys, row, cursorUse(run, asking), reply.cursor)),
      }),
    };
    if (deps.clock() >= until) break;
  }
  return { kind: 'advanced', place };
}

const hasMost = ({ most = Number.POSITIVE_INFINITY }: Asking, counts: Counts): boolean =>
  total(counts) > most;

export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

export function sum(one: Counts, other: Counts): Counts {
  const both: Record<string, number> = { ...one };
  for (const [category, count] of Object.entries(other)) {
    both[category] = (both[category] ?? 0) + count;
  }
  return both;
}

const union = (one: readonly string[], other: readonly string[]): readonly string[] => [
  ...new Set([...one, ...other]),
];
