import { loadPolicyOrThrow } from '../lib/policy/loader.ts';
import { v7 } from 'uuid';
import type { Attempt } from '../lambda/request/attempt.ts';
import type { RecordId, SubjectId } from '../lambda/value/ids.ts';
import { plusSeconds, toEpochSeconds } from '../lambda/value/time.ts';
import type { Notes } from '../test/erasure/erasure-steps.ts';
import { stepsOf } from '../test/erasure/erasure-steps.ts';
import {
  firstAttempt,
  openRequestFixture,
  newPerson,
  submit,
} from '../test/request/request-fixture.ts';
import type { RequestFixture } from '../test/request/request-fixture.ts';
import type { Benchmark, ReportProgress } from './measure.ts';
import { atMost, median, ratioOf, timed } from './measure.ts';

const small = 10;
const people = 3;

export const erasure = (rows: number): Benchmark => ({
  name: 'erasure',
  about: `fence and destroyed keys of a person with ${rows} rows, over a person with ${small}`,
  async run(progress) {
    const fixture = await openRequestFixture(loadPolicyOrThrow('policy'), { streams: 'off' });
    try {
      const limit = await measure(fixture, small, progress);
      const ours = await measure(fixture, rows, progress);
      return [
        ratioOf(
          {
            name: `keys of ${rows} rows destroyed`,
            ...{ ours, limit, unit: 'ms' },
            against: `the same with ${small} rows`,
          },
          atMost(1.25),
        ),
      ];
    } finally {
      await fixture.stop();
    }
  },
});

async function measure(
  fixture: RequestFixture,
  rows: number,
  progress: ReportProgress,
): Promise<number> {
  const durations: number[] = [];
  for (let person = 1; person <= people; person += 1) {
    progress(`person ${person} of ${people} with ${rows} rows`);
    const { caller, subjectId } = await newPerson(fixture);
    await storeOld(fixture, subjectId, rows);
    const run = firstAttempt(await submit(fixture, caller, { kind: 'erasure' }));
    const notes: Notes = {};
    await steps(fixture, run, notes, ['begin', 'count', 'plan']);
    durations.push(await timed(() => steps(fixture, run, notes, ['fence', 'revoke'])));
    fixture.setClock(undefined);
  }
  return median(durations);
}

/** As most are, from before the week whose rows an erasure looks at one by one. */
async function storeOld(fixture: RequestFixture, subjectId: SubjectId, rows: number) {
  const collectedAt = plusSeconds(fixture.clock(), -30 * 86_400);
  const times = { collectedAt, expiresAt: toEpochSeconds(plusSeconds(collectedAt, 90 * 86_400)) };
  const input = { category: 'prompt-text', purposes: ['service-provision'], content: 'Hello' };
  for (let start = 0; start < rows; start += 50) {
    const drafts = Array.from({ length: Math.min(50, rows - start) }, () =>
      fixture.records.draft(subjectId, input, times, v7({ msecs: collectedAt }) as RecordId),
    );
    await fixture.records.write(drafts, []);
  }
}

async function steps(
  fixture: RequestFixture,
  run: Attempt,
  notes: Notes,
  names: readonly string[],
) {
  const all = stepsOf(fixture);
  for (const name of names) await all[name]?.(fixture, run, notes);
}
