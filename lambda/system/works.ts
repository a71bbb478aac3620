import type { Task, TaskAction } from '../request/model/task.ts';
import { sum } from './call-step.ts';
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
  return isSearched ? erase : callsOf(action);
}

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
  await record('found', ({ found }) => ({
    found: found ?? { ...before.counts },
    selectors: [...before.selectors],
  }));
  let erased = working.done;
  for (let round = 1; ; round += 1) {
    erased = sum(erased, (await calls({ label: `erase-${round}`, action: 'erase' })).counts);
    if (round > 1) {
      const along = { label: `erase-second-${round}`, action: 'erase', path: 'second' } as const;
      erased = sum(erased, (await calls(along)).counts);
    }
    const first = await calls({ label: `find-first-${round}`, action: 'find' });
    const second = await calls({ label: `find-second-${round}`, action: 'find', path: 'second' });
    const isClean = total(first.counts) + total(second.counts) === 0;
    await record(`round-${round}`, ({ found = {}, foundAgain }) => ({
      done: atLeast(erased, found, first.counts),
      left: { ...first.counts },
      // What was found again stays visible once it is erased.
      ...(!isClean && {
        foundAgain: { ...(foundAgain ?? {}), ...first.counts, ...second.counts },
        reopened: working.reopened + round,
      }),
    }));
    if (isClean) break;
    if (round === maximumRounds) throw new TaskStoppedError('waiting-for-staff', 'found-again');
  }
  if (hasLostRows(await control('after'))) {
    throw new TaskStoppedError('waiting-for-staff', 'control-lost-rows');
  }
  return {};
};

/** A page that was erased right before a crash is counted by no one: it was there, and is not any more. */
function atLeast(erased: Counts, found: Counts, left: Counts): Record<string, number> {
  const done: Record<string, number> = { ...erased };
  for (const [category, count] of Object.entries(found)) {
    const gone = Math.max(0, count - (left[category] ?? 0));
    done[category] = Math.max(done[category] ?? 0, gone);
  }
  return done;
}

const total = (counts: Counts): number =>
  Object.values(counts).reduce((all, count) => all + count, 0);
