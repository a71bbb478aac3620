import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { peakMegabytes } from '../../bench/peak-memory.ts';
import { writeZip } from '../../lambda/export/export-zip.ts';
import { openMediaFiles } from '../../lambda/export/media.ts';
import { mediaName } from '../../lambda/platform/media/media-objects.ts';
import { sealMedia } from '../../lambda/platform/media/sealed-media.ts';
import { newRecordId, newSubjectId } from '../../lambda/value/ids.ts';
import { milliseconds, seconds, systemClock } from '../../lambda/value/time.ts';
import { DirectoryMedia } from '../../local/adapters/media/directory-media.ts';
import { DirectoryObjects } from '../../local/adapters/objects/directory-objects.ts';

/** Exports one file of so many megabytes, and reports the most memory that it took. */
const [directory = '', megabytes = '0'] = process.argv.slice(2);
const keyFile = join(directory, 'keys.json');
const url = 'http://127.0.0.1/objects';
const objects = new DirectoryObjects({ directory, baseUrl: url, keyFile }, systemClock);
const media = new DirectoryMedia(
  { directory, bucket: 'media', formUrl: url, keyFile },
  systemClock,
);

const chunk = Buffer.alloc(1024 * 1024, 1);
async function* file(): AsyncGenerator<Uint8Array, void> {
  for (let index = 0; index < Number(megabytes); index += 1) {
    await Promise.resolve();
    yield chunk;
  }
}

const [subjectId, recordId, key] = [
  newSubjectId(),
  newRecordId(),
  randomBytes(32).toString('base64'),
];
const { bytes } = await sealMedia(media, mediaName(subjectId, recordId), key, file());
const record = {
  ...{ recordId, category: 'prompt-text', purposes: ['service-provision'], content: null },
  ...{ collectedAt: milliseconds(0), expiresAt: seconds(0), policyVersion: 'sha256:0' },
  media: { contentType: 'video/mp4', bytes, sha256: '', key },
} as const;
const name = 'exports/7b0e2a5e-4d0c-4a4b-9d0a-3f8f6f1b2c3d';
const stored = await writeZip(objects, name, new Date(), async (_, addBytes) => {
  await openMediaFiles(media, addBytes).copy(subjectId, record);
});
process.stdout.write(JSON.stringify({ bytes, zip: stored.bytes, peakMegabytes: peakMegabytes() }));
