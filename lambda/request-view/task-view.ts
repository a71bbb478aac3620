import { entriesOf, targetOf } from '../request/model/task.ts';
import type { Task, TaskState } from '../request/model/task.ts';
import type { RequestStatus } from '../request/model/request.ts';
import { isCalledOff, isSettling, waitsForResume } from '../request/row-facts.ts';
import type { RequestRow } from '../request/row.ts';
import type { RequestView } from './contract.ts';

type TaskView = RequestView['tasks'][number];

const taskStatus = {
  received: 'waiting',
  'identity-required': 'waiting',
  'approval-required': 'waiting',
  'in-progress': 'running',
  completed: 'completed',
  'partially-completed': 'completed',
  denied: 'cancelled',
  cancelled: 'cancelled',
  failed: 'failed',
} as const satisfies Record<RequestStatus, TaskView['status']>;

const systemStatus = {
  due: 'waiting',
  running: 'running',
  'waiting-for-answer': 'waiting-for-answer',
  'waiting-for-staff': 'waiting-for-staff',
  done: 'completed',
  'not-applicable': 'not-applicable',
  cannot: 'cannot',
} as const satisfies Record<TaskState, TaskView['status']>;

/** How far the work is: on the data that Custos has, then at every system. */
export const tasksOf = (row: RequestRow): RequestView['tasks'] => [
  ownTaskOf(row),
  ...entriesOf(row.tasks).flatMap(([key, task]) =>
    task.target === 'system' ? [systemTaskOf(targetOf(key), task, row)] : [],
  ),
];

const ownTaskOf = (row: RequestRow): TaskView => ({
  ...taskCounts(row),
  // What a hold exempted is being erased.
  ...(isSettling(row) && { status: 'running' }),
  // Erasures are paused.
  ...(waitsForResume(row) && { status: 'waiting' }),
});

const taskCounts = ({ status, counts, erasure, error }: RequestRow): TaskView => ({
  system: 'custos',
  status: taskStatus[status],
  counts,
  withheld: erasure?.withheld,
  error: status === 'failed' ? error : undefined,
});

const systemTaskOf = (system: string, task: Task, row: RequestRow): TaskView => ({
  system,
  status: isCalledOff(row) && task.ground === 'called-off' ? 'cancelled' : systemStatus[task.state],
  action: task.action,
  counts: task.done,
  found: task.found,
  left: task.left,
  foundAgain: task.foundAgain,
  selectors: task.selectors,
  control: task.control && { before: task.control.before, after: task.control.after },
  error: task.error,
  ground: task.ground,
  answerBy: task.answerBy,
  endedAt: task.endedAt,
});

/** Recipients that received the data, and whether they were informed (GDPR Art. 19). */
export function noticesOf({ tasks }: Pick<RequestRow, 'tasks'>): RequestView['notices'] {
  const notices = entriesOf(tasks).flatMap(([key, task]) => {
    const { target, action, state, ground, done, by, endedAt } = task;
    return target === 'recipient'
      ? [
          {
            recipient: targetOf(key),
            ...{ action, status: systemStatus[state], ground },
            ...(endedAt !== undefined && { counts: done, byStaff: by !== undefined }),
            answeredAt: endedAt,
          },
        ]
      : [];
  });
  return notices.length === 0 ? undefined : notices;
}
