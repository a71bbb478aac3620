import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { buffer } from 'node:stream/consumers';
import { longVideo } from '../../bench/long-video.ts';
import { peakMegabytes } from '../../bench/peak-memory.ts';
import { inspect } from '../../lambda/cleaning/inspect.ts';
import { seal } from '../../lambda/media/intake/seal.ts';
import { mediaName, uploadName } from '../../lambda/platform/media/media-objects.ts';
import { openMedia } from '../../lambda/platform/media/sealed-media.ts';
import { newRecordId, newSubjectId } from '../../lambda/value/ids.ts';
import { systemClock } from '../../lambda/value/time.ts';
import { DirectoryMedia } from '../../local/adapters/media/directory-media.ts';

/** Takes a video of 2 GiB in, as the intake does, and opens its end. */
const directory = process.argv[2] ?? '';
const keyFile = join(directory, 'keys.json');
const media = new DirectoryMedia(
  { directory, bucket: 'media', formUrl: 'http://127.0.0.1:8787/media', keyFile },
  systemClock,
);
const video = longVideo();
const recordId = newRecordId();
const hash = createHash('sha256');

async function* hashed(): AsyncGenerator<Uint8Array> {
  for await (const bytes of video.stream()) {
    hash.update(bytes);
    yield bytes;
  }
}
await media.receive(uploadName(recordId), 'video/mp4', hashed());

const startedAt = performance.now();
const upload = await media.openUpload(uploadName(recordId));
if (upload === undefined) throw new Error('the upload is not there');
const inspection = await inspect(upload, 'video/mp4');
if (inspection.kind === 'refused') throw new Error(inspection.because);
const key = randomBytes(32).toString('base64');
const name = mediaName(newSubjectId(), recordId);
const sealed = await seal({
  ...{ media, upload, name, pieces: inspection.pieces },
  announced: { contentType: 'video/mp4', bytes: video.bytes, sha256: hash.digest('hex'), key },
  isWaiting: () => Promise.resolve(true),
  deadline: new AbortController().signal,
});
const seconds = (performance.now() - startedAt) / 1_000;
if (sealed.kind !== 'sealed') throw new Error(sealed.kind);

const { bytes } = sealed.media;
const end = await openMedia(media, name, key, bytes, { start: bytes - 1_000, end: bytes - 1 });
process.stdout.write(
  JSON.stringify({
    ...{ bytes, seconds, peakMegabytes: peakMegabytes() },
    end: end && (await buffer(end)).toString('base64'),
    expected: Buffer.from(await video.read(video.bytes - 1_000, 1_000)).toString('base64'),
  }),
);
