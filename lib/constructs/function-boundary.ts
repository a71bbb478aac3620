import { Aws, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { FunctionFacts } from '../../lambda/platform/environment.ts';
import { allow } from '../bindings/binding.ts';
import { subjectKeyContext } from '../bindings/keyring-binding.ts';
import { bindMail } from '../bindings/mail-binding.ts';
import { networkInterfaces } from '../bindings/network-binding.ts';
import type { DataStack } from '../data-stack.ts';
import { physicalName } from '../names.ts';
import { tables } from '../tables.ts';
import { constructId } from '../facts.ts';
import type { Stage } from '../stages.ts';
import type { PrivacyFunction } from './privacy-function.ts';
import type { MailSender } from './mail-sender.ts';
import { functionRolePath, functionRoles } from './function-roles.ts';

export interface FunctionBoundaryProps {
  readonly stage: Stage;
  readonly data: DataStack;
  /** Those of stacks that are deployed before. */
  readonly earlier?: readonly PrivacyFunction[];
  /** Those of the stack. */
  readonly functions: readonly FunctionFacts[];
  readonly mailSender?: MailSender | undefined;
  /** Whether functions are in a VPC. */
  readonly inVpc: boolean;
}

/**
 * The permissions boundary of all functions of a stack, whatever policies their roles have: they
 * use the tables and keys of the stage, what else some of them need, call functions of the stack and
 * write its logs. It grants nothing. IAM: "the effective permissions are the intersection of both policy types".
 */
export class FunctionBoundary extends Construct {
  readonly policy: iam.ManagedPolicy;

  constructor(scope: Construct, id: string, props: FunctionBoundaryProps) {
    super(scope, id);
    this.policy = new iam.ManagedPolicy(this, 'Resource', {
      description: `The most that a function of Custos ${props.stage.deployment} can do`,
      path: functionRolePath(props.stage),
      document: new iam.PolicyDocument({
        // Minimized, statements with different conditions stay separate and the policy is short.
        minimize: true,
        statements: [
          ...onlyByCode(props.data, Stack.of(this).stackName),
          ...ofTables(props),
          ...ofKeys(props.data),
          ...ofFiles(props),
          ...filesByCode(props, Stack.of(this).stackName),
          ...ofOwnStack(
            Stack.of(this).stackName,
            startsElsewhere(props) ? [workflowsOf(props.stage)] : [],
          ),
          ...ofEvents(props),
          ...ofMail(props),
          ...(props.inVpc ? networkInterfaces() : []),
        ],
      }),
    });
  }
}

export const here = (service: string, resource: string): string =>
  `arn:${Aws.PARTITION}:${service}:${Aws.REGION}:${Aws.ACCOUNT_ID}:${resource}`;

const denyOthers = (service: string, actions: string[], resources: string[]) =>
  new iam.PolicyStatement({
    effect: iam.Effect.DENY,
    actions,
    resources,
    conditions: {
      ArnNotLike: { 'lambda:SourceFunctionArn': here('lambda', `function:${service}-*`) },
    },
  });

/**
 * A principal that assumes a role, for example after a change of its trust policy, is not the code
 * of its function. The key `lambda:SourceFunctionArn` is in requests "from within your execution
 * environment" only, and resource policies cannot use it (Lambda developer guide, "Using source
 * function ARN"). Requests that Lambda itself makes with the role, for streams, dead-letter queues
 * and environment variables, do not have it.
 */
export const onlyByCode = ({ keys }: DataStack, service: string): iam.PolicyStatement[] => [
  // With wildcards: a denial may be wider than necessary, and a policy is limited to 6,144
  // characters.
  denyOthers(
    service,
    [
      'dynamodb:*Item',
      'dynamodb:DescribeTable',
      'dynamodb:PartiQL*',
      'dynamodb:Query',
      'dynamodb:Scan',
      'kms:GenerateMac',
      'kms:Sign',
      'ses:Send*',
    ],
    ['*'],
  ),
  // Services use the other keys on behalf of functions; none uses this one.
  denyOthers(service, ['kms:Decrypt', 'kms:GenerateDataKey'], [keys.subjectKeys.keyArn]),
];

function ofTables({ stage, data, functions }: FunctionBoundaryProps): iam.PolicyStatement[] {
  const scanning = functions
    // That of functions with a boundary of their own is in there.
    .filter(({ needs }) => !needs.some((need) => 'recovery' in need))
    .filter(({ needs }) => needs.some((need) => 'table' in need && need.actions.includes('scan')))
    .map(({ name }) => name);
  // By name, in any account and deployment: a denial may be wider than necessary, and is short.
  const history = tables
    .filter(({ appendOnly }) => appendOnly)
    .map(({ name }) => `arn:*:dynamodb:*:*:*-${constructId(name)}*`);
  return [
    allow(
      [
        'dynamodb:BatchGetItem',
        'dynamodb:DescribeStream',
        'dynamodb:DescribeTable',
        // Of items, records and shards, in fewer characters: a boundary grants nothing.
        'dynamodb:Get*',
        'dynamodb:PartiQLDelete',
        'dynamodb:PartiQLInsert',
        'dynamodb:PartiQLUpdate',
        'dynamodb:Query',
        'dynamodb:Scan',
        'dynamodb:UpdateItem',
      ],
      [here('dynamodb', `table/${data.stackName}-*`)],
    ),
    allow(['dynamodb:ListStreams'], ['*']),
    new iam.PolicyStatement({
      sid: 'NobodyRewrites',
      effect: iam.Effect.DENY,
      actions: ['dynamodb:PartiQLDelete', 'dynamodb:PartiQLUpdate', 'dynamodb:UpdateItem'],
      resources: history,
    }),
    new iam.PolicyStatement({
      effect: iam.Effect.DENY,
      actions: ['dynamodb:Scan'],
      resources: ['*'],
      ...(scanning.length > 0 && {
        conditions: { ArnNotLike: { 'aws:PrincipalArn': functionRoles(stage, scanning) } },
      }),
    }),
  ];
}

/** `encryptAndDecrypt` in fewer characters: a boundary grants nothing. */
const encryptAndDecryptShort = [
  ...['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt'],
  ...['kms:GenerateDataKey*', 'kms:ReEncrypt*'],
] as const;

const ofKeys = ({ keys }: DataStack): iam.PolicyStatement[] => [
  allow([...encryptAndDecryptShort], [keys.atRest.keyArn], {
    StringLike: { 'kms:ViaService': `*.${Aws.REGION}.amazonaws.com` },
  }),
  allow(['kms:Decrypt', 'kms:GenerateDataKey'], [keys.subjectKeys.keyArn], subjectKeyContext),
  // In one statement, which is shorter: KMS makes no MAC with a key that signs.
  allow(
    ['kms:GenerateMac', 'kms:GetPublicKey', 'kms:Sign'],
    [
      ...[keys.hmacAlias, keys.hmacIdempotency, keys.hmacFollowUp],
      ...[keys.receipts, keys.certificates, keys.checkpoints, keys.webhooks],
    ].map(({ keyArn }) => keyArn),
  ),
];

const someNeed = (functions: readonly FunctionFacts[], kind: string): boolean =>
  functions.some(({ needs }) => needs.some((need) => kind in need));

/**
 * Buckets and their objects by the beginning of their names, for a shorter policy. Names of buckets
 * are global, so that the account has to be named as well.
 */
function ofFiles({ data, functions }: FunctionBoundaryProps): iam.PolicyStatement[] {
  const buckets = [
    ...(someNeed(functions, 'objects') ? ['exports'] : []),
    ...(someNeed(functions, 'media') ? ['media'] : []),
  ].map((name) => bucketsCalled(data, name));
  if (buckets.length === 0) return [];
  return [
    allow(
      [
        's3:AbortMultipartUpload',
        's3:DeleteObject',
        's3:DeleteObjectVersion',
        's3:GetObject',
        's3:GetObjectTagging',
        's3:ListBucket',
        's3:ListBucketVersions',
        's3:PutObject',
      ],
      buckets,
      { StringEquals: { 'aws:ResourceAccount': Aws.ACCOUNT_ID } },
    ),
  ];
}

/** Uploads are not encrypted under keys of people, as everything else is that a role could read. */
const filesByCode = ({ data, functions }: FunctionBoundaryProps, service: string) =>
  functions.some(({ needs }) =>
    needs.some((need) => 'media' in need && need.media.includes('inspect')),
  )
    ? [denyOthers(service, ['s3:GetObject*'], [`${bucketsCalled(data, 'media')}/uploads/*`])]
    : [];

const bucketsCalled = ({ stackName }: DataStack, name: string): string =>
  `arn:${Aws.PARTITION}:s3:::${stackName.toLowerCase()}-${name}*`;

// CloudFormation begins generated names with the name of the stack. The functions cannot be named:
// each depends on its role, and the role on this policy.
const ofOwnStack = (service: string, aliases: readonly string[]): iam.PolicyStatement[] => [
  allow(
    [
      'lambda:CheckpointDurableExecution',
      'lambda:GetDurableExecutionState',
      'lambda:InvokeFunction',
    ],
    [here('lambda', `function:${service}-*`), ...aliases],
  ),
  allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [here('logs', `log-group:${service}-*`)]),
  allow(['sqs:SendMessage'], [here('sqs', `${service}-*`)]),
];

