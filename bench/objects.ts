import {
  CreateBucketCommand,
  DeleteObjectsCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { randomUUID } from 'node:crypto';
import { bucket, callOf, category, eraseAll } from './bucket.ts';
import { startBuckets } from '../local/bucket/bucket-server.ts';
import type { Benchmark, ReportProgress } from './measure.ts';
import { atLeast, median, ratioOf, timed } from './measure.ts';
import { memoryOfRewriting, rewritten } from './rewriting.ts';

const rounds = 3;

/** Versions of each object, where the bucket has versions. */
const versionsOfEach = 50;

export const objects = (count: number): Benchmark => ({
  name: 'objects',
  about: `${count} objects of one person erased beside as many of others, and JSON Lines rewritten`,
  async run(progress) {
    const server = await startBuckets();
    const client = new S3Client({
      endpoint: server.endpoint,
      region: 'eu-central-1',
      // The server reads and lists in one thread, and ends connections that wait.
      maxAttempts: 5,
      credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
    });
    try {
      await client.send(new CreateBucketCommand({ Bucket: bucket }));
      progress(`storing ${count} objects of others`);
      await storeObjects(client, randomUUID(), count);
      const once = await erased(client, count, 1, progress);
      const rewriting = [
        await rewritten(client, progress),
        await memoryOfRewriting(client, server.endpoint, progress),
      ];
      await client.send(
        new PutBucketVersioningCommand({
          Bucket: bucket,
          VersioningConfiguration: { Status: 'Enabled' },
        }),
      );
      const often = await erased(client, count / versionsOfEach, versionsOfEach, progress);
      return [once, often, ...rewriting];
    } finally {
      client.destroy();
      await server.stop();
    }
  },
});

async function erased(client: S3Client, count: number, versions: number, progress: ReportProgress) {
  // One at a time: the server of this benchmark lists slower the more it has.
  const stored = async () => {
    const user = randomUUID();
    progress(`storing ${count} objects`);
    for (let version = 0; version < versions; version += 1) {
      await storeObjects(client, user, count);
    }
    return user;
  };
  const milliseconds: Record<'ours' | 'limit', number[]> = { ours: [], limit: [] };
  for (let round = 0; round < rounds; round += 1) {
    const own = await stored();
    milliseconds.ours.push(await timed(() => eraseAll(client, callOf(own, [category]))));
    const raw = await stored();
    milliseconds.limit.push(await timed(() => deletePages(client, `chats/${raw}/`)));
  }
  const speed = (durations: readonly number[]) => ((count * versions) / median(durations)) * 1000;
  return ratioOf(
    {
      name: `${count} objects of a system erased${versions > 1 ? `, ${versions} versions of each` : ''}`,
      ...{ ours: speed(milliseconds.ours), limit: speed(milliseconds.limit), unit: 'rows/s' },
      against: 'ListObjectVersions and DeleteObjects of 1,000, one after the other',
    },
    atLeast(0.8),
  );
}

async function storeObjects(client: S3Client, user: string, count: number): Promise<void> {
  for (let index = 0; index < count; index += 100) {
    await Promise.all(
      Array.from({ length: Math.min(100, count - index) }, (_, more) =>
        client.send(
          new PutObjectCommand({
            Bucket: bucket,
            Key: `chats/${user}/${index + more}.json`,
            Body: '{"text":"hello"}',
          }),
        ),
      ),
    );
  }
}

async function deletePages(client: S3Client, prefix: string): Promise<void> {
  for (;;) {
    const { Versions = [] } = await client.send(
      new ListObjectVersionsCommand({ Bucket: bucket, Prefix: prefix }),
    );
    if (Versions.length === 0) return;
    await client.send(
      new DeleteObjectsCommand({
        Bucket: bucket,
        Delete: {
          Quiet: true,
          Objects: Versions.map(({ Key, VersionId }) => ({ Key, VersionId })),
        },
      }),
    );
  }
}
