import { formatQuarantine } from '../../lambda/platform/quarantine/quarantine.ts';
import { neverQuarantined } from '../../lambda/incident/containment/needs.ts';
import type { FunctionFacts } from '../../lambda/platform/environment.ts';
import { functionRoleName, functionRoles } from '../constructs/function-roles.ts';
import { quarantinePolicyArn } from '../constructs/quarantine-policy.ts';
import type { Stage } from '../stages.ts';
import { allow } from './binding.ts';
import type { Binding } from './binding.ts';

/** Attaches and detaches one policy, on the roles of these functions by their full names. */
export function bindQuarantine(stage: Stage, functions: readonly FunctionFacts[]): Binding {
  const names = functions
    .map(({ name }) => name)
    .filter((name) => !neverQuarantined.includes(name));
  return {
    variables: {
      CUSTOS_QUARANTINE_AT: formatQuarantine({
        policyArn: quarantinePolicyArn(stage),
        roleName: functionRoleName(stage, '{function}'),
        functions: names,
      }),
    },
    statements: [
      // Without the condition it could give a role any policy.
      allow(['iam:AttachRolePolicy', 'iam:DetachRolePolicy'], functionRoles(stage, names), {
        ArnEquals: { 'iam:PolicyARN': quarantinePolicyArn(stage) },
      }),
    ],
  };
}
