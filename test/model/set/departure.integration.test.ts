import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { freezeStatements } from '../../../lambda/containment/freeze-store.ts';
import { deleteRows } from '../../../lambda/erasure/delete-rows.ts';
import { departErased, departPerson } from '../../../lambda/model/set/departure/departures.ts';
import {
  trainingDeparture,
  trainingSetReader,
  trainingSweep,
} from '../../../lambda/model/set/departure/needs.ts';
import { sweepSets } from '../../../lambda/model/set/departure/sweep.ts';
import { setsOfPerson } from '../../../lambda/model/register/sets-of-person.ts';
import { openSets, shardsOf } from '../../../lambda/model/set/store.ts';
import { trainingRows } from '../../../lambda/model/set/table.ts';
import { transact } from '../../../lambda/platform/dynamo/transact.ts';
import { remove, update } from '../../../lambda/platform/dynamo/statement.ts';
import { records } from '../../../lambda/record/table.ts';
import type { RecordId, SubjectId, TrainingSetId } from '../../../lambda/value/ids.ts';
import { newTrainingSetId } from '../../../lambda/value/ids.ts';
import { milliseconds, plusSeconds, toRfc3339, utcDay } from '../../../lambda/value/time.ts';
import { startDepartures } from '../../../lambda/retention/start-departure.ts';
import { dyingAfter } from '../../faults/dying-after.ts';
import { brokenAfter, losingAnswer } from '../../faults/connections.ts';
import { set } from '../../retention/sweeping.ts';
import { actionsDuring, declaredBy } from '../../support/actions.ts';
import { leaksIn, scanEverything } from '../../support/leaks.ts';
import type { Departing } from './departing.ts';
import { openDeparting } from './departing.ts';
import type { SetFixture, Trainee } from './set-fixture.ts';
import { openSetFixture } from './set-fixture.ts';

let fixture: SetFixture;
let departing: Departing;
beforeAll(async () => {
  fixture = await openSetFixture();
  departing = openDeparting(fixture, fixture.directory);
});
afterAll(() => fixture.stop());

const texts = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ text: 'Plan a weekend in Lisbon.', index }));

let people: [Trainee, Trainee, Trainee];
let setId: TrainingSetId;
beforeEach(async () => {
  people = await Promise.all([
    fixture.trainee(texts(2)),
    fixture.trainee(texts(3)),
    fixture.trainee(texts(1)),
  ]);
  setId = await departing.built();
});

/** Of the people of this test: others stay in the database. */
const theirs = (ids: readonly RecordId[] | undefined) =>
  ids?.filter((id) => people.some((person) => person.ids.includes(id))).toSorted();
const idsOf = (...some: readonly Trainee[]) => some.flatMap(({ ids }) => ids).toSorted();
const withdraw = ({ subjectId }: Trainee) => fixture.say(subjectId, 'withdrawn');
const setNow = async () => (await openSets(fixture).get(setId))!;
const shardNow = async () => (await Array.fromAsync(shardsOf(fixture.database, setId)))[0]!;
const sweep = (at: number = fixture.clock()) =>
  sweepSets({ ...departing.deps(), log: fixture.log }, milliseconds(at + 60_000));

