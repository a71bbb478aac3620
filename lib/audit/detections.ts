import { Aws } from 'aws-cdk-lib';
import type { EventPattern } from 'aws-cdk-lib/aws-events';
import { functionNamePrefixes, physicalName, stackNames } from '../names.ts';
import type { Stage } from '../stages.ts';
import type { AccountService } from '../custos-props.ts';
import type { ServiceModes } from './account-services.ts';
import { byHand, byStrangers, functionRolePrefix } from './callers.ts';
import { functionArnPrefixes, tableArnPrefix } from './selectors.ts';
import { trailNames } from './trail-names.ts';
import { watchedCalls } from './watched-calls.ts';

/** What a detection looks at. Resources of stacks are named by prefix, so that it needs no stack. */
export interface Watched {
  readonly stage: Stage;
  /** ARNs of the roles under which CloudFormation deploys. */
  readonly deployRoles: readonly string[];
  /** ARNs of the keys that are watched. */
  readonly keys: readonly string[];
}

export interface WatchedAccount extends Watched {
  /** Services of the account whose findings are reported. */
  readonly services: ServiceModes;
}

/** Something that AWS principals must not do unnoticed. */
export interface Detection {
  readonly id: DetectionId;
  /** What happened: one sentence, for the operator on call. */
  readonly meaning: string;
  readonly firstStep: string;
  /** Whether EventBridge receives the call of a principal, or the finding of a service. */
  readonly of: 'call' | 'finding';
  /** The service that finds it. @default - CloudTrail */
  readonly service?: AccountService;
  readonly pattern: (watched: Watched) => EventPattern;
}

export type DetectionId =
  | 'TrailTamper'
  | 'LockTamper'
  | 'KeyTamper'
  | 'TableTamper'
  | 'CopyOut'
  | 'Stranger'
  | 'PartiqlSelect'
  | 'ExportsOpened'
  | 'Takeover'
  | 'SevereFinding'
  | 'OpenedToOthers';

const calls = (service: string | readonly string[], detail: EventPattern['detail']) => ({
  source: [service].flat(),
  detailType: ['AWS API Call via CloudTrail'],
  detail,
});

/** Data of people: tables with their indexes and streams, and the bucket of exports. */
const personalData = (stage: Stage) => ({
  resources: {
    ARN: [{ prefix: tableArnPrefix(stage) }, { prefix: bucketArn(`${dataOf(stage)}-`) }],
  },
});

const dataOf = (stage: Stage): string => stackNames(stage).data.toLowerCase();
const auditOf = (stage: Stage): string => stackNames(stage).audit.toLowerCase();
const bucketArn = (name: string): string => `arn:${Aws.PARTITION}:s3:::${name}`;

/** A parameter may be a name or an ARN. */
const ofTables = (stage: Stage, ...parameters: readonly string[]) => ({
  $or: parameters.map((parameter) => ({
    requestParameters: { [parameter]: [{ wildcard: `*${stackNames(stage).data}-*` }] },
  })),
});

