import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { insert } from '../lambda/platform/dynamo/statement.ts';
import { transact } from '../lambda/platform/dynamo/transact.ts';
import { subjects } from '../lambda/subject/table.ts';
import { newSubjectId } from '../lambda/value/ids.ts';
import type { Benchmark, ReportProgress } from './measure.ts';
import { atMost, ratioOf } from './measure.ts';
import { newPersonWith } from './rows.ts';
import type { Service } from './service.ts';
import { openService } from './service.ts';

const rowsPerPerson = 100;
const peopleAtOnce = 8;
const content = { purpose: 'training', sentences: 4 };

/** Peak memory of building a training set, and how many records a second it judges, redacts and writes. */
export const trainingSet = (rows: number): Benchmark => ({
  name: 'training-set',
  about: `building a training set of ${rows} records of ${rows / rowsPerPerson} people`,
  async run(progress) {
    const service = await openService();
    try {
      await fill(service, rows, progress);
      const { milliseconds, peakMegabytes, found } = await inProcess(service);
      if (found !== rows) throw new Error(`${found} of ${rows} records are in the set`);
      progress(`${Math.round((rows / milliseconds) * 1000)} records a second`);
      return [
        ratioOf(
          {
            name: `peak memory of a training set of ${rows} records`,
            ...{ ours: peakMegabytes, limit: 512, unit: 'MB' },
            against: 'the whole process may have 512 MB, whatever the number of records',
          },
          atMost(1),
        ),
      ];
    } finally {
      await service.stop();
    }
  },
});

/** Californians, who permit it until they say no. */
async function fill(service: Service, rows: number, progress: ReportProgress): Promise<void> {
  const people = rows / rowsPerPerson;
  for (let made = 0; made < people; made += peopleAtOnce) {
    await Promise.all(
      Array.from({ length: Math.min(peopleAtOnce, people - made) }, async () => {
        const subjectId = newSubjectId();
        const person = { subjectId, status: 'active', version: 1, residence: 'US-CA' };
        await transact(service.database, [
          insert(subjects, { ...person, ageBand: 'adult', createdAt: service.clock() }),
        ]);
        await newPersonWith(service, rowsPerPerson, undefined, subjectId, content);
      }),
    );
    if (made % 1_000 === 0) progress(`${made * rowsPerPerson} of ${rows} records written`);
  }
}

interface Measured {
  readonly milliseconds: number;
  readonly peakMegabytes: number;
  readonly found: number;
}

/** In a process of its own, to measure the memory of this work alone. */
async function inProcess({ where }: Service): Promise<Measured> {
  const script = join(import.meta.dirname, 'training-set-process.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [
    // On a large machine Node.js would grow rather than collect garbage.
    ...['--max-old-space-size=256', '--max-semi-space-size=16'],
    ...[script, JSON.stringify(where)],
  ]);
  return JSON.parse(stdout) as Measured;
}
