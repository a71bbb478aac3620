import { APIGatewayClient, GetAccountCommand } from '@aws-sdk/client-api-gateway';
import { ask, unanswered } from './ask.ts';
import type { Check } from './check.ts';
import { ok } from './outcome.ts';

/** The role with which API Gateway writes logs: one per account and Region. */
export const gatewayAccount: Check = {
  name: 'API Gateway account',
  actions: ['apigateway:GET'],
  run: async ({ client }) => {
    const gateway = new APIGatewayClient(client);
    const answer = await ask('apigateway:GET', () => gateway.send(new GetAccountCommand({})));
    if (answer.kind !== 'answered') return [unanswered('Logging role of API Gateway', answer)];
    const role = answer.value.cloudwatchRoleArn;
    return role === undefined || role === ''
      ? [ok('API Gateway has no logging role yet; the service stack sets one.')]
      : [
          ok(
            `API Gateway logs with ${role}; the service stack replaces it by its own, which serves ` +
              'every API of the account.',
          ),
        ];
  },
};
