import { CloudFormationClient, GetStackPolicyCommand } from '@aws-sdk/client-cloudformation';
import * as z from 'zod';
import { ask, unanswered } from './ask.ts';
import type { Check } from './check.ts';
import { dataStackOf, deployedStacks } from './deployed-stacks.ts';
import { attention, ok } from './outcome.ts';

const actions = ['cloudformation:DescribeStacks', 'cloudformation:GetStackPolicy'];
const losing = ['Update:Replace', 'Update:Delete'];

const document = z.object({
  Statement: z.array(
    z.object({
      Effect: z.enum(['Allow', 'Deny']),
      Action: z.union([z.string().transform((one) => [one]), z.array(z.string())]),
    }),
  ),
});

/** Whether an update may replace a table, key or bucket by an empty one. */
export const stackPolicy: Check = {
  name: 'stack policy',
  actions,
  run: async (context) => {
    const name = dataStackOf(context.deployment);
    const { client, stage } = context;
    if (stage.protections.retention !== 'on') {
      return [ok(`Stage ${stage.name} holds no data that an update must not replace.`)];
    }
    const answer = await ask(actions, async () => {
      const stacks = await deployedStacks(context);
      if (!stacks.some((stack) => stack.StackName === name)) return undefined;
      const cloudFormation = new CloudFormationClient(client);
      return cloudFormation.send(new GetStackPolicyCommand({ StackName: name }));
    });
    if (answer.kind !== 'answered') return [unanswered(`The stack policy of ${name}`, answer)];
    if (answer.value === undefined) return [ok(`${name} is not deployed yet.`)];
    return preventsLoss(answer.value.StackPolicyBody)
      ? [ok(`The stack policy of ${name} denies replacing and deleting what holds data.`)]
      : [
          attention(
            `An update may replace a table, key or bucket of ${name} by an empty one.`,
            `Run aws cloudformation set-stack-policy --stack-name ${name} --stack-policy-body ` +
              'file://node_modules/custos/docs/stack-policy.json (in a clone, file://docs/stack-policy.json).',
          ),
        ];
  },
};

function preventsLoss(body: string | undefined): boolean {
  if (body === undefined || body === '') return false;
  const denied = document
    .parse(JSON.parse(body))
    .Statement.filter(({ Effect: effect }) => effect === 'Deny')
    .flatMap(({ Action: denies }) => denies);
  return losing.every((action) => denied.includes(action) || denied.includes('Update:*'));
}
