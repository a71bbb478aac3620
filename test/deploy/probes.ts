import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { DynamoDBClient, ExecuteTransactionCommand } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams';
import {
  CreateKeyCommand,
  DecryptCommand,
  GenerateDataKeyCommand,
  GenerateMacCommand,
  InvalidCiphertextException,
  KMSClient,
  ListKeysCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import {
  LambdaClient,
  ListDurableExecutionsByFunctionCommand,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { Resource } from './assembly.ts';
import { account, region } from './emulators.ts';
import type { Emulator } from './emulators.ts';
import { openGateway } from './gateway.ts';
import type { CallApi } from './gateway.ts';
import type { TokenMaker } from './tokens.ts';

/** What a probe may use. */
export interface ProbeParts {
  readonly emulator: Emulator;
  /** The deployed API. */
  readonly call: CallApi;
  readonly makeToken: TokenMaker;
}

/** Whether the emulator still differs from AWS. */
export type Probe = (parts: ProbeParts) => Promise<boolean>;

const ended = /_(COMPLETE|FAILED)$/;

/** Creates a stack, passes its outputs on, and deletes it; `undefined` if it was not created. */
async function withStack<Value>(
  { client }: Emulator,
  resources: Readonly<Record<string, Resource>>,
  outputs: Readonly<Record<string, unknown>>,
  use: (outputs: ReadonlyMap<string, string>) => Promise<Value>,
): Promise<Value | undefined> {
  const cloudFormation = new CloudFormationClient(client);
  const StackName = 'Probe';
  const template = {
    Resources: resources,
    Outputs: Object.fromEntries(
      Object.entries(outputs).map(([name, value]) => [name, { Value: value }]),
    ),
  };
  try {
    await cloudFormation.send(
      new CreateStackCommand({
        StackName,
        TemplateBody: JSON.stringify(template),
        Capabilities: ['CAPABILITY_NAMED_IAM'],
      }),
    );
    const stack = await untilEnded(cloudFormation, StackName);
    if (stack?.StackStatus !== 'CREATE_COMPLETE') return undefined;
    return await use(
      new Map(
        (stack.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [
          OutputKey,
          OutputValue,
        ]),
      ),
    );
  } finally {
    await cloudFormation.send(new DeleteStackCommand({ StackName }));
    // Deleted when it is not described any more; until deletion begins it counts as created.
    await untilEnded(cloudFormation, StackName, /^DELETE_(COMPLETE|FAILED)$/).catch(
      () => undefined,
    );
    cloudFormation.destroy();
  }
}

async function untilEnded(cloudFormation: CloudFormationClient, StackName: string, status = ended) {
  for (let waited = 0; waited < 30_000; waited += 100) {
    const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
    const [stack] = Stacks;
    if (stack?.StackStatus !== undefined && status.test(stack.StackStatus)) return stack;
    await delay(100);
  }
  return undefined;
}

/** CloudFormation does not create what AWS does. */
export const refuses =
  (resources: Readonly<Record<string, Resource>>): Probe =>
  async ({ emulator }) =>
    (await withStack(emulator, resources, {}, () => Promise.resolve('made'))) === undefined;

/** CloudFormation reports an unknown type; any other error is a fault of the probe. */
export const isUnknown =
  (resource: Resource): Probe =>
  async ({ emulator }) => {
    try {
      await withStack(emulator, { Probe: resource }, {}, () => Promise.resolve());
      return false;
    } catch (error) {
      if (error instanceof Error && error.message.includes('Unrecognized resource types')) {
        return true;
      }
      throw error;
    }
  };

const rolePath = '/probe/';

/** A role is denied `use` although AWS would allow it by the statement. */
const denies =
  (
    resources: Readonly<Record<string, Resource>>,
    outputs: Readonly<Record<string, unknown>>,
    statement: Readonly<Record<string, unknown>>,
    use: (client: Emulator['client'], outputs: ReadonlyMap<string, string>) => Promise<unknown>,
  ): Probe =>
  async ({ emulator }) => {
    const role: Resource = {
      Type: 'AWS::IAM::Role',
      Properties: {
        Path: rolePath,
        RoleName: 'probe',
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { AWS: `arn:aws:iam::${account}:root` },
              Action: 'sts:AssumeRole',
            },
          ],
        },
        Policies: [
          {
            PolicyName: 'probe',
            PolicyDocument: {
              Version: '2012-10-17',
              Statement: [{ Effect: 'Allow', Resource: '*', ...statement }],
            },
          },
        ],
      },
    };
    const denied = await withStack(
      emulator,
      { ...resources, Role: role },
      { ...outputs, Role: { 'Fn::GetAtt': ['Role', 'Arn'] } },
      async (made) => {
        const sts = new STSClient(emulator.client);
        const { Credentials } = await sts.send(
          new AssumeRoleCommand({ RoleArn: made.get('Role'), RoleSessionName: 'probe' }),
        );
        const credentials = {
          accessKeyId: Credentials?.AccessKeyId ?? '',
          secretAccessKey: Credentials?.SecretAccessKey ?? '',
          sessionToken: Credentials?.SessionToken ?? '',
        };
        try {
          await use({ ...emulator.client, credentials }, made);
          return false;
        } catch (error) {
          if (error instanceof Error && error.name.startsWith('AccessDenied')) return true;
          throw error;
        }
      },
    );
    if (denied === undefined) throw new TypeError('the stack of the probe was not made');
    return denied;
  };

