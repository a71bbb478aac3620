import type { Resource, Template } from '../stacks/templates.ts';

export const account = '111122223333';
export const region = 'eu-central-1';

/** Where the stacks are deployed. */
export interface DeploymentRegion {
  readonly region: string;
  readonly partition: string;
}
const frankfurt: DeploymentRegion = { region, partition: 'aws' };

/** Replaces the random suffix that CloudFormation gives to a name. */
const ending = '-1A2B3C4D5E6F';

/** The value is not known here; with a guess, a test could pass without a proof. */
export class NotLiteralError extends Error {
  override readonly name = 'NotLiteralError';
}

/** A value that CloudFormation removes: `AWS::NoValue`. */
const nothing = Symbol('AWS::NoValue');

export interface StackTemplate {
  readonly stackName: string;
  readonly template: Template;
}

/** Resolves values of the templates to their values in an account: names and ARNs as text. */
export class Literals {
  readonly #stacks: readonly StackTemplate[];
  readonly #place: DeploymentRegion;

  constructor(stacks: readonly StackTemplate[], place: DeploymentRegion = frankfurt) {
    this.#stacks = stacks;
    this.#place = place;
  }

  /** @throws NotLiteralError */
  of(stack: StackTemplate, value: unknown): unknown {
    if (Array.isArray(value)) {
      return value.map((part) => this.of(stack, part)).filter((part) => part !== nothing);
    }
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const [[name, argument] = ['', undefined]] = entries;
    if (entries.length === 1 && (name === 'Ref' || name.startsWith('Fn::'))) {
      return this.#intrinsic(stack, name, argument);
    }
    return Object.fromEntries(
      entries
        .map(([key, part]) => [key, this.of(stack, part)] as const)
        .filter(([, part]) => part !== nothing),
    );
  }

  /** @throws NotLiteralError when the value is anything but text */
  text(stack: StackTemplate, value: unknown): string {
    const literal = this.of(stack, value);
    if (typeof literal === 'string') return literal;
    if (typeof literal === 'number') return String(literal);
    throw new NotLiteralError(`${JSON.stringify(value)} is not text`);
  }

