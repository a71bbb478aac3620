import { describe, expect, test } from 'vitest';
import { WorkflowUnavailableError } from '../../../lambda/platform/workflow/errors.ts';
import type { Workflow } from '../../../lambda/platform/workflow/workflow.ts';

export interface WorkflowSubject {
  readonly workflow: Workflow;
  /** Names and inputs of the started executions, as their driver sees them. */
  readonly started: () => Promise<readonly { readonly name: string; readonly input: unknown }[]>;
  /** From now on there is no response. */
  readonly cutOff: () => Promise<void>;
}

/** The contract of every adapter. */
export function workflowContract(open: () => Promise<WorkflowSubject>): void {
  describe('a workflow port', () => {
    const input = { requestId: '019abc00-0000-7000-8000-000000000001', attempt: 2 };

    test('starts an execution under its name with its input', async () => {
      const { workflow, started } = await open();

      const outcome = await workflow.start('fulfilment', 'a-1', input);

      expect(outcome).toBe('started');
      expect(await started()).toEqual([{ name: 'a-1', input }]);
    });

    test('starts one execution if the same name is started again with another input', async () => {
      const { workflow, started } = await open();
      await workflow.start('fulfilment', 'a-1', input);

      const outcome = await workflow.start('fulfilment', 'a-1', { ...input, attempt: 3 });

      expect(outcome).toBe('already-started');
      expect(await started()).toEqual([{ name: 'a-1', input }]);
    });

    test('throws if it is unknown whether the execution was started', async () => {
      const { workflow, cutOff } = await open();
      await cutOff();

      await expect(workflow.start('fulfilment', 'a-1', input)).rejects.toThrow(
        WorkflowUnavailableError,
      );
    });
  });
}
