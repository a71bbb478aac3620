import { S3Client } from '@aws-sdk/client-s3';
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import {
  ObjectArgumentError,
  ObjectsUnavailableError,
} from '../../../lambda/platform/objects/errors.ts';
import type { ObjectName } from '../../../lambda/platform/objects/objects.ts';
import { S3Objects } from '../../../lambda/platform/objects/s3-objects.ts';
import { milliseconds } from '../../../lambda/value/time.ts';

// Nothing listens on the discard port: links are made without a call of S3.
const client = new S3Client({
  endpoint: 'http://127.0.0.1:9',
  region: 'eu-central-1',
  forcePathStyle: true,
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  maxAttempts: 1,
});
const now = milliseconds(Date.parse('2026-11-24T09:00:00Z'));
const objects = new S3Objects('exports-bucket', () => now, client);
const name: ObjectName = `exports/${randomUUID()}`;

test('a link is signed for the seconds until it expires, as an attachment that is not cached', async () => {
  const url = new URL(await objects.link(name, 'export.zip', milliseconds(now + 900_999)));

  const query = url.searchParams;
  expect(url.pathname).toBe(`/exports-bucket/${name}`);
  expect(query.get('X-Amz-Date')).toBe('20261124T090000Z');
  expect(query.get('X-Amz-Expires')).toBe('900');
  expect(query.get('X-Amz-Signature')).toMatch(/^[0-9a-f]{64}$/);
  expect(query.get('response-content-disposition')).toBe(
    `attachment; filename="export.zip"; filename*=UTF-8''export.zip`,
  );
  expect(query.get('response-cache-control')).toBe('no-store');
});

test('a link that expires in the past is rejected', async () => {
  await expect(objects.link(name, 'a', milliseconds(now + 999))).rejects.toThrow(
    ObjectArgumentError,
  );
});

test('an unreachable store is unavailable, and the body is destroyed', async () => {
  const body = Readable.from(['content'], { objectMode: false });

  await expect(objects.put(name, body, 'text/plain')).rejects.toThrow(ObjectsUnavailableError);
  await expect(objects.exists(name)).rejects.toThrow(ObjectsUnavailableError);
  await expect(objects.delete(name)).rejects.toThrow(ObjectsUnavailableError);
  expect(body.destroyed).toBe(true);
});
