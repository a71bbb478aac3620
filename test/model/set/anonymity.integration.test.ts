import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openSets } from '../../../lambda/model/set/store.ts';
import { departPerson } from '../../../lambda/model/set/departure/departures.ts';
import { sweepSets } from '../../../lambda/model/set/departure/sweep.ts';
import { failingGroups } from '../../../lambda/model/set/gate.ts';
import { milliseconds, plusSeconds, toRfc3339 } from '../../../lambda/value/time.ts';
import type { TrainingSetId } from '../../../lambda/value/ids.ts';
import type { Departing } from './departing.ts';
import { openDeparting } from './departing.ts';
import type { SetFixture, Trainee } from './set-fixture.ts';
import { openSetFixture } from './set-fixture.ts';

let fixture: SetFixture;
let departing: Departing;
beforeEach(async () => {
  fixture = await openSetFixture();
  departing = openDeparting(fixture, fixture.directory);
});
afterEach(() => fixture.stop());

const demand = { quasi: ['/group'], sensitive: ['/rating'], k: 2, l: 2 };
const people = (count: number, group: number) =>
  Promise.all(
    Array.from({ length: count }, (_, rating) => fixture.trainee([{ group, rating }])),
  ) as Promise<[Trainee, ...Trainee[]]>;
const leave = async (...some: readonly Trainee[]) => {
  for (const { subjectId } of some) {
    await fixture.say(subjectId, 'withdrawn');
    await departPerson(departing.deps(), subjectId);
  }
};
const setNow = async (setId: TrainingSetId) => (await openSets(fixture).get(setId))!;
const sweep = async (seconds: number, until = 60) => {
  fixture.setClock(toRfc3339(plusSeconds(milliseconds(Date.now()), seconds)));
  const end = plusSeconds(fixture.clock(), until);
  await sweepSets({ ...departing.deps(), log: fixture.log }, end);
};
const day = 86_400;

describe('a set that declared quasi-identifiers, once people left it', () => {
  test('ends within a day where a group is too small by then, and says so', async () => {
    const [first] = await people(2, 1);
    await people(3, 2);
    const setId = await departing.built(1, { anonymity: demand });
    await leave(first);
    expect((await departing.read(setId, 1)).status).toBe(303);

    await sweep(day + 60);

    expect(await setNow(setId)).toMatchObject({ state: 'expired', failingGroups: 1 });
    expect((await departing.read(setId, 1)).status).toBe(404);
    expect(await departing.files(setId)).toEqual([]);
    // Models may have been trained on it: who leaves afterwards is listed.
    expect((await departing.excluded(setId)).ids).toEqual(first.ids);
  });

  test('stays where its groups are large and diverse enough', async () => {
    const [first] = await people(3, 1);
    const setId = await departing.built(1, { anonymity: demand });
    await leave(first);

    await sweep(day + 60);

    expect((await setNow(setId)).state).not.toBe('expired');
    expect(await departing.files(setId)).not.toEqual([]);
  });

  test('is counted by the next sweep where one has no time left', async () => {
    const [first] = await people(2, 1);
    const setId = await departing.built(1, { anonymity: demand });
    await leave(first);

    await sweep(day + 60, 0);
    expect((await setNow(setId)).state).toBe('ready');
    await sweep(day + 120);

    expect((await setNow(setId)).state).toBe('expired');
  });

  test('is counted in full, although files are written again meanwhile', async () => {
    const [first] = await people(2, 1);
    await people(2, 2);
    const setId = await departing.built(2, { anonymity: demand });
    const deps = departing.deps();
    let isLeft = false;
    const objects = Object.assign(Object.create(deps.objects) as typeof deps.objects, {
      get: async (name: Parameters<typeof deps.objects.get>[0]) => {
        if (!isLeft) {
          isLeft = true;
          await leave(first);
        }
        return deps.objects.get(name);
      },
    });

    expect(await failingGroups({ ...deps, objects }, setId, demand)).toBe(1);
  });
});
