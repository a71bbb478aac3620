import { ask, unanswered } from './ask.ts';
import type { Check, DoctorContext } from './check.ts';
import { dataStackOf, deployedStacks, resourcesOf } from './deployed-stacks.ts';
import { attention, ok } from './outcome.ts';
import { taggedActions, taggedArns } from './tagged.ts';

/** What holds data, and so stays when its stack goes. */
const retainedTypes = ['dynamodb:table', 'kms:key', 'logs:log-group', 's3'];
const actions = [
  ...taggedActions,
  'cloudformation:DescribeStacks',
  'cloudformation:ListStackResources',
];

/** Tables, keys, buckets and log groups that carry the tags of the deployment and no stack owns. */
export const leftBehind: Check = {
  name: 'left behind',
  actions,
  run: async (context) => {
    const answer = await ask(actions, () => unowned(context));
    if (answer.kind !== 'answered') return [unanswered('What stacks have left behind', answer)];
    return answer.value.length === 0
      ? [ok(`No table, key, bucket or log group of ${context.deployment} is without a stack.`)]
      : [
          attention(
            `No stack owns ${answer.value.join(', ')}.`,
            'They cost money and no deployment uses them again. docs/operate.md, "First deployment ' +
              'failed", says how to delete them; keep what is evidence or is about to be restored.',
          ),
        ];
  },
};

async function unowned(context: DoctorContext): Promise<string[]> {
  const [stacks, tagged] = await Promise.all([
    deployedStacks(context),
    taggedArns(context.client, context.deployment, retainedTypes),
  ]);
  const owned = await Promise.all(
    stacks.map(({ StackName: name = dataStackOf(context.deployment) }) =>
      resourcesOf(context, name),
    ),
  );
  const ids = new Set(owned.flat().map(({ PhysicalResourceId: id }) => id));
  return tagged.filter((arn) => !ids.has(arn) && !ids.has(nameIn(arn)));
}

/** `table/NAME` and `key/ID` give the last part; a log group has slashes in its name. */
function nameIn(arn: string): string {
  const [, , service, , , ...rest] = arn.split(':');
  return service === 'logs' ? (rest[1] ?? '') : (rest.join(':').split('/').at(-1) ?? '');
}
