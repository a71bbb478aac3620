import { allow, table } from './fixture.ts';
import type { Fixture } from './fixture.ts';

const ours = { AWS: { 'Fn::Join': ['', ['arn:aws:iam::', { Ref: 'AWS::AccountId' }, ':root']] } };
const fromUs = { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } };

export const policyFixtures: readonly Fixture[] = [
  {
    rule: 'custos-open-policy',
    mistake: 'a table that any principal may read',
    resource: table('records', { ResourcePolicy: { PolicyDocument: allow('*') } }),
    right: { ResourcePolicy: { PolicyDocument: allow(ours) } },
  },
  {
    rule: 'custos-open-policy',
    mistake: 'a stream that any principal may read',
    resource: table('records', {
      StreamSpecification: { ResourcePolicy: { PolicyDocument: allow({ AWS: ['*'] }) } },
    }),
    right: {},
  },
  {
    rule: 'custos-open-policy',
    mistake: 'a key that any principal may use',
    resource: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: allow({ AWS: '*' }) } },
    right: {
      KeyPolicy: allow({ AWS: '*' }, { StringEquals: { 'kms:CallerAccount': '111122223333' } }),
    },
  },
  {
    rule: 'custos-open-policy',
    mistake: 'a key that any principal may use through a service',
    resource: {
      Type: 'AWS::KMS::Key',
      Properties: {
        KeyPolicy: allow('*', {
          StringEquals: { 'kms:ViaService': 's3.eu-central-1.amazonaws.com' },
        }),
      },
    },
    right: { KeyPolicy: allow(ours) },
  },
  {
    rule: 'custos-open-policy',
    mistake: 'a key with a condition that is met if the context key is missing',
    resource: {
      Type: 'AWS::KMS::Key',
      Properties: {
        KeyPolicy: allow('*', { StringEqualsIfExists: { 'aws:PrincipalAccount': '111122223333' } }),
      },
    },
    right: {
      KeyPolicy: allow('*', { StringEquals: { 'aws:PrincipalAccount': '111122223333' } }),
    },
  },
  {
    rule: 'custos-open-policy',
    mistake: 'a queue that any principal may write to',
    resource: { Type: 'AWS::SQS::QueuePolicy', Properties: { PolicyDocument: allow('*') } },
    right: { PolicyDocument: allow('*', fromUs) },
  },
  {
    rule: 'custos-open-policy',
    mistake: 'a topic that any principal may subscribe to',
    resource: { Type: 'AWS::SNS::TopicPolicy', Properties: { PolicyDocument: allow('*') } },
    right: { PolicyDocument: allow(ours) },
  },
  {
    rule: 'custos-open-policy',
    mistake: 'a bucket that any principal of any account may read',
    resource: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: {
        PolicyDocument: allow('*', { StringLike: { 'aws:PrincipalArn': '*' } }),
      },
    },
    right: { PolicyDocument: allow(ours) },
  },
  {
    rule: 'custos-open-trust',
    mistake: 'a role that any principal may assume, with any condition',
    resource: {
      Type: 'AWS::IAM::Role',
      Properties: { AssumeRolePolicyDocument: allow({ AWS: '*' }, fromUs) },
    },
    right: { AssumeRolePolicyDocument: allow({ Service: 'lambda.amazonaws.com' }) },
  },
  {
    rule: 'custos-confused-deputy',
    mistake: 'a topic to which CloudWatch publishes for any account',
    resource: {
      Type: 'AWS::SNS::TopicPolicy',
      Properties: { PolicyDocument: allow({ Service: 'cloudwatch.amazonaws.com' }) },
    },
    right: { PolicyDocument: allow({ Service: 'cloudwatch.amazonaws.com' }, fromUs) },
  },
  {
    rule: 'custos-confused-deputy',
    mistake: 'a bucket that distributions of any account read',
    resource: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: { PolicyDocument: allow({ Service: 'cloudfront.amazonaws.com' }) },
    },
    // As the CDK writes the key: IAM compares it without its case.
    right: {
      PolicyDocument: allow(
        { Service: 'cloudfront.amazonaws.com' },
        { StringEquals: { 'AWS:SourceArn': 'arn:aws:cloudfront::111122223333:distribution/E1' } },
      ),
    },
  },
  {
    rule: 'custos-open-function',
    mistake: 'a function that any principal may invoke',
    resource: {
      Type: 'AWS::Lambda::Permission',
      Properties: { Principal: '*', Action: 'lambda:InvokeFunction' },
    },
    right: { Principal: 'arn:aws:iam::111122223333:role/Caller' },
  },
  {
    rule: 'custos-open-function',
    mistake: 'a function that the API of any account may invoke',
    resource: {
      Type: 'AWS::Lambda::Permission',
      Properties: { Principal: 'apigateway.amazonaws.com', Action: 'lambda:InvokeFunction' },
    },
    right: { SourceArn: 'arn:aws:execute-api:eu-central-1:111122223333:a1b2c3d4e5/*' },
  },
  {
    rule: 'custos-open-bus',
    mistake: 'a bus to which any principal may put events',
    resource: {
      Type: 'AWS::Events::EventBusPolicy',
      Properties: { Statement: allow('*').Statement[0] },
    },
    right: { Statement: allow(ours).Statement[0] },
  },
];
