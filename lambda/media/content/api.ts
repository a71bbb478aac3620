import { answer, streamed } from '../../platform/http/handlers.ts';
import type { Handlers } from '../../platform/http/handlers.ts';
import { problem } from '../../platform/http/problem.ts';
import type { Log } from '../../platform/log/log.ts';
import { mediaName } from '../../platform/media/media-objects.ts';
import type { MediaObjects } from '../../platform/media/media-objects.ts';
import { openMedia } from '../../platform/media/sealed-media.ts';
import { linkedRecord } from '../../record/media-links.ts';
import type { LinkedRecord } from '../../record/media-links.ts';
import type { RecordsDependencies } from '../../record/rows.ts';
import { extensionOf } from '../../value/media-types.ts';
import { largestPartBytes, largestWholeBytes } from './limits.ts';
import { isAtHand, rangeApplies, readRange } from './range.ts';
import type { Part } from './range.ts';
import type { mediaContentRoutes } from './routes.ts';

export interface MediaContentDependencies extends RecordsDependencies {
  readonly media: MediaObjects;
  readonly log: Log;
}

/**
 * Opens files by their links. Whatever keeps a link from opening its file, the response is the same:
 * who has nothing but a link learns nothing of a person.
 */
export function mediaContentHandlers(
  deps: MediaContentDependencies,
): Handlers<typeof mediaContentRoutes> {
  /** Undefined where the object is absent. */
  const opened = async ({ subjectId, recordId, media }: LinkedRecord, part?: Part) => {
    const name = mediaName(subjectId, recordId);
    const body = await openMedia(deps.media, name, media.key, media.bytes, part);
    if (body === undefined) deps.log.warn('MEDIA_LOST', { count: 1 });
    return body;
  };

  return {
    openMedia: async ({ path, selecting }) => {
      const record = await linkedRecord(deps, path.token);
      if (record === undefined) return problem('not-found');
      const { bytes } = record.media;
      const headers = headersOf(record);
      const { etag } = headers;
      if (isAtHand(selecting.ifNoneMatch, etag)) return answer(304, undefined, { etag });
      const applies = rangeApplies(selecting.ifRange, etag);
      const asked = readRange(applies ? selecting.range : undefined, bytes);
      switch (asked.kind) {
        case 'unsatisfiable':
          return problem('range-not-satisfiable', {
            headers: { 'content-range': `bytes */${bytes}` },
          });
        case 'whole': {
          if (bytes > largestWholeBytes) return rangeNeeded;
          const body = await opened(record);
          const sent = { ...headers, 'content-length': String(bytes) };
          return body ? streamed(200, sent, body) : problem('not-found');
        }
        case 'part': {
          const { start } = asked;
          const end = Math.min(asked.end, start + largestPartBytes - 1);
          const body = await opened(record, { start, end });
          const sent = {
            ...headers,
            'content-length': String(end - start + 1),
            'content-range': `bytes ${start}-${end}/${bytes}`,
          };
          return body ? streamed(206, sent, body) : problem('not-found');
        }
      }
    },
  };
}

const rangeNeeded = problem('invalid-input', {
  headers: { 'accept-ranges': 'bytes' },
  errors: [
    {
      pointer: '/header/range',
      message: `a file of more than ${largestWholeBytes / 1_000_000} MB is sent in parts: send one range, such as bytes=0-`,
    },
  ],
});

/** Of the file. A page of another origin can show it and cannot run it. */
const headersOf = ({ recordId, media: { contentType, sha256 } }: LinkedRecord) => ({
  'content-type': contentType,
  'content-disposition': `inline; filename="${recordId}.${extensionOf[contentType]}"`,
  'accept-ranges': 'bytes',
  etag: `"${sha256}"`,
  'content-security-policy': "default-src 'none'; sandbox",
  'cross-origin-resource-policy': 'cross-origin',
  'referrer-policy': 'no-referrer',
});
