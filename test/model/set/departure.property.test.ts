import * as fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { deleteRows } from '../../../lambda/erasure/delete-rows.ts';
import { buildOn, startOfBuild } from '../../../lambda/model/set/build.ts';
import type { BuildPlace } from '../../../lambda/model/set/build.ts';
import { departErased, departPerson } from '../../../lambda/model/set/departure/departures.ts';
import { openSets } from '../../../lambda/model/set/store.ts';
import { trainingRows } from '../../../lambda/model/set/table.ts';
import { StoreUnavailableError } from '../../../lambda/platform/dynamo/errors.ts';
import { remove } from '../../../lambda/platform/dynamo/statement.ts';
import { transact } from '../../../lambda/platform/dynamo/transact.ts';
import { records } from '../../../lambda/record/table.ts';
import type { RecordId } from '../../../lambda/value/ids.ts';
import { seconds, toRfc3339 } from '../../../lambda/value/time.ts';
import { set } from '../../retention/sweeping.ts';
import { runs } from '../../support/runs.ts';
import type { Departing } from './departing.ts';
import { openDeparting } from './departing.ts';
import type { SetFixture, Trainee } from './set-fixture.ts';
import { openSetFixture } from './set-fixture.ts';

let fixture: SetFixture;
let departing: Departing;
afterEach(() => fixture.stop());

const people = 3;
/** A set goes over all people of its database, those of earlier cases too. */
const casesPerDatabase = 12;
const person = fc.integer({ min: 0, max: people - 1 });
const act = fc.oneof(
  fc.record({ kind: fc.constantFrom('withdraw', 'give', 'object', 'restrict', 'lift'), person }),
  fc.record({ kind: fc.constantFrom('delete', 'erase', 'depart'), person }),
  fc.record({ kind: fc.constant('step') }),
  fc.record({ kind: fc.constant('read') }),
);
/** What happens at the same time. */
const wave = fc.array(act, { minLength: 1, maxLength: 3 });

test('no order of acts delivers a row that is not permitted, loses one, or lists one that stays', async () => {
  let cases = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(wave, { minLength: 3, maxLength: 10 }), async (waves) => {
      if (cases % casesPerDatabase === 0) {
        if (cases > 0) await fixture.stop();
        fixture = await openSetFixture();
        departing = openDeparting(fixture, fixture.directory);
      }
      cases += 1;
      const world = await openWorld();
      for (const some of waves) await world.pass(some);
      await world.finish();
    }),
    { numRuns: runs(12), endOnFailure: true },
  );
}, 600_000);

type Act = Parameters<Parameters<typeof act.map>[0]>[0];

/** Permits training, or not: what a set has to have is computed from this alone. */
interface Mind {
  readonly trainee: Trainee;
  consents: boolean;
  objects: boolean;
  restricted: boolean;
  erased: boolean;
  readonly deleted: Set<RecordId>;
}

