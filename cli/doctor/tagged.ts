import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import {
  paginateGetResources,
  ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import type { ClientConfig } from './check.ts';

/** IAM actions that it needs. */
export const taggedActions = ['tag:GetResources', 'dynamodb:DescribeTable', 'kms:DescribeKey'];

/**
 * ARNs of what carries the tag of a deployment. AWS names what was tagged once, so tables that are gone
 * and keys that wait for their deletion are left out here.
 *
 * @param types such as `dynamodb:table`; every type when absent
 */
export async function taggedArns(
  client: Partial<ClientConfig>,
  deployment: string,
  types?: readonly string[],
): Promise<string[]> {
  const tagging = new ResourceGroupsTaggingAPIClient(client);
  const pages = paginateGetResources(
    { client: tagging },
    {
      TagFilters: [{ Key: 'custos:deployment', Values: [deployment] }],
      ResourceTypeFilters: types && [...types],
    },
  );
  const found: string[] = [];
  for await (const page of pages) {
    for (const { ResourceARN: arn = '' } of page.ResourceTagMappingList ?? []) {
      if (await exists(client, arn)) found.push(arn);
    }
  }
  return found.sort();
}

async function exists(client: Partial<ClientConfig>, arn: string): Promise<boolean> {
  switch (arn.split(':')[2]) {
    case 'dynamodb':
      return isTable(client, arn);
    case 'kms': {
      const kms = new KMSClient(client);
      const { KeyMetadata: key } = await kms.send(new DescribeKeyCommand({ KeyId: arn }));
      return key?.KeyState !== 'PendingDeletion';
    }
    default:
      return true;
  }
}

async function isTable(client: Partial<ClientConfig>, arn: string): Promise<boolean> {
  try {
    const TableName = arn.split('/').at(-1);
    await new DynamoDBClient(client).send(new DescribeTableCommand({ TableName }));
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') return false;
    throw error;
  }
}
