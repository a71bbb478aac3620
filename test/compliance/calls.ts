import type {
  FunctionFacts,
  KeyringAction,
  MediaAction,
  Need,
} from '../../lambda/platform/environment.ts';
import {
  invokeVariable,
  tableVariable,
  workflowVariable,
} from '../../lambda/platform/environment.ts';
import type { Connector } from '../../lambda/policy/system-section.ts';
import { parseQuarantine } from '../../lambda/platform/quarantine/quarantine.ts';
import { parseRecovery } from '../../lambda/platform/recovery/recovery.ts';
import type { DeployedFunction, Deployment } from './deployment.ts';
import { account, region } from './literals.ts';
import type { Call } from './simulate.ts';

type TableNeed = Extract<Need, { table: unknown }>;
type ObjectAction = Extract<Need, { objects: unknown }>['objects'][number];

/** A function finds a resource by an environment variable: it cannot call any other. */
class VariableMissingError extends Error {
  override readonly name = 'VariableMissingError';
}

const variable = ({ name, variables }: DeployedFunction, key: string): string => {
  const value = variables[key];
  if (value === undefined) throw new VariableMissingError(`${name} has no ${key}`);
  return value;
};

const via = (service: string) => ({ 'kms:ViaService': `${service}.${region}.amazonaws.com` });

/** Every call that the function makes for its needs and its trigger. */
export function callsOf(
  where: Deployment,
  facts: FunctionFacts,
  deployed: DeployedFunction,
): readonly Call[] {
  const atRest = where.arnOf('AWS::KMS::Key', 'KeysAtRest');
  return [
    ...logCalls(deployed),
    ...facts.needs.flatMap((need) => callsOfNeed(need, deployed, atRest)),
    ...(facts.trigger.kind === 'stream' ? streamCalls(deployed, atRest) : []),
    ...(facts.trigger.kind === 'durable' ? checkpointCalls(deployed, atRest) : []),
    ...(deployed.deadLetters === undefined ? [] : sendCalls(deployed.deadLetters, atRest)),
  ];
}

function callsOfNeed(need: Need, deployed: DeployedFunction, atRest: string): readonly Call[] {
  if ('table' in need) return tableCalls(need, deployed, atRest);
  if ('keyring' in need) return need.keyring.map((action) => keyringCall(action, deployed));
  if ('objects' in need) {
    return need.objects.flatMap((action) => objectCalls(action, need.under, deployed, atRest));
  }
  if ('media' in need) {
    return need.media.flatMap((action) => mediaCalls(action, deployed, atRest));
  }
  if ('workflow' in need) {
    const alias = variable(deployed, workflowVariable(need.workflow));
    return [{ action: 'lambda:InvokeFunction', resource: alias }];
  }
  if ('invoke' in need) {
    const target = variable(deployed, invokeVariable(need.invoke));
    return [{ action: 'lambda:InvokeFunction', resource: target }];
  }
  if ('issuers' in need || 'followUp' in need) return [];
  if ('system' in need) return connectorCalls(need.system.connector);
  if ('systems' in need) {
    const names = Object.values(
      JSON.parse(variable(deployed, 'CUSTOS_SYSTEMS')) as Readonly<Record<string, string>>,
    );
    return names.map((name) => ({
      action: 'lambda:InvokeFunction',
      resource: `arn:aws:lambda:${region}:${account}:function:${name}`,
    }));
  }
  if ('quarantine' in need) return quarantineCalls(deployed);
  if ('recovery' in need) return recoveryCalls(deployed);
  if ('mail' in need) return mailCalls(need.mail, deployed);
  if ('events' in need) {
    const bus = `arn:aws:events:${region}:${account}:event-bus/${variable(deployed, 'CUSTOS_EVENTS_AT')}`;
    return [{ action: 'events:PutEvents', resource: bus }];
  }
  throw new TypeError(`a need is not simulated: ${JSON.stringify(need)}`);
}

