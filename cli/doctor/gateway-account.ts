import { APIGatewayClient, GetAccountCommand } from '@aws-sdk/client-api-gateway';
import { ask, unanswered } from './ask.ts';
import type { Check } from './check.ts';
import { deployedStacks } from './deployed-stacks.ts';
import { attention, ok } from './outcome.ts';

const actions = ['apigateway:GET', 'cloudformation:DescribeStacks'];

/** The role with which API Gateway writes logs: one per account and Region. */
export const gatewayAccount: Check = {
  name: 'API Gateway account',
  actions,
  run: async (context) => {
    const gateway = new APIGatewayClient(context.client);
    const answer = await ask(actions, async () => ({
      role: (await gateway.send(new GetAccountCommand({}))).cloudwatchRoleArn ?? '',
      isDeployed: (await deployedStacks(context)).length > 0,
    }));
    if (answer.kind !== 'answered') return [unanswered('Logging role of API Gateway', answer)];
    const { role, isDeployed } = answer.value;
    if (role === '')
      return [ok('API Gateway has no logging role yet; the service stack sets one.')];
    return isDeployed || role.includes(':role/Custos-')
      ? [ok(`API Gateway logs with ${role}.`)]
      : [
          attention(
            `API Gateway logs with ${role}, which a first deployment replaces for every API of the account.`,
            'Deploy with -c gatewayLogging=existing (prop gatewayLogging) to keep that role.',
          ),
        ];
  },
};
