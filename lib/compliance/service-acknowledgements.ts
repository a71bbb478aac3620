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
      'API Gateway calls the function synchronously and the caller receives the failure, so there is nothing to put into a queue.',
  },
  {
    rules: inPacks('LambdaDLQ', 'hipaa', 'nist'),
    on: functionOfKind('stream'),
    reason:
      'An event source mapping reads the stream and reports a batch that fails permanently to a queue of its own; Lambda would never use a dead-letter queue of the function.',
  },
  {
    rules: inPacks('LambdaDLQ', 'hipaa', 'nist'),
    on: functionOfKind('schedule'),
    reason:
      'The next run does what a failed run did not, and an alarm counts failed runs; the event itself has no content.',
  },
  {
    rules: inPacks('LambdaDLQ', 'hipaa', 'nist'),
    on: functionOfKind('deployment'),
    reason:
      'A deployment calls the function, waits for its response and fails with it, so that the failure cannot be missed.',
  },
  {
    rules: inPacks('LambdaDLQ', 'hipaa', 'nist'),
    on: functionOfKind('invoked'),
    reason:
      'A workflow calls the function, waits for its response and handles the failure with its own retries.',
  },
];

const policies: readonly Acknowledgement[] = [
  {
    rules: ['AwsSolutions-IAM5'],
    on: ofType('AWS::IAM::ManagedPolicy', /\/Quarantine(Boundary|\/Policy)\//),
    wildcard: /:role\/custos\/[^*]+\/\*$/,
    reason:
      'The path is that of the functions of one deployment, those that are never quarantined are denied by name, and a condition limits both actions to one policy, which denies everything.',
  },
  {
    rules: ['AwsSolutions-IAM5'],
    on: ofType('AWS::IAM::ManagedPolicy', /\/(Quarantine|Observer)?Boundary\//),
    wildcard:
      /^(\*|dynamodb:Get\*|kms:(GenerateDataKey|ReEncrypt)\*|.*:table\/Custos-\w+-Data-\*|.*(:function|log-group|:sqs:.*):Custos-\w+-(Media|Systems|Learning|Service)-\*|.*:function:Custos-\w+-\*:live|.*:s3:::custos-\w+-data-(exports|media)\*|.*\/export\/\*)$/,
    reason:
      'A boundary grants nothing: it is the most that any function can do, and each has a policy that names its resources one by one.',
  },
  {
    rules: ['AwsSolutions-IAM5'],
    on: ofType('AWS::IAM::ManagedPolicy', /\/(System|Recipient)\w+Boundary\//),
    wildcard: /^(\*|.*log-group:Custos-\w+-Systems-\*|.*:s3:::[^*/]+\/[^*]+\*)$/,
    reason:
      'A boundary grants nothing: it is the most that the function of one connector can do, and it names the one system that the policy declares.',
  },
  {
    rules: ['AwsSolutions-IAM5'],
    on: (resource) =>
      ofType('AWS::IAM::ManagedPolicy', /\/Policy\//)(resource) &&
      functionOf(resource)?.facts.needs.some((need) => 'system' in need) === true,
    wildcard: /:s3:::[^*/]+\/[^*]+\*$/,
    reason:
      'The prefix that the policy declares is as narrow as a policy can be: what follows it names a person or an object.',
  },
  {
    rules: ['AwsSolutions-IAM5'],
    on: (resource) =>
      ofType('AWS::IAM::ManagedPolicy', /\/Policy\//)(resource) &&
      functionOf(resource)?.facts.needs.some((need) => 'objects' in need) === true,
    wildcard: /\/(exports|training)\/\*$/,
    reason:
      'Names of exports and of files of training sets are random and made at run time, so their prefix is as narrow as a policy can be.',
  },
  {
    rules: ['AwsSolutions-IAM5'],
    on: (resource) =>
      ofType('AWS::IAM::ManagedPolicy', /\/Policy\//)(resource) &&
      functionOf(resource)?.facts.needs.some((need) => 'media' in need) === true,
    wildcard: /\/(media|uploads)\/\*$/,
    reason:
      'Names of files are random and made at run time, so the prefix of uploads or of encrypted files is as narrow as a policy can be.',
  },
  {
    rules: ['AwsSolutions-IAM5'],
    on: (resource) =>
      ofType('AWS::IAM::ManagedPolicy', /\/Policy\//)(resource) &&
      functionOf(resource)?.facts.needs.some((need) => 'recovery' in need) === true,
    wildcard: /^(\*|.*\/export\/\*)$/,
    reason:
      'IAM supports no resource for the lists of backups and of recovery points; exports of a table are named when they are made.',
  },
  {
    rules: ['AwsSolutions-IAM5'],
    on: ofType('AWS::IAM::ManagedPolicy', /\/MalwareScan\/Policy\//),
    wildcard: /(\/uploads\/\*|:rule\/DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3\*)$/,
    reason:
      'Names of uploads are random and made at run time; GuardDuty names its own rule, and the condition lets it change no other.',
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
      'Lambda requires dynamodb:ListStreams for every reader of a stream, and IAM supports no resource for that action.',
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
      'Lambda creates network interfaces whose ARNs are not known before; code of the function is denied the same actions.',
  },
];

const queues: readonly Acknowledgement[] = [
  {
    rules: ['AwsSolutions-SQS3'],
    on: ofType('AWS::SQS::Queue', /\/(Failures|Undelivered)\//),
    reason:
      'The queue is itself the dead-letter queue of an event source mapping, an event bus or a rule, which this check does not recognize; an alarm reports the first message.',
  },
];

const api: readonly Acknowledgement[] = [
  {
    rules: ['AwsSolutions-APIG2'],
    on: ofType('AWS::ApiGateway::RestApi'),
    reason:
      'Functions check every request against the schema of its route and return the pointer to the mistake; a validator of the gateway would respond first and without it.',
  },
  {
    rules: inPacks('APIGWCacheEnabledAndEncrypted', 'hipaa', 'nist', 'pci'),
    on: ofType('AWS::ApiGateway::Stage'),
    reason:
      'A response cache would store personal data outside retention and erasure, and return decisions from before a withdrawal.',
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