/** As the connectors ask, of what the settings name. */
export function connectorCalls(connector: Connector): readonly Call[] {
  switch (connector.kind) {
    case 'dynamodb':
      return connector.tables.flatMap(({ table, key, second, encryptionKey }) => [
        ...['DescribeTable', 'Query', 'PartiQLDelete', 'UpdateItem', 'BatchGetItem'].map(
          (verb) => ({
            action: `dynamodb:${verb}`,
            resource: table,
          }),
        ),
        ...[key.index, second?.index]
          .filter((index) => index !== undefined)
          .map((index) => ({ action: 'dynamodb:Query', resource: `${table}/index/${index}` })),
        ...(encryptionKey === undefined
          ? []
          : [{ action: 'kms:Decrypt', resource: encryptionKey, context: via('dynamodb') }]),
      ]);
    case 's3':
      return connector.objects.flatMap(({ prefix }) =>
        [
          ...['GetObjectVersion', 'PutObject', 'DeleteObjectVersion'],
          ...['GetObjectRetention', 'GetObjectLegalHold'],
        ].map((verb) => ({
          action: `s3:${verb}`,
          resource: `arn:aws:s3:::${connector.bucket}/${prefix.replace(/\{.*?\}/, 'ada')}one.json`,
        })),
      );
    case 'postgresql':
    case 'langgraph':
      return [{ action: 'secretsmanager:GetSecretValue', resource: connector.secret }];
    case 'lambda':
      return [{ action: 'lambda:InvokeFunction', resource: connector.function }];
    case 'webhook':
      return [];
  }
}

/** As the adapter sends: in the name of the sender, with its configuration set. */
function mailCalls(actions: readonly string[], deployed: DeployedFunction): readonly Call[] {
  const place = variable(deployed, 'CUSTOS_MAIL_AT');
  if (place === 'off' || !actions.includes('send')) return [];
  const { from, configurationSet } = JSON.parse(place) as {
    from: string;
    configurationSet: string;
  };
  const domain = from.split('@')[1] ?? '';
  return ['SendEmail', 'SendRawEmail'].flatMap((verb) =>
    [`identity/${domain}`, `configuration-set/${configurationSet}`].map((resource) => ({
      action: `ses:${verb}`,
      resource: `arn:aws:ses:${region}:${account}:${resource}`,
      context: { 'ses:FromAddress': from },
    })),
  );
}

/** As the adapter sends: one policy, on the role of each function that it may be attached to. */
function quarantineCalls(deployed: DeployedFunction): readonly Call[] {
  const { policyArn, roleName, functions } = parseQuarantine(
    variable(deployed, 'CUSTOS_QUARANTINE_AT'),
  );
  const path = deployed.role.arn.replace(/[^/]+$/, '');
  return functions.flatMap((name) =>
    ['AttachRolePolicy', 'DetachRolePolicy'].map((verb) => ({
      action: `iam:${verb}`,
      resource: `${path}${roleName.replace('{function}', name)}`,
      context: { 'iam:PolicyARN': policyArn },
    })),
  );
}

/** As the adapter asks: descriptions and lists of the tables that it names, and of one key. */
function recoveryCalls(deployed: DeployedFunction): readonly Call[] {
  const { tables, wrappingKey } = parseRecovery(variable(deployed, 'CUSTOS_RECOVERY_AT'));
  return [
    ...tables.flatMap(({ arn }) => [
      ...[
        'DescribeContinuousBackups',
        'DescribeKinesisStreamingDestination',
        'DescribeTable',
        'ListExports',
      ].map((verb) => ({ action: `dynamodb:${verb}`, resource: arn })),
      {
        action: 'dynamodb:DescribeExport',
        resource: `${arn}/export/01764410000000-0a1b2c3d`,
      },
    ]),
    { action: 'dynamodb:ListBackups', resource: '*' },
    { action: 'backup:ListRecoveryPointsByResource', resource: '*' },
    { action: 'kms:DescribeKey', resource: wrappingKey },
  ];
}

const tableActions = {
  get: 'dynamodb:GetItem',
  'batch-get': 'dynamodb:BatchGetItem',
  query: 'dynamodb:Query',
  'query-index': 'dynamodb:Query',
  insert: 'dynamodb:PartiQLInsert',
  update: 'dynamodb:PartiQLUpdate',
  delete: 'dynamodb:PartiQLDelete',
  scan: 'dynamodb:Scan',
  describe: 'dynamodb:DescribeTable',
  increment: 'dynamodb:UpdateItem',
} as const;

