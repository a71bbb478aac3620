import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { ask, unanswered } from './ask.ts';
import type { Check, DoctorContext } from './check.ts';
import { attention, failed, ok } from './outcome.ts';
import type { Outcome } from './outcome.ts';

/** What the synthesized stacks ask for: requiresBootstrapStackVersion of their manifest. */
const requiredVersion = 6;

export const bootstrap: Check = {
  name: 'bootstrap',
  actions: ['ssm:GetParameter', 'cloudformation:DescribeStacks'],
  run: async (context) => [await version(context), await protection(context)],
};

async function version({ client, qualifier, region }: DoctorContext): Promise<Outcome> {
  const name = `/cdk-bootstrap/${qualifier}/version`;
  const ssm = new SSMClient(client);
  const answer = await ask('ssm:GetParameter', () =>
    ssm.send(new GetParameterCommand({ Name: name })),
  );
  const remedy = `Run npx cdk bootstrap aws://ACCOUNT/${region} --termination-protection.`;
  if (answer.kind === 'refused' && answer.name === 'ParameterNotFound') {
    return failed(`${region} is not bootstrapped for the CDK (${name} does not exist).`, remedy);
  }
  if (answer.kind !== 'answered') return unanswered('CDK bootstrap', answer);
  const found = Number(answer.value.Parameter?.Value);
  return found >= requiredVersion
    ? ok(`The CDK bootstrap has version ${found}.`)
    : failed(`The CDK bootstrap has version ${found}, ${requiredVersion} is needed.`, remedy);
}

async function protection({ client }: DoctorContext): Promise<Outcome> {
  const cloudFormation = new CloudFormationClient(client);
  const answer = await ask('cloudformation:DescribeStacks', () =>
    cloudFormation.send(new DescribeStacksCommand({ StackName: 'CDKToolkit' })),
  );
  if (answer.kind === 'refused' && answer.name === 'ValidationError') {
    return attention(
      'There is no stack CDKToolkit: the bootstrap has another name, or was made another way.',
      'Nothing, if you know how it was made; protect that stack from deletion.',
    );
  }
  if (answer.kind !== 'answered') return unanswered('Protection of the CDK bootstrap', answer);
  return answer.value.Stacks?.[0]?.EnableTerminationProtection === true
    ? ok('The CDK bootstrap is protected from deletion.')
    : attention(
        'The CDK bootstrap can be deleted, and no deployment works without it.',
        'Run aws cloudformation update-termination-protection --stack-name CDKToolkit --enable-termination-protection.',
      );
}
