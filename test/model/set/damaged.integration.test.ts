import { afterEach, beforeEach, expect, test } from 'vitest';
import { consentStates } from '../../../lambda/consent/table.ts';
import { calledDays } from '../../../lambda/count/stored-counts.ts';
import { records } from '../../../lambda/record/table.ts';
import { subjects } from '../../../lambda/subject/table.ts';
import { newPerson } from '../../record/calls.ts';
import { alter } from '../../support/alter.ts';
import type { Departing } from './departing.ts';
import { openDeparting } from './departing.ts';
import type { SetFixture } from './set-fixture.ts';
import { openSetFixture } from './set-fixture.ts';

let fixture: SetFixture;
let departing: Departing;
beforeEach(async () => {
  fixture = await openSetFixture();
  departing = openDeparting(fixture, fixture.directory);
});
afterEach(() => fixture.stop());

const text = { text: 'Plan a weekend.' };

const alterRecord = (
  subjectId: string,
  recordId: string | undefined,
  change: Parameters<typeof alter>[3],
) => alter(fixture.database, records, { subjectId, recordId: recordId ?? '' }, change);

const idsIn = async (setId: Awaited<ReturnType<SetFixture['request']>>) =>
  (await fixture.linesIn(setId)).map(({ recordId }) => recordId).toSorted();

test('a record that was altered is left out and counted, and keeps no other from the set', async () => {
  const { subjectId, ids } = await fixture.trainee([text, text, text, text, text]);
  const other = await fixture.trainee([text]);
  const [sound, untimed, unnamed, resealed, elsewhere] = ids;
  await alterRecord(subjectId, untimed, { collectedAt: { S: 'yesterday' } });
  await alterRecord(subjectId, unnamed, { category: { N: '7' } });
  await alterRecord(subjectId, resealed, { sealed: { B: Uint8Array.of(1, 2, 3) } });
  await alterRecord(subjectId, elsewhere, { collectedAt: { S: 'yesterday' } });
  await alterRecord(subjectId, elsewhere, { category: { S: 'output-text' } });

  const setId = await fixture.request();
  const built = await fixture.build(setId);

  expect(built.state).toBe('ready');
  expect(await idsIn(setId)).toEqual([sound, ...other.ids].toSorted());
  // What was not asked for is not counted.
  expect(built.excludedBy).toEqual({ damaged: 3 });
  expect(fixture.lines.filter((line) => line.includes('FAILED'))).toHaveLength(3);
});

test('GDPR Art. 7: nothing is in a set of a person whose rows do not say what they permit', async () => {
  const other = await fixture.trainee([text]);
  const unknown = await fixture.trainee([text, text]);
  await alter(
    fixture.database,
    subjects,
    { subjectId: unknown.subjectId },
    { status: { S: 'whatever' } },
  );
  const objecting = await newPerson(fixture, 'US-CA');
  await fixture.say(objecting.subjectId, 'withdrawn');
  await fixture.keep(objecting.subjectId, [text]);
  // A row of an objection that cannot be read is not no objection.
  const said = { subjectId: objecting.subjectId, purpose: 'training' };
  await alter(fixture.database, consentStates, said, { state: { S: 'whatever' } });

  const setId = await fixture.request();
  const built = await fixture.build(setId);

  expect(built.state).toBe('ready');
  expect(await idsIn(setId)).toEqual(other.ids);
  expect(built.excludedBy).toEqual({ damaged: 3 });
});

test('a file is delivered without the records that were altered after it was built', async () => {
  const altered = await fixture.trainee([text, text]);
  const unknown = await fixture.trainee([text]);
  const other = await fixture.trainee([text]);
  const setId = await departing.built();
  await alterRecord(altered.subjectId, altered.ids[0], { purposes: { S: 'training' } });
  await alter(
    fixture.database,
    subjects,
    { subjectId: unknown.subjectId },
    { status: { S: 'whatever' } },
  );

  const { status, ids } = await departing.read(setId);

  expect(status).toBe(303);
  expect(ids?.toSorted()).toEqual([altered.ids[1], ...other.ids].toSorted());
});

test('GDPR Art. 15: that data was put into a set is a use which its person can look up', async () => {
  const one = await fixture.trainee([text, text]);
  const refused = await newPerson(fixture);
  await fixture.keep(refused.subjectId, [text]);

  await fixture.build(await fixture.request());

  const usesOf = async (subjectId: typeof one.subjectId) =>
    (await calledDays(fixture, subjectId, 'used', { limit: 10 })).map(({ counts }) => counts);
  expect(await usesOf(one.subjectId)).toEqual([{ training: 1 }]);
  expect(await usesOf(refused.subjectId)).toEqual([]);
});
