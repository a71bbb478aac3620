import { Aws } from 'aws-cdk-lib';
import type { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import type { FunctionFacts } from '../../lambda/platform/environment.ts';
import { aliases } from '../../lambda/subject/table.ts';
import { constructId } from '../facts.ts';
import { functionsByStack } from '../functions.ts';
import { functionNamePrefixes, shortNamePrefix, stackNames } from '../names.ts';
import type { Stage } from '../stages.ts';

/** Events that a trail records, and why what is left out of them is. */
export interface Selector {
  readonly name: string;
  readonly fields: readonly CfnTrail.AdvancedFieldSelectorProperty[];
  /** What is not recorded although it is of this kind. @default - nothing is left out */
  readonly leftOut?: string;
}

export const managementSelectors: readonly Selector[] = [
  { name: 'management', fields: [{ field: 'eventCategory', equalTo: ['Management'] }] },
];

const dataOf = (type: string): CfnTrail.AdvancedFieldSelectorProperty[] => [
  { field: 'eventCategory', equalTo: ['Data'] },
  { field: 'resources.type', equalTo: [type] },
];

/**
 * Calls on what people have stored, and writes to the pages that they and staff see. Resources are named by the prefix of their names, so that the trail
 * needs nothing of the stack that makes them, and covers a new one from its first day.
 *
 * @param connectors functions that the policy asks for
 */
export function dataSelectors(
  stage: Stage,
  trailBucketArn: string,
  connectors: readonly FunctionFacts[] = [],
): readonly Selector[] {
  const { data, web } = stackNames(stage);
  const tables = tableArnPrefix(stage);
  return [
    {
      name: 'tables',
      fields: [
        ...dataOf('AWS::DynamoDB::Table'),
        {
          field: 'resources.ARN',
          startsWith: [tables],
          notStartsWith: [`${tables}${constructId(aliases.name)}`],
        },
      ],
      leftOut:
        'The table of aliases: CloudTrail writes keys of rows in clear, and these come from identifiers of people, which a locked file would keep after an erasure.',
    },
    {
      name: 'streams',
      fields: [
        ...dataOf('AWS::DynamoDB::Stream'),
        { field: 'resources.ARN', startsWith: [tables] },
        { field: 'eventName', notEquals: ['GetRecords'] },
      ],
      leftOut:
        'GetRecords: Lambda calls it several times a second for each shard. Any other reader calls GetShardIterator first, which is recorded.',
    },
    {
      name: 'exports',
      fields: [
        ...dataOf('AWS::S3::Object'),
        {
          field: 'resources.ARN',
          startsWith: [`arn:${Aws.PARTITION}:s3:::${data.toLowerCase()}-exports`],
        },
        { field: 'eventName', notEquals: ['GetObject', 'HeadObject'] },
      ],
      leftOut:
        'GetObject and HeadObject: people fetch exports by links, and the file would keep their addresses after an erasure. The policy of the bucket rejects other readers.',
    },
    {
      name: 'media',
      fields: [
        ...dataOf('AWS::S3::Object'),
        {
          field: 'resources.ARN',
          startsWith: [`arn:${Aws.PARTITION}:s3:::${data.toLowerCase()}-media`],
        },
        { field: 'eventName', notEquals: ['PostObject', 'PutObject'] },
      ],
      leftOut:
        'PutObject and PostObject: people send files by forms, and the file would keep their addresses after an erasure. Functions read files for them, so reads are recorded; the policy of the bucket rejects other writers and readers.',
    },
    {
      name: 'pages',
      fields: [
        ...dataOf('AWS::S3::Object'),
        {
          field: 'resources.ARN',
          startsWith: [`arn:${Aws.PARTITION}:s3:::${web.toLowerCase()}-files`],
        },
        { field: 'eventName', notEquals: ['GetObject', 'HeadObject'] },
      ],
      leftOut:
        'GetObject and HeadObject: the files are public, and CloudFront reads them for everyone.',
    },
    {
      name: 'evidence',
      fields: [
        ...dataOf('AWS::S3::Object'),
        { field: 'resources.ARN', startsWith: [`${trailBucketArn}/`] },
        { field: 'eventName', notEquals: ['PutObject'] },
      ],
      leftOut:
        'PutObject: each file that CloudTrail writes here would be an event in the next one.',
    },
    {
      name: 'functions',
      fields: [
        ...dataOf('AWS::Lambda::Function'),
        {
          field: 'resources.ARN',
          // An invocation names a version or an alias after the name.
          startsWith: functionNames(stage, connectors).map((name) =>
            inRegion(`lambda:function:${name}`),
          ),
        },
      ],
      leftOut: 'Functions behind the API: their calls are in its access log, two events for each.',
    },
  ];
}

const inRegion = (name: string): string =>
  `arn:${Aws.PARTITION}:${name.replace(':', `:${Aws.REGION}:${Aws.ACCOUNT_ID}:`)}`;

/** How ARNs of tables begin, of their indexes and streams as well. */
export const tableArnPrefix = (stage: Stage): string =>
  inRegion(`dynamodb:table/${stackNames(stage).data}-`);

/** How ARNs of functions begin. */
export const functionArnPrefixes = (stage: Stage): string[] =>
  functionNamePrefixes(stage).map((prefix) => inRegion(`lambda:function:${prefix}`));

/** Of a shortened name the part of the function is not known: then every function of the deployment is recorded. */
function functionNames(stage: Stage, connectors: readonly FunctionFacts[]): string[] {
  const all = { ...functionsByStack, systems: [...functionsByStack.systems, ...connectors] };
  const names = Object.entries(all).flatMap(([stack, functions]) => {
    const stackName = stackNames(stage)[stack as keyof typeof functionsByStack];
    const prefix = shortNamePrefix(stackName);
    return functions
      .filter(({ trigger }) => startedByName.includes(trigger.kind))
      .map(({ name }) =>
        prefix === `${stackName}-`
          ? `${prefix}${`${constructId(name)}Function`.slice(0, functionPartLength)}`
          : prefix,
      );
  });
  return [...new Set(names)];
}

/** CloudFormation shortens the part of the function, too. */
const functionPartLength = 24;

const startedByName = ['durable', 'invoked', 'deployment'];
