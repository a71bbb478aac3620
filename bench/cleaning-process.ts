import { createHash } from 'node:crypto';
import { clean } from '../lambda/cleaning/clean.ts';
import { inspect } from '../lambda/cleaning/inspect.ts';
import { longVideo } from './long-video.ts';
import { timed } from './measure.ts';
import { peakMegabytes } from './peak-memory.ts';

/** Cleans a video and hashes what goes in and what comes out; or hashes it twice. */
const video = longVideo();

async function* hashed(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  for await (const bytes of body) {
    hash.update(bytes);
    yield bytes;
  }
  hash.digest();
}

async function drain(body: AsyncIterable<Uint8Array>): Promise<void> {
  let bytes = 0;
  for await (const chunk of body) bytes += chunk.length;
  if (bytes !== video.bytes) throw new Error(`${bytes} bytes are not a clean copy`);
}

const work = {
  clean: async () => {
    const inspection = await inspect(video, 'video/mp4');
    if (inspection.kind === 'refused') throw new Error(inspection.because);
    await drain(hashed(clean(hashed(video.stream()), inspection.pieces)));
  },
  hash: () => drain(hashed(hashed(video.stream()))),
}[process.argv[2] === 'clean' ? 'clean' : 'hash'];

const milliseconds = await timed(work);
const megabytes = video.bytes / 1e6;
process.stdout.write(JSON.stringify({ milliseconds, megabytes, peakMegabytes: peakMegabytes() }));
