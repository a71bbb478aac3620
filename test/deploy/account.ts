import { APIGatewayClient, GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DescribeKeyCommand, KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import type { Emulator } from './emulators.ts';

/** Resources of the account, without those of `cdk bootstrap`. */
export interface Holdings {
  readonly tables: readonly string[];
  /** Keys that are not scheduled for deletion. */
  readonly keys: readonly string[];
  readonly buckets: readonly string[];
  readonly functions: readonly string[];
  readonly apis: readonly string[];
}

export async function holdingsOf({ client }: Emulator): Promise<Holdings> {
  const kms = new KMSClient(client);
  const [tables, keys, buckets, functions, apis] = await Promise.all([
    new DynamoDBClient(client).send(new ListTablesCommand({ Limit: 100 })),
    kms.send(new ListKeysCommand({ Limit: 1_000 })),
    new S3Client({ ...client, forcePathStyle: true }).send(new ListBucketsCommand({})),
    new LambdaClient(client).send(new ListFunctionsCommand({ MaxItems: 1_000 })),
    new APIGatewayClient(client).send(new GetRestApisCommand({ limit: 500 })),
  ]);
  const described = await Promise.all(
    (keys.Keys ?? []).map(({ KeyId }) => kms.send(new DescribeKeyCommand({ KeyId }))),
  );
  return {
    tables: tables.TableNames ?? [],
    keys: described.flatMap(({ KeyMetadata: key }) =>
      key?.KeyState === 'PendingDeletion' || key?.KeyManager === 'AWS' ? [] : [key?.KeyId ?? ''],
    ),
    buckets: (buckets.Buckets ?? []).flatMap(({ Name = '' }) =>
      Name.startsWith('cdk-') ? [] : [Name],
    ),
    functions: (functions.Functions ?? []).map(({ FunctionName = '' }) => FunctionName),
    apis: (apis.items ?? []).map(({ name = '' }) => name),
  };
}

/** Time of the last change of each stack, by name. */
export async function lastChanges({ client }: Emulator): Promise<Readonly<Record<string, string>>> {
  const { Stacks = [] } = await new CloudFormationClient(client).send(
    new DescribeStacksCommand({}),
  );
  return Object.fromEntries(
    Stacks.map(({ StackName = '', LastUpdatedTime, CreationTime }) => [
      StackName,
      (LastUpdatedTime ?? CreationTime ?? new Date(0)).toISOString(),
    ]),
  );
}
