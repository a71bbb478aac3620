import type { StageName } from '../../lib/index.ts';
import { at, synthesize } from '../stacks/templates.ts';
import type { Resource, StackName, Synthesized } from '../stacks/templates.ts';
import { Literals, NotLiteralError } from './literals.ts';
import type { StackTemplate } from './literals.ts';

export interface PolicyDocument {
  readonly Version: string;
  readonly Statement: readonly unknown[];
}

/** A function as IAM sees it: its role with all policies, and its environment variables. */
export interface DeployedFunction {
  readonly name: string;
  readonly arn: string;
  readonly role: Role;
  readonly variables: Readonly<Record<string, string>>;
  readonly logGroup: string;
  /** Queue for events that fail permanently. */
  readonly deadLetters?: string;
  /** For a stream consumer: its stream, and the queue for batches that fail permanently. */
  readonly mappings: readonly { readonly stream: string; readonly failures: string }[];
}

export interface Role {
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly policies: readonly PolicyDocument[];
  readonly boundary?: PolicyDocument;
  readonly trust: PolicyDocument;
  /** ARN of the function that has this role. */
  readonly function?: string;
}

/** The templates of one stage with every name resolved. */
export interface Deployment {
  readonly stage: StageName;
  readonly synthesized: Synthesized;
  readonly functions: readonly DeployedFunction[];
  readonly roles: readonly Role[];
  /** Policies of tables, keys, buckets, queues and topics, by the ARN of the resource. */
  readonly resourcePolicies: ReadonlyMap<string, PolicyDocument>;
  /** Dead-letter queues of EventBridge, with the rule or the bus that fills each. */
  readonly undelivered: readonly {
    readonly source: string;
    readonly queue: string;
    readonly encryptedBy: string;
  }[];
  /** ARN of a resource of the data stack, by the id of its construct: `Outbox`, `KeysReceipts`. */
  readonly arnOf: (type: string, constructId: string) => string;
  /** A value of a template with every name resolved. */
  readonly literal: (stack: StackName, value: unknown) => unknown;
  readonly text: (stack: StackName, value: unknown) => string;
}

const made = new Map<StageName, Deployment>();

/** Each stage is synthesized once for all tests. */
export function deployment(stage: StageName): Deployment {
  const known = made.get(stage) ?? deploy(synthesize(stage));
  made.set(stage, known);
  return known;
}

