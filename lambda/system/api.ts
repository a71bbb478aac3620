import { randomUUID } from 'node:crypto';
import type { Answer, Handlers, StaffCaller } from '../platform/http/handlers.ts';
import { answer } from '../platform/http/handlers.ts';
import type { Problem } from '../platform/http/problem.ts';
import { problem } from '../platform/http/problem.ts';
import { staffMark } from '../request/approval.ts';
import { dueAgain, dueAnew, hasEnded, mayMove, moveTask, taskKey } from '../request/model/task.ts';
import type { Task } from '../request/model/task.ts';
import { isCalledOff } from '../request/row-facts.ts';
import { openStaffActivity } from '../request/staff-activity.ts';
import type { RequestPlatform } from '../request/start.ts';
import { openRequestStore } from '../request/store.ts';
import { openText, sealText } from '../request/text.ts';
import { viewOf } from '../request-view/view.ts';
import { openSubjects } from '../subject/store.ts';
import { parseId } from '../value/ids.ts';
import type { RequestId } from '../value/ids.ts';
import { toRfc3339 } from '../value/time.ts';
import type { systemRoutes } from './routes.ts';
import { notifiedActivity } from './notified.ts';
import { withTask } from './settled.ts';
import { startTasks } from './start.ts';

type Routes = typeof systemRoutes;

/** The task as it is after an act of staff; undefined where its state does not allow it. */
type Act = (task: Task, at: string) => Task | undefined;

interface Path {
  readonly requestId: string;
  readonly task: string;
}

/** Staff end or repeat the task of a system, also after the request was closed. */
export function systemHandlers(platform: RequestPlatform): Handlers<Routes> {
  const { subjectKeys, policy, clock } = platform;
  const requests = openRequestStore(platform);
  const activityOf = openStaffActivity(platform, openSubjects(platform));

  return {
    retryTask: ({ path }) =>
      acted('retryTask', path, (task, at) =>
        task.state === 'waiting-for-staff' || task.state === 'waiting-for-answer'
          ? again(task, at)
          : undefined,
      ),

    markTaskDone: ({ path, body, caller }) =>
      ended('markTaskDone', path, caller, 'done', body.evidence),

    setTaskAside: ({ path, body, caller }) =>
      ended('setTaskAside', path, caller, 'not-applicable', body.reason),
  };

  async function ended(
    operation: keyof Routes,
    path: Path,
    caller: StaffCaller,
    state: 'done' | 'not-applicable',
    text: string,
  ): Promise<Answer | Problem> {
    const by = await staffMark(platform.keyring, caller);
    const ground = { ground: state === 'not-applicable' ? ('not-applicable' as const) : undefined };
    const act: Act = (task, at) =>
      mayMove(task.state, state) ? moveTask(task, state, at, { by, ...ground }) : undefined;
    return acted(operation, path, act, text);
  }

  async function acted(
    operation: keyof Routes,
    path: Path,
    act: Act,
    text?: string,
  ): Promise<Answer | Problem> {
    const requestId = parseId<RequestId>(path.requestId);
    const key = taskKey.safeParse(path.task).data;
    if (requestId === undefined || key === undefined) return problem('not-found');
    const changed = await requests.change<'no-task' | 'ended' | 'not-now'>(
      requestId,
      async (row) => {
        const task = row.tasks?.[key];
        if (task === undefined) return { kind: 'leave', because: 'no-task' };
        if (hasEnded(task) || isCalledOff(row)) return { kind: 'leave', because: 'ended' };
        const at = toRfc3339(clock());
        const next = act(task, at);
        if (next === undefined) return { kind: 'leave', because: 'not-now' };
        const change = withTask(row, key, next, at);
        const sealed = text === undefined ? {} : await withText(row, key, text);
        return {
          kind: 'change',
          ...change,
          set: { ...change.set, ...sealed },
          extra: [
            ...(await activityOf(operation, row)),
            ...(await notifiedActivity(platform, row, key, next)),
          ],
        };
      },
    );
    if (changed.kind === 'changed') {
      await startTasks(platform, changed.row);
      return answer(200, viewOf(changed.row, policy));
    }
    if (changed.kind !== 'left') return problem('not-found');
    if (changed.because === 'no-task')
      return problem('not-found', { detail: sentences['no-task'] });
    return problem('conflict', { detail: sentences[changed.because] });
  }

  async function withText(row: Parameters<typeof openText>[1], key: string, text: string) {
    const known = await openText(subjectKeys, row);
    const contentVersion = row.contentVersion + 1;
    const next = { ...known, tasks: { ...known.tasks, [key]: text } };
    return { ciphertext: await sealText(subjectKeys, row, contentVersion, next), contentVersion };
  }
}

/** After a search that found something again, everything is asked again. */
const again = (task: Task, at: string): Task =>
  task.error === 'found-again' || task.error === 'control-lost-rows'
    ? dueAnew(task, at, randomUUID())
    : { ...dueAgain(task, at), error: undefined };

const sentences = {
  'no-task': 'The request has no such task; `tasks` and `notices` name those that it has.',
  ended: 'The task has ended; its `status` in `tasks` says how.',
  'not-now':
    'The task is being worked on; it can be repeated once its `status` is waiting-for-staff.',
} as const;
