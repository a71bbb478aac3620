import { Annotations, Aws, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { variablesOf } from '../../lambda/platform/environment.ts';
import type { FunctionFacts } from '../../lambda/platform/environment.ts';
import type { Binding, Variables } from '../bindings/binding.ts';
import { allow } from '../bindings/binding.ts';
import { networkInterfaces } from '../bindings/network-binding.ts';
import { memoryMegabytes, reservedConcurrency, timeoutSeconds } from '../stages.ts';
import type { Stage } from '../stages.ts';
import { functionDeadLetters } from './dead-letters.ts';
import { functionRoleName, functionRolePath } from './function-roles.ts';
import { logGroupProps } from './log-group-props.ts';

export interface PrivacyFunctionProps {
  readonly facts: FunctionFacts;
  readonly stage: Stage;
  /** Directory with `index.mjs` and the files that it reads. */
  readonly bundle: string;
  /** Content hash of the bundle. */
  readonly bundleHash: string;
  /** Encrypts the environment variables, and the checkpoints of a durable function. */
  readonly atRest: kms.IKey;
  /** Encrypts the logs. */
  readonly operations: kms.IKey;
  /** One for each need of a table. */
  readonly tables: readonly Binding[];
  /** One for each other need. */
  readonly bindings: readonly Binding[];
  /** Variables that do not follow from needs: the issuers of the authorizer. */
  readonly variables?: Variables;
  /** The permissions boundary of the role. */
  readonly permissionsBoundary: iam.IManagedPolicy;
  /**
   * @default - no VPC: the function's role and the policies of keys and tables limit what it
   * reaches
   */
  readonly network?: FunctionNetwork;
}

/** Subnets need a route to DynamoDB, KMS, S3, CloudWatch Logs, Lambda, EventBridge and IAM. */
export interface FunctionNetwork {
  readonly vpc: ec2.IVpc;
  /** @default - private subnets */
  readonly subnets?: ec2.SubnetSelection;
  /** @default - one per function, which allows all outbound and no inbound traffic */
  readonly securityGroups?: readonly ec2.ISecurityGroup[];
}

/** Of 6,144 that IAM allows: a deployment, a partition and a Region can have longer names. */
const charactersOfOnePolicy = 4_600;
/** Of a policy on tables alone, most of which is names. */
const charactersOfTables = 3_500;
/** What a stream consumer adds to its policy. */
const charactersOfStream = 1_800;
/** As long as the ARN of a table. */
const reference = 'r'.repeat(80);

/** A stack has few resources to spare, and a policy few characters. */
function isOnePolicy(
  scope: Construct,
  { trigger }: FunctionFacts,
  statements: readonly iam.PolicyStatement[],
  most = charactersOfOnePolicy,
): boolean {
  const document = new iam.PolicyDocument({ statements: [...statements] });
  const { length } = JSON.stringify(Stack.of(scope).resolve(document), (_, value: unknown) =>
    isReference(value) ? reference : value,
  );
  const added = trigger.kind === 'stream' ? charactersOfStream : 0;
  return length + added <= most;
}

/** As few parts as each are one policy. */
function inPolicies(
  scope: Construct,
  facts: FunctionFacts,
  statements: readonly iam.PolicyStatement[],
): iam.PolicyStatement[][] {
  const parts: iam.PolicyStatement[][] = [[]];
  for (const statement of statements) {
    const part = parts.at(-1) ?? [];
    const longer = [...part, statement];
    if (part.length > 0 && !isOnePolicy(scope, facts, longer, charactersOfTables)) {
      parts.push([statement]);
    } else part.push(statement);
  }
  return parts;
}

const isReference = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && ('Ref' in value || 'Fn::GetAtt' in value);

/** One function with its own role, permissions and log group, all derived from its facts. */
export class PrivacyFunction extends Construct {
  readonly facts: FunctionFacts;
  readonly stage: Stage;
  readonly function: lambda.Function;
  /** The alias through which a durable function is started. */
  readonly alias?: lambda.Alias;
  readonly logGroup: logs.LogGroup;
  readonly policy: iam.ManagedPolicy;
  /** Of a function that Lambda calls on its own: what it accepted and could not run. */
  readonly notStarted?: sqs.Queue;

  constructor(scope: Construct, id: string, props: PrivacyFunctionProps) {
    super(scope, id);
    const { facts, stage } = props;
    const reserved = reservedConcurrency(stage, facts);
    this.facts = facts;
    this.stage = stage;
    this.logGroup = new logs.LogGroup(this, 'Logs', logGroupProps(stage, props.operations));
    const role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      roleName: functionRoleName(stage, facts.name),
      path: functionRolePath(stage),
      description: facts.purpose,
      permissionsBoundary: props.permissionsBoundary,
    });
    if (['durable', 'mail-events', 'uploads', 'detections'].includes(facts.trigger.kind)) {
      this.notStarted = functionDeadLetters(this, 'NotStarted', props.atRest);
    }
    this.function = new lambda.Function(this, 'Function', {
      description: facts.purpose,
      architecture: lambda.Architecture.ARM_64,
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: lambda.Code.fromAsset(props.bundle, { assetHash: props.bundleHash }),
      // Rejects permissions that constructs add on their own: they follow from needs.ts only.
      role: role.withoutPolicyUpdates(),
      logGroup: this.logGroup,
      loggingFormat: lambda.LoggingFormat.JSON,
      timeout: Duration.seconds(timeoutSeconds(stage, facts)),
      memorySize: memoryMegabytes(stage, facts),
      environment: environmentOf(props),
      environmentEncryption: props.atRest,
      recursiveLoop: lambda.RecursiveLoop.TERMINATE,
      deadLetterQueue: this.notStarted,
      ...inNetwork(props.network),
      ...(reserved !== undefined && { reservedConcurrentExecutions: reserved }),
      ...(facts.trigger.kind === 'durable' && durable(stage, facts.trigger.timeoutDays)),
    });
    if (facts.trigger.kind === 'durable') {
      const resource = this.function.node.defaultChild as lambda.CfnFunction;
      // The L2 of aws-cdk-lib 2.276 has no property for the key of checkpoints.
      resource.addPropertyOverride('DurableConfig.KMSKeyArn', props.atRest.keyArn);
      Annotations.of(this.function).acknowledgeInfo(
        'aws-lambda:Function.DurableConfig',
        'This function is durable from its creation.',
      );
      this.alias = new lambda.Alias(this, 'Live', {
        aliasName: 'live',
        version: this.function.currentVersion,
      });
    }
    const policy = (name: string, description: string, statements: iam.PolicyStatement[]) =>
      new iam.ManagedPolicy(this, name, {
        description,
        path: functionRolePath(stage),
        roles: [role],
        statements,
      });
    const ofTables = props.tables.flatMap(({ statements }) => statements);
    const others = [
      allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [this.logGroup.logGroupArn]),
      ...props.bindings.flatMap(({ statements }) => statements),
      ...(this.notStarted === undefined ? [] : sending(this.notStarted, props.atRest)),
      ...(props.network === undefined ? [] : networkInterfaces()),
    ];
    const all = [...others, ...ofTables];
    const fits = ofTables.length === 0 || isOnePolicy(this, facts, all);
    this.policy = policy('Policy', `What ${facts.name} may do`, fits ? all : others);
    // Lambda checks some permissions when it creates the function (dead-letter queue, network
    // interfaces), and no call arrives before the function has all of them.
    this.function.node.addDependency(this.policy);
    for (const [index, part] of (fits ? [] : inPolicies(this, facts, ofTables)).entries()) {
      const name = index === 0 ? 'Tables' : `Tables${index + 1}`;
      const tables = policy(name, `What ${facts.name} may do with tables`, part);
      this.function.node.addDependency(tables);
    }
    if (facts.trigger.kind === 'durable') {
      // Names the function, so it is created after it.
      const statements = checkpoints(this.function, props.atRest);
      policy('Checkpoints', `How ${facts.name} keeps its checkpoints`, statements);
    }
  }
}

