import { describe, expect, test } from 'vitest';
import { WorkflowUnavailableError } from '../../../lambda/platform/workflow/errors.ts';
import type { Workflow } from '../../../lambda/platform/workflow/workflow.ts';

export interface WorkflowSubject {
  readonly workflow: Workflow;
  /** Names and inputs of the runs that were started, as whoever drives them sees them. */
  readonly started: () => Promise<readonly { readonly name: string; readonly input: unknown }[]>;
  /** From now on no one answers. */
  readonly cutOff: () => Promise<void>;
}

/** What every adapter of the port promises. */
export function workflowContract(open: () => Promise<WorkflowSubject>): void {
  describe('a workflow port', () => {
    const input = { requestId: '019abc00-0000-7000-8000-000000000001', attempt: 2 };

    test('starts a run under its name with its input', async () => {
      const { workflow, started } = await open();

      const outcome = await workflow.start('fulfilment', 'a-1', input);

      expect(outcome).toBe('started');
      expect(await started()).toEqual([{ name: 'a-1', input }]);
    });

    test('starts one run when the same name is started again with another input', async () => {
      const { workflow, started } = await open();
      await workflow.start('fulfilment', 'a-1', input);

      const outcome = await workflow.start('fulfilment', 'a-1', { ...input, attempt: 3 });

      expect(outcome).toBe('already-started');
      expect(await started()).toEqual([{ name: 'a-1', input }]);
    });

    test('says so when it cannot tell whether the run was started', async () => {
      const { workflow, cutOff } = await open();
      await cutOff();

      await expect(workflow.start('fulfilment', 'a-1', input)).rejects.toThrow(
        WorkflowUnavailableError,
      );
    });
  });
}
