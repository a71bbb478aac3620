import { addPeriod } from '../../policy/periods.ts';
import { toRfc3339 } from '../../value/time.ts';
import type { EpochMilliseconds } from '../../value/time.ts';
import type { Correction } from './correction.ts';
import { isCarriedOut } from './correction.ts';
import type { RequestKind } from './kinds.ts';
import type { Task, TaskAction, TaskGround, TaskKey, Tasks } from './task.ts';
import { hasEnded, moveTask, targetOf } from './task.ts';

/** What the policy says of a system, as far as tasks depend on it. */
interface SystemFacts {
  readonly categories: readonly string[];
  readonly timeAllowed: string;
  readonly cannot?: Readonly<
    Partial<Record<Exclude<TaskAction, 'release'>, { readonly ground: TaskGround } | undefined>>
  >;
}

interface TasksPolicy {
  readonly controller: { readonly timeZone: string };
  readonly systems?: Readonly<Record<string, SystemFacts>> | undefined;
  readonly recipients: Readonly<Record<string, { readonly notify?: unknown }>>;
  readonly purposes: Readonly<Record<string, { readonly categories: readonly string[] }>>;
}

interface Asked {
  readonly kind: RequestKind;
  readonly categories?: readonly string[] | undefined;
  readonly corrections?: readonly Correction[] | undefined;
  readonly restriction?: { readonly purposes?: readonly string[] | undefined } | undefined;
  readonly tasks?: Tasks | undefined;
}

/** A recipient that received data of the person. */
interface DisclosedTo {
  readonly recipient: string;
  readonly categories: readonly string[];
}

interface Opening {
  readonly now: EpochMilliseconds;
  /** Makes a random id. */
  readonly newTaskId: () => string;
}

const actionOf: Readonly<Partial<Record<RequestKind, Exclude<TaskAction, 'release'>>>> = {
  access: 'export',
  portability: 'export',
  erasure: 'erase',
  rectification: 'rectify',
  restriction: 'restrict',
};

/** A recipient is asked again whether it has answered; what it does is not waited for. */
const noticeTime = 'P30D';

/**
 * The tasks of a request: one for each system that has data which the request is about and, where data
 * was rectified, erased or restricted, one for each recipient that received it (GDPR Art. 19). Tasks that
 * were opened before stay as they are.
 *
 * @returns undefined where there are none
 */
export function openTasks(
  policy: TasksPolicy,
  row: Asked,
  disclosed: readonly DisclosedTo[],
  { now, newTaskId }: Opening,
): Tasks | undefined {
  const action = actionOf[row.kind];
  if (action === undefined) return row.tasks;
  const about = categoriesOf(policy, row);
  const at = toRfc3339(now);
  const byThen = (period: string) => toRfc3339(addPeriod(now, period, policy.controller.timeZone));
  const tasks: Record<TaskKey, Task> = {};

  for (const [id, system] of Object.entries(policy.systems ?? {})) {
    const concerned = amongst(about, system.categories);
    if (concerned.length === 0) continue;
    const ground = system.cannot?.[action]?.ground;
    tasks[`system:${id}`] = {
      ...{ target: 'system', action, taskId: newTaskId(), attempt: 1, progressAt: at },
      answerBy: byThen(system.timeAllowed),
      // A system that gains a category meanwhile is asked about it where the request is about everything.
      ...(about !== 'all' && { categories: [...concerned] }),
      ...(ground === undefined
        ? { state: 'due' }
        : {
            state: ground === 'no-personal-data' ? 'not-applicable' : 'cannot',
            ground,
            endedAt: at,
          }),
    };
  }
  // What is exported changes nothing for who received it.
  for (const { recipient, categories } of action === 'export' ? [] : disclosed) {
    const received = amongst(row.kind === 'rectification' ? rectified(row) : about, categories);
    if (received.length === 0) continue;
    tasks[`recipient:${recipient}`] = {
      ...{ target: 'recipient', action, taskId: newTaskId(), attempt: 1, progressAt: at },
      answerBy: byThen(noticeTime),
      state: stateOfNotice(policy, recipient),
      categories: [...received],
    };
  }
  const all = { ...tasks, ...row.tasks };
  return Object.keys(all).length === 0 ? undefined : all;
}

