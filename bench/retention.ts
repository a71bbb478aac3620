import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { insert, update } from '../lambda/platform/dynamo/statement.ts';
import { transact } from '../lambda/platform/dynamo/transact.ts';
import type { SubjectId } from '../lambda/value/ids.ts';
import { untouched } from '../lambda/subject/model/subject.ts';
import { subjects } from '../lambda/subject/table.ts';
import type { Benchmark } from './measure.ts';
import { atMost, median, ratioOf } from './measure.ts';
import { newPersonWith } from './rows.ts';
import type { Service } from './service.ts';
import { openService } from './service.ts';

const rounds = 3;

export const retention = (rows: number): Benchmark => ({
  name: 'retention',
  about: `moving the ends of ${rows} rows of one person, over batches of updates; and its memory`,
  async run(progress) {
    const service = await openService();
    const perSecond = ({ milliseconds }: Measured) => Math.round((rows / milliseconds) * 1000);
    try {
      const ours: number[] = [];
      const limit: number[] = [];
      let peakMegabytes = 0;
      const subjectId = await newPersonWith(service, rows, progress);
      await transact(service.database, [
        insert(subjects, { subjectId, status: 'active', version: 1, createdAt: service.clock() }),
      ]);
      for (let round = 1; round <= rounds; round += 1) {
        const end = Math.floor(service.clock() / 1000) + 86_400 * (5 + round);
        const raw = await inProcess(service, { what: 'update', subjectId, rows, end });
        await choose(service, subjectId, `P${20 + round}D`, round);
        const swept = await inProcess(service, { what: 'sweep', subjectId, rows, end });
        progress(
          `round ${round} of ${rounds}: updates ${perSecond(raw)}, sweep ${perSecond(swept)} rows/s`,
        );
        limit.push(raw.milliseconds);
        ours.push(swept.milliseconds);
        peakMegabytes = Math.max(peakMegabytes, swept.peakMegabytes);
      }
      return [
        ratioOf(
          {
            name: `ends of ${rows} rows moved`,
            ...{ ours: median(ours), limit: median(limit), unit: 'ms' },
            against: 'Query of the keys and batches of 25 updates, one after the other',
          },
          atMost(1.3),
        ),
        ratioOf(
          {
            name: 'peak memory of the sweep',
            ...{ ours: peakMegabytes, limit: 256, unit: 'MB' },
            against: 'the whole process may have 256 MB, whatever the number of rows',
          },
          atMost(1),
        ),
      ];
    } finally {
      await service.stop();
    }
  },
});

async function choose(service: Service, subjectId: SubjectId, period: string, version: number) {
  const settings = { ...untouched, retention: { 'prompt-text': period } };
  await transact(service.database, [update(subjects, { subjectId }, version, { settings })]);
}

interface Measured {
  readonly milliseconds: number;
  readonly peakMegabytes: number;
}

/** In a process of its own, to measure the memory of this work alone. */
async function inProcess({ where }: Service, work: object): Promise<Measured> {
  const script = join(import.meta.dirname, 'retention-process.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [
    // The limit of Lambda; on a large machine Node.js would grow rather than collect garbage.
    ...['--max-old-space-size=128', '--max-semi-space-size=8'],
    ...[script, JSON.stringify({ ...where, ...work })],
  ]);
  return JSON.parse(stdout) as Measured;
}
