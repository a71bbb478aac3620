import { Command } from 'commander';
import { spawnSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { onDeployedTables } from '../../cli/deployed/tables.ts';
import type { TableFacts } from '../../lambda/platform/dynamo/facts.ts';
import { StoreUnavailableError } from '../../lambda/platform/dynamo/errors.ts';
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

const quietCommand = () =>
  new Command().exitOverride().configureOutput({ writeErr: () => undefined });
const namesOf = async (
  given: Parameters<typeof onDeployedTables>[1],
  needed: readonly TableFacts[],
): Promise<string[]> => {
  let names: string[] = [];
  await onDeployedTables(quietCommand(), given, needed, ({ physicalName }) => {
    names = needed.map(physicalName);
    return Promise.resolve();
  });
  return names;
};

describe('the tables of a deployed stage', () => {
  test('are found in its stack, by their tag', async () => {
    const { endpoint, asked } = await awsServer(resources('Custos-prod-Data-Tombstones-1'));

    const names = await namesOf(options(endpoint), [tombstones]);

    expect(names).toEqual(['Custos-prod-Data-Tombstones-1']);
    expect(asked[0]!.body).toContain('StackName=Custos-prod-Data');
  });

  test('are found in the stack of the deployment that is named', async () => {
    const { endpoint, asked } = await awsServer(resources('Custos-staging-Data-Tombstones-1'));
    const staging = { ...options(endpoint), deployment: 'staging' };

    expect(await namesOf(staging, [tombstones])).toEqual(['Custos-staging-Data-Tombstones-1']);
    expect(asked[0]!.body).toContain('StackName=Custos-staging-Data');
    await expect(namesOf(staging, [subjectKeys])).rejects.toThrow(
      'deployment staging has no table subject-keys here',
    );
  });

  test('are replaced by those that are named: a restored table is not in the stack', async () => {
    const { endpoint } = await awsServer(resources('Custos-prod-Data-Tombstones-1'));
    const named = options(endpoint, { 'subject-keys': 'restored' });

    const names = await namesOf(named, [subjectKeys, tombstones]);

    expect(names).toEqual(['restored', 'Custos-prod-Data-Tombstones-1']);
  });

  test('are reported by name if they are missing', async () => {
    const { endpoint } = await awsServer(resources());

    await expect(namesOf(options(endpoint), [subjectKeys])).rejects.toThrow(
      'stage prod has no table subject-keys here: check --region and --profile',
    );
  });

  test('cannot be read without permission, and the command prints the error of AWS', async () => {
    const { endpoint } = await awsServer({
      'cloudformation ListStackResources': {
        error: 'AccessDenied',
        message: 'not authorized to perform cloudformation:ListStackResources',
      },
    });

    await expect(namesOf(options(endpoint), [tombstones])).rejects.toThrow(
      /^error: AWS does not answer: not authorized to perform .*\. Check --region, --profile and/,
    );
  });

  test('cannot be read without a Region: one line, no stack trace', () => {
    const { status, stderr } = spawnSync(
      process.execPath,
      ['bin/custos.mjs', 'retention', 'plan', '--stage', 'prod'],
      {
        encoding: 'utf8',
        env: {
          ...process.env,
          AWS_REGION: undefined,
          AWS_DEFAULT_REGION: undefined,
          AWS_CONFIG_FILE: '/dev/null',
        },
      },
    );

    expect(status).toBe(1);
    expect(stderr.split('\n')[0]).toBe(
      'error: name a Region: --region, AWS_REGION, or in the profile',
    );
    expect(stderr).not.toContain('    at ');
  });

  test('that stop responding are reported the same way, a defect of the command is not', async () => {
    const { endpoint } = await awsServer(resources('Custos-prod-Data-Tombstones-1'));
    const failing = (error: Error) =>
      onDeployedTables(quietCommand(), options(endpoint), [tombstones], () =>
        Promise.reject(error),
      );

    await expect(failing(StoreUnavailableError.from(new Error('throttled')))).rejects.toThrow(
      'error: AWS does not answer: throttled.',
    );
    await expect(failing(new RangeError('ours'))).rejects.toThrow(RangeError);
  });
});
