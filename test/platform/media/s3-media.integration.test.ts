import {
  CreateBucketCommand,
  DeleteObjectCommand,
  ListMultipartUploadsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mediaName } from '../../../lambda/platform/media/media-objects.ts';
import { S3Media } from '../../../lambda/platform/media/s3-media.ts';
import { newRecordId, newSubjectId } from '../../../lambda/value/ids.ts';
import { systemClock } from '../../../lambda/value/time.ts';
import { mediaContract } from './contract.ts';

// CUSTOS_TEST_S3_ENDPOINT=http://127.0.0.1:5000, for example of `moto_server`.
const endpoint = process.env['CUSTOS_TEST_S3_ENDPOINT'];

describe.skipIf(endpoint === undefined).each(['without versions', 'with versions'])(
  'S3 %s',
  (kind) => {
    const bucket = `custos-test-${randomUUID()}`;
    const client = new S3Client({
      ...(endpoint !== undefined && { endpoint }),
      region: 'eu-central-1',
      forcePathStyle: true,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    const media = new S3Media(bucket, systemClock, client);

    beforeAll(async () => {
      await client.send(
        new CreateBucketCommand({
          Bucket: bucket,
          CreateBucketConfiguration: { LocationConstraint: 'eu-central-1' },
        }),
      );
      if (kind === 'without versions') return;
      await client.send(
        new PutBucketVersioningCommand({
          Bucket: bucket,
          VersioningConfiguration: { Status: 'Enabled' },
        }),
      );
    });
    afterAll(() => client.destroy());

    describe('keeps the contract of media', () => {
      mediaContract(() => ({
        media,
        upload: async (Key, Body) => {
          await client.send(new PutObjectCommand({ Bucket: bucket, Key, Body }));
        },
        tag: async (Key, Value) => {
          const TagSet = [{ Key: 'GuardDutyMalwareScanStatus', Value }];
          await client.send(
            new PutObjectTaggingCommand({ Bucket: bucket, Key, Tagging: { TagSet } }),
          );
        },
      }));
    });

    test.runIf(kind === 'with versions')(
      'a name is listed while an earlier version or a delete marker is left, and no longer',
      async () => {
        const subjectId = newSubjectId();
        const names = Array.from({ length: 3 }, () => mediaName(subjectId, newRecordId())).sort();
        for (const name of names) {
          for (const text of ['first', 'second']) {
            await media.put(name, Readable.from([Buffer.from(text)], { objectMode: false }));
          }
        }
        await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: names[1]! }));
        expect(await media.open(names[1]!)).toBeUndefined();
        expect(await Array.fromAsync(media.names(subjectId))).toEqual(names);

        for (const name of names) await media.delete(name);

        expect(await Array.fromAsync(media.names(subjectId))).toEqual([]);
      },
    );

    test('a body that fails leaves no part', async () => {
      const failing = Readable.from(
        (function* () {
          yield Buffer.alloc(20 * 1024 * 1024);
          throw new RangeError('the source failed');
        })(),
        { objectMode: false },
      );

      await expect(media.put(mediaName(newSubjectId(), newRecordId()), failing)).rejects.toThrow(
        RangeError,
      );

      const { Uploads = [] } = await client.send(
        new ListMultipartUploadsCommand({ Bucket: bucket }),
      );
      expect(Uploads).toEqual([]);
    });
  },
);
