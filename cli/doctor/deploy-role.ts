import { DescribeStackResourceCommand, CloudFormationClient } from '@aws-sdk/client-cloudformation';
import {
  DynamoDBClient,
  GetResourcePolicyCommand,
  PolicyNotFoundException,
} from '@aws-sdk/client-dynamodb';
import { constructId } from '../../lib/facts.ts';
import { tables } from '../../lib/tables.ts';
import { ask, unanswered } from './ask.ts';
import type { Check, DoctorContext } from './check.ts';
import { dataStackOf, deployedStacks, resourcesOf } from './deployed-stacks.ts';
import { attention, failed, ok } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { arnLike, rolesThatReshape } from './reshaping-roles.ts';

const actions = [
  'cloudformation:DescribeStacks',
  'cloudformation:ListStackResources',
  'cloudformation:DescribeStackResource',
  'dynamodb:GetResourcePolicy',
];

const remedy =
  'Name the role under which CloudFormation works in deployRoles (docs/adopt.md, step 3): append-only ' +
  'tables of a protected stage refuse changes by any other.';

/** Whether the role that deploys is one that the append-only tables admit. */
export const deployRole: Check = {
  name: 'deploy role',
  actions,
  run: async (context) => {
    if (context.stage.protections.deletion !== 'on') {
      return [ok(`Stage ${context.stage.name} lets every role deploy that may.`)];
    }
    const answer = await ask(actions, () => compare(context));
    return answer.kind === 'answered'
      ? [answer.value]
      : [unanswered('The role that deploys', answer)];
  },
};

async function compare(context: DoctorContext): Promise<Outcome> {
  const stacks = await deployedStacks(context);
  const data = stacks.find(({ StackName: name }) => name === dataStackOf(context.deployment));
  if (data === undefined) return beforeFirstDeployment(context);
  const admitted = await admittedBy(context, data.StackId ?? '');
  if (admitted.length === 0) {
    return attention(
      'No policy of an append-only table says which role may deploy.',
      'Deploy the data stack again; read its events if the policy stays away.',
    );
  }
  if (data.RoleARN === undefined) {
    return attention(
      `The data stack is deployed with the credentials of the caller; its tables admit ${admitted.join(', ')}.`,
      remedy,
    );
  }
  return admitted.some((pattern) => arnLike(pattern, data.RoleARN ?? ''))
    ? ok(`${data.RoleARN} deploys, and the append-only tables admit it.`)
    : failed(
        `${data.RoleARN} deploys, but the append-only tables admit ${admitted.join(', ')} only.`,
        remedy,
      );
}

/** Nothing is deployed yet: the role that a plain `cdk deploy` would use is that of the bootstrap. */
async function beforeFirstDeployment({ client, qualifier }: DoctorContext): Promise<Outcome> {
  const cloudFormation = new CloudFormationClient(client);
  const answer = await ask('cloudformation:DescribeStackResource', () =>
    cloudFormation.send(
      new DescribeStackResourceCommand({
        StackName: 'CDKToolkit',
        LogicalResourceId: 'CloudFormationExecutionRole',
      }),
    ),
  );
  if (answer.kind === 'refused') {
    return attention('The bootstrap names no role under which CloudFormation works.', remedy);
  }
  if (answer.kind !== 'answered') return unanswered('The role of the bootstrap', answer);
  const name = answer.value.StackResourceDetail?.PhysicalResourceId ?? '';
  return name.startsWith(`cdk-${qualifier}-cfn-exec-role-`)
    ? ok(`${name} will deploy, as the append-only tables expect.`)
    : attention(`${name} will deploy, and the append-only tables expect another role.`, remedy);
}

/** ARN patterns of the roles that the policy of one append-only table lets change it. */
async function admittedBy(context: DoctorContext, stackId: string): Promise<readonly string[]> {
  const resources = await resourcesOf(context, dataStackOf(context.deployment));
  const table = resources.find(
    ({ ResourceType: type, LogicalResourceId: id = '' }) =>
      type === 'AWS::DynamoDB::Table' && appendOnlyIds.some((prefix) => id.startsWith(prefix)),
  );
  const [, partition, , region, account] = stackId.split(':');
  const arn = `arn:${partition}:dynamodb:${region}:${account}:table/${table?.PhysicalResourceId}`;
  const dynamoDb = new DynamoDBClient(context.client);
  try {
    const { Policy } = await dynamoDb.send(new GetResourcePolicyCommand({ ResourceArn: arn }));
    return rolesThatReshape(Policy);
  } catch (error) {
    if (error instanceof PolicyNotFoundException) return [];
    throw error;
  }
}

const appendOnlyIds = tables
  .filter(({ appendOnly }) => appendOnly)
  .map(({ name }) => `${constructId(name)}Resource`);
