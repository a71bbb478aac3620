import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Benchmark } from './measure.ts';
import { atLeast, atMost, ratioOf } from './measure.ts';

export const cleaning: Benchmark = {
  name: 'cleaning',
  about: 'a video of 2 GiB cleaned and hashed before and after, over hashed twice; and its memory',
  async run(progress) {
    const ours: Measured[] = [];
    const limit: Measured[] = [];
    for (let round = 1; round <= 3; round += 1) {
      progress(`round ${round} of 3`);
      ours.push(await inProcess('clean'));
      limit.push(await inProcess('hash'));
    }
    const speed = (of: readonly Measured[]) =>
      Math.max(...of.map(({ megabytes, milliseconds }) => (megabytes / milliseconds) * 1000));
    return [
      ratioOf(
        {
          name: 'clean a video of 2 GiB',
          ours: speed(ours),
          limit: speed(limit),
          unit: 'MB/s',
          against: 'its SHA-256, twice',
        },
        atLeast(0.8),
      ),
      ratioOf(
        {
          name: 'peak memory of cleaning it',
          ours: Math.max(...ours.map(({ peakMegabytes }) => peakMegabytes)),
          limit: 256,
          unit: 'MB',
          against: 'the whole process may have 256 MB',
        },
        atMost(1),
      ),
    ];
  },
};

interface Measured {
  readonly milliseconds: number;
  readonly megabytes: number;
  readonly peakMegabytes: number;
}

/** In a process of its own, to measure the memory of this work alone. */
async function inProcess(what: 'clean' | 'hash'): Promise<Measured> {
  const script = join(import.meta.dirname, 'cleaning-process.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [
    // The limit of Lambda; on a large machine Node.js would grow rather than collect garbage.
    ...['--max-old-space-size=128', '--max-semi-space-size=8'],
    ...[script, what],
  ]);
  return JSON.parse(stdout) as Measured;
}