describe('a shard that is read', () => {
  test('has everyone who permits it, by a link that ends after five minutes', async () => {
    const before = fixture.clock();
    const delivered = await departing.read(setId);

    expect(theirs(delivered.ids)).toEqual(idsOf(...people));
    expect((await departing.excluded(setId)).items).toEqual([]);
    fixture.setClock(new Date(before + 302_000).toISOString());
    expect(await departing.open(delivered.url)).toBeUndefined();
    fixture.setClock(undefined);
  });

  test('is delivered by no link that outlives the set', async () => {
    const endsAt = toRfc3339(plusSeconds(fixture.clock(), 100));
    await openSets(fixture).change(setId, () => ({ endsAt }));

    const delivered = await departing.read(setId);

    expect(theirs(delivered.ids)).toEqual(idsOf(...people));
    fixture.setClock(toRfc3339(plusSeconds(fixture.clock(), 102)));
    expect(await departing.open(delivered.url)).toBeUndefined();
    expect((await departing.read(setId)).status).toBe(404);
    fixture.setClock(undefined);
  });

  test('GDPR Art. 7(3), 18, 21: has no one any more who stopped it, whatever streams do', async () => {
    const [withdrawn, restricted, off] = people;
    const former = await departing.read(setId);
    await withdraw(withdrawn);
    expect(theirs((await departing.read(setId)).ids)).toEqual(idsOf(restricted, off));
    await set(fixture, restricted.subjectId, { restrictedPurposes: ['training'] });
    expect(theirs((await departing.read(setId)).ids)).toEqual(idsOf(off));
    await set(fixture, off.subjectId, {
      settings: { retention: {}, training: 'off', personalisation: 'on', storage: 'on' },
    });
    expect(theirs((await departing.read(setId)).ids)).toEqual([]);

    expect(await departing.open(former.url)).toBeUndefined();
    expect(theirs((await departing.excluded(setId)).ids)).toEqual(idsOf(...people));
    expect((await setNow()).left).toEqual({
      [utcDay(fixture.clock())]: { records: 6, people: 3 },
    });
    expect(await departing.files(setId)).toHaveLength(2);
  });

  test('GDPR Art. 5(1)(d), 16: has no record that was deleted or changed', async () => {
    const [person] = people;
    const [deleted, changed] = person.ids as [RecordId, RecordId];
    await transact(fixture.database, [
      remove(records, { subjectId: person.subjectId, recordId: deleted }, 1),
    ]);
    await changeContent(person.subjectId, changed);

    const { ids } = await departing.read(setId);

    expect(theirs(ids)).toEqual(idsOf(people[1], people[2]));
    expect(theirs((await departing.excluded(setId)).ids)).toEqual(idsOf(person));
  });

  test('does not get back who permits it again', async () => {
    await withdraw(people[0]);
    await departing.read(setId);
    await fixture.say(people[0].subjectId, 'given');

    expect(theirs((await departing.read(setId)).ids)).toEqual(idsOf(people[1], people[2]));
  });

  test('GDPR Art. 33(3)(d): is not delivered during a freeze, and loses no one by it', async () => {
    const freeze = (categories: readonly string[]) =>
      freezeStatements(fixture.database, () =>
        categories.map((category) => ({
          ...{ containmentId: crypto.randomUUID(), categories: [category] },
        })),
      );
    await transact(fixture.database, await freeze(['prompt-text']));
    const frozen = await departing.read(setId);
    await transact(fixture.database, await freeze([]));

    expect(frozen.status).toBe(403);
    expect(theirs((await departing.read(setId)).ids)).toEqual(idsOf(...people));
  });

  test('is delivered to many at once while people leave, each file with its own hash', async () => {
    await withdraw(people[0]);

    const delivered = await Promise.all(Array.from({ length: 6 }, () => departing.read(setId)));

    for (const { ids } of delivered)
      expect([idsOf(people[1], people[2]), undefined]).toContainEqual(theirs(ids));
    expect(delivered.some(({ ids }) => ids !== undefined)).toBe(true);
    expect(theirs((await departing.read(setId)).ids)).toEqual(idsOf(people[1], people[2]));
    expect(theirs((await departing.excluded(setId)).ids)).toEqual(idsOf(people[0]));
    expect((await shardNow()).leftovers).toEqual([]);
    expect(await departing.files(setId)).toHaveLength(2);
  });

  test('is whole, listed once and leaves no file behind, whichever write is the last of a process', async () => {
    let moments = 0;
    for (let writes = 1; ; writes += 1) {
      const person = await fixture.trainee(texts(2));
      setId = await departing.built();
      await withdraw(person);
      const dying = dyingAfter(fixture, writes);
      await departing.read(setId, 1, dying).catch(() => undefined);

      const { ids } = await departing.read(setId);

      expect(theirs(ids), `write ${writes}`).toEqual(idsOf(...people));
      expect(ids?.filter((id) => person.ids.includes(id))).toEqual([]);
      const { ids: excluded } = await departing.excluded(setId);
      expect(excluded.toSorted(), `write ${writes}`).toEqual(idsOf(person));
      expect(await departing.files(setId), `write ${writes}`).toHaveLength(2);
      if (!dying.died()) break;
      moments = writes;
    }
    expect(moments).toBeGreaterThanOrEqual(3);
  }, 60_000);

  test('is the same after the response to a transaction was lost', async () => {
    await withdraw(people[0]);
    const lost = await losingAnswer(fixture, 'ExecuteTransaction', () => Promise.resolve());
    await departing.read(setId, 1, lost.database).catch(() => undefined);
    await lost.stop();

    expect(lost.wasLost()).toBe(true);
    expect(theirs((await departing.read(setId)).ids)).toEqual(idsOf(people[1], people[2]));
    expect(theirs((await departing.excluded(setId)).ids)).toEqual(idsOf(people[0]));
  });

  test('is not there before its set is built, after it ended, or in a set that is not', async () => {
    const building = await fixture.request();
    expect((await departing.read(building)).status).toBe(409);
    expect((await departing.read(newTrainingSetId())).status).toBe(404);
    expect((await departing.read(setId, 7)).status).toBe(404);
    await openSets(fixture).change(setId, () => ({ endsAt: '2020-01-01T00:00:00.000Z' as never }));
    expect((await departing.read(setId)).status).toBe(404);
  });
});

