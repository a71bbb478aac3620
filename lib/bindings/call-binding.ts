import { invokeVariable, workflowVariable } from '../../lambda/platform/environment.ts';
import type { Need } from '../../lambda/platform/environment.ts';
import type { PrivacyFunction } from '../constructs/privacy-function.ts';
import { allow, NeedRefusedError } from './binding.ts';
import type { Binding } from './binding.ts';

type WorkflowName = Extract<Need, { workflow: unknown }>['workflow'];

/**
 * A workflow is started through its alias only, because an execution stays on the version it began
 * with.
 */
export function bindWorkflow(workflow: WorkflowName, target: PrivacyFunction): Binding {
  if (target.alias === undefined) {
    throw new NeedRefusedError(`${workflow} is not a durable function`);
  }
  const arn = target.alias.functionArn;
  return {
    variables: { [workflowVariable(workflow)]: arn },
    statements: [allow(['lambda:InvokeFunction'], [arn])],
  };
}

export const bindInvoke = (name: string, target: PrivacyFunction): Binding => ({
  variables: { [invokeVariable(name)]: target.function.functionArn },
  statements: [allow(['lambda:InvokeFunction'], [target.function.functionArn])],
});