export const principalArnIsTheSession = denies(
  {},
  {},
  {
    Action: 'kms:ListKeys',
    Condition: { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::*:role${rolePath}*` } },
  },
  (client) => new KMSClient(client).send(new ListKeysCommand({})),
);

/** A function whose requests must have its ARN is denied: they do not have it. */
export const functionsNameNoSource: Probe = async ({ emulator, call, makeToken }) => {
  const token = await makeToken('subject', 'custos/self');
  const bound: Resource = {
    Type: 'AWS::IAM::ManagedPolicy',
    Properties: {
      Roles: [`custos-dev-consent-api-${region}`],
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Deny',
            Action: 'dynamodb:*',
            Resource: '*',
            Condition: {
              ArnNotLike: { 'lambda:SourceFunctionArn': 'arn:aws:lambda:*:*:function:*' },
            },
          },
        ],
      },
    },
  };
  const answer = await withStack(emulator, { Policy: bound }, {}, () =>
    call('GET', '/v1/me/consents', { token }),
  );
  if (answer === undefined) throw new TypeError('the stack of the probe was not made');
  return answer.status >= 500;
};

export const kmsKeysHaveNoValue = denies(
  {
    Key: {
      Type: 'AWS::KMS::Key',
      Properties: {
        KeySpec: 'HMAC_256',
        KeyUsage: 'GENERATE_VERIFY_MAC',
        KeyPolicy: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { AWS: `arn:aws:iam::${account}:root` },
              Action: 'kms:*',
              Resource: '*',
            },
          ],
        },
      },
    },
  },
  { Key: { 'Fn::GetAtt': ['Key', 'Arn'] } },
  {
    Action: 'kms:GenerateMac',
    Condition: { StringEquals: { 'kms:MacAlgorithm': 'HMAC_SHA_256' } },
  },
  (client, made) =>
    new KMSClient(client).send(
      new GenerateMacCommand({
        KeyId: made.get('Key'),
        MacAlgorithm: 'HMAC_SHA_256',
        Message: Buffer.from('probe'),
      }),
    ),
);

const streamedTable: Resource = {
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
  },
};

const insertInto = (client: Emulator['client'], table: string | undefined) =>
  new DynamoDBClient(client).send(
    new ExecuteTransactionCommand({
      TransactStatements: [{ Statement: `INSERT INTO "${table ?? ''}" VALUE {'id': 'a'}` }],
    }),
  );

export const insertIsNotEnough = denies(
  { Table: streamedTable },
  { Table: { Ref: 'Table' } },
  { Action: 'dynamodb:PartiQLInsert' },
  (client, made) => insertInto(client, made.get('Table')),
);

/** The writes of a transaction are not in the stream of the table. */
export const streamsNoTransaction: Probe = async ({ emulator }) => {
  const records = await withStack(
    emulator,
    { Table: streamedTable },
    { Table: { Ref: 'Table' }, Stream: { 'Fn::GetAtt': ['Table', 'StreamArn'] } },
    async (made) => {
      await insertInto(emulator.client, made.get('Table'));
      const streams = new DynamoDBStreamsClient(emulator.client);
      const StreamArn = made.get('Stream');
      const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
      const { ShardIterator } = await streams.send(
        new GetShardIteratorCommand({
          StreamArn,
          ShardId: StreamDescription?.Shards?.[0]?.ShardId,
          ShardIteratorType: 'TRIM_HORIZON',
        }),
      );
      return (await streams.send(new GetRecordsCommand({ ShardIterator }))).Records ?? [];
    },
  );
  if (records === undefined) throw new TypeError('the stack of the probe was not made');
  return records.length === 0;
};

/** The wrapper had to rename a reason: `checkDatabase` has met duplicates before. */
export const renamesReasons: Probe = async ({ emulator }) =>
  (await readFile(emulator.log, 'utf8')).includes('custos: cancellation reasons renamed');

/** A request of a person is accepted, but no execution of the durable function begins. */
export const durableNotStarted: Probe = async ({ emulator, call, makeToken }) => {
  const token = await makeToken('subject', 'custos/self');
  const { status } = await call('POST', '/v1/me/requests', { token, body: { kind: 'access' } });
  if (status !== 202) throw new TypeError(`the request was answered ${status}`);
  const lambda = new LambdaClient(emulator.client);
  const { Functions = [] } = await lambda.send(new ListFunctionsCommand({ MaxItems: 1_000 }));
  const names = Functions.map(({ FunctionName = '' }) => FunctionName);
  const name = names.find((each) => each.includes('Fulfilment'));
  if (name === undefined) throw new TypeError('no function carries out requests');
  for (let waited = 0; waited < 2_000; waited += 250) {
    const { DurableExecutions = [] } = await lambda.send(
      new ListDurableExecutionsByFunctionCommand({ FunctionName: name }),
    );
    if (DurableExecutions.length > 0) return false;
    await delay(250);
  }
  return true;
};

/** A gateway response has its content type twice. */
export const contentTypeTwice: Probe = async ({ call }) => {
  const { headerNames } = await call('GET', '/v1/nothing-here');
  return headerNames.filter((name) => name === 'content-type').length > 1;
};

/** An API is imported, its gateway response is not. */
export const importsNoGatewayResponse: Probe = async ({ emulator }) => {
  const RestApiId = { Ref: 'Api' };
  const resources = {
    Api: {
      Type: 'AWS::ApiGateway::RestApi',
      Properties: {
        Name: 'probe',
        Body: {
          openapi: '3.0.1',
          info: { title: 'probe', version: '1' },
          paths: {},
          'x-amazon-apigateway-gateway-responses': {
            MISSING_AUTHENTICATION_TOKEN: { statusCode: '404' },
          },
        },
      },
    },
    Deployment: { Type: 'AWS::ApiGateway::Deployment', Properties: { RestApiId } },
    Stage: {
      Type: 'AWS::ApiGateway::Stage',
      Properties: { RestApiId, DeploymentId: { Ref: 'Deployment' }, StageName: 'probe' },
    },
  };
  const answer = await withStack(emulator, resources, { Id: RestApiId }, (outputs) =>
    openGateway(
      emulator,
      `https://${outputs.get('Id') ?? ''}.execute-api.${region}.amazonaws.com/probe/`,
    )('GET', '/nothing-here'),
  );
  return answer?.status === 403;
};

/** A ciphertext whose last byte was changed is decrypted. */
export const altersUnnoticed: Probe = async ({ emulator: { client } }) => {
  const kms = new KMSClient(client);
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  const KeyId = KeyMetadata?.KeyId;
  try {
    const wrappedKey = await kms.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' }));
    const altered = Uint8Array.from(wrappedKey.CiphertextBlob ?? []);
    altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1;
    await kms.send(new DecryptCommand({ KeyId, CiphertextBlob: altered }));
    return true;
  } catch (error) {
    if (error instanceof InvalidCiphertextException) return false;
    throw error;
  } finally {
    await kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
  }
};
