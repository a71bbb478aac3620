import {
  CloudWatchLogsClient,
  DescribeResourcePoliciesCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { ask, unanswered } from './ask.ts';
import type { Check, DoctorContext } from './check.ts';
import { failed, ok } from './outcome.ts';

/** CloudWatch Logs quotas, "Resource policies": for each account and Region, cannot be changed. */
const policiesPerRegion = 10;

/** Resource policies of CloudWatch Logs: the edge stack needs one for the log of the firewall. */
export const logPolicies: Check = {
  name: 'log resource policies',
  actions: ['logs:DescribeResourcePolicies'],
  run: async (context) => {
    const answer = await ask('logs:DescribeResourcePolicies', () => policyNames(context));
    if (answer.kind !== 'answered') return [unanswered('Resource policies of logs', answer)];
    const names = answer.value;
    const words = `CloudWatch Logs has ${names.length} of ${policiesPerRegion} resource policies`;
    const isDeployed = names.some((name) => name.startsWith(`custos-${context.deployment}-`));
    return names.length < policiesPerRegion || isDeployed
      ? [ok(`${words}.`)]
      : [
          failed(
            `${words}: the edge stack cannot add its own.`,
            'Merge policies (aws logs describe-resource-policies lists them) and delete one.',
          ),
        ];
  },
};

async function policyNames({ client }: DoctorContext): Promise<string[]> {
  const logs = new CloudWatchLogsClient(client);
  const names: string[] = [];
  let token: string | undefined;
  do {
    const page = await logs.send(
      new DescribeResourcePoliciesCommand(token === undefined ? {} : { nextToken: token }),
    );
    names.push(...(page.resourcePolicies ?? []).map(({ policyName: name = '' }) => name));
    token = page.nextToken;
  } while (token !== undefined);
  return names;
}