export function deploy(synthesized: Synthesized): Deployment {
  const { stage } = synthesized;
  const stacks: readonly StackTemplate[] = [
    ...(synthesized.audit === undefined
      ? []
      : [{ stackName: `Custos-${stage}-Audit`, template: synthesized.audit }]),
    { stackName: `Custos-${stage}-Data`, template: synthesized.data },
    { stackName: `Custos-${stage}-Edge`, template: synthesized.edge },
    { stackName: `Custos-${stage}-Media`, template: synthesized.media },
    { stackName: `Custos-${stage}-Systems`, template: synthesized.systems },
    { stackName: `Custos-${stage}-Learning`, template: synthesized.learning },
    { stackName: `Custos-${stage}-Service`, template: synthesized.service },
    { stackName: `Custos-${stage}-Watch`, template: synthesized.watch },
    ...(synthesized.web === undefined
      ? []
      : [{ stackName: `Custos-${stage}-Web`, template: synthesized.web }]),
  ];
  const literals = new Literals(stacks);
  const all = stacks.flatMap((stack) =>
    Object.entries(stack.template.Resources).map(([id, resource]) => ({ stack, id, resource })),
  );
  const ofType = (type: string) => all.filter(({ resource }) => resource.Type === type);
  const arn = (stack: StackTemplate, id: string): string => {
    const { Type } = stack.template.Resources[id] ?? { Type: '' };
    const asRef = ['AWS::IAM::ManagedPolicy', 'AWS::SNS::Topic'].includes(Type);
    return literals.text(stack, asRef ? { Ref: id } : { 'Fn::GetAtt': [id, 'Arn'] });
  };

  const managed = new Map<string, PolicyDocument>();
  const attached = new Map<string, PolicyDocument[]>();
  const attach = (role: string, policy: PolicyDocument) =>
    attached.set(role, [...(attached.get(role) ?? []), policy]);
  for (const { stack, id, resource } of ofType('AWS::IAM::ManagedPolicy')) {
    const policy = literals.of(stack, resource.Properties['PolicyDocument']) as PolicyDocument;
    managed.set(arn(stack, id), policy);
    for (const role of rolesOf(literals, stack, resource)) attach(role, policy);
  }
  for (const { stack, resource } of ofType('AWS::IAM::Policy')) {
    const policy = literals.of(stack, resource.Properties['PolicyDocument']) as PolicyDocument;
    for (const role of rolesOf(literals, stack, resource)) attach(role, policy);
  }
  const policyOf = (policyArn: string): PolicyDocument => {
    const policy = managed.get(policyArn);
    if (policy === undefined) throw new NotLiteralError(`the policy ${policyArn} is not ours`);
    return policy;
  };

  const roles = new Map(
    ofType('AWS::IAM::Role').map(({ stack, id, resource }) => {
      const properties = literals.of(stack, resource.Properties) as RoleProperties;
      const roleArn = arn(stack, id);
      const role: Role = {
        arn: roleArn,
        tags: Object.fromEntries((properties.Tags ?? []).map(({ Key, Value }) => [Key, Value])),
        policies: [
          ...(attached.get(literals.text(stack, { Ref: id })) ?? []),
          ...(properties.ManagedPolicyArns ?? []).map(policyOf),
          ...(properties.Policies ?? []).map(({ PolicyDocument }) => PolicyDocument),
        ],
        trust: properties.AssumeRolePolicyDocument,
        ...(properties.PermissionsBoundary !== undefined && {
          boundary: policyOf(properties.PermissionsBoundary),
        }),
      };
      return [roleArn, role];
    }),
  );

  const functions = ofType('AWS::Lambda::Function').map(({ stack, id, resource }) => {
    const { Role, Environment, LoggingConfig, DeadLetterConfig } = resource.Properties;
    const properties = literals.of(stack, {
      Role,
      Environment,
      LoggingConfig,
      DeadLetterConfig,
    }) as FunctionProperties;
    const functionArn = arn(stack, id);
    const role = roles.get(properties.Role);
    if (role === undefined) throw new NotLiteralError(`the role of ${id} is not ours`);
    const variables = properties.Environment?.Variables ?? {};
    return {
      name: variables['CUSTOS_FUNCTION'] ?? id,
      arn: functionArn,
      role: { ...role, function: functionArn },
      variables,
      logGroup: properties.LoggingConfig.LogGroup,
      ...(properties.DeadLetterConfig && { deadLetters: properties.DeadLetterConfig.TargetArn }),
      mappings: ofType('AWS::Lambda::EventSourceMapping')
        .map((mapping) => ({
          target: literals.text(mapping.stack, mapping.resource.Properties['FunctionName']),
          mapping,
        }))
        .filter(({ target }) => functionArn.endsWith(`:function:${target}`))
        .map(({ mapping: { stack: of, resource: each } }) => {
          const { EventSourceArn, DestinationConfig } = literals.of(
            of,
            each.Properties,
          ) as MappingProperties;
          return { stream: EventSourceArn, failures: DestinationConfig.OnFailure.Destination };
        }),
    };
  });

  const resourcePolicies = new Map<string, PolicyDocument>();
  for (const { stack, id, resource } of all) {
    for (const [target, document] of policiesOn(literals, stack, id, resource, arn)) {
      if (resourcePolicies.has(target)) throw new NotLiteralError(`two policies on ${target}`);
      resourcePolicies.set(target, document);
    }
  }

  const keyOfQueue = new Map(
    ofType('AWS::SQS::Queue').map(({ stack, id, resource }) => [
      arn(stack, id),
      literals.text(stack, resource.Properties['KmsMasterKeyId']),
    ]),
  );
  const undelivered = [...ofType('AWS::Events::Rule'), ...ofType('AWS::Events::EventBus')].flatMap(
    ({ stack, id, resource }) =>
      [at(resource.Properties, 'DeadLetterConfig'), ...deadLettersOfTargets(resource)]
        .filter((config) => config !== undefined)
        .map((config) => {
          const queue = literals.text(stack, at(config, 'Arn'));
          return { source: arn(stack, id), queue, encryptedBy: keyOfQueue.get(queue) ?? '' };
        }),
  );

  const stackOf = (name: StackName): StackTemplate => {
    const found = stacks.find(({ template }) => template === synthesized[name]);
    if (found === undefined) throw new NotLiteralError(`${stage} has no ${name} stack`);
    return found;
  };
  return {
    stage,
    synthesized,
    functions,
    roles: [...roles.values()],
    resourcePolicies,
    undelivered,
    arnOf: (type, constructId) => {
      const found = Object.entries(synthesized.data.Resources).find(
        ([id, { Type }]) => Type === type && id.slice(0, -8) === constructId,
      );
      if (found === undefined) {
        throw new NotLiteralError(`no ${type} is called ${constructId}`);
      }
      return arn(stackOf('data'), found[0]);
    },
    literal: (stack, value) => literals.of(stackOf(stack), value),
    text: (stack, value) => literals.text(stackOf(stack), value),
  };
}