/** Whether functions of this stack start workflows of other stacks. */
function startsElsewhere({ functions, earlier = [] }: FunctionBoundaryProps): boolean {
  const started = new Set<string>(
    functions.flatMap(({ needs }) =>
      needs.flatMap((need) => ('workflow' in need ? [need.workflow] : [])),
    ),
  );
  return earlier.some(
    ({ facts: { trigger } }) => trigger.kind === 'durable' && started.has(trigger.workflow),
  );
}

/** By the alias that every workflow of the deployment has: a policy has few characters. */
const workflowsOf = ({ deployment }: Stage): string =>
  here('lambda', `function:Custos-${deployment}-*:live`);

/** Only functions that send mail, whatever policies others have. */
function ofMail({ stage, functions, mailSender }: FunctionBoundaryProps): iam.PolicyStatement[] {
  if (mailSender === undefined) return [];
  const senders = functions
    .filter(({ needs }) => needs.some((need) => 'mail' in need && need.mail.includes('send')))
    .map(({ name }) => name);
  if (senders.length === 0) return [];
  return bindMail(['send'], mailSender).statements.map((statement) => {
    statement.addCondition('ArnLike', { 'aws:PrincipalArn': functionRoles(stage, senders) });
    return statement;
  });
}

const ofEvents = ({ stage, functions }: FunctionBoundaryProps): iam.PolicyStatement[] =>
  someNeed(functions, 'events')
    ? [allow(['events:PutEvents'], [here('events', `event-bus/${physicalName(stage)}`)])]
    : [];