describe('a person who leaves', () => {
  test('leaves every set, and a repetition of it changes nothing', async () => {
    const [person] = people;
    const other = await departing.built(2);
    await withdraw(person);

    for (let times = 0; times < 2; times += 1) {
      await departPerson(departing.deps(), person.subjectId);
      for (const one of [setId, other]) {
        expect(theirs((await departing.excluded(one)).ids)).toEqual(idsOf(person));
        const { left } = (await openSets(fixture).get(one))!;
        expect(Object.values(left)).toEqual([{ records: 2, people: 1 }]);
      }
    }
  });

  test('counts once in a set, though their records are in several shards and leave one by one', async () => {
    const person = await fixture.trainee(texts(7));
    setId = await departing.built(2);
    for (const recordId of person.ids) {
      await transact(fixture.database, [
        remove(records, { subjectId: person.subjectId, recordId }, 1),
      ]);
      await departPerson(departing.deps(), person.subjectId);
    }

    const { left } = await setNow();
    const [sum] = Object.values(left);
    expect(sum).toEqual({ records: 7, people: 1 });
  });

  test('GDPR Art. 17: who is erased is out of every file and in the list before their rows are gone', async () => {
    const [person] = people;
    const former = await departing.read(setId);

    await departErased(departing.deps(), person.subjectId);
    await deleteRows(fixture.database, trainingRows, person.subjectId);

    expect(await departing.open(former.url)).toBeUndefined();
    expect(theirs((await departing.excluded(setId)).ids)).toEqual(idsOf(person));
    expect(theirs((await departing.read(setId)).ids)).toEqual(idsOf(people[1], people[2]));
    expect(JSON.stringify(await departing.excluded(setId))).not.toContain(person.subjectId);
  });

  test('is listed of a set that ended too: models may have been trained on it', async () => {
    const [before, after] = people;
    await withdraw(before);
    await departing.read(setId);
    await openSets(fixture).change(setId, () => ({ endsAt: '2020-01-01T00:00:00.000Z' as never }));
    await sweep();
    expect(await departing.files(setId)).toEqual([]);
    expect((await setNow()).state).toBe('expired');

    await withdraw(after);
    for (const { subjectId } of [before, after, after]) {
      await departPerson(departing.deps(), subjectId);
    }

    expect(theirs((await departing.excluded(setId)).ids)).toEqual(idsOf(before, after));
    expect(Object.values((await setNow()).left)).toEqual([{ records: 5, people: 2 }]);
  });
});

