import type { Rule } from './rule.ts';
import { at, list, statementsAt } from './template.ts';
import type { Template, TemplateResource } from './template.ts';
import { madeBefore, references } from './waiting.ts';

/**
 * Permissions that a service checks when it creates the resource, and the property that causes the
 * check.
 */
interface Tried {
  readonly property: string;
  readonly actions: readonly string[];
}

const send = ['sqs:SendMessage', 'sns:Publish', 'events:PutEvents', 'lambda:InvokeFunction'];

/** By the text of the target: an ARN, or the type of the referenced resource. */
function sending(property: string, target: unknown, template: Template): readonly Tried[] {
  if (target === undefined) return [];
  const [named] = references(target);
  const resource = named === undefined ? undefined : template.Resources[named];
  const text = JSON.stringify([target, resource?.Type]).toLowerCase();
  const action = send.find((each) => text.includes(`:${each.split(':')[0] ?? ''}:`));
  const encrypted = at(resource?.Properties, 'KmsMasterKeyId') !== undefined;
  return [
    {
      property,
      actions: [
        ...(text.includes(':s3:') ? ['s3:PutObject'] : [action ?? 'sqs:SendMessage']),
        ...(encrypted ? ['kms:GenerateDataKey'] : []),
      ],
    },
  ];
}

const network = [
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
];

const ofFunction = ({ Properties }: TemplateResource, template: Template): readonly Tried[] => [
  ...sending('DeadLetterConfig', at(Properties, 'DeadLetterConfig', 'TargetArn'), template),
  ...(at(Properties, 'VpcConfig') === undefined
    ? []
    : [{ property: 'VpcConfig', actions: network }]),
  ...(at(Properties, 'TracingConfig', 'Mode') === 'Active'
    ? [
        {
          property: 'TracingConfig',
          actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
        },
      ]
    : []),
  ...(list(at(Properties, 'FileSystemConfigs')).length > 0
    ? [{ property: 'FileSystemConfigs', actions: ['elasticfilesystem:ClientMount'] }]
    : []),
];

const destinations = ({ Properties }: TemplateResource, template: Template): readonly Tried[] =>
  ['OnFailure', 'OnSuccess'].flatMap((end) =>
    sending('DestinationConfig', at(Properties, 'DestinationConfig', end, 'Destination'), template),
  );

function ofMapping(mapping: TemplateResource, template: Template): readonly Tried[] {
  const source = at(mapping.Properties, 'EventSourceArn');
  const [named = ''] = references(source);
  const text = JSON.stringify([source, template.Resources[named]?.Type]).toLowerCase();
  const reading = text.includes(':kinesis:')
    ? ['DescribeStream', 'GetRecords', 'GetShardIterator'].map((verb) => `kinesis:${verb}`)
    : text.includes(':sqs:')
      ? ['DeleteMessage', 'GetQueueAttributes', 'ReceiveMessage'].map((verb) => `sqs:${verb}`)
      : ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'].map(
          (verb) => `dynamodb:${verb}`,
        );
  return [{ property: 'EventSourceArn', actions: reading }, ...destinations(mapping, template)];
}

function triedFor(resource: TemplateResource, template: Template): readonly Tried[] {
  switch (resource.Type) {
    case 'AWS::Lambda::Function':
      return ofFunction(resource, template);
    case 'AWS::Lambda::EventInvokeConfig':
      return destinations(resource, template);
    case 'AWS::Lambda::EventSourceMapping':
      return ofMapping(resource, template);
    default:
      return [];
  }
}

/** The execution role of the function that the resource is, or belongs to. */
function roleOf(resource: TemplateResource, template: Template): string | undefined {
  if (resource.Type === 'AWS::Lambda::Function')
    return references(at(resource.Properties, 'Role'))[0];
  const [named = ''] = references(at(resource.Properties, 'FunctionName'));
  const target = template.Resources[named];
  return target === undefined ? undefined : roleOf(target, template);
}

/**
 * Actions that a policy of the role allows and that exist before the resource, wildcards included.
 */
function rightsBefore(logicalId: string, role: string, template: Template): readonly string[] {
  const before = madeBefore(template, logicalId);
  return Object.entries(template.Resources)
    .filter(([id]) => before.has(id))
    .flatMap(([id, { Type, Properties }]) => {
      if (id === role) {
        return list(at(Properties, 'Policies')).flatMap((each) =>
          statementsAt(each, 'PolicyDocument'),
        );
      }
      const attached = references([at(Properties, 'Roles'), at(Properties, 'RoleName')]);
      return Type.startsWith('AWS::IAM::') && attached.includes(role)
        ? statementsAt(Properties, 'PolicyDocument')
        : [];
    })
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Action }) => list(Action).map(String));
}

const covers = (pattern: string, action: string): boolean =>
  new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'i').test(action);

export const rightsRules: readonly Rule[] = [
  {
    name: 'custos-rights-first',
    requirement:
      'Permissions that Lambda checks when it creates a function, a mapping or a destination exist before it.',
    remedy:
      'Put the permission into a policy of the role on which the resource depends, as PrivacyFunction does.',
    breaches: (resource, all) => {
      const template = all.find(({ Resources }) => Object.values(Resources).includes(resource));
      const tried = template === undefined ? [] : triedFor(resource, template);
      if (template === undefined || tried.length === 0) return [];
      const [logicalId = ''] =
        Object.entries(template.Resources).find(([, each]) => each === resource) ?? [];
      const role = roleOf(resource, template);
      const granted = role === undefined ? [] : rightsBefore(logicalId, role, template);
      return tried
        .filter(({ actions }) =>
          actions.some((action) => !granted.some((pattern) => covers(pattern, action))),
        )
        .map(({ property }) => `Properties.${property}`);
    },
  },
];