/** Deployments are reported as well, unless the description says otherwise. */
export const detections: readonly Detection[] = [
  {
    id: 'TrailTamper',
    meaning: 'A trail of Custos was stopped, deleted, or records less than before.',
    firstStep:
      'Start logging again (cloudtrail:StartLogging) or deploy the audit stack, then treat the hours without a trail as an incident.',
    of: 'call',
    pattern: ({ stage }) =>
      calls('aws.cloudtrail', {
        eventName: [...watchedCalls.trails],
        $or: ['name', 'trailName'].map((parameter) => ({
          requestParameters: {
            [parameter]: Object.values(trailNames(stage)).map((name) => ({ wildcard: `*${name}` })),
          },
        })),
      }),
  },
  {
    id: 'LockTamper',
    meaning: 'Files of the trails were deleted, or the bucket that locks them was changed.',
    firstStep:
      'Compare lock, policy and life cycle of the bucket with the template, deploy the audit stack, and verify the digests of the day.',
    of: 'call',
    pattern: ({ stage }) =>
      calls('aws.s3', {
        eventName: [...watchedCalls.trailBucket, ...watchedCalls.trailFiles],
        requestParameters: { bucketName: [{ prefix: `${auditOf(stage)}-` }] },
      }),
  },
  {
    id: 'KeyTamper',
    meaning: 'A key of Custos is about to end, or to be opened to others.',
    firstStep:
      'If it is not a deployment of yours, cancel the deletion (kms:CancelKeyDeletion) and enable the key: without it, what it encrypts cannot be opened again, in backups neither.',
    of: 'call',
    pattern: ({ keys }) =>
      calls('aws.kms', {
        eventSource: ['kms.amazonaws.com'],
        eventName: [...watchedCalls.keys],
        resources: { ARN: [...keys] },
      }),
  },
  {
    id: 'TableTamper',
    meaning: 'A principal other than a deployment changed or deleted a table of Custos.',
    firstStep:
      'Deploy the data stack again, and restore the table to the minute before if it was deleted (docs/operate.md).',
    of: 'call',
    pattern: ({ stage, deployRoles }) =>
      calls('aws.dynamodb', {
        eventName: [...watchedCalls.tables],
        ...ofTables(stage, 'tableName', 'resourceArn'),
        ...byHand(deployRoles),
      }),
  },
  {
    id: 'CopyOut',
    meaning: 'A table with data of people was backed up, exported or restored under another name.',
    firstStep:
      'If it is not a restore of yours, delete the copy and take away the rights of the caller: no trail records reads of a copy, and no erasure reaches it.',
    of: 'call',
    pattern: ({ stage }) =>
      calls('aws.dynamodb', {
        eventName: [...watchedCalls.copies],
        ...ofTables(
          stage,
          'tableName',
          'tableArn',
          'sourceTableName',
          'sourceTableArn',
          'backupArn',
        ),
      }),
  },
  {
    id: 'Stranger',
    meaning:
      'A principal that is no function of Custos called a table or exports with data of people, or started a function.',
    firstStep:
      'Take away the rights of the caller, then ask the trail what else the same credentials read.',
    of: 'call',
    pattern: ({ stage, deployRoles }) =>
      calls(['aws.dynamodb', 'aws.lambda', 'aws.s3'], {
        eventCategory: ['Data'],
        $or: [
          { ...personalData(stage), ...byStrangers(stage) },
          {
            resources: { ARN: functionArnPrefixes(stage).map((prefix) => ({ prefix })) },
            // CloudFormation starts the function that takes over another policy.
            ...byStrangers(stage, deployRoles),
          },
        ],
      }),
  },
  {
    id: 'PartiqlSelect',
    meaning: 'Data of people was read by a statement in PartiQL, which no role of Custos may do.',
    firstStep:
      'Take away the rights of the caller; if it is a function of Custos, deploy again, because its role or its code was changed.',
    of: 'call',
    pattern: ({ stage }) =>
      calls('aws.dynamodb', {
        eventName: ['BatchExecuteStatement', 'ExecuteStatement', 'ExecuteTransaction'],
        ...personalData(stage),
        $or: [
          { requestParameters: { statement: selects } },
          // Amazon DynamoDB Developer Guide, log file entries: BatchExecuteStatement. That of a transaction
          // is not shown there, so the name in the request is looked at as well.
          { requestParameters: { requestItems: { statement: selects } } },
          { requestParameters: { transactStatements: { statement: selects } } },
        ],
      }),
  },
  {
    id: 'ExportsOpened',
    meaning:
      'A principal other than a deployment changed who can read exports of data of people, or where they are sent.',
    firstStep: 'Deploy the data stack again, then look for readers since that minute.',
    of: 'call',
    pattern: ({ stage, deployRoles }) =>
      calls('aws.s3', {
        eventName: [...watchedCalls.exports],
        requestParameters: { bucketName: [{ prefix: `${dataOf(stage)}-` }] },
        ...byHand(deployRoles),
      }),
  },
  {
    id: 'Takeover',
    meaning:
      'A principal other than a deployment changed a role or the code of a function of Custos, and can decrypt data of people as that function.',
    firstStep: 'If it was not one of yours, deploy again, and take away the rights of the caller.',
    of: 'call',
    pattern: ({ stage, deployRoles }) =>
      calls(['aws.iam', 'aws.lambda'], {
        eventName: [...watchedCalls.roles, ...watchedCalls.code],
        ...byHand(deployRoles),
        $or: [
          { requestParameters: { roleName: [{ prefix: `${physicalName(stage)}-` }] } },
          {
            requestParameters: {
              functionName: functionNamePrefixes(stage).map((prefix) => ({
                wildcard: `*${prefix}*`,
              })),
            },
          },
        ],
      }),
  },
  {
    id: 'SevereFinding',
    meaning: 'Amazon GuardDuty found something severe in the account.',
    firstStep: 'Open the finding: it says which resource and which principal it is about.',
    of: 'finding',
    service: 'guardDuty',
    pattern: () => ({
      source: ['aws.guardduty'],
      detailType: ['GuardDuty Finding'],
      detail: { severity: [{ numeric: ['>=', 7] }] },
    }),
  },
  {
    id: 'OpenedToOthers',
    meaning: 'A table, bucket, function or role of Custos can be reached from outside the account.',
    firstStep:
      'Open the finding of IAM Access Analyzer, and deploy the stack of the resource again.',
    of: 'finding',
    service: 'accessAnalyzer',
    pattern: ({ stage }) => ({
      source: ['aws.access-analyzer'],
      detailType: ['Access Analyzer Finding'],
      detail: {
        status: ['ACTIVE'],
        resource: [
          tableArnPrefix(stage),
          ...functionArnPrefixes(stage),
          functionRolePrefix(stage),
          bucketArn(`${physicalName(stage)}-`),
        ].map((prefix) => ({ prefix })),
      },
    }),
  },
];

// What changes rows never has the word. IAM rejects a SELECT of a function, however it is written.
const selects = [
  { prefix: { 'equals-ignore-case': 'select' } },
  { wildcard: '*SELECT *' },
  { wildcard: '*select *' },
];

/** Those that a deployment reports: without a service, no one finds what it would find. */
export const detectionsOf = ({
  services,
}: Pick<WatchedAccount, 'services'>): readonly Detection[] =>
  detections.filter(({ service }) => service === undefined || services[service] !== 'off');

/** @throws TypeError for an id that is not in the list */
export function detectionOf(id: DetectionId): Detection {
  const found = detections.find((each) => each.id === id);
  if (found === undefined) throw new TypeError(`no detection is called ${id}`);
  return found;
}
