import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { allowed, refused } from '../compliance/simulate.ts';
import { synthesizeWith, templatesOf } from '../stacks/templates.ts';
import { deployments } from './deployment-actions.ts';

type Deployer = Parameters<typeof refused>[1];

const text = readFileSync('docs/deploy-policy.json', 'utf8');
const deployer: Deployer = {
  arn: 'arn:aws:iam::111122223333:role/cdk-hnb659fds-cfn-exec-role-111122223333-eu-central-1',
  tags: {},
  policies: [JSON.parse(text) as Deployer['policies'][number]],
  trust: { Version: '2012-10-17', Statement: [] },
};
/**
 * A key whose administrators IAM decides, like every key of Custos
 * (lib/constructs/customer-key.ts).
 */
const nothingElse = {
  resourcePolicies: new Map([
    [
      deployments['AWS::KMS::Key']!.resource,
      {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::111122223333:root' },
            Action: 'kms:*',
            Resource: '*',
          },
        ],
      },
    ],
  ]),
};

const stacks = (['dev', 'prod'] as const).flatMap((stage) =>
  templatesOf(
    synthesizeWith(stage, {
      mail: { domain: 'example.com' },
      media: { malwareScan: 'guardduty' },
    }),
  ),
);
const types = new Set(
  stacks.flatMap(({ Resources }) => Object.values(Resources).map(({ Type }) => Type)),
);

describe('docs/deploy-policy.json', () => {
  test('is checked for every deployed resource type', () => {
    expect(types.size).toBeGreaterThan(30);
    expect([...types].filter((type) => !(type in deployments)).sort()).toEqual([]);
  });

  test.each(Object.keys(deployments))(
    'lets CloudFormation create, change and delete %s',
    async (type) => {
      const { resource, actions, collection, everywhere = [], context } = deployments[type]!;
      const calls = [
        ...actions.map((action) => ({ action, resource, ...(context && { context }) })),
        ...everywhere.map((action) => ({ action, resource: '*' })),
        ...(collection === undefined ? [] : [{ action: 'apigateway:POST', resource: collection }]),
      ];

      expect(await refused(nothingElse, deployer, calls)).toEqual([]);
    },
  );

  // CloudFormation template reference, Fn::GetStackOutput: by default with the role of the stack that reads.
  test('lets CloudFormation read outputs of the other stacks of Custos, and of no others', async () => {
    const reading = (name: string) => ({
      action: 'cloudformation:DescribeStacks',
      resource: `arn:aws:cloudformation:eu-central-1:111122223333:stack/${name}/0a1b2c3d`,
    });
    const others = [reading('orders')];

    expect(JSON.stringify(stacks)).toContain('Fn::GetStackOutput');
    expect(await refused(nothingElse, deployer, [reading('Custos-prod-Data')])).toEqual([]);
    expect(await allowed(nothingElse, deployer, others)).toEqual([]);
  });

  test('lets no one else send in the name of a domain of mail, and sends nothing', async () => {
    const calls = ['CreateEmailIdentityPolicy', 'UpdateEmailIdentityPolicy', 'SendEmail'].map(
      (verb) => ({
        action: `ses:${verb}`,
        resource: deployments['AWS::SES::EmailIdentity']!.resource,
      }),
    );

    expect(await allowed(nothingElse, deployer, calls)).toEqual([]);
  });

  test('allows no access to stored data, nor to other resources', async () => {
    const account = '111122223333';
    const table = `arn:aws:dynamodb:eu-central-1:${account}:table/Custos-prod-Data-Records`;
    const calls = [
      ...[
        'GetItem',
        'Query',
        'Scan',
        'PartiQLSelect',
        'PartiQLInsert',
        'PutItem',
        'DeleteItem',
      ].map((name) => ({ action: `dynamodb:${name}`, resource: table })),
      {
        action: 'dynamodb:DeleteTable',
        resource: `arn:aws:dynamodb:eu-central-1:${account}:table/orders`,
      },
      { action: 's3:GetObject', resource: 'arn:aws:s3:::custos-prod-data-exports/export.zip' },
      { action: 's3:DeleteBucket', resource: 'arn:aws:s3:::orders' },
      {
        action: 'lambda:InvokeFunction',
        resource: `arn:aws:lambda:eu-central-1:${account}:function:Custos-prod-Service-ConsentApi`,
      },
      {
        action: 'lambda:UpdateFunctionCode',
        resource: `arn:aws:lambda:eu-central-1:${account}:function:orders`,
      },
      { action: 'iam:CreateUser', resource: `arn:aws:iam::${account}:user/me` },
      { action: 'iam:AttachRolePolicy', resource: `arn:aws:iam::${account}:role/Administrator` },
      { action: 'iam:UpdateAssumeRolePolicy', resource: `arn:aws:iam::${account}:role/orders` },
      {
        action: 'iam:PassRole',
        resource: `arn:aws:iam::${account}:role/Administrator`,
        context: { 'iam:PassedToService': 'lambda.amazonaws.com' },
      },
      {
        action: 'iam:PassRole',
        resource: `arn:aws:iam::${account}:role/custos/eu-central-1/prod/custos-prod-x-eu-central-1`,
        context: { 'iam:PassedToService': 'ec2.amazonaws.com' },
      },
      {
        action: 'cloudtrail:StopLogging',
        resource: `arn:aws:cloudtrail:eu-central-1:${account}:trail/all`,
      },
      { action: 'sqs:ReceiveMessage', resource: `arn:aws:sqs:eu-central-1:${account}:Custos-x` },
      {
        action: 'logs:GetLogEvents',
        resource: `arn:aws:logs:eu-central-1:${account}:log-group:Custos-x:log-stream:y`,
      },
    ];

    expect(await allowed(nothingElse, deployer, calls)).toEqual([]);
  });

  test('fits into customer managed policies, two at the most', () => {
    expect(JSON.stringify(JSON.parse(text)).length).toBeLessThan(2 * 6_144);
  });
});