  #intrinsic(stack: StackTemplate, name: string, argument: unknown): unknown {
    const list = (value: unknown): unknown[] => {
      const literal = this.of(stack, value);
      if (!Array.isArray(literal)) throw new NotLiteralError(`${name} of no list`);
      return literal;
    };
    const [first, second] = Array.isArray(argument) ? (argument as unknown[]) : [argument];
    switch (name) {
      case 'Ref':
        return this.#reference(stack, String(argument));
      case 'Fn::GetAtt':
        return this.#attribute(stack, String(first), String(second));
      case 'Fn::Join':
        return list(second)
          .map((part) => this.text(stack, part))
          .join(String(first));
      case 'Fn::Select':
        return list(second)[Number(first)] ?? this.#fail(`no part ${String(first)} to select`);
      case 'Fn::Split':
        return this.text(stack, second).split(String(first));
      case 'Fn::Sub':
        return this.#substitute(stack, String(first), (second ?? {}) as Record<string, unknown>);
      case 'Fn::GetStackOutput':
        return this.#putOut(stack, argument);
      case 'Fn::If':
        return this.#choose(stack, argument as readonly [string, unknown, unknown]);
      default:
        return this.#fail(`the intrinsic ${name} is not known here`);
    }
  }

  /** Of a condition that compares two values. */
  #choose(stack: StackTemplate, [condition, met, unmet]: readonly [string, unknown, unknown]) {
    const compared = stack.template.Conditions?.[condition]?.['Fn::Equals'];
    if (compared === undefined) return this.#fail(`the condition ${condition} compares nothing`);
    const [one, other] = compared.map((value) => this.text(stack, value));
    return this.of(stack, one === other ? met : unmet);
  }

  #substitute(stack: StackTemplate, pattern: string, own: Record<string, unknown>): string {
    return pattern.replaceAll(/\$\{(!?)([^}]+)\}/g, (_all, literally: string, name: string) => {
      if (literally !== '') return `\${${name}}`;
      if (name in own) return this.text(stack, own[name]);
      const [id, ...attribute] = name.split('.');
      return attribute.length === 0
        ? this.text(stack, { Ref: id })
        : this.text(stack, { 'Fn::GetAtt': [id, attribute.join('.')] });
    });
  }

  #putOut(stack: StackTemplate, argument: unknown): unknown {
    const { StackName, OutputName } = argument as Record<string, unknown>;
    const named = this.text(stack, StackName);
    const from = this.#stacks.find(({ stackName }) => stackName === named);
    const output = from?.template.Outputs?.[this.text(stack, OutputName)];
    return from === undefined || output === undefined
      ? this.#fail(`${named} does not put out ${String(OutputName)}`)
      : this.of(from, output.Value);
  }

  #reference(stack: StackTemplate, id: string): unknown {
    if (id === 'AWS::NoValue') return nothing;
    if (id === 'AWS::StackName') return stack.stackName;
    if (id.startsWith('AWS::')) return this.#pseudo(id);
    const resource = this.#resource(stack, id);
    const name = this.#physicalName(stack, id, resource);
    switch (resource.Type) {
      case 'AWS::IAM::ManagedPolicy':
      case 'AWS::SNS::Topic':
      case 'AWS::Lambda::Alias':
      case 'AWS::Lambda::Version':
        return this.#arn(stack, id, resource);
      case 'AWS::SQS::Queue':
        return `https://sqs.${this.#place.region}.amazonaws.com/${account}/${name}`;
      case 'AWS::DynamoDB::Table':
      case 'AWS::Events::EventBus':
      case 'AWS::IAM::Role':
      case 'AWS::KMS::Key':
      case 'AWS::Lambda::Function':
      case 'AWS::Logs::LogGroup':
      case 'AWS::S3::Bucket':
      case 'AWS::ApiGateway::RestApi':
      case 'AWS::CloudFront::Distribution':
        return name;
      default:
        return this.#fail(`what a Ref to ${resource.Type} gives is not known here`);
    }
  }

  #pseudo(name: string): string {
    switch (name) {
      case 'AWS::AccountId':
        return account;
      case 'AWS::Region':
        return this.#place.region;
      case 'AWS::Partition':
        return this.#place.partition;
      case 'AWS::URLSuffix':
        return 'amazonaws.com';
      default:
        return this.#fail(`the value of ${name} is not known here`);
    }
  }

  #attribute(stack: StackTemplate, id: string, attribute: string): unknown {
    const resource = this.#resource(stack, id);
    const arn = () => this.#arn(stack, id, resource);
    switch (`${resource.Type} ${attribute}`) {
      case 'AWS::DynamoDB::Table StreamArn':
        return `${arn()}/stream/2026-11-24T00:00:00.000`;
      case 'AWS::Logs::LogGroup Arn':
        return `${arn()}:*`;
      case 'AWS::Lambda::Version Version':
        return '7';
      case 'AWS::Events::EventBus Name':
      case 'AWS::SQS::Queue QueueName':
      case 'AWS::SNS::Topic TopicName':
        return this.#physicalName(stack, id, resource);
      default:
        if (attribute === 'Arn') return arn();
        return this.#fail(`the attribute ${attribute} of ${resource.Type} is not known here`);
    }
  }

  #arn(stack: StackTemplate, id: string, resource: Resource): string {
    const name = this.#physicalName(stack, id, resource);
    const { partition, region: regionHere } = this.#place;
    const here = `${regionHere}:${account}`;
    const path = () => this.text(stack, resource.Properties['Path'] ?? '/');
    const ofFunction = () => {
      const target = this.text(stack, resource.Properties['FunctionName']);
      return target.startsWith('arn:')
        ? target
        : `arn:${partition}:lambda:${here}:function:${target}`;
    };
    switch (resource.Type) {
      case 'AWS::DynamoDB::Table':
        return `arn:${partition}:dynamodb:${here}:table/${name}`;
      case 'AWS::Events::EventBus':
        return `arn:${partition}:events:${here}:event-bus/${name}`;
      case 'AWS::Events::Rule':
        return `arn:${partition}:events:${here}:rule/${name}`;
      case 'AWS::IAM::ManagedPolicy':
        return `arn:${partition}:iam::${account}:policy${path()}${name}`;
      case 'AWS::IAM::Role':
        return `arn:${partition}:iam::${account}:role${path()}${name}`;
      case 'AWS::KMS::Key':
        return `arn:${partition}:kms:${here}:key/${name}`;
      case 'AWS::Lambda::Alias':
        return `${ofFunction()}:${this.text(stack, resource.Properties['Name'])}`;
      case 'AWS::Lambda::Function':
        return `arn:${partition}:lambda:${here}:function:${name}`;
      case 'AWS::Lambda::Version':
        return `${ofFunction()}:7`;
      case 'AWS::Logs::LogGroup':
        return `arn:${partition}:logs:${here}:log-group:${name}`;
      case 'AWS::S3::Bucket':
        return `arn:${partition}:s3:::${name}`;
      case 'AWS::SNS::Topic':
        return `arn:${partition}:sns:${here}:${name}`;
      case 'AWS::SQS::Queue':
        return `arn:${partition}:sqs:${here}:${name}`;
      default:
        return this.#fail(`the ARN of ${resource.Type} is not known here`);
    }
  }

  /** The name that CloudFormation generates. */
  #physicalName(stack: StackTemplate, id: string, { Type, Properties }: Resource): string {
    if (Type === 'AWS::ApiGateway::RestApi') return 'a1b2c3d4e5';
    // As long as a UUID.
    if (Type === 'AWS::KMS::Key') return `${id}-`.padEnd(36, '0');
    const given = nameProperties[Type] && Properties[nameProperties[Type]];
    if (given !== undefined) return this.text(stack, given);
    const name = `${stack.stackName}-${id}${ending}`;
    return Type === 'AWS::S3::Bucket' ? name.toLowerCase() : name;
  }

  #resource(stack: StackTemplate, id: string): Resource {
    return stack.template.Resources[id] ?? this.#fail(`${stack.stackName} has no ${id}`);
  }

  #fail(message: string): never {
    throw new NotLiteralError(message);
  }
}

const nameProperties: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::Events::EventBus': 'Name',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::SQS::Queue': 'QueueName',
};