const amongst = (about: readonly string[] | 'all', own: readonly string[]): readonly string[] =>
  about === 'all' ? own : own.filter((category) => about.includes(category));

/** Staff inform a recipient that takes no calls. */
const stateOfNotice = ({ recipients }: TasksPolicy, recipient: string) =>
  recipients[recipient]?.notify === undefined ? 'waiting-for-staff' : 'due';

/** What was accepted and had nothing to correct, or was withheld in whole, is no rectification to notify. */
const rectified = ({ corrections = [] }: Asked): readonly string[] =>
  corrections.flatMap((correction) => (isCarriedOut(correction) ? [correction.category] : []));

/** Categories that the request is about. */
function categoriesOf(policy: TasksPolicy, row: Asked): readonly string[] | 'all' {
  switch (row.kind) {
    case 'access':
    case 'portability':
      return row.categories ?? 'all';
    case 'rectification':
      return (row.corrections ?? []).flatMap(({ category, decision }) =>
        decision === 'accept' ? [category] : [],
      );
    case 'restriction':
      return row.restriction?.purposes === undefined
        ? 'all'
        : row.restriction.purposes.flatMap((id) => policy.purposes[id]?.categories ?? []);
    default:
      return 'all';
  }
}

/** Until when a task that begins now may take. */
export function answerByOf(
  { systems, controller }: Pick<TasksPolicy, 'systems' | 'controller'>,
  key: TaskKey,
  now: EpochMilliseconds,
): string {
  const period = systems?.[targetOf(key)]?.timeAllowed ?? noticeTime;
  return toRfc3339(addPeriod(now, period, controller.timeZone));
}

/**
 * A restriction ends: what restricted is asked to release the categories that no other restriction of the
 * person concerns. Where none is left, it stays as it is.
 *
 * @param others restrictions of the person that stay in force
 */
export function releaseTasks(
  policy: TasksPolicy,
  tasks: Tasks | undefined,
  others: readonly { readonly purposes?: readonly string[] | undefined }[],
  { now, newTaskId }: Opening,
): Tasks | undefined {
  if (tasks === undefined) return undefined;
  const at = toRfc3339(now);
  const isRestricted = concernedBy(policy, others);
  const next = Object.entries(tasks).map(([key, task]) => {
    const id = targetOf(key as TaskKey);
    // Not in the policy any more: the data there is still restricted, which staff have to look at.
    const own = task.categories ?? policy.systems?.[id]?.categories;
    const categories = own?.filter((category) => !isRestricted(category));
    const released: Task = {
      ...{ target: task.target, action: 'release', taskId: newTaskId(), attempt: task.attempt + 1 },
      ...{ progressAt: at, answerBy: answerByOf(policy, key as TaskKey, now), categories },
      ...(categories?.length === 0
        ? { state: 'not-applicable', ground: 'called-off', endedAt: at }
        : { state: task.target === 'recipient' ? stateOfNotice(policy, id) : 'due' }),
    };
    // Nothing was restricted there.
    return [key, task.state === 'cannot' || task.state === 'not-applicable' ? task : released];
  });
  return Object.fromEntries(next) as Tasks;
}

/** Whether one of the restrictions concerns a category. */
export function concernedBy(
  policy: TasksPolicy,
  restrictions: readonly { readonly purposes?: readonly string[] | undefined }[],
): (category: string) => boolean {
  const restricted = restrictions.map((restriction) =>
    categoriesOf(policy, { kind: 'restriction', restriction }),
  );
  return (category) => restricted.some((about) => about === 'all' || about.includes(category));
}

/** Ends what has not ended: there is nothing left to carry it out on. */
export function callOffTasks(tasks: Tasks | undefined, now: EpochMilliseconds): Tasks | undefined {
  if (tasks === undefined) return undefined;
  const at = toRfc3339(now);
  return Object.fromEntries(
    Object.entries(tasks).map(([key, task]) => [
      key,
      hasEnded(task)
        ? task
        : moveTask(task, 'not-applicable', at, { ground: 'called-off', error: task.error }),
    ]),
  ) as Tasks;
}
