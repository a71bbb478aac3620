import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TablesNotFoundError, deployedDatabase } from '../../cli/deployed/tables.ts';
import { subjectKeys, tombstones } from '../../lambda/platform/keyring/table.ts';
import { awsServer } from './aws-server.ts';
import type { Replies } from './aws-server.ts';

const variables = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
const before = { ...process.env };
beforeEach(() => Object.assign(process.env, variables));
afterEach(() => {
  for (const name of Object.keys(variables)) {
    if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = before[name];
  }
});

const resources = (...names: readonly string[]): Replies => ({
  'cloudformation ListStackResources': {
    body: `<ListStackResourcesResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><ListStackResourcesResult><StackResourceSummaries>${names
      .map(
        (name) =>
          `<member><LogicalResourceId>${name}</LogicalResourceId><PhysicalResourceId>${name}</PhysicalResourceId><ResourceType>AWS::DynamoDB::Table</ResourceType><ResourceStatus>CREATE_COMPLETE</ResourceStatus><LastUpdatedTimestamp>2026-11-01T00:00:00Z</LastUpdatedTimestamp></member>`,
      )
      .join('')}</StackResourceSummaries></ListStackResourcesResult></ListStackResourcesResponse>`,
  },
  'dynamodb DescribeTable': {
    body: { Table: { TableArn: 'arn:aws:dynamodb:eu-central-1:1:table/x' } },
  },
  'dynamodb ListTagsOfResource': { body: { Tags: [{ Key: 'custos:table', Value: 'tombstones' }] } },
});

const options = (endpointUrl: string, table: Readonly<Record<string, string>> = {}) => ({
  stage: 'prod' as const,
  region: 'eu-central-1',
  endpointUrl,
  table,
});

describe('the tables of a deployed stage', () => {
  test('are found in its stack, by the tag that each carries', async () => {
    const { endpoint, asked } = await awsServer(resources('Custos-prod-Data-Tombstones-1'));

    const { physicalName } = await deployedDatabase(options(endpoint), [tombstones]);

    expect(physicalName(tombstones)).toBe('Custos-prod-Data-Tombstones-1');
    expect(asked[0]!.body).toContain('StackName=Custos-prod-Data');
  });

  test('give way to those that are named: a restored table stands beside the stack', async () => {
    const { endpoint } = await awsServer(resources('Custos-prod-Data-Tombstones-1'));
    const named = options(endpoint, { 'subject-keys': 'restored' });

    const { physicalName } = await deployedDatabase(named, [subjectKeys, tombstones]);

    expect(physicalName(subjectKeys)).toBe('restored');
    expect(physicalName(tombstones)).toBe('Custos-prod-Data-Tombstones-1');
  });

  test('are missed by name', async () => {
    const { endpoint } = await awsServer(resources());

    await expect(deployedDatabase(options(endpoint), [subjectKeys])).rejects.toThrow(
      TablesNotFoundError,
    );
  });
});
