import type { Resource, Template } from './assembly.ts';
import { account, region } from './emulators.ts';
import {
  altersUnnoticed,
  contentTypeTwice,
  durableNotStarted,
  functionsNameNoSource,
  importsNoGatewayResponse,
  insertIsNotEnough,
  isUnknown,
  kmsKeysHaveNoValue,
  principalArnIsTheSession,
  refuses,
  renamesReasons,
  streamsNoTransaction,
} from './probes.ts';
import type { Probe } from './probes.ts';

interface EmulatorGap {
  readonly title: string;
  /** What the emulator does instead of AWS. */
  readonly reason: string;
  /** How the test deploys or checks nevertheless. */
  readonly workaround: string;
  /** Whether the gap still exists. */
  readonly probe: Probe;
  readonly edit?: (template: Template) => void;
}

const remove = (template: Template, fits: (resource: Resource) => boolean): void => {
  const retained = Object.entries(template.Resources).filter(([, resource]) => !fits(resource));
  template.Resources = Object.fromEntries(retained);
  for (const [, resource] of retained) {
    if (resource.DependsOn === undefined) continue;
    resource.DependsOn = [resource.DependsOn].flat().filter((id) => id in template.Resources);
  }
};

/** A resource type that CloudFormation does not know in the emulator. */
function unknownType(
  type: string,
  what: string,
  properties: Readonly<Record<string, unknown>>,
): EmulatorGap {
  return {
    title: type,
    reason: 'CloudFormation does not know the type',
    workaround: `${what} is left out of what is deployed; stack tests look at the template`,
    probe: isUnknown({ Type: type, Properties: { ...properties } }),
    edit: (template) => remove(template, ({ Type }) => Type === type),
  };
}

