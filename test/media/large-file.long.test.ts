import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { longVideo } from '../../bench/long-video.ts';

test('a video of 2 GiB is taken in with a heap of 64 MB, far within the time of the function', async ({
  onTestFinished,
}) => {
  const directory = await mkdtemp(join(tmpdir(), 'custos-media-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const script = resolve(import.meta.dirname, 'large-file-process.ts');
  const heap = ['--max-old-space-size=64', '--max-semi-space-size=16'];

  const { stdout } = await promisify(execFile)(process.execPath, [...heap, script, directory]);

  const { bytes, seconds, peakMegabytes, end, expected } = JSON.parse(stdout);
  expect(bytes).toBe(longVideo().bytes);
  // The last second of the video ends with a place, which is overwritten.
  expect(Buffer.from(end, 'base64').subarray(0, 480)).toEqual(
    Buffer.from(expected, 'base64').subarray(0, 480),
  );
  expect(Buffer.from(end, 'base64').subarray(-512)).toEqual(Buffer.alloc(512));
  expect(seconds).toBeLessThan(300);
  expect(peakMegabytes).toBeLessThan(400);
}, 600_000);
