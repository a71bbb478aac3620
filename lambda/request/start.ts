import { WorkflowUnavailableError } from '../platform/workflow/errors.ts';
import type { Platform } from '../platform/platform.ts';
import type { RequestRow } from './row.ts';
import { isRunning } from './row-facts.ts';

/**
 * Starts the attempt that the row allows, after the row was committed. Starting twice starts one
 * run; a start that fails is made up for by the sweep, so the request is safe either way.
 */
export async function startAttempt(
  { workflow, log }: Pick<Platform, 'workflow' | 'log'>,
  row: RequestRow,
): Promise<void> {
  if (!isRunning(row)) return;
  const { requestId, attempt } = row;
  try {
    await workflow.start('fulfilment', executionName(requestId, attempt), { requestId, attempt });
    log.info('WORKFLOW_STARTED', { workflow: 'fulfilment', attempt });
  } catch (error) {
    if (!(error instanceof WorkflowUnavailableError)) throw error;
    log.error('FAILED', error, { workflow: 'fulfilment', attempt });
  }
}

const executionName = (requestId: string, attempt: number): string => `${requestId}-${attempt}`;

/** Requests write no mail. */
export type RequestPlatform = Omit<Platform, 'mail' | 'quarantine' | 'recovery'>;