const durable = (stage: Stage, timeoutDays: number) => ({
  durableConfig: {
    executionTimeout: Duration.days(timeoutDays),
    retentionPeriod: Duration.days(stage.executionHistoryDays),
  },
  // An execution resumes on the version it began with, so versions are retained after the next
  // deployment. If a deployment is rolled back, its version is deleted: the next deployment could
  // not publish the same code again.
  currentVersionOptions: { removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE },
});

// A version has no ARN before it exists, and an unqualified ARN never matches: hence the wildcard.
const checkpoints = (durableFunction: lambda.Function, key: kms.IKey): iam.PolicyStatement[] => [
  allow(
    ['lambda:CheckpointDurableExecution', 'lambda:GetDurableExecutionState'],
    [`${durableFunction.functionArn}:*`],
  ),
  // Lambda itself encrypts, permitted by the key policy.
  allow(['kms:Decrypt'], [key.keyArn], {
    StringEquals: {
      'kms:ViaService': `lambda.${Aws.REGION}.amazonaws.com`,
      'kms:EncryptionContext:aws:lambda:FunctionArn': durableFunction.functionArn,
    },
  }),
];

/** Lambda writes to the queue with the role of the function. */
export const sending = (queue: sqs.IQueue, key: kms.IKey): iam.PolicyStatement[] => [
  allow(['sqs:SendMessage'], [queue.queueArn]),
  allow(['kms:Decrypt', 'kms:GenerateDataKey'], [key.keyArn], {
    StringEquals: { 'kms:ViaService': `sqs.${Aws.REGION}.amazonaws.com` },
  }),
];

const inNetwork = (network: FunctionNetwork | undefined): Partial<lambda.FunctionProps> =>
  network === undefined
    ? {}
    : {
        vpc: network.vpc,
        vpcSubnets: network.subnets,
        securityGroups: network.securityGroups && [...network.securityGroups],
      };

function environmentOf({ facts, stage, tables, bindings, variables }: PrivacyFunctionProps) {
  const given = [
    ...[...tables, ...bindings].map((binding) => binding.variables),
    variables ?? {},
  ].reduce<Variables>((all, some) => ({ ...all, ...some }), {
    CUSTOS_STAGE: stage.deployment,
    CUSTOS_FUNCTION: facts.name,
  });
  const names = variablesOf(facts);
  const missing = names.filter((name) => given[name] === undefined);
  if (missing.length > 0) throw new VariableWithoutValueError(facts.name, missing);
  return Object.fromEntries(names.map((name) => [name, given[name] ?? '']));
}

/** A function reads an environment variable that has no value. */
export class VariableWithoutValueError extends Error {
  override readonly name = 'VariableWithoutValueError';

  constructor(functionName: string, variables: readonly string[]) {
    super(
      `${functionName} reads ${variables.join(', ')}: set it in lib/bindings or lib/constructs/function-set.ts`,
    );
  }
}
