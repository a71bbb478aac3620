import type { Task, TaskAction } from '../request/model/task.ts';
import { sum } from './call-step.ts';
import { total } from './asking.ts';
import type { Caller } from './caller.ts';
import { hasLostRows } from './control-step.ts';
import type { Counts } from './model/connector.ts';
import { TaskStoppedError } from './stopped.ts';
import type { TaskRun } from './tasks.ts';

/** Rounds of erasing and searching again before staff have to look. */
const maximumRounds = 3;

interface Working extends Caller {
  /** What earlier runs of the task did. */
  readonly done: Counts;
  readonly reopened: number;
  /** A legal hold keeps something there, or everything. */
  readonly isHeld: boolean;
  readonly isAllHeld: boolean;
}

/** Carries out a task; returns what the ended task has to say. */
type Work = (working: Working) => Promise<Partial<Task>>;

export function workOf({ target }: TaskRun, action: TaskAction): Work {
  // A recipient is informed (GDPR Art. 19); what it has is not searched.
  const isSearched = action === 'erase' && target.startsWith('system:');
  if (isSearched) return erase;
  return action === 'release' ? release : callsOf(action);
}

/**
 * What another restriction of the person concerns stays restricted. It can begin while a call that releases
 * is on its way, so what it concerns is restricted again after that.
 */
const release: Work = async ({ calls, done }) => {
  const { counts } = await calls({ label: 'release', action: 'release', only: 'not-restricted' });
  await calls({ label: 'restrict-again', action: 'restrict', only: 'restricted' });
  return { done: sum(done, counts) };
};

/** The evidence is what the calls count. */
const callsOf =
  (action: TaskAction): Work =>
  async ({ calls, done }) => {
    const { counts, selectors, page } = await calls({ label: action, action });
    const facts = selectors.length === 0 ? {} : { selectors: [...selectors] };
    return action === 'export'
      ? { ...facts, found: { ...counts }, done: { ...counts }, pages: page - 1 }
      : { ...facts, done: sum(done, counts) };
  };

const erase: Work = async (working) => {
  const facts = working.isAllHeld ? {} : await eraseAll(working);
  // Erased once the hold is released.
  if (working.isHeld) throw new TaskStoppedError('waiting-for-staff', undefined, 'kept-by-law');
  return facts;
};

/**
 * Searches before and, along a second path that shares as little as possible with the first, after. What
 * it still finds is erased along that path, too.
 */
const eraseAll: Work = async (working) => {
  const { calls, control, record } = working;
  await control('before');
  const before = await calls({ label: 'find-before', action: 'find' });
  const { found = {} } = await record('found', (task) => ({
    found: task.found ?? { ...before.counts },
    selectors: [...before.selectors],
  }));
  let erased = working.done;
  // A page that was erased right before a crash is counted by no call: it was there, and is not any more.
  let gone: Counts = {};
  let left = greater(found, sum(erased, before.counts));
  const selectors = new Set(before.selectors);
  for (let round = 1; ; round += 1) {
    // More than there was: it comes back meanwhile, which the search finds.
    const most = 2 * total(left) + 100;
    const own = { label: `erase-${round}`, action: 'erase', most } as const;
    erased = sum(erased, (await calls(own)).counts);
    if (round > 1) {
      const along = { ...own, label: `erase-second-${round}`, path: 'second' } as const;
      erased = sum(erased, (await calls(along)).counts);
    }
    const first = await calls({ label: `find-first-${round}`, action: 'find' });
    const second = await calls({ label: `find-second-${round}`, action: 'find', path: 'second' });
    for (const type of [...first.selectors, ...second.selectors]) selectors.add(type);
    const again = greater(first.counts, second.counts);
    // What was found before was found along the first path alone.
    gone = sum(gone, lessOf(left, round === 1 ? first.counts : again));
    left = again;
    const isClean = total(again) === 0;
    await record(`round-${round}`, ({ foundAgain = {} }) => ({
      done: greater(erased, gone),
      left: { ...first.counts },
      // With those of the second path, along which it may have been found.
      selectors: [...selectors],
      // What was found again stays visible once it is erased.
      ...(!isClean && {
        foundAgain: greater(foundAgain, again),
        reopened: working.reopened + round,
      }),
    }));
    if (isClean) break;
    if (round === maximumRounds) throw new TaskStoppedError('waiting-for-staff', 'found-again');
  }
  if (hasLostRows(await control('after'))) {
    throw new TaskStoppedError('waiting-for-staff', 'control-lost-rows');
  }
  // Along no path anything was searched: that is no proof of nothing.
  if (selectors.size === 0) throw new TaskStoppedError('waiting-for-staff', 'no-identifier');
  return {};
};

/** By category the greater one: what both paths find is the same. */
function greater(one: Counts, other: Counts): Record<string, number> {
  const both: Record<string, number> = { ...one };
  for (const [category, count] of Object.entries(other)) {
    both[category] = Math.max(both[category] ?? 0, count);
  }
  return both;
}

/** How many are missing now. */
const lessOf = (before: Counts, now: Counts): Counts =>
  Object.fromEntries(
    Object.entries(before).map(([category, count]) => [
      category,
      Math.max(0, count - (now[category] ?? 0)),
    ]),
  );
