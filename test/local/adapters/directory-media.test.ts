import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, describe, expect, test } from 'vitest';
import { mediaName, uploadName } from '../../../lambda/platform/media/media-objects.ts';
import { ObjectArgumentError } from '../../../lambda/platform/objects/errors.ts';
import { newRecordId, newSubjectId } from '../../../lambda/value/ids.ts';
import { systemClock } from '../../../lambda/value/time.ts';
import { DirectoryMedia, openMediaObjects } from '../../../local/adapters/media/directory-media.ts';
import { mediaContract } from '../../platform/media/contract.ts';

const root = mkdtempSync(join(tmpdir(), 'custos-media-'));
const directory = join(root, 'media');
const media = new DirectoryMedia(
  {
    ...{ directory, bucket: 'files', formUrl: 'http://127.0.0.1:8787/_media' },
    keyFile: join(root, 'keys.json'),
  },
  systemClock,
);
const bodyOf = (content: Buffer) => Readable.from([content], { objectMode: false });

afterAll(() => rmSync(root, { recursive: true }));

describe('the directory keeps the contract of media', () => {
  mediaContract(() => ({
    media,
    upload: (name, content) => media.receive(name, 'image/png', bodyOf(content)),
    tag: (name, status) => media.tagScanned(name, status),
  }));
});

test('files have no plaintext and are readable by their owner only', async () => {
  const [upload, name] = [uploadName(newRecordId()), mediaName(newSubjectId(), newRecordId())];
  const content = Buffer.from('planted-identifier'.repeat(10_000));
  await media.receive(upload, 'image/png', bodyOf(content));
  await media.put(name, bodyOf(content));

  for (const path of [upload, name].map((each) => join(directory, each))) {
    expect((await readFile(path)).includes('planted-identifier')).toBe(false);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  }
});

test('discarding an upload leaves no file of it', async () => {
  const upload = uploadName(newRecordId());
  await media.receive(upload, 'image/png', bodyOf(Buffer.alloc(10)));
  await media.tagScanned(upload, 'THREATS_FOUND');

  await media.discardUpload(upload);

  const left = await readdir(join(directory, 'uploads'));
  expect(left.filter((file) => file.startsWith(upload.slice('uploads/'.length)))).toEqual([]);
});

test.each(['a-bucket', '{"directory":"x"}', '[]'])(
  'the value %j of CUSTOS_MEDIA_AT is rejected with the name of the variable',
  (text) => {
    const opening = () => openMediaObjects(text, systemClock);

    expect(opening).toThrow(ObjectArgumentError);
    expect(opening).toThrow('CUSTOS_MEDIA_AT');
  },
);
