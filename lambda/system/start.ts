import type { Platform } from '../platform/platform.ts';
import { WorkflowUnavailableError } from '../platform/workflow/errors.ts';
import { entriesOf } from '../request/model/task.ts';
import { reachesSystems } from '../request/row-facts.ts';
import type { RequestRow } from '../request/row.ts';

/**
 * Starts the run of every task that is due, after the row was committed. Starting twice starts one run;
 * a start that fails is made up for by the sweep, and delays no other.
 */
export async function startTasks(
  { workflow, log }: Pick<Platform, 'workflow' | 'log'>,
  row: RequestRow,
): Promise<void> {
  if (!reachesSystems(row)) return;
  for (const [target, { state, taskId, attempt }] of entriesOf(row.tasks)) {
    if (state !== 'due') continue;
    const { requestId } = row;
    try {
      // Of a durable execution the name has at most 64 characters.
      await workflow.start('system-run', `${taskId}-${attempt}`, { requestId, target, attempt });
      log.info('WORKFLOW_STARTED', { workflow: 'system-run', attempt });
    } catch (error) {
      if (!(error instanceof WorkflowUnavailableError)) throw error;
      log.error('FAILED', error, { workflow: 'system-run', attempt });
    }
  }
}
