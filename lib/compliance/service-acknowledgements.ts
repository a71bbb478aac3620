import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import type { Acknowledgement } from './acknowledgement.ts';
import { functionOf, functionOfKind, inPacks, ofType } from './acknowledgement.ts';

const functions: readonly Acknowledgement[] = [
  {
    rules: inPacks('LambdaConcurrency', 'hipaa', 'nist'),
    on: (resource) =>
      resource instanceof CfnFunction && resource.reservedConcurrentExecutions === undefined,
    reason:
      'Reserved concurrency is off unless the stage sets it, because it is taken from the account: a new account has 10 in all and the deployment would fail; stages throttle the API instead.',
  },
  {
    rules: inPacks('LambdaInsideVPC', 'hipaa', 'nist', 'pci'),
    on: (resource) => resource instanceof CfnFunction && resource.vpcConfig === undefined,
    reason:
      'What a function reaches is bound by its role, its boundary and the policies of keys and tables, all of AWS; an operator who needs a VPC names one.',
  },
  {
    rules: inPacks('LambdaDLQ', 'hipaa', 'nist'),
    on: functionOfKind('routes', 'authorizer'),
    reason:
      'API Gateway calls the function synchronously and the caller gets the failure, so nothing is left to put into a queue.',
  },
  {
    rules: inPacks('LambdaDLQ', 'hipaa', 'nist'),
    on: functionOfKind('stream'),
    reason:
      'A stream is read by an event source mapping, which names a batch that fails for good in a queue of its own; a dead letter queue of the function would never be written.',
  },
  {
    rules: inPacks('LambdaDLQ', 'hipaa', 'nist'),
    on: functionOfKind('schedule'),
    reason:
      'The next run, minutes later, does what this one could not, and an alarm counts runs that fail; the event itself says nothing.',
  },
  {
    rules: inPacks('LambdaDLQ', 'hipaa', 'nist'),
    on: functionOfKind('deployment'),
    reason:
      'A deployment calls the function, waits for its answer and fails with it, so that the failure cannot be missed.',
  },
  {
    rules: inPacks('LambdaDLQ', 'hipaa', 'nist'),
    on: functionOfKind('invoked'),
    reason:
      'A workflow calls the function, waits for its answer and takes the failure itself, within its own retries.',
  },
];

const policies: readonly Acknowledgement[] = [
  {
    rules: ['AwsSolutions-IAM5'],
    on: ofType('AWS::IAM::ManagedPolicy', /\/Boundary\//),
    wildcard:
      /^(\*|.*:table\/Custos-\w+-Data-\*|.*(:function|log-group|:sqs:.*):Custos-\w+-Service-\*|.*\/exports\/\*)$/,
    reason:
      'A boundary grants nothing: it is the most that any function can do, and each has a policy that names its resources one by one.',
  },
  {
    rules: ['AwsSolutions-IAM5'],
    on: (resource) =>
      ofType('AWS::IAM::ManagedPolicy', /\/Policy\//)(resource) &&
      functionOf(resource)?.facts.needs.some((need) => 'objects' in need) === true,
    wildcard: /\/exports\/\*$/,
    reason:
      'Names of exports are random and made at run time, so the prefix of all exports is as narrow as a policy can be.',
  },
  {
    rules: ['AwsSolutions-IAM5'],
    on: ofType('AWS::IAM::ManagedPolicy', /\/Checkpoints\//),
    wildcard: /<\w+Function\w+\.Arn>:\*$/,
    reason:
      'A durable function works on checkpoints of its own versions, which are named after the policy exists; an unqualified ARN never matches them.',
  },
  {
    rules: ['AwsSolutions-IAM5'],
    on: (resource) =>
      ofType('AWS::IAM::ManagedPolicy', /\/Policy\//)(resource) &&
      functionOf(resource)?.facts.trigger.kind === 'stream',
    wildcard: /^\*$/,
    reason:
      'Lambda demands dynamodb:ListStreams of every reader of a stream, and IAM knows no resource for that action.',
  },
  {
    rules: ['AwsSolutions-IAM5'],
    on: ofType('AWS::IAM::ManagedPolicy', /\/GatewayAccount\/Policy\//),
    wildcard: /^\*$/,
    reason:
      'API Gateway has one role for logs in an account and refuses one that does not serve every API of it.',
  },
  {
    rules: ['AwsSolutions-IAM5'],
    on: (resource) =>
      ofType('AWS::IAM::ManagedPolicy', /\/Policy\//)(resource) &&
      functionOf(resource)?.function.isBoundToVpc === true,
    wildcard: /^\*$/,
    reason:
      'Lambda makes network interfaces that cannot be named before they are there; code of the function is denied the same actions.',
  },
];

const queues: readonly Acknowledgement[] = [
  {
    rules: ['AwsSolutions-SQS3'],
    on: ofType('AWS::SQS::Queue', /\/(Failures|Undelivered)\//),
    reason:
      'The queue is itself the place for what failed, of an event source mapping, an event bus or a rule, none of which this check looks at; an alarm reports the first message.',
  },
];

const api: readonly Acknowledgement[] = [
  {
    rules: ['AwsSolutions-APIG2'],
    on: ofType('AWS::ApiGateway::RestApi'),
    reason:
      'Functions check every request against the schema of its route and answer with the pointer to the mistake; a validator of the gateway would answer first and without it.',
  },
  {
    rules: inPacks('APIGWCacheEnabledAndEncrypted', 'hipaa', 'nist', 'pci'),
    on: ofType('AWS::ApiGateway::Stage'),
    reason:
      'A cache of answers would hold personal data outside retention and erasure, and answer from before a withdrawal.',
  },
  {
    rules: inPacks('APIGWSSLEnabled', 'hipaa', 'nist', 'pci'),
    on: ofType('AWS::ApiGateway::Stage'),
    reason:
      'A client certificate proves the gateway to an HTTP backend; behind this one are Lambda functions, which only the gateway of this API may invoke.',
  },
  {
    rules: inPacks('APIGWXrayEnabled', 'hipaa'),
    on: ofType('AWS::ApiGateway::Stage'),
    reason:
      'X-Ray stores the address of the client and the path with the ids of people for 30 days, without a way to erase one; logs and metrics carry request ids.',
  },
];

export const serviceAcknowledgements: readonly Acknowledgement[] = [
  ...functions,
  ...policies,
  ...queues,
  ...api,
];
