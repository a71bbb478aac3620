import {
  CloudFormationClient,
  paginateDescribeStacks,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation';
import type { Stack, StackResourceSummary } from '@aws-sdk/client-cloudformation';
import type { ClientConfig } from './check.ts';

interface Where {
  readonly client: Partial<ClientConfig>;
  readonly deployment: string;
}

/** The stacks of the deployment, whatever state they are in. */
export async function deployedStacks({ client, deployment }: Where): Promise<Stack[]> {
  const cloudFormation = new CloudFormationClient(client);
  const found: Stack[] = [];
  for await (const page of paginateDescribeStacks({ client: cloudFormation }, {})) {
    found.push(...(page.Stacks ?? []).filter(({ StackName: name }) => isOf(deployment, name)));
  }
  return found;
}

/** The parts of a stack that exist: what is deleted, or left behind by a rollback, is not its own. */
export async function resourcesOf(
  { client }: Pick<Where, 'client'>,
  stackName: string,
): Promise<StackResourceSummary[]> {
  const cloudFormation = new CloudFormationClient(client);
  const found: StackResourceSummary[] = [];
  const pages = paginateListStackResources({ client: cloudFormation }, { StackName: stackName });
  for await (const page of pages) {
    found.push(
      ...(page.StackResourceSummaries ?? []).filter(
        ({ ResourceStatus: status = '' }) => !/^DELETE_(COMPLETE|SKIPPED)$/.test(status),
      ),
    );
  }
  return found;
}

export const dataStackOf = (deployment: string): string => `Custos-${deployment}-Data`;

const isOf = (deployment: string, name = ''): boolean => name.startsWith(`Custos-${deployment}-`);
