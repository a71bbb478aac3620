import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { ask, unanswered } from './ask.ts';
import type { Check } from './check.ts';
import { attention, failed, ok } from './outcome.ts';

export const identity: Check = {
  name: 'credentials',
  actions: ['sts:GetCallerIdentity'],
  run: async ({ client }) => {
    const sts = new STSClient(client);
    const answer = await ask('sts:GetCallerIdentity', () =>
      sts.send(new GetCallerIdentityCommand({})),
    );
    if (answer.kind === 'no-credentials') {
      return [
        failed(
          `The credentials are missing or not valid (${answer.reason}).`,
          'Sign in again (aws sso login), or set AWS_PROFILE or --profile.',
        ),
      ];
    }
    if (answer.kind !== 'answered') return [unanswered('Who is asking', answer)];
    const { Account: account = 'unknown', Arn: arn = 'unknown' } = answer.value;
    return arn.endsWith(':root')
      ? [
          attention(
            `These are credentials of the root user of account ${account}.`,
            'Use a role: nothing can limit the root user, not even the policies of Custos.',
          ),
        ]
      : [ok(`Account ${account} as ${arn}.`)];
  },
};