export const emulatorGaps: readonly EmulatorGap[] = [
  {
    title: 'alarms over metric math',
    reason: 'CloudFormation refuses AWS::CloudWatch::Alarm with Metrics',
    workaround: 'such alarms are left out of what is deployed; stack tests look at their templates',
    probe: refuses({
      Alarm: {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: {
          ComparisonOperator: 'GreaterThanThreshold',
          EvaluationPeriods: 1,
          Threshold: 1,
          Metrics: [{ Id: 'sum', Expression: 'SUM(METRICS())', Period: 60 }],
        },
      },
    }),
    edit: (template) =>
      remove(
        template,
        ({ Type, Properties }) =>
          Type === 'AWS::CloudWatch::Alarm' && Properties?.['Metrics'] !== undefined,
      ),
  },
  unknownType('AWS::Events::EventBusPolicy', 'who may put events on the bus', {
    EventBusName: 'default',
    StatementId: 'probe',
    Statement: {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${account}:root` },
      Action: 'events:PutEvents',
      Resource: `arn:aws:events:${region}:${account}:event-bus/default`,
    },
  }),
  unknownType('AWS::CloudTrail::Trail', 'each trail', {
    TrailName: 'probe',
    S3BucketName: 'probe',
    IsLogging: true,
  }),
  unknownType('AWS::Athena::NamedQuery', 'each saved query on the trails', {
    Database: 'probe',
    QueryString: 'SELECT 1',
  }),
  unknownType('AWS::Athena::PreparedStatement', 'each prepared query on the trails', {
    StatementName: 'probe',
    WorkGroup: 'probe',
    QueryStatement: 'SELECT 1',
  }),
  unknownType('AWS::WAFv2::WebACLAssociation', 'the firewall in front of the API', {
    ResourceArn: `arn:aws:apigateway:${region}::/restapis/probe/stages/probe`,
    WebACLArn: `arn:aws:wafv2:${region}:${account}:regional/webacl/probe/probe`,
  }),
  unknownType('AWS::WAFv2::LoggingConfiguration', 'the log of the firewall', {
    ResourceArn: `arn:aws:wafv2:${region}:${account}:regional/webacl/probe/probe`,
    LogDestinationConfigs: [`arn:aws:logs:${region}:${account}:log-group:aws-waf-logs-probe`],
  }),
  {
    title: 'aws:PrincipalArn of a role',
    reason:
      'is the ARN of the session (arn:aws:sts::…:assumed-role/…), where AWS gives the role’s own',
    workaround:
      'conditions name any session of the role; its path, which that lacks, is not compared',
    probe: principalArnIsTheSession,
    edit: (template) => visit(template, nameSessions),
  },
  {
    title: 'lambda:SourceFunctionArn',
    reason:
      'is not in the requests of functions, so a denial of whatever lacks it denies everything',
    workaround: 'such denials are left out; the IAM simulation of test/compliance compares them',
    probe: functionsNameNoSource,
    edit: (template) => visit(template, withoutSourceFunction),
  },
  {
    title: 'condition keys of KMS',
    reason: 'no kms:… key has a value, so an Allow that asks for one allows nothing',
    workaround:
      'an Allow is deployed without them; the IAM simulation of test/stacks compares them',
    probe: kmsKeysHaveNoValue,
    edit: (template) => visit(template, allowWithoutKmsKeys),
  },
  {
    title: 'IAM actions of PartiQL',
    reason:
      'ExecuteTransaction asks for dynamodb:ExecuteTransaction, not for what each statement does; so does BatchExecuteStatement',
    workaround:
      'roles that may insert, update or delete by PartiQL may call both; the IAM simulation shows that history cannot be changed',
    probe: insertIsNotEnough,
    edit: (template) => visit(template, allowPartiQl),
  },
  {
    title: 'integrity of what KMS wrapped',
    reason: 'Decrypt opens a ciphertext that was altered',
    workaround: 'only the signers’ contract runs there; moto keeps that of secret keys',
    probe: altersUnnoticed,
  },
  {
    title: 'cancellation reasons of transactions',
    reason: 'their codes end in Exception: DuplicateItemException, where AWS says DuplicateItem',
    workaround: 'test/deploy/emulator.py renames them in its answers',
    probe: renamesReasons,
  },
  {
    title: 'stream records of transactions',
    reason: 'what ExecuteTransaction writes does not enter the stream of its table',
    workaround: 'nothing here waits for a stream: the embedded runtime’s tests do',
    probe: streamsNoTransaction,
  },
  {
    title: 'durable executions',
    reason:
      'CloudFormation makes functions without their DurableConfig, so none begins an execution',
    workaround: 'requests are submitted, not carried out: the embedded runtime’s tests do that',
    probe: durableNotStarted,
  },
  {
    title: 'gateway responses of an API definition',
    reason: 'an import does not read x-amazon-apigateway-gateway-responses',
    workaround: 'each is deployed as a resource of its own',
    probe: importsNoGatewayResponse,
    edit: provisionGatewayResponses,
  },
  {
    title: 'content type of gateway responses',
    reason: 'is sent twice, first as application/json, whatever the response says',
    workaround: 'the checks read the last one',
    probe: contentTypeTwice,
  },
];

/** Removes what the emulator cannot provision from a template. */
export function withoutGaps(template: Template): void {
  for (const { edit } of emulatorGaps) edit?.(template);
}

function visit(value: unknown, change: (holder: Record<string, unknown>) => void): void {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) change(value as Record<string, unknown>);
  for (const part of Object.values(value)) visit(part, change);
}

const extension = 'x-amazon-apigateway-gateway-responses';

interface ImportedResponse {
  readonly statusCode: string;
  readonly responseParameters: object;
  readonly responseTemplates: object;
}

function provisionGatewayResponses(template: Template): void {
  const resources = Object.entries(template.Resources);
  for (const [api, { Type, Properties }] of resources) {
    if (Type !== 'AWS::ApiGateway::RestApi') continue;
    const body = Properties?.['Body'] as Record<string, Record<string, ImportedResponse>>;
    const responses = Object.entries(body[extension] ?? {}).map(([type, response]) => {
      const resource: Resource = {
        Type: 'AWS::ApiGateway::GatewayResponse',
        Properties: {
          RestApiId: { Ref: api },
          ResponseType: type,
          StatusCode: response.statusCode,
          ResponseParameters: response.responseParameters,
          ResponseTemplates: response.responseTemplates,
        },
      };
      return [`${api}${type.replaceAll('_', '')}`, resource] as const;
    });
    Object.assign(template.Resources, Object.fromEntries(responses));
    for (const [, deployment] of resources) {
      if (deployment.Type !== 'AWS::ApiGateway::Deployment') continue;
      const before = [deployment.DependsOn ?? []].flat();
      deployment.DependsOn = [...before, ...responses.map(([id]) => id)];
    }
  }
}

function nameSessions(holder: Record<string, unknown>): void {
  const named = holder['aws:PrincipalArn'];
  if (named === undefined) return;
  holder['aws:PrincipalArn'] = [named].flat().map((arn) => ({
    'Fn::Sub': `${asPattern(arn)
      .replace(':iam::', ':sts::')
      .replace(/:role\/(?:[^/]*\/)*/, ':assumed-role/')}/*`,
  }));
}

/** A text of parts as the one of Fn::Sub. */
function asPattern(value: unknown): string {
  if (typeof value === 'string') return value;
  const [[intrinsic, argument] = ['', undefined]] = Object.entries(value as object);
  switch (intrinsic) {
    case 'Ref':
      return `\${${String(argument)}}`;
    case 'Fn::Sub':
      return String(argument);
    case 'Fn::Join':
      return (argument as [string, unknown[]])[1].map(asPattern).join((argument as [string])[0]);
    default:
      throw new TypeError(`an ARN is made with ${intrinsic}`);
  }
}

function withoutSourceFunction(policy: Record<string, unknown>): void {
  const statements = policy['Statement'];
  if (!Array.isArray(statements)) return;
  policy['Statement'] = statements.filter(
    (statement) => !JSON.stringify(statement).includes('"ArnNotLike":{"lambda:SourceFunctionArn"'),
  );
}

function allowWithoutKmsKeys(statement: Record<string, unknown>): void {
  const { Effect: effect, Condition: condition } = statement;
  if (effect !== 'Allow' || typeof condition !== 'object' || condition === null) return;
  const operators = Object.entries(condition as Record<string, object>).flatMap(
    ([operator, keys]) => {
      const retained = Object.entries(keys).filter(([key]) => !key.startsWith('kms:'));
      return retained.length === 0 ? [] : [[operator, Object.fromEntries(retained)] as const];
    },
  );
  statement['Condition'] = Object.fromEntries(operators);
}

function allowPartiQl(statement: Record<string, unknown>): void {
  const { Effect: effect, Action: action } = statement;
  if (effect !== 'Allow') return;
  const actions = [action].flat();
  if (actions.some((name) => String(name).startsWith('dynamodb:PartiQL'))) {
    statement['Action'] = [
      ...actions,
      'dynamodb:BatchExecuteStatement',
      'dynamodb:ExecuteTransaction',
    ];
    statement['Resource'] = '*';
  }
}
