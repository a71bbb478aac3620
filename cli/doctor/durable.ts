import { LambdaClient, ListDurableExecutionsByFunctionCommand } from '@aws-sdk/client-lambda';
import { ask, unanswered } from './ask.ts';
import type { Check } from './check.ts';
import { failed, ok } from './outcome.ts';

/** No function has this name: only whether the operation exists is of interest. */
const none = 'custos-doctor-asks-for-no-function';

/**
 * Whether the Region has durable functions, which carry out data-subject requests. Nothing is
 * created to find out: a Region that has them knows the operation and misses the function; one that
 * does not, knows no such operation.
 */
export const durable: Check = {
  name: 'durable functions',
  actions: ['lambda:ListDurableExecutionsByFunction'],
  run: async ({ client, region }) => {
    const lambda = new LambdaClient(client);
    const answer = await ask('lambda:ListDurableExecutionsByFunction', () =>
      lambda.send(new ListDurableExecutionsByFunctionCommand({ FunctionName: none })),
    );
    if (answer.kind === 'answered') return [ok(`${region} has durable functions.`)];
    if (answer.kind !== 'refused') return [unanswered(`Durable functions in ${region}`, answer)];
    switch (answer.name) {
      case 'ResourceNotFoundException':
        return [ok(`${region} has durable functions.`)];
      case 'ForbiddenException':
      case 'MissingAuthenticationTokenException':
      case 'UnknownOperationException':
        return [
          failed(
            `${region} knows no operation of durable functions.`,
            'Choose a Region that has them: without, no data-subject request is carried out. ' +
              'https://docs.aws.amazon.com/lambda/latest/dg/durable-functions.html lists them.',
          ),
        ];
      default:
        return [unanswered(`Durable functions in ${region}`, answer)];
    }
  },
};
