import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { S3Client } from '@aws-sdk/client-s3';
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import type { ConnectorCall } from '../lambda/system/model/connector.ts';
import { alternate, atLeast, atMost, ratioOf } from './measure.ts';
import type { ReportProgress } from './measure.ts';
import { bucket, callOf, eraseAll } from './bucket.ts';

/** Rows of other people in the object that is rewritten: 64 MB, with one row of the person. */
const otherRows = 256_000;
/** Rows of the object that a process of its own rewrites: 500 MB, every hundredth of the person. */
const largeRows = 2_600_000;

export async function rewritten(client: S3Client, progress: ReportProgress) {
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
    { rounds: 3, warmUps: 1 },
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

/** What the process that rewrites is called with. */
export interface Rewriting {
  readonly endpoint: string;
  readonly call: Omit<ConnectorCall, 'until'>;
}

/** In a process of its own, as the function of the connector has one. */
export async function memoryOfRewriting(
  client: S3Client,
  endpoint: string,
  progress: ReportProgress,
) {
  progress('storing a large object');
  const user = randomUUID();
  const row = (who: string) => `${JSON.stringify({ user: who, text: 'x'.repeat(136) })}\n`;
  const hundred = Buffer.from(row(user) + row(randomUUID()).repeat(99));
  const body = Buffer.alloc((hundred.length * largeRows) / 100, hundred);
  await client.send(new PutObjectCommand({ Bucket: bucket, Key: 'events/a.jsonl', Body: body }));
  progress('rewriting it');
  const rewriting: Rewriting = { endpoint, call: callOf(user, ['inferences']) };
  const program = join(import.meta.dirname, 'rewriting-process.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [
    program,
    JSON.stringify(rewriting),
  ]);
  const { rows, peakMegabytes } = JSON.parse(stdout) as { rows: number; peakMegabytes: number };
  if (rows !== largeRows / 100) throw new Error(`${rows} rows were erased`);
  return ratioOf(
    {
      name: `peak memory while ${Math.round(body.length / 1e6)} MB of JSON Lines are rewritten`,
      ...{ ours: peakMegabytes, limit: 512, unit: 'MB' },
      against: 'the function has 512 MB',
    },
    atMost(0.75),
  );
}
