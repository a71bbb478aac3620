import { loadPolicyOrThrow } from '../lib/policy/loader.ts';
import type { Attempt } from '../lambda/request/attempt.ts';
import type { Notes } from '../test/erasure/erasure-steps.ts';
import { stepsOf } from '../test/erasure/erasure-steps.ts';
import {
  firstAttempt,
  keep,
  openOffice,
  somebody,
  submit,
} from '../test/request/request-fixture.ts';
import type { Office } from '../test/request/request-fixture.ts';
import type { Benchmark, Progress } from './measure.ts';
import { atMost, median, ratioOf, timed } from './measure.ts';

const small = 10;
const people = 3;

export const erasure = (rows: number): Benchmark => ({
  name: 'erasure',
  about: `fence and destroyed keys of somebody with ${rows} rows, over somebody with ${small}`,
  async run(progress) {
    const office = await openOffice(loadPolicyOrThrow('policy'), { streams: 'off' });
    try {
      const limit = await measure(office, small, progress);
      const ours = await measure(office, rows, progress);
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
      await office.stop();
    }
  },
});

async function measure(office: Office, rows: number, progress: Progress): Promise<number> {
  const durations: number[] = [];
  for (let person = 1; person <= people; person += 1) {
    progress(`person ${person} of ${people} with ${rows} rows`);
    const { caller, subjectId } = await somebody(office);
    await keep(
      office,
      { subjectId },
      Array.from({ length: rows }, () => ({})),
    );
    const run = firstAttempt(await submit(office, caller, { kind: 'erasure' }));
    const notes: Notes = {};
    await steps(office, run, notes, ['begin', 'count', 'plan']);
    durations.push(await timed(() => steps(office, run, notes, ['fence', 'revoke'])));
    office.setClock(undefined);
  }
  return median(durations);
}

async function steps(office: Office, run: Attempt, notes: Notes, names: readonly string[]) {
  const all = stepsOf(office);
  for (const name of names) await all[name]?.(office, run, notes);
}
