import * as iam from 'aws-cdk-lib/aws-iam';
import { formatQuarantine } from '../../lambda/platform/quarantine/quarantine.ts';
import { auditFunctions } from '../../lambda/audit/needs.ts';
import { pagesFunctions } from '../../lambda/pages/needs.ts';
import { neverQuarantined } from '../../lambda/incident/containment/needs.ts';
import type { FunctionFacts } from '../../lambda/platform/environment.ts';
import {
  functionRoleName,
  functionRoles,
  rolesOfDeployment,
} from '../constructs/function-roles.ts';
import { quarantinePolicyArn } from '../constructs/quarantine-policy.ts';
import type { Stage } from '../stages.ts';
import { allow } from './binding.ts';
import type { Binding } from './binding.ts';

const changes = ['iam:AttachRolePolicy', 'iam:DetachRolePolicy'];

/** Attaches and detaches one policy, on the roles of the functions that can be quarantined. */
export function bindQuarantine(stage: Stage, functions: readonly FunctionFacts[]): Binding {
  const names = functions
    .map(({ name }) => name)
    .filter((name) => !neverQuarantined.includes(name));
  const spared = [
    ...neverQuarantined,
    ...[...auditFunctions, ...pagesFunctions].map(({ name }) => name),
  ];
  return {
    variables: {
      CUSTOS_QUARANTINE_AT: formatQuarantine({
        policyArn: quarantinePolicyArn(stage),
        roleName: functionRoleName(stage, '{function}'),
        functions: names,
      }),
    },
    statements: [
      // By their path: a list of all names would come close to the 6,144 characters of a policy.
      // Without the condition it could give a role any policy.
      allow(changes, [rolesOfDeployment(stage)], {
        ArnEquals: { 'iam:PolicyARN': quarantinePolicyArn(stage) },
      }),
      new iam.PolicyStatement({
        effect: iam.Effect.DENY,
        actions: changes,
        resources: functionRoles(stage, spared),
      }),
    ],
  };
}
