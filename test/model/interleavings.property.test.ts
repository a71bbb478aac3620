import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fairnessReports } from '../../lambda/fairness/table.ts';
import { openSets } from '../../lambda/model/set/store.ts';
import { insert, remove } from '../../lambda/platform/dynamo/statement.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import { subjects } from '../../lambda/subject/table.ts';
import { examplePolicy } from '../support/example-policy.ts';
import { runs } from '../support/runs.ts';
import { anyStory, fullStory } from './interleavings/events.ts';
import {
  approve,
  closeAll,
  countedIn,
  hasExpired,
  isPermitted,
  manifestIds,
  openWorld,
  play,
  poll,
  readSet,
  settle,
  system,
} from './interleavings/world.ts';
import type { World } from './interleavings/world.ts';
import { passingReport } from './register-fixture.ts';
import { openSetFixture, withShardRows } from './set/set-fixture.ts';
import type { SetFixture } from './set/set-fixture.ts';

const numberOfStories = runs(12);
const measureOf = (story: number) => `ratings-${story}`;

/** Figures without suppression and with next to no noise, so that a release says who was counted. */
const { measures, fairness } = examplePolicy;
const policy = withShardRows(
  {
    ...examplePolicy,
    measures: Object.fromEntries(
      Array.from({ length: 10 * numberOfStories }, (_, story) => [
        measureOf(story),
        {
          ...measures['answer-ratings']!,
          ...{ period: 'P1D', minimumGroup: 0, epsilon: 10_000, budgetPerYear: 1_000_000_000 },
          contribution: { count: 1, value: { minimum: 0, maximum: 8 } },
        },
      ]),
    ),
    fairness: { ...fairness, systems: { [system]: Object.values(fairness.systems)[0]! } },
  },
  2,
);

let fixture: SetFixture;
beforeAll(async () => {
  fixture = { ...(await openSetFixture()), policy };
  await reportOnFairness();
});
afterAll(() => fixture.stop());

const reached = new Map<string, number>();
let stories = 0;

test('no interleaving lets a row in that is not permitted at its time', async () => {
  await fc.assert(
    fc.asyncProperty(anyStory, async (story) => {
      // Records are stored later than consent is given, as the clock has to show.
      fixture.setClock(undefined);
      const world = await openWorld(fixture, measureOf(stories), reached);
      stories += 1;
      fixture.setClock(new Date().toISOString());
      try {
        for (const event of story) await play(world, event);
        await settle(world);
        await checkSets(world);
        await play(world, { name: 'pass', days: 1 });
        await checkReleases(world);
        await play(world, { name: 'pass', days: 15 });
        await play(world, { name: 'pass', days: 8 });
        for (const tracked of world.sets) await approve(world, tracked);
      } finally {
        await settle(world);
        await forget(world);
      }
    }),
    {
      ...{ numRuns: numberOfStories, examples: [[fullStory]] },
      plugins: [fc.interruptAfterTimeLimit(30_000 * runs(1))],
    },
  );
  const seen = [...reached].filter(([, count]) => count > 0).map(([what]) => what);
  expect(seen).toEqual(
    expect.arrayContaining([
      ...['counted', 'not counted', 'rows read', 'dropped', 'left out', 'approved'],
      'training-set-stale',
    ]),
  );
}, 580_000);

const both = <One>(some: ReadonlySet<One>, others: ReadonlySet<One>): One[] =>
  [...some].filter((one) => others.has(one));
const without = <One>(some: Iterable<One>, others: ReadonlySet<One>): One[] =>
  [...some].filter((one) => !others.has(one));
const note = (what: string, times: number) => reached.set(what, (reached.get(what) ?? 0) + times);

/** What a release counts is what was contributed, of those who permitted it when they were decided about. */
async function checkReleases(world: World): Promise<void> {
  await closeAll(world);
  for (const [period, contributed] of world.measured) {
    const counted = await countedIn(world, period);
    const { barred } = world.closings.get(period)!;
    expect(without(counted, contributed), 'did not contribute').toEqual([]);
    expect(both(counted, barred), 'did not permit it').toEqual([]);
    const always = [...contributed].filter(({ wasAlwaysCountable }) => wasAlwaysCountable);
    expect(without(new Set(always), counted), 'were lost').toEqual([]);
    note('counted', counted.size);
    note('not counted', contributed.size - counted.size);
  }
}

/** When everything has ended, a trainer knows of each row whether they may have it. */
async function checkSets(world: World): Promise<void> {
  // The streams have seen every change.
  for (const [person, member] of world.people.entries()) {
    if (!isPermitted(member, 'training')) await play(world, { name: 'depart', person });
  }
  await settle(world);
  for (const tracked of world.sets) {
    const { setId, barred, doubted, read, dropped } = tracked;
    const built = await manifestIds(world, tracked);
    const idsOf = (people: Iterable<World['people'][number]>) =>
      new Set([...people].flatMap(({ ids }) => ids));
    expect((await openSets(fixture).get(setId))?.state).toBe('ready');
    expect(both(built, idsOf(barred)), 'said no before they were in').toEqual([]);

    const now = await readSet(world, tracked);
    await poll(world, tracked);
    const not = idsOf(world.people.filter((member) => !isPermitted(member, 'training')));
    expect(without(both(read, not), dropped), 'a trainer keeps').toEqual([]);
    expect(without(dropped, idsOf(doubted)), 'left for nothing').toEqual([]);
    if (!hasExpired(world, tracked)) {
      expect(new Set([...(now ?? []), ...dropped])).toEqual(built);
      expect(both(now ?? new Set(), dropped)).toEqual([]);
    }
    note('dropped', dropped.size);
    note('left out', idsOf(world.people).size - built.size);
  }
  for (const { erased, subjectId } of world.people) {
    if (erased) expect(await fixture.rowsOf(subjectId)).toEqual([]);
  }
}

/** A report that passes, for as long as stories last. */
async function reportOnFairness(): Promise<void> {
  const reportedAt = new Date(fixture.clock() + 60 * 86_400_000).toISOString();
  const row = {
    ...{ system, period: '2026-11', version: 1, reportedAt },
    ...{ policyVersion: policy.version, breached: [], report: JSON.stringify(passingReport) },
  };
  await transact(fixture.database, [insert(fairnessReports, row)]);
}

/** The next story is about other people. */
async function forget({ people }: World): Promise<void> {
  for (const { subjectId } of people) {
    const { version } = (await fixture.subjects.get(subjectId))!;
    await transact(fixture.database, [remove(subjects, { subjectId }, version)]);
  }
}