export const tableArnOf = (tableName: string): string =>
  `arn:aws:dynamodb:${region}:${account}:table/${tableName}`;

function tableCalls(
  { table, actions }: TableNeed,
  deployed: DeployedFunction,
  atRest: string,
): readonly Call[] {
  const tableName = variable(deployed, tableVariable(table));
  const arn = tableArnOf(tableName);
  const calls = actions.flatMap((action): Call[] =>
    action === 'query-index'
      ? (table.indexes ?? []).map(({ name }) => ({
          action: tableActions[action],
          resource: `${arn}/index/${name}`,
        }))
      : [{ action: tableActions[action], resource: arn }],
  );
  // DynamoDB decrypts with the table's key on behalf of the caller, under this context.
  const context = {
    ...via('dynamodb'),
    'kms:EncryptionContext:aws:dynamodb:tableName': tableName,
    'kms:EncryptionContext:aws:dynamodb:subscriberId': account,
    'kms:EncryptionContextKeys': ['aws:dynamodb:tableName', 'aws:dynamodb:subscriberId'],
  };
  // A description is not encrypted.
  if (actions.every((action) => action === 'describe')) return calls;
  return [...calls, { action: 'kms:Decrypt', resource: atRest, context }];
}

const subjectKeyContext = {
  'kms:EncryptionContext:app': 'custos',
  'kms:EncryptionContext:purpose': 'subject-key',
  'kms:EncryptionContext:kid': '0f8fad5b-d9cb-469f-a165-70867728950e',
  'kms:EncryptionContextKeys': ['app', 'kid', 'purpose'],
};

const signature = { 'kms:SigningAlgorithm': 'ED25519_SHA_512', 'kms:MessageType': 'RAW' };

/** The context that `KmsKeyring` sends. */
function keyringCall(action: KeyringAction, deployed: DeployedFunction): Call {
  const key = (name: string) => variable(deployed, `CUSTOS_KEYRING_${name.toUpperCase()}`);
  switch (action) {
    case 'generate-data-key':
      return {
        action: 'kms:GenerateDataKey',
        resource: key('data'),
        context: subjectKeyContext,
      };
    case 'unwrap':
      return { action: 'kms:Decrypt', resource: key('data'), context: subjectKeyContext };
    case 'hmac-alias':
    case 'hmac-idempotency':
    case 'hmac-follow-up':
      return {
        action: 'kms:GenerateMac',
        resource: key(action.replaceAll('-', '_')),
        context: { 'kms:MacAlgorithm': 'HMAC_SHA_256' },
      };
    default: {
      const [, verb, signer = ''] = /^(sign|public-key)-(.*)$/.exec(action) ?? [];
      return verb === 'sign'
        ? { action: 'kms:Sign', resource: key(signer), context: signature }
        : { action: 'kms:GetPublicKey', resource: key(signer) };
    }
  }
}

/** The context that `S3Objects` sends; with a bucket key it is the bucket, not the object. */
function objectCalls(
  action: ObjectAction,
  under: Extract<Need, { objects: unknown }>['under'],
  deployed: DeployedFunction,
  atRest: string,
): readonly Call[] {
  const bucket = `arn:aws:s3:::${variable(deployed, 'CUSTOS_OBJECTS_AT')}`;
  const object = `${bucket}/${under ?? 'exports'}/0f8fad5b-d9cb-469f-a165-70867728950e.zip`;
  const key = (use: string): Call => ({
    action: use,
    resource: atRest,
    context: { ...via('s3'), 'kms:EncryptionContext:aws:s3:arn': bucket },
  });
  const onObject = (verb: string): Call => ({ action: verb, resource: object });
  switch (action) {
    case 'put':
      return [
        onObject('s3:PutObject'),
        onObject('s3:AbortMultipartUpload'),
        key('kms:GenerateDataKey'),
        key('kms:Decrypt'),
      ];
    case 'link':
      return [onObject('s3:GetObject'), key('kms:Decrypt')];
    case 'exists':
    case 'get':
      return [
        onObject('s3:GetObject'),
        { action: 's3:ListBucket', resource: bucket },
        key('kms:Decrypt'),
      ];
    case 'delete':
      return [
        onObject('s3:DeleteObject'),
        onObject('s3:DeleteObjectVersion'),
        { action: 's3:ListBucketVersions', resource: bucket },
      ];
  }
}

