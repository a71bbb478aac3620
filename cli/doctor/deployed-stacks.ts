import {
  CloudFormationClient,
  paginateDescribeStacks,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation';
import type { Stack, StackResourceSummary } from '@aws-sdk/client-cloudformation';
import type { DoctorContext } from './check.ts';

type Where = Pick<DoctorContext, 'client' | 'deployment'>;

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
  { client }: Where,
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
