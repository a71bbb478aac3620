import { unzipSync } from 'fflate';
import { bodyOf, uploadMedia } from '../../client/index.ts';
import type { MediaOutcome } from '../../client/index.ts';
import { gpsBytes, photoWith } from './photo.ts';
import type { Report } from './report.ts';
import { assistant, clientOf, completeRequest, DemoStepFailedError, download } from './steps.ts';
import type { ApiAccess } from './steps.ts';

const email = 'mia@example.org';
const subject = { type: 'email', value: email } as const;
const position = [52.52437, 13.41053] as const;

/** A person gives the assistant a photo: it is cleaned, opened by a link, exported and erased. */
export async function playMedia(stage: ApiAccess, report: Report): Promise<void> {
  await assistant(stage).post('/v1/subjects', { body: { subject, residence: 'DE' } });
  const photo = photoWith({ position, artist: 'Mia Example', comment: 'Our new home' });
  report.check('the photo shows where it was taken', hasPosition(photo), true);
  const recordId = storedAs(await upload(stage, photo));

  const fake = await upload(stage, Buffer.from('<html>no photo</html>'));
  const because = fake.kind === 'refused' ? fake.because : fake.kind;
  report.check('a web page that is called a photo is refused', because, 'type-mismatch');

  const path = { recordId };
  const { url } = bodyOf(await clientOf(stage, email).get('/v1/me/media/{recordId}', { path }));
  const opened = Buffer.from(await (await fetch(url)).arrayBuffer());
  report.check('the photo that the person opens still shows it', hasPosition(opened), false);
  const part = await fetch(url, { headers: { range: 'bytes=0-1' } });
  report.check(
    'its first two bytes alone',
    [...new Uint8Array(await part.arrayBuffer())],
    [0xff, 0xd8],
  );

  const { request } = await completeRequest(stage, { email }, 'access', report.note('export'));
  const { zip } = await download(stage, { email }, request.requestId);
  const exported = Buffer.from(unzipSync(zip)[`media/${recordId}.jpg`] ?? []);
  report.check('the export has the same photo', exported.equals(opened), true);

  await completeRequest(stage, { email }, 'erasure', report.note('erasure'));
  report.check('the link after the erasure', (await fetch(url)).status, 404);
}

const hasPosition = (photo: Buffer): boolean => photo.includes(gpsBytes(position));

const upload = (stage: ApiAccess, photo: Buffer<ArrayBuffer>): Promise<MediaOutcome> =>
  uploadMedia(assistant(stage), new Blob([photo], { type: 'image/jpeg' }), {
    ...{ subject, category: 'prompt-image', purposes: ['service-provision'] },
  });

function storedAs(outcome: MediaOutcome): string {
  if (outcome.kind === 'stored') return outcome.recordId;
  throw new DemoStepFailedError(`the photo was not stored: ${outcome.kind}`);
}
