import { CloudFormationClient, paginateDescribeStacks } from '@aws-sdk/client-cloudformation';
import type { Stack } from '@aws-sdk/client-cloudformation';
import type { Stage } from '../../lib/stages.ts';
import { ask, unanswered } from './ask.ts';
import type { Check } from './check.ts';
import { attention, failed, ok } from './outcome.ts';
import type { Outcome } from './outcome.ts';

/** What is deployed of the stage: state, protection and drift of each stack. */
export const stacks: Check = {
  name: 'stacks',
  actions: ['cloudformation:DescribeStacks'],
  run: async ({ client, stage }) => {
    const cloudFormation = new CloudFormationClient(client);
    const answer = await ask('cloudformation:DescribeStacks', () =>
      stacksOf(cloudFormation, `Custos-${stage.name}-`),
    );
    if (answer.kind !== 'answered') return [unanswered('Deployed stacks', answer)];
    if (answer.value.length === 0) return [ok(`Stage ${stage.name} is not deployed yet.`)];
    return answer.value.flatMap((stack) => judge(stack, stage));
  },
};

async function stacksOf(client: CloudFormationClient, prefix: string): Promise<Stack[]> {
  const found: Stack[] = [];
  for await (const page of paginateDescribeStacks({ client }, {})) {
    found.push(...(page.Stacks ?? []).filter(({ StackName: name }) => name?.startsWith(prefix)));
  }
  return found;
}

function judge(stack: Stack, stage: Stage): Outcome[] {
  const name = stack.StackName ?? '';
  return [state(name, stack.StackStatus ?? ''), protection(name, stack, stage), drift(name, stack)];
}

function state(name: string, status: string): Outcome {
  if (status.endsWith('_FAILED') || status.startsWith('ROLLBACK_')) {
    return failed(
      `${name} is ${status}.`,
      `Read its events (aws cloudformation describe-stack-events --stack-name ${name}), mend the cause, deploy again.`,
    );
  }
  if (status.endsWith('_IN_PROGRESS')) {
    return attention(`${name} is ${status}.`, 'Wait until it is done and ask again.');
  }
  return status === 'UPDATE_ROLLBACK_COMPLETE'
    ? attention(
        `${name} went back to the version before its last update.`,
        'Mend the cause and deploy again.',
      )
    : ok(`${name} is ${status}.`);
}

function protection(name: string, stack: Stack, stage: Stage): Outcome {
  if (stack.EnableTerminationProtection === true) return ok(`${name} is protected from deletion.`);
  return stage.protections.termination === 'on'
    ? failed(
        `${name} can be deleted, though stage ${stage.name} says otherwise.`,
        'Deploy again: the deployment switches termination protection on.',
      )
    : ok(`${name} can be deleted, as stage ${stage.name} says.`);
}

function drift(name: string, { DriftInformation: information }: Stack): Outcome {
  const remedy = `Run aws cloudformation detect-stack-drift --stack-name ${name}, and ask again after a few minutes.`;
  switch (information?.StackDriftStatus) {
    case 'IN_SYNC':
      return ok(`${name} was as its template says on ${day(information.LastCheckTimestamp)}.`);
    case 'DRIFTED':
      return failed(
        `${name} was changed by hand: it differs from its template.`,
        `Look at what differs (aws cloudformation describe-stack-resource-drifts --stack-name ${name}) and undo it: rights, keys and periods are only what the template says while nobody edits them.`,
      );
    case 'NOT_CHECKED':
    case 'UNKNOWN':
    case undefined:
      return attention(`Nobody has looked whether ${name} was changed by hand.`, remedy);
  }
}

const day = (at: Date | undefined): string => at?.toISOString().slice(0, 10) ?? 'a day unknown';