interface RoleProperties {
  readonly AssumeRolePolicyDocument: PolicyDocument;
  readonly ManagedPolicyArns?: readonly string[];
  readonly PermissionsBoundary?: string;
  readonly Policies?: readonly { readonly PolicyDocument: PolicyDocument }[];
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
}
interface FunctionProperties {
  readonly Role: string;
  readonly Environment?: { readonly Variables: Record<string, string> };
  readonly LoggingConfig: { readonly LogGroup: string };
  readonly DeadLetterConfig?: { readonly TargetArn: string };
}
interface MappingProperties {
  readonly EventSourceArn: string;
  readonly DestinationConfig: { readonly OnFailure: { readonly Destination: string } };
}

const deadLettersOfTargets = ({ Properties }: Resource): readonly unknown[] =>
  ((Properties['Targets'] ?? []) as unknown[]).map((target) => at(target, 'DeadLetterConfig'));

const rolesOf = (literals: Literals, stack: StackTemplate, { Properties }: Resource): string[] =>
  ((Properties['Roles'] ?? []) as unknown[]).map((role) => literals.text(stack, role));

function* policiesOn(
  literals: Literals,
  stack: StackTemplate,
  id: string,
  { Type, Properties }: Resource,
  arn: (stack: StackTemplate, id: string) => string,
): Generator<[target: string, document: PolicyDocument]> {
  const document = (value: unknown) => literals.of(stack, value) as PolicyDocument;
  if (Type === 'AWS::KMS::Key') yield [arn(stack, id), document(Properties['KeyPolicy'])];
  if (Type === 'AWS::DynamoDB::Table' && Properties['ResourcePolicy'] !== undefined) {
    const { PolicyDocument } = document(Properties['ResourcePolicy']) as unknown as {
      PolicyDocument: PolicyDocument;
    };
    yield [arn(stack, id), PolicyDocument];
  }
  if (Type === 'AWS::S3::BucketPolicy') {
    const bucket = literals.text(stack, Properties['Bucket']);
    yield [`arn:aws:s3:::${bucket}`, document(Properties['PolicyDocument'])];
  }
  if (Type === 'AWS::SQS::QueuePolicy') {
    for (const url of document(Properties['Queues']) as unknown as string[]) {
      const [, , host = '', owner = '', queue = ''] = url.split('/');
      const target = `arn:aws:sqs:${host.split('.')[1] ?? ''}:${owner}:${queue}`;
      yield [target, document(Properties['PolicyDocument'])];
    }
  }
  if (Type === 'AWS::SNS::TopicPolicy') {
    for (const topic of document(Properties['Topics']) as unknown as string[]) {
      yield [topic, document(Properties['PolicyDocument'])];
    }
  }
}
