import {
  LambdaClient,
  paginateListDurableExecutionsByFunction,
  StopDurableExecutionCommand,
} from '@aws-sdk/client-lambda';
import {
  DeleteBucketCommand,
  DeleteObjectsCommand,
  ListObjectVersionsCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { deployedStacks, resourcesOf } from '../../cli/doctor/deployed-stacks.ts';
import { taggedArns } from '../../cli/doctor/tagged.ts';
import type { Target } from './target.ts';

type Client = Target['client'];

/** Deletes the stacks, after everything that would block their deletion. */
export async function cleanUp(
  { client, cdk }: Target,
  deployment: string,
  assembly: string,
): Promise<void> {
  const stacks = await deployedStacks({ client, deployment });
  const retained: string[] = [];
  for (const { StackName: name = '' } of stacks) {
    for (const { ResourceType: type, PhysicalResourceId: id = '' } of await resourcesOf(
      { client },
      name,
    )) {
      // A durable function is deleted only when its executions have ended; they may last for days.
      if (type === 'AWS::Lambda::Function') await stopExecutions(client, id);
      // Trails write until they go with their stack, which leaves their buckets.
      if (type === 'AWS::S3::Bucket' && name.endsWith('-Audit')) retained.push(id);
      else if (type === 'AWS::S3::Bucket') await empty(client, id);
    }
  }
  if (stacks.length > 0) await cdk.destroy(assembly);
  for (const bucket of retained) {
    await empty(client, bucket);
    await s3Of(client).send(new DeleteBucketCommand({ Bucket: bucket }));
  }
}

const s3Of = (client: Client): S3Client =>
  new S3Client({ ...client, forcePathStyle: client.endpoint !== undefined });

async function stopExecutions(client: Client, FunctionName: string): Promise<void> {
  const lambda = new LambdaClient(client);
  const pages = paginateListDurableExecutionsByFunction(
    { client: lambda },
    { FunctionName, Statuses: ['RUNNING'] },
  );
  for await (const page of pages) {
    for (const { DurableExecutionArn } of page.DurableExecutions ?? []) {
      await lambda.send(new StopDurableExecutionCommand({ DurableExecutionArn }));
    }
  }
}

async function empty(client: Client, Bucket: string): Promise<void> {
  const s3 = s3Of(client);
  for (;;) {
    const page = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    const found = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])];
    if (found.length === 0) return;
    const Objects = found.map(({ Key, VersionId }) => ({ Key, VersionId }));
    await s3.send(
      // Files of a trail of dev are under a governance lock.
      new DeleteObjectsCommand({ Bucket, Delete: { Objects }, BypassGovernanceRetention: true }),
    );
  }
}

/** What is left of the deployment: stacks, and resources with its tag. */
export async function leftOf(client: Client, deployment: string): Promise<readonly string[]> {
  const stacks = await deployedStacks({ client, deployment });
  return [
    ...stacks.map(({ StackName: name = '' }) => `stack ${name}`),
    ...(await taggedArns(client, deployment)),
  ];
}
