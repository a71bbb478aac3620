import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { startRuntimeProcess } from '../test/support/runtime-process.ts';
import type { Benchmark } from './measure.ts';
import { atMost, median, ratioOf } from './measure.ts';

const seconds = 10;

export const start: Benchmark = {
  name: 'start',
  about: '`npm start` until health answers, in an empty home',
  async run(progress) {
    const durations: number[] = [];
    for (let round = 1; round <= 3; round += 1) {
      progress(`start ${round} of 3`);
      const home = await mkdtemp(join(tmpdir(), 'custos-bench-'));
      try {
        const since = performance.now();
        const runtime = await startRuntimeProcess({ home });
        durations.push((performance.now() - since) / 1000);
        await runtime.stop();
      } finally {
        await rm(home, { recursive: true });
      }
    }
    const ours = median(durations);
    const against = `ready within ${seconds} s`;
    return [ratioOf({ name: 'npm start', ours, limit: seconds, unit: 's', against }, atMost(1))];
  },
};
