import {
  CreateBucketCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { randomUUID } from 'node:crypto';
import type { S3Settings } from '../lambda/policy/connectors/s3.ts';
import type { ConnectorCall, Page } from '../lambda/system/model/connector.ts';
import { S3Connector } from '../lambda/system/s3/s3-connector.ts';
import { startBuckets } from '../local/bucket/bucket-server.ts';
import type { Benchmark, ReportProgress } from './measure.ts';
import { alternate, atLeast, median, ratioOf, timed } from './measure.ts';

const bucket = 'bench';
const category = 'prompt-text';
const settings: S3Settings = {
  kind: 's3',
  bucket,
  objects: [
    { form: 'whole', category, prefix: 'chats/{user-id}/' },
    {
      form: 'json-lines',
      category: 'inferences',
      prefix: 'events/',
      key: { identifier: 'user-id', pointer: '/user' },
    },
  ],
};
/** Rows of other people in the object that is rewritten: 64 MB, with one row of the person. */
const otherRows = 256_000;
const rounds = 3;

export const objects = (count: number): Benchmark => ({
  name: 'objects',
  about: `${count} objects of one person erased, and an object of JSON Lines rewritten`,
  async run(progress) {
    const server = await startBuckets();
    const client = new S3Client({
      endpoint: server.endpoint,
      region: 'eu-central-1',
      credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
    });
    try {
      await client.send(new CreateBucketCommand({ Bucket: bucket }));
      return [await erased(client, count, progress), await rewritten(client, progress)];
    } finally {
      client.destroy();
      await server.stop();
    }
  },
});

const callOf = (user: string, categories: readonly string[]): Omit<ConnectorCall, 'until'> => ({
  taskId: randomUUID(),
  identifiers: [{ type: 'user-id', value: user }],
  categories,
  path: 'first',
});

async function eraseAll(client: S3Client, call: Omit<ConnectorCall, 'until'>): Promise<void> {
  const connector = new S3Connector(settings, { client, name: bucket });
  let cursor: string | undefined;
  do {
    const until = Date.now() + 240_000;
    const page: Page = await connector.erase({ ...call, until, ...(cursor && { cursor }) });
    cursor = page.kind === 'page' ? page.cursor : undefined;
  } while (cursor !== undefined);
}

async function erased(client: S3Client, count: number, progress: ReportProgress) {
  // One at a time: the server of this benchmark lists slower the more it has.
  const stored = async () => {
    const user = randomUUID();
    progress(`storing ${count} objects`);
    await storeObjects(client, user, count);
    return user;
  };
  const milliseconds: Record<'ours' | 'limit', number[]> = { ours: [], limit: [] };
  for (let round = 0; round < rounds; round += 1) {
    const own = await stored();
    milliseconds.ours.push(await timed(() => eraseAll(client, callOf(own, [category]))));
    const raw = await stored();
    milliseconds.limit.push(await timed(() => deletePages(client, `chats/${raw}/`)));
  }
  const speed = (durations: readonly number[]) => (count / median(durations)) * 1000;
  return ratioOf(
    {
      name: `${count} objects of a system erased`,
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

async function rewritten(client: S3Client, progress: ReportProgress) {
  progress('rewriting');
  const user = randomUUID();
  const row = (who: string) => `${JSON.stringify({ user: who, text: 'x'.repeat(190) })}\n`;
  const half = row(randomUUID()).repeat(otherRows / 2);
  const body = Buffer.from(half + row(user) + half);
  const put = (Key: string, Body: Uint8Array) =>
    client.send(new PutObjectCommand({ Bucket: bucket, Key, Body }));
  await put('copy.jsonl', body);
  const { ours, limit } = await alternate(
    {
      ours: async () => eraseAll(client, callOf(user, ['inferences'])),
      limit: async () => {
        const { Body } = await client.send(
          new GetObjectCommand({ Bucket: bucket, Key: 'copy.jsonl' }),
        );
        await put('copy.jsonl', (await Body?.transformToByteArray()) ?? new Uint8Array());
        // Each round of ours begins with the row of the person again.
        await put('events/a.jsonl', body);
      },
    },
    { rounds, warmUps: 1 },
  );
  const megabytes = body.length / 1e6;
  const speed = (duration: number) => (megabytes / duration) * 1000;
  return ratioOf(
    {
      name: `${Math.round(megabytes)} MB of JSON Lines rewritten`,
      ...{ ours: speed(ours), limit: speed(limit), unit: 'MB/s' },
      against: 'the object read into memory and written twice',
    },
    atLeast(0.5),
  );
}
