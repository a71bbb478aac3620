import type { RequestStatus } from '../request/model/request.ts';
import { isSettling, waitsForResume } from '../request/row-facts.ts';
import type { RequestRow } from '../request/row.ts';
import type { RequestView } from './contract.ts';

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
} as const satisfies Record<RequestStatus, RequestView['tasks'][number]['status']>;

/** How far the work on the data is. */
export const taskOf = (row: RequestRow): RequestView['tasks'][number] => ({
  ...taskCounts(row),
  // What a hold exempted is being erased.
  ...(isSettling(row) && { status: 'running' }),
  // Erasures are paused.
  ...(waitsForResume(row) && { status: 'waiting' }),
});

const taskCounts = ({
  status,
  counts,
  erasure,
  error,
}: RequestRow): RequestView['tasks'][number] => ({
  system: 'custos',
  status: taskStatus[status],
  counts,
  withheld: erasure?.withheld,
  error: status === 'failed' ? error : undefined,
});