describe('the streams of records, people and what they said', () => {
  const consume = (...changes: readonly object[]) =>
    startDepartures(fixture)({ Records: [...changes] as never });
  const said = (subjectId: SubjectId, eventID: string) => ({
    ...{ eventID, eventName: 'MODIFY' },
    dynamodb: { SequenceNumber: '1', Keys: { subjectId: { S: subjectId }, purpose: { S: 'x' } } },
  });
  const ofRecord = (subjectId: SubjectId, eventID: string, eventName: string) => ({
    ...{ eventID, eventName },
    dynamodb: { SequenceNumber: '1', Keys: { subjectId: { S: subjectId }, recordId: { S: 'r' } } },
  });
  const isStarted = async (eventID: string) =>
    (await fixture.workflow.start('training-departure', eventID, { subjectId: 'probe' })) ===
    'already-started';

  test('start one departure for a change of a person who is in a set, and for no other', async () => {
    const [{ subjectId }] = people;
    const [words, deleted, written, outside] = Array.from({ length: 4 }, () =>
      crypto.randomUUID(),
    ) as [string, string, string, string];
    const stranger = await fixture.trainee([]);

    for (let times = 0; times < 2; times += 1) {
      expect(await consume(said(subjectId, words))).toEqual({ batchItemFailures: [] });
    }
    await consume(ofRecord(subjectId, deleted, 'REMOVE'));
    await consume(ofRecord(subjectId, written, 'INSERT'));
    await consume(said(stranger.subjectId, outside));

    expect(await Promise.all([words, deleted, written, outside].map(isStarted))).toEqual([
      ...[true, true, false, false],
    ]);
  });

  test('bring a change again that nothing could be started for', async () => {
    const broken = await brokenAfter(fixture, 'Query', 0);
    const consumed = await startDepartures({ ...fixture, database: broken.database })({
      Records: [said(people[0].subjectId, crypto.randomUUID())] as never,
    });
    await broken.stop();

    expect(consumed).toEqual({ batchItemFailures: [{ itemIdentifier: '1' }] });
  });
});

describe('the list of what left', () => {
  test('is complete for a trainer who asks with `until`, however wrong clocks are', async () => {
    const [first, second, third] = people;
    const noon = '2026-11-24T12:00:00.000Z';
    const leave = async (person: Trainee, clock: string) => {
      await withdraw(person);
      fixture.setClock(clock);
      await departPerson(departing.deps(), person.subjectId);
      fixture.setClock(undefined);
    };
    const now = fixture.clock();
    const at = (offset: number) => new Date(now + offset).toISOString();
    expect(noon < at(0)).toBe(true);
    await leave(first, at(3_600_000));
    const one = await departing.excluded(setId);
    // This one runs an hour late, after the list was read.
    await leave(second, at(0));
    const two = await departing.excluded(setId, { since: one.until });
    await leave(third, at(7_200_000));
    const three = await departing.excluded(setId, { since: two.until });

    expect(one.ids.toSorted()).toEqual(idsOf(first));
    expect(two.ids).toEqual(expect.arrayContaining([...second.ids]));
    expect(three.ids).toEqual(expect.arrayContaining([...third.ids]));
    expect(one.until <= two.until && two.until <= three.until).toBe(true);
  });

  test('is read page by page, and one cursor is good for one set', async () => {
    for (const person of people) {
      await withdraw(person);
      await departPerson(departing.deps(), person.subjectId);
    }
    const found: RecordId[] = [];
    let cursor: string | undefined;
    do {
      const page = await departing.excluded(setId, { limit: '1', ...(cursor && { cursor }) });
      expect(page.items.length).toBeLessThanOrEqual(1);
      found.push(...page.ids);
      cursor = page.nextCursor;
    } while (cursor !== undefined);

    expect(found.toSorted()).toEqual(idsOf(...people));
    const { nextCursor = '' } = await departing.excluded(setId, { limit: '1' });
    const other = await departing.built();
    await expect(departing.excluded(other, { cursor: nextCursor })).rejects.toThrow('422');
  });
});

