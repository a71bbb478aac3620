import * as z from 'zod';
import type { Task } from '../request/model/task.ts';
import { callOf, isFailed } from './ask.ts';
import type { RunDependencies } from './asking.ts';
import type { Failed } from './model/protocol.ts';
import { openFor, sealFor } from './sealed.ts';
import { standingOf } from './standing.ts';
import type { Standing } from './standing.ts';
import { changeTask } from './tasks.ts';
import type { TaskRun } from './tasks.ts';

export type Controlled =
  | Exclude<Standing, { kind: 'in-charge' }>
  | Failed
  | { readonly kind: 'controlled'; readonly control: Counted };

/** Rows of the other person. */
export interface Counted {
  readonly before: number;
  readonly after?: number | undefined;
}

/**
 * Counts another person of the system, before and after: a selector that reaches too far shows there.
 * Who it is, is in the row encrypted, so that a later attempt counts the same one.
 *
 * @throws StoreUnavailableError, KeyringUnavailableError
 */
export async function countControl(
  deps: RunDependencies,
  run: TaskRun,
  when: 'before' | 'after',
): Promise<Controlled> {
  const standing = await standingOf(deps, run);
  if (standing.kind !== 'in-charge') return standing;
  const { row, task } = standing;
  const known = task.control;
  if (when === 'before' && known !== undefined)
    return { kind: 'controlled', control: counted(known) };
  const step = `control-${when}`;
  const until = deps.clock() + deps.stepMilliseconds;
  const call = await callOf(deps, { run, row, task }, step, until);
  if (isFailed(call)) return call;
  const use = `control ${run.target}`;
  const remembered =
    known?.remembered && (await openFor(deps.subjectKeys, row, use, known.remembered, z.string()));
  const reply = await deps.calls.call(run.target, {
    action: 'control',
    ...{ ...call, path: 'first' },
    ...(remembered !== undefined && { remembered }),
  });
  if (reply.kind === 'failed') return reply;
  const sealed =
    known?.remembered ??
    (reply.remembered === undefined
      ? undefined
      : await sealFor(deps.subjectKeys, row, use, reply.remembered));
  const control: NonNullable<Task['control']> =
    known === undefined || when === 'before'
      ? { before: reply.rows, remembered: sealed }
      : { ...known, after: reply.rows };
  const changed = await changeTask(deps, run, (current) => ({ ...current, control }));
  return changed.kind === 'superseded'
    ? changed
    : { kind: 'controlled', control: counted(control) };
}

const counted = ({ before, after }: Counted): Counted => ({ before, after });

/**
 * One may delete data of one's own at the same moment: fewer rows are no proof, but that most of them are
 * gone is what an erasure that reached too far looks like.
 */
export const hasLostRows = ({ before, after = before }: Counted): boolean => after * 2 < before;
