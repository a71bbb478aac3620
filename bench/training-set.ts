import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import type { BuildPlace } from '../lambda/model/set/build.ts';
import { manifestObject } from '../lambda/model/set/names.ts';
import { insert } from '../lambda/platform/dynamo/statement.ts';
import { transact } from '../lambda/platform/dynamo/transact.ts';
import { subjects } from '../lambda/subject/table.ts';
import type { TrainingSetId } from '../lambda/value/ids.ts';
import { newSubjectId, newTrainingSetId } from '../lambda/value/ids.ts';
import { startBounded } from './bounded.ts';
import type { Benchmark, ReportProgress } from './measure.ts';
import { atMost, ratioOf } from './measure.ts';
import { newPersonWith } from './rows.ts';
import type { Service } from './service.ts';
import { openService } from './service.ts';
import type { Building, BuiltStep } from './training-set-process.ts';

const rowsPerPerson = 100;
const peopleAtOnce = 8;
const content = { purpose: 'training', sentences: 4 };

/**
 * Peak memory of building a training set, and how many records a second it judges, redacts and writes. The
 * process is killed in the middle, and another one goes on from the last checkpoint.
 */
export const trainingSet = (rows: number): Benchmark => ({
  name: 'training-set',
  about: `building a training set of ${rows} records of ${rows / rowsPerPerson} people`,
  async run(progress) {
    const service = await openService();
    try {
      await fill(service, rows, progress);
      const setId = newTrainingSetId();
      const { milliseconds, peakMegabytes, found } = await build(service, setId, rows, progress);
      const different = await recordsIn(service, setId);
      if (found !== rows || different !== rows) {
        throw new Error(`${found} of ${rows} records are in the set, ${different} different ones`);
      }
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

const killedAfterMilliseconds = 15_000;

/** In processes of their own, to measure the memory of this work alone: the first one is killed. */
async function build(
  { where }: Service,
  setId: TrainingSetId,
  rows: number,
  progress: ReportProgress,
): Promise<Measured> {
  const since = performance.now();
  let peakMegabytes = 0;
  let place: BuildPlace | undefined;
  for (let isKilled = false; ;) {
    const asked: Building = { where, setId, ...(place && { place }) };
    const child = startBounded('training-set-process.ts', asked);
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    let found: number | undefined;
    for await (const line of createInterface({ input: child.stdout })) {
      const step = JSON.parse(line) as BuiltStep;
      ({ place, found } = step);
      peakMegabytes = Math.max(peakMegabytes, step.peakMegabytes);
      const written = Object.values(place.counts).reduce(
        (sum: number, count = 0) => sum + count,
        0,
      );
      progress(`${written} records in the set, peak ${Math.round(step.peakMegabytes)} MB`);
      if (isKilled || written < rows / 2 || place.isDone) continue;
      isKilled = true;
      // Amid the next step: what it has written by then is not in the checkpoint.
      setTimeout(() => child.kill('SIGKILL'), killedAfterMilliseconds);
    }
    const code = await ended;
    if (found !== undefined)
      return { milliseconds: performance.now() - since, peakMegabytes, found };
    if (code !== null) throw new Error(`the build ended with ${code}`);
    progress('killed; another process goes on from the last checkpoint');
  }
}

/** How many different records the manifest has. */
async function recordsIn({ objects }: Service, setId: TrainingSetId): Promise<number> {
  const manifest = await objects.get(manifestObject(setId));
  if (manifest === undefined) throw new Error('there is no manifest');
  const ids = new Set<string>();
  for await (const line of createInterface({ input: manifest })) {
    ids.add((JSON.parse(line) as { readonly recordId: string }).recordId);
  }
  return ids.size;
}