describe('the sweep', () => {
  test('notices within a day what time alone ends, without a read', async () => {
    const [person] = people;
    await set(fixture, person.subjectId, { restrictedPurposes: 'all' });
    await sweep();
    expect((await departing.excluded(setId)).items).toEqual([]);

    const tomorrow = fixture.clock() + 86_400_001;
    fixture.setClock(new Date(tomorrow).toISOString());
    await sweep(tomorrow);
    fixture.setClock(undefined);

    expect(theirs((await departing.excluded(setId)).ids)).toEqual(idsOf(person));
    expect(await setNow()).toMatchObject({ roundShard: 0 });
  });

  test('marks a set as stale once someone left it longer ago than the policy allows', async () => {
    await withdraw(people[0]);
    await departing.read(setId);
    expect((await setNow()).state).toBe('ready');

    const later = fixture.clock() + 8 * 86_400_000;
    fixture.setClock(new Date(later).toISOString());
    await sweep(later);
    fixture.setClock(undefined);

    expect((await setNow()).state).toBe('stale');
    expect(theirs((await departing.read(setId)).ids)).toEqual(idsOf(people[1], people[2]));
  });
});

test('GDPR Art. 15: a person is named the sets that they were in, the newest first, each once', async () => {
  const person = await fixture.trainee(texts(5));
  const first = await departing.built(2);
  const second = await departing.built();
  await withdraw(person);
  await departPerson(departing.deps(), person.subjectId);

  const sets = await Array.fromAsync(setsOfPerson(fixture.database, person.subjectId));

  expect(sets).toMatchObject([
    { setId: second, purpose: 'training', models: [] },
    { setId: first, purpose: 'training', models: [] },
  ]);
  const rows = await fixture.rowsOf(person.subjectId);
  expect(sets.at(-1)?.since).toBe(rows.find((row) => row.setId === first)?.addedAt);
});

test('nothing of a person is in a list, a row of a set, a name of a file, a hash or a log', async () => {
  const content = { text: 'wolpertinger-7f3e writes to wolpertinger-7f3e@example.org.' };
  const person = await fixture.trainee([content]);
  setId = await fixture.request();
  await fixture.build(setId);
  await departing.read(setId);
  await withdraw(person);
  await departing.read(setId);
  const left = await departing.excluded(setId);
  const places = {
    exclusions: JSON.stringify(left),
    files: (await departing.files(setId)).join(' '),
    manifest: await fixture.manifestOf(setId),
    log: fixture.lines.join('\n'),
    checkpoints: await fixture.checkpoints(),
    rows: (await scanEverything(fixture.endpoint))
      .filter(({ table }) => /training-(?:sets|shards|exclusions)$/.test(table))
      .map(({ text }) => text)
      .join('\n'),
  };

  expect(left.ids).toContain(person.ids[0]);
  const planted = ['wolpertinger-7f3e', person.subject.value, person.subjectId];
  for (const [place, text] of Object.entries(places)) {
    expect(text.length, place).toBeGreaterThan(0);
    expect(leaksIn(place, text, planted)).toEqual([]);
  }
});

test('no function uses a table beyond its needs', async () => {
  const [read, left] = people;
  await withdraw(read);
  const byRead = await actionsDuring(fixture.database, async () => {
    await departing.read(setId);
    await departing.excluded(setId);
  });
  await withdraw(left);
  const byDeparture = await actionsDuring(fixture.database, () =>
    departPerson(departing.deps(), left.subjectId),
  );
  await openSets(fixture).change(setId, () => ({ endsAt: '2020-01-01T00:00:00.000Z' as never }));
  const bySweep = await actionsDuring(fixture.database, () => sweep());

  const beyond = (seen: readonly string[], declared: readonly string[]) =>
    seen.filter((action) => !declared.includes(action));
  expect(beyond(byRead, declaredBy(trainingSetReader))).toEqual([]);
  expect(beyond(byDeparture, declaredBy(trainingDeparture))).toEqual([]);
  expect(beyond(bySweep, declaredBy(trainingSweep))).toEqual([]);
});

async function changeContent(subjectId: SubjectId, recordId: RecordId): Promise<void> {
  const changed = update(records, { subjectId, recordId }, 1, { contentVersion: 2 });
  expect((await transact(fixture.database, [changed])).kind).toBe('committed');
}
