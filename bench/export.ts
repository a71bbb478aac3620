import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { SubjectId } from '../lambda/value/ids.ts';
import type { Benchmark } from './measure.ts';
import { atLeast, atMost, median, ratioOf } from './measure.ts';
import { newPersonWith } from './rows.ts';
import type { Service } from './service.ts';
import { openService } from './service.ts';

const compileCache = resolve('node_modules/.cache/node');

export const exported = (rows: number): Benchmark => ({
  name: 'export',
  about: `the export of ${rows} records, over a Query of their rows; and its memory`,
  async run(progress) {
    const service = await openService();
    try {
      const subjectId = await newPersonWith(service, rows, progress);
      const milliseconds = { ours: [] as number[], limit: [] as number[] };
      let peakMegabytes = 0;
      // Fills the cache: what is deployed loads nothing that strips types.
      await inProcess(service, subjectId, 'query');
      await inProcess(service, subjectId, 'export');
      for (let round = 1; round <= 3; round += 1) {
        progress(`round ${round} of 3`);
        const ours = await inProcess(service, subjectId, 'export');
        const limit = await inProcess(service, subjectId, 'query');
        milliseconds.ours.push(ours.milliseconds);
        milliseconds.limit.push(limit.milliseconds);
        peakMegabytes = Math.max(peakMegabytes, ours.peakMegabytes);
      }
      const speed = (of: readonly number[]) => (rows / median(of)) * 1000;
      return [
        ratioOf(
          {
            name: `export of ${rows} records`,
            ours: speed(milliseconds.ours),
            limit: speed(milliseconds.limit),
            unit: 'rows/s',
            against: 'Query of the rows, page by page, without using them',
          },
          atLeast(0.75),
        ),
        ratioOf(
          {
            name: 'peak memory of the export',
            ours: peakMegabytes,
            limit: 200,
            unit: 'MB',
            against: 'the whole process may have 200 MB',
          },
          atMost(1),
        ),
      ];
    } finally {
      await service.stop();
    }
  },
});

interface Measured {
  readonly milliseconds: number;
  readonly peakMegabytes: number;
}

/** In a process of its own, to measure the memory of this work alone. */
async function inProcess(
  { where }: Service,
  subjectId: SubjectId,
  what: 'export' | 'query',
): Promise<Measured> {
  const script = join(import.meta.dirname, 'export-process.ts');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      // The limit of Lambda; on a large machine Node.js would grow rather than collect garbage.
      ...['--max-old-space-size=96', '--max-semi-space-size=8'],
      ...[script, JSON.stringify({ ...where, subjectId, what })],
    ],
    { env: { ...process.env, NODE_COMPILE_CACHE: compileCache } },
  );
  return JSON.parse(stdout) as Measured;
}
