import { IAMClient, paginateListEntitiesForPolicy } from '@aws-sdk/client-iam';
import { quarantinePolicyName, stackNames } from '../../lib/names.ts';
import { ask, unanswered } from './ask.ts';
import type { Check, DoctorContext } from './check.ts';
import { deployedStacks, resourcesOf } from './deployed-stacks.ts';
import { attention, ok } from './outcome.ts';
import type { Outcome } from './outcome.ts';

const actions = [
  'cloudformation:DescribeStacks',
  'cloudformation:ListStackResources',
  'iam:ListEntitiesForPolicy',
];

/**
 * Functions that are quarantined. IAM says where the policy is attached, and not by what order: to read the
 * orders would be a read of a table by a principal that is no function, which raises `Stranger`.
 */
export const quarantines: Check = {
  name: 'quarantines',
  actions,
  run: async (context) => {
    const answer = await ask(actions, () => attached(context));
    if (answer.kind !== 'answered') return [unanswered('Quarantined functions', answer)];
    const found = answer.value;
    switch (found.kind) {
      case 'not-deployed':
        return [ok(`No function of ${context.deployment} is quarantined.`)];
      case 'no-policy':
        return [
          attention(
            'The service stack has no policy for quarantines: no function can be quarantined.',
            'Deploy this version.',
          ),
        ];
      case 'attached':
        return found.roles.length === 0
          ? [ok(`No function of ${context.deployment} is quarantined.`)]
          : found.roles.map((role) => quarantined(role, found.policyArn));
    }
  },
};

const quarantined = (role: string, policyArn: string): Outcome =>
  attention(
    `The role ${role} is quarantined: its function can do nothing.`,
    'A containment that is in force orders it (`containments.items` of an incident, GET /v1/incidents): undo that. ' +
      'If none does, find who attached the policy (AttachRolePolicy in CloudTrail), then run aws iam ' +
      `detach-role-policy --role-name ${role} --policy-arn ${policyArn}`,
  );

type Attached =
  | { readonly kind: 'not-deployed' }
  /** The stack is of a version before there were quarantines. */
  | { readonly kind: 'no-policy' }
  | { readonly kind: 'attached'; readonly policyArn: string; readonly roles: readonly string[] };

async function attached(context: DoctorContext): Promise<Attached> {
  const { service } = stackNames(context);
  const stacks = await deployedStacks(context);
  if (!stacks.some(({ StackName: name }) => name === service)) return { kind: 'not-deployed' };
  const name = quarantinePolicyName(context, context.region);
  const policyArn = (await resourcesOf(context, service))
    .map(({ PhysicalResourceId: id = '' }) => id)
    .find((id) => id.endsWith(`/${name}`));
  if (policyArn === undefined) return { kind: 'no-policy' };
  const roles: string[] = [];
  const pages = paginateListEntitiesForPolicy(
    { client: new IAMClient(context.client) },
    { PolicyArn: policyArn, EntityFilter: 'Role' },
  );
  for await (const { PolicyRoles: found = [] } of pages) {
    roles.push(...found.map(({ RoleName: name = '' }) => name));
  }
  return { kind: 'attached', policyArn, roles: roles.sort() };
}
