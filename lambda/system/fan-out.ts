import { randomUUID } from 'node:crypto';
import { disclosedTo } from '../disclosure/store.ts';
import { advance } from '../request/attempt.ts';
import type { Attempt, FulfilmentDependencies } from '../request/attempt.ts';
import { isExported } from '../request/model/kinds.ts';
import { answerByOf, openTasks } from '../request/model/open-tasks.ts';
import {
  dueAnew,
  entriesOf,
  hasEnded,
  isHeldAtSystem,
  needsIdentifiers,
} from '../request/model/task.ts';
import type { Task, TaskKey } from '../request/model/task.ts';
import type { RequestRow } from '../request/row.ts';
import { isHeld } from '../retention/model/hold.ts';
import { isIrreversible, isReopened, isSettling } from '../request/row-facts.ts';
import { parseRfc3339, toRfc3339 } from '../value/time.ts';
import { categoriesFor } from './categories.ts';
import { reachesAny } from './reach.ts';
import { currentIdentifiers, sealSelector } from './selector.ts';
import { startTasks } from './start.ts';

/** The longest time between two looks at whether systems have answered. */
const longestWaitSeconds = 3_600;

interface Opened {
  readonly opened: boolean;
  /** There is a system to wait for: recipients are informed, and nothing waits for their answer. */
  readonly waits: boolean;
}

/**
 * Gives the request its tasks, once, and encrypts what systems know the person by where an erasure is
 * about to forget it. Starts them where nothing has to be done before.
 */
export async function openSystems(deps: FulfilmentDependencies, run: Attempt): Promise<Opened> {
  const { policy, clock } = deps;
  const row = await advance(deps, run, async (row) => {
    if (row.tasks !== undefined || isSettling(row) || isReopened(row)) return undefined;
    const opening = { now: clock(), newTaskId: () => randomUUID() };
    // Before the fence, with which records of disclosures can be read no more.
    const disclosed = await disclosedTo(deps, row.subjectId);
    const tasks = openTasks(policy, row, disclosed, opening);
    if (tasks === undefined) return undefined;
    // Where no system can be searched, there is nothing that staff could look for either.
    if (row.nothingHeld && !reachesAny(policy, tasks, await currentIdentifiers(deps, row))) {
      return undefined;
    }
    const isNeeded = entriesOf(tasks).some(([, task]) => needsIdentifiers(task));
    const seals = row.kind === 'erasure' && isNeeded;
    const exports = isExported(row.kind) && row.export === undefined;
    return {
      set: {
        tasks: { ...tasks },
        ...(seals && { selector: await sealSelector(deps, row) }),
        // Pages of systems wait beside it.
        ...(exports && { export: { object: `exports/${randomUUID()}`, downloads: 0 } }),
      },
    };
  });
  if (isExported(row.kind)) await startTasks(deps, row);
  // What is left here is no matter of systems.
  if (isReopened(row)) return { opened: false, waits: false };
  const entries = entriesOf(row.tasks).filter(([, task]) => !isSettling(row) || !hasEnded(task));
  return {
    opened: entries.length > 0,
    waits: entries.some(([, { target }]) => target === 'system'),
  };
}

/**
 * Behind the fence: from here on the erasure cannot be called off, and no hold can be placed. Systems keep
 * what a hold keeps, until the attempt that follows its release.
 */
export async function startSystems(deps: FulfilmentDependencies, run: Attempt): Promise<void> {
  const row = await advance(deps, run, async (row) => {
    // Before it a hold could still be placed.
    if (!isIrreversible(row)) return undefined;
    const tasks = isSettling(row) ? withoutHold(deps, row) : await underHold(deps, row);
    const isFirst = row.erasure?.systemsFrom === undefined;
    if (!isFirst && Object.keys(tasks).length === 0) return undefined;
    return {
      set: {
        tasks: { ...row.tasks, ...tasks },
        // In the same write: no run begins that does not know the hold.
        ...(isFirst && { erasure: { ...row.erasure, systemsFrom: toRfc3339(deps.clock()) } }),
      },
    };
  });
  await startTasks(deps, row);
}

type Changed = Record<TaskKey, Task>;

/** Tasks at systems that have categories which a hold keeps. */
async function underHold(deps: FulfilmentDependencies, row: RequestRow): Promise<Changed> {
  const heldCategories = (await deps.subjects.get(row.subjectId))?.heldCategories ?? [];
  const changed: Changed = {};
  for (const [key, task] of entriesOf(row.tasks)) {
    if (task.target !== 'system' || task.state !== 'due' || task.onHold !== undefined) continue;
    const onHold = categoriesFor(deps, key, task).filter((id) =>
      isHeld(deps.policy, heldCategories, id),
    );
    if (onHold.length > 0) changed[key] = { ...task, onHold };
  }
  return changed;
}

/** What a hold kept at systems is due, and may take as long as at first. */
function withoutHold({ policy, clock }: FulfilmentDependencies, row: RequestRow): Changed {
  const at = toRfc3339(clock());
  const changed: Changed = {};
  for (const [key, task] of entriesOf(row.tasks)) {
    if (!isHeldAtSystem(task)) continue;
    const answerBy = answerByOf(policy, key, clock());
    const again = dueAnew(task, at, randomUUID());
    // Counted again: it is about more categories.
    changed[key] = { ...again, answerBy, ground: undefined, onHold: undefined, control: undefined };
  }
  return changed;
}

/**
 * How long to wait for systems until the next look; 0 once all have ended or their time is over. Each look
 * is a sign of life, and starts what has not been started.
 *
 * @param look how often it was looked: waits lengthen
 */
export async function systemsWait(
  deps: FulfilmentDependencies,
  run: Attempt,
  look: number,
): Promise<{ readonly waitSeconds: number }> {
  const row = await advance(deps, run, () => ({ set: {} }));
  await startTasks(deps, row);
  const now = deps.clock();
  const ends = entriesOf(row.tasks).flatMap(([, task]) =>
    task.target === 'system' &&
    !hasEnded(task) &&
    task.ground === undefined &&
    // No one else knows of a person who is not registered by what other identifier to search.
    !(row.unregistered === true && task.error === 'no-identifier')
      ? [parseRfc3339(task.answerBy) ?? 0]
      : [],
  );
  const left = Math.ceil((Math.max(0, ...ends) - now) / 1000);
  return { waitSeconds: Math.max(0, Math.min(left, longestWaitSeconds, 2 ** look)) };
}
