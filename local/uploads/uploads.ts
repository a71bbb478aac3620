import type { DirectoryMedia } from '../adapters/media/directory-media.ts';
import { busEvent } from '../detection/rules.ts';
import type { BusEvent } from '../detection/input-transformer.ts';
import type { UploadName } from '../../lambda/platform/media/media-objects.ts';
import type { Clock } from '../../lambda/value/time.ts';

/** The lifecycle rule of the bucket. */
const longestMilliseconds = 24 * 60 * 60 * 1000;
const sweepMilliseconds = 10 * 60 * 1000;

export interface UploadsDependencies {
  readonly media: DirectoryMedia;
  /** The name of the bucket in rules. */
  readonly bucket: string;
  readonly clock: Clock;
  /** Takes an event for the rules of the templates. */
  readonly put: (event: BusEvent) => void;
  readonly say: (line: string) => void;
}

/**
 * Sends events of uploads to the rules, as S3 does, and removes uploads that are a day old. It repeats
 * the events of those that are still there, at a start of all: events are delivered at least once,
 * whatever was interrupted.
 */
export function startUploads({ media, bucket, clock, put, say }: UploadsDependencies): {
  readonly stored: (name: UploadName, bytes: number) => void;
  /** Every ten minutes, and whenever it is called. */
  readonly sweep: () => Promise<void>;
  readonly stop: () => void;
} {
  const stored = (key: UploadName, size?: number) =>
    put(
      busEvent({
        source: 'aws.s3',
        'detail-type': 'Object Created',
        resources: [`arn:aws:s3:::${bucket}`],
        detail: {
          version: '0',
          bucket: { name: bucket },
          object: { key, ...(size !== undefined && { size }) },
          reason: 'PostObject',
        },
      }),
    );
  const failed = () => say('uploads: their folder cannot be read');
  /** Removes what is too old, and repeats the event of what was not taken for `waiting` milliseconds. */
  const sweep = async (waiting = sweepMilliseconds): Promise<void> => {
    const now = clock();
    for await (const { name, writtenAt } of media.uploads()) {
      if (writtenAt <= now - longestMilliseconds) await media.discardUpload(name);
      else if (writtenAt <= now - waiting) stored(name);
    }
  };
  const timer = setInterval(() => void sweep().catch(failed), sweepMilliseconds);
  void sweep(0).catch(failed);
  return { stored, sweep: () => sweep(), stop: () => clearInterval(timer) };
}