async function openWorld() {
  const minds: Mind[] = await Promise.all(
    Array.from({ length: people }, async () => ({
      trainee: await fixture.trainee([{ text: 'one' }, { text: 'two' }]),
      ...{ consents: true, objects: false, restricted: false, erased: false },
      deleted: new Set<RecordId>(),
    })),
  );
  const setId = await fixture.request();
  const sets = openSets(fixture);
  let place: BuildPlace = startOfBuild;
  /** Those who have permitted it without a break since the set was built. */
  const everPermitted = new Map<RecordId, boolean>();

  const permits = (mind: Mind, recordId: RecordId) =>
    mind.consents &&
    !mind.objects &&
    !mind.restricted &&
    !mind.erased &&
    !mind.deleted.has(recordId);
  const permitted = () =>
    minds.flatMap((mind) => mind.trainee.ids.filter((recordId) => permits(mind, recordId)));
  const all = minds.flatMap(({ trainee }) => trainee.ids);

  async function step(): Promise<void> {
    if (place.isDone) return;
    const set = (await sets.get(setId))!;
    const building = { ...fixture, rowsPerShard: 2, peoplePerWave: 50, rowsPerPage: 7 };
    const target = { ...set, rememberedUntil: seconds(4_000_000_000) };
    try {
      place = await buildOn(building, target, place, () => true);
    } catch (error) {
      // Another process took a shard from it: the step is done again.
      if (!(error instanceof StoreUnavailableError)) throw error;
    }
    if (!place.isDone) return;
    await sets.change(setId, () => ({
      ...{ state: 'ready', shards: place.shards, builtAt: toRfc3339(fixture.clock()) },
    }));
  }

  async function readAll(): Promise<readonly RecordId[]> {
    const found: RecordId[] = [];
    for (let number = 1; number <= place.shards; number += 1) {
      const { ids } = await departing.read(setId, number);
      found.push(...(ids ?? []));
    }
    return found.filter((recordId) => all.includes(recordId));
  }

  const settings = (objects: boolean) => ({
    ...{ retention: {}, personalisation: 'on', storage: 'on' },
    training: objects ? 'off' : 'on',
  });

  /** Only what has ended before counts: what is said meanwhile may be seen or not. */
  async function carryOut(one: Act): Promise<void> {
    const mind = 'person' in one ? minds[one.person] : undefined;
    if (mind?.erased === true) return;
    const { subjectId, ids } = mind?.trainee ?? { subjectId: '' as never, ids: [] };
    if (mind === undefined) return one.kind === 'step' ? step() : void (await readAll());
    switch (one.kind) {
      case 'withdraw':
      case 'give':
        await fixture.say(subjectId, one.kind === 'give' ? 'given' : 'withdrawn');
        mind.consents = one.kind === 'give';
        return;
      case 'object':
        mind.objects = !mind.objects;
        return set(fixture, subjectId, { settings: settings(mind.objects) });
      case 'restrict':
      case 'lift':
        mind.restricted = one.kind === 'restrict';
        return set(fixture, subjectId, { restrictedPurposes: mind.restricted ? 'all' : [] });
      case 'delete': {
        const recordId = ids.find((id) => !mind.deleted.has(id));
        if (recordId === undefined) return;
        mind.deleted.add(recordId);
        await transact(fixture.database, [remove(records, { subjectId, recordId }, 1)]);
        return;
      }
      case 'erase':
        mind.erased = true;
        await set(fixture, subjectId, { status: 'erasing' });
        await departErased(departing.deps(), subjectId);
        await deleteRows(fixture.database, trainingRows, subjectId);
        return;
      case 'depart':
        await departPerson(departing.deps(), subjectId);
        return;
      case 'step':
      case 'read':
    }
  }

  /** One act of a person at a time: they cannot say two things at once. */
  function together(some: readonly Act[]): Act[] {
    const seen = new Set<number>();
    let builds = false;
    return some.filter((one) => {
      if (one.kind === 'step') {
        const first = !builds;
        builds = true;
        return first;
      }
      if (!('person' in one)) return true;
      const first = !seen.has(one.person);
      seen.add(one.person);
      return first;
    });
  }

  async function check(): Promise<void> {
    if (!place.isDone) return;
    const delivered = await readAll();
    const now = permitted();
    // Never a row that is not permitted at this time.
    expect(delivered.filter((recordId) => !now.includes(recordId))).toEqual([]);
    expect(new Set(delivered).size).toBe(delivered.length);
    const { ids: excluded } = await everyExclusion();
    const left = excluded.filter((recordId) => all.includes(recordId));
    expect(new Set(left).size).toBe(left.length);
    // Never a row that is lost: what was in the set is in it, or is listed.
    const members = await everyMember();
    for (const recordId of members) {
      expect(delivered.includes(recordId) !== left.includes(recordId), recordId).toBe(true);
    }
    // Who has permitted it all the time stays.
    for (const recordId of members) {
      if (everPermitted.get(recordId) !== false) expect(delivered).toContain(recordId);
    }
  }

  const inSet = new Set<RecordId>();
  async function everyMember(): Promise<ReadonlySet<RecordId>> {
    for (const { trainee } of minds) {
      for (const row of await fixture.rowsOf(trainee.subjectId)) {
        if (row.setId === setId) for (const recordId of row.records) inSet.add(recordId);
      }
    }
    return inSet;
  }

  async function everyExclusion(): Promise<{ readonly ids: readonly RecordId[] }> {
    const ids: RecordId[] = [];
    let cursor: string | undefined;
    do {
      const page = await departing.excluded(setId, { limit: '3', ...(cursor && { cursor }) });
      ids.push(...page.ids);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return { ids };
  }

  return {
    async pass(some: readonly Act[]) {
      await Promise.all(together(some).map(carryOut));
      const now = permitted();
      for (const recordId of all) if (!now.includes(recordId)) everPermitted.set(recordId, false);
      await check();
    },
    async finish() {
      while (!place.isDone) await step();
      await check();
      // The next set of this database has its own people alone.
      for (const { trainee, erased } of minds) {
        if (!erased) await fixture.say(trainee.subjectId, 'withdrawn');
      }
    },
  };
}
