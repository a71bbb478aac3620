import type { TemplateResource } from '../../lib/compliance/template.ts';
import type { Fixture } from './fixture.ts';

const role: TemplateResource = { Type: 'AWS::IAM::Role', Properties: {} };
const queue: TemplateResource = { Type: 'AWS::SQS::Queue', Properties: { KmsMasterKeyId: 'key' } };
const policy = (...actions: string[]): TemplateResource => ({
  Type: 'AWS::IAM::ManagedPolicy',
  Properties: {
    Roles: [{ Ref: 'Role' }],
    PolicyDocument: { Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] },
  },
});
/** A policy that names the function, so that it is created after it. */
const after = (...actions: string[]): TemplateResource => ({
  ...policy(...actions),
  DependsOn: 'Fixture',
});

const functionWith = (properties: object, DependsOn?: string): TemplateResource => ({
  Type: 'AWS::Lambda::Function',
  Properties: { Role: { 'Fn::GetAtt': ['Role', 'Arn'] }, ...properties },
  ...(DependsOn !== undefined && { DependsOn }),
});

interface Asked {
  readonly what: string;
  readonly properties: object;
  readonly actions: readonly string[];
}

const asked: readonly Asked[] = [
  {
    what: 'a dead letter queue',
    properties: { DeadLetterConfig: { TargetArn: { 'Fn::GetAtt': ['Queue', 'Arn'] } } },
    actions: ['sqs:SendMessage', 'kms:GenerateDataKey'],
  },
  {
    what: 'a dead letter topic of which only the ARN is known',
    properties: { DeadLetterConfig: { TargetArn: 'arn:aws:sns:eu-central-1:111122223333:topic' } },
    actions: ['sns:Publish'],
  },
  {
    what: 'a VPC',
    properties: { VpcConfig: { SubnetIds: ['subnet-1'] } },
    actions: [
      'ec2:CreateNetworkInterface',
      'ec2:DeleteNetworkInterface',
      'ec2:DescribeNetworkInterfaces',
    ],
  },
  {
    what: 'traces',
    properties: { TracingConfig: { Mode: 'Active' } },
    actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
  },
  {
    what: 'a file system',
    properties: { FileSystemConfigs: [{ Arn: 'arn', LocalMountPath: '/mnt/files' }] },
    actions: ['elasticfilesystem:ClientMount'],
  },
];

/** Mistakes where the permission exists, but too late or for another role. */
const ofFunctions = asked.flatMap(({ what, properties, actions }): Fixture[] => {
  const resource = functionWith(properties);
  const mended = functionWith(properties, 'Policy');
  const fixture = (mistake: string, others: Record<string, TemplateResource>): Fixture => ({
    rule: 'custos-rights-first',
    mistake: `a function with ${what} ${mistake}`,
    resource,
    right: {},
    beside: { Role: role, Queue: queue, ...others },
  });
  return [
    { ...fixture('that may race its policy', { Policy: policy(...actions) }), mended },
    fixture('whose policy waits for it', { Policy: after(...actions) }),
    {
      ...fixture('and a policy that lacks one of the actions', {
        Policy: policy(...actions.slice(1), 'logs:PutLogEvents'),
      }),
      resource: mended,
    },
  ];
});

const target = functionWith({}, 'Policy');
const reading = ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'].map(
  (verb) => `dynamodb:${verb}`,
);

interface Attached {
  readonly what: string;
  readonly resource: TemplateResource;
  readonly actions: readonly string[];
}

const attached: readonly Attached[] = [
  {
    what: 'a destination of asynchronous calls',
    resource: {
      Type: 'AWS::Lambda::EventInvokeConfig',
      Properties: {
        FunctionName: { Ref: 'Function' },
        DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['Queue', 'Arn'] } } },
      },
    },
    actions: ['sqs:SendMessage', 'kms:GenerateDataKey'],
  },
  {
    what: 'a bus as destination of asynchronous calls',
    resource: {
      Type: 'AWS::Lambda::EventInvokeConfig',
      Properties: {
        FunctionName: { Ref: 'Function' },
        DestinationConfig: {
          OnSuccess: { Destination: 'arn:aws:events:eu-central-1:111122223333:event-bus/bus' },
        },
      },
    },
    actions: ['events:PutEvents'],
  },
  {
    what: 'a mapping of a stream',
    resource: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        FunctionName: { Ref: 'Function' },
        EventSourceArn: { 'Fn::GetStackOutput': { StackName: 'Data', OutputName: 'StreamArn' } },
        DestinationConfig: { OnFailure: { Destination: { 'Fn::Sub': '${Queue.Arn}' } } },
      },
    },
    actions: [...reading, 'sqs:SendMessage', 'kms:GenerateDataKey'],
  },
  {
    what: 'a mapping of a queue',
    resource: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        FunctionName: { Ref: 'Function' },
        EventSourceArn: { 'Fn::GetAtt': ['Queue', 'Arn'] },
      },
    },
    actions: ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
  },
];

const ofTargets = attached.flatMap(({ what, resource, actions }): Fixture[] => {
  const beside = { Role: role, Queue: queue, Function: target };
  return [
    {
      rule: 'custos-rights-first',
      mistake: `${what} without one of the rights`,
      resource,
      right: {},
      beside: { ...beside, Policy: policy(...actions.slice(1)) },
    },
    {
      rule: 'custos-rights-first',
      mistake: `${what} that does not wait for the rights of its function`,
      resource,
      right: {},
      beside: { ...beside, Function: functionWith({}), Policy: policy(...actions) },
      mended: { ...resource, DependsOn: ['Policy'] },
    },
  ];
});

export const rightsFixtures: readonly Fixture[] = [...ofFunctions, ...ofTargets];
