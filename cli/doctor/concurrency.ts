import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { functions } from '../../lib/functions.ts';
import { reservedConcurrency } from '../../lib/stages.ts';
import { ask, unanswered } from './ask.ts';
import type { Check } from './check.ts';
import { attention, failed, ok } from './outcome.ts';

/** Lambda keeps this many for functions that reserve none. */
const unreservedMinimum = 100;
/** A warm call behind the API, with margin. */
const secondsPerRequest = 0.2;

const raise =
  'Ask for more under Service Quotas, AWS Lambda, "Concurrent executions" (aws service-quotas ' +
  'request-service-quota-increase --service-code lambda --quota-code L-B99A9384 --desired-value 1000).';

export const concurrency: Check = {
  name: 'concurrency',
  actions: ['lambda:GetAccountSettings'],
  run: async ({ client, stage }) => {
    const lambda = new LambdaClient(client);
    const answer = await ask('lambda:GetAccountSettings', () =>
      lambda.send(new GetAccountSettingsCommand({})),
    );
    if (answer.kind !== 'answered') return [unanswered('Lambda concurrency', answer)];
    const { ConcurrentExecutions: limit = 0, UnreservedConcurrentExecutions: free = 0 } =
      answer.value.AccountLimit ?? {};
    const reserved = functions.reduce(
      (sum, facts) => sum + (reservedConcurrency(stage, facts) ?? 0),
      0,
    );
    if (reserved > 0 && limit - reserved < unreservedMinimum) {
      return [
        failed(
          `Stage ${stage.name} reserves ${reserved} of ${limit} concurrent executions, and Lambda keeps ${unreservedMinimum} free.`,
          raise,
        ),
      ];
    }
    const needed = Math.ceil(stage.throttle.requestsPerSecond * secondsPerRequest);
    const words = `${free} of ${limit} concurrent executions are free`;
    return free < needed
      ? [
          attention(
            `${words}; ${stage.throttle.requestsPerSecond} requests a second need about ${needed}.`,
            raise,
          ),
        ]
      : [
          ok(
            `${words}; ${stage.throttle.requestsPerSecond} requests a second need about ${needed}.`,
          ),
        ];
  },
};