/** What `S3Media` sends; S3 itself sends it as the signer of a form that a browser posts. */
function mediaCalls(
  action: MediaAction,
  deployed: DeployedFunction,
  atRest: string,
): readonly Call[] {
  const bucket = `arn:aws:s3:::${variable(deployed, 'CUSTOS_MEDIA_AT')}`;
  const id = '0f8fad5b-d9cb-469f-a165-70867728950e';
  const [upload, media] = [`uploads/${id}`, `media/${id}/${id}`];
  const on = (name: string, ...verbs: readonly string[]): readonly Call[] =>
    verbs.map((verb) => ({ action: `s3:${verb}`, resource: `${bucket}/${name}` }));
  const list = (prefix: string): Call => ({
    action: 's3:ListBucketVersions',
    resource: bucket,
    context: { 's3:prefix': prefix },
  });
  const key = (use: string): Call => ({
    action: `kms:${use}`,
    resource: atRest,
    context: { ...via('s3'), 'kms:EncryptionContext:aws:s3:arn': bucket },
  });
  switch (action) {
    case 'receive':
      return [...on(upload, 'PutObject'), key('GenerateDataKey')];
    case 'inspect':
      return [
        ...on(upload, 'GetObject', 'GetObjectTagging', 'DeleteObject', 'DeleteObjectVersion'),
        ...[list(upload), key('Decrypt')],
      ];
    case 'discard':
      return [...on(upload, 'DeleteObject', 'DeleteObjectVersion'), list(upload)];
    case 'keep':
      return [
        ...on(media, 'PutObject', 'AbortMultipartUpload'),
        ...[key('GenerateDataKey'), key('Decrypt')],
      ];
    case 'read':
      return [...on(media, 'GetObject'), list(media), key('Decrypt')];
    case 'delete':
      return [...on(media, 'DeleteObject', 'DeleteObjectVersion'), list(media)];
    case 'list':
      return [list(`media/${id}/`)];
  }
}

function logCalls({ logGroup }: DeployedFunction): readonly Call[] {
  const group = `arn:aws:logs:${region}:${account}:log-group:${logGroup}`;
  return [
    { action: 'logs:CreateLogStream', resource: `${group}:log-stream:2026/11/24/one` },
    { action: 'logs:PutLogEvents', resource: `${group}:log-stream:2026/11/24/one` },
  ];
}

/** Calls that Lambda makes for a stream consumer. */
const streamCalls = ({ mappings }: DeployedFunction, atRest: string): readonly Call[] =>
  mappings.flatMap(({ stream, failures }) => [
    ...['DescribeStream', 'GetRecords', 'GetShardIterator'].map((verb) => ({
      action: `dynamodb:${verb}`,
      resource: stream,
      byLambda: true as const,
    })),
    { action: 'dynamodb:ListStreams', resource: '*', byLambda: true },
    { action: 'kms:Decrypt', resource: atRest, context: via('dynamodb'), byLambda: true },
    ...sendCalls(failures, atRest),
  ]);

/** Lambda writes to the dead-letter queue with the role of the function. */
const sendCalls = (queue: string, atRest: string): readonly Call[] => [
  { action: 'sqs:SendMessage', resource: queue, byLambda: true },
  ...['kms:GenerateDataKey', 'kms:Decrypt'].map((action) => ({
    action,
    resource: atRest,
    context: { ...via('sqs'), 'kms:EncryptionContext:aws:sqs:arn': queue },
    byLambda: true as const,
  })),
];

/** On a version, never on the function itself: `<ARN>:<version>/durable-execution/<name>/<id>`. */
const checkpointCalls = ({ arn }: DeployedFunction, atRest: string): readonly Call[] => {
  const execution = `${arn}:7/durable-execution/some-request/0f8fad5b-d9cb-469f-a165-70867728950e`;
  return [
    { action: 'lambda:CheckpointDurableExecution', resource: execution },
    { action: 'lambda:GetDurableExecutionState', resource: execution },
    {
      action: 'kms:Decrypt',
      resource: atRest,
      context: { ...via('lambda'), 'kms:EncryptionContext:aws:lambda:FunctionArn': arn },
    },
  ];
};
