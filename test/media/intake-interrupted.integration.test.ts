import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RecordId } from '../../lambda/value/ids.ts';
import { cleaned } from '../cleaning/cleaning.ts';
import { baseline, jpegWith } from '../cleaning/files/jpeg.ts';
import { erase } from '../erasure/erasure-steps.ts';
import { dyingAfter } from '../faults/dying-after.ts';
import { firstAttempt, newPerson, submit } from '../request/request-fixture.ts';
import type { Person } from '../request/request-fixture.ts';
import { set } from '../retention/sweeping.ts';
import { killedAfter, withAfter } from './media-after.ts';
import { leftOf, openMediaFixture, send, sent, stateOf, storedFile } from './media-fixture.ts';
import type { MediaFixture } from './media-fixture.ts';

let fixture: MediaFixture;
beforeAll(async () => {
  fixture = await openMediaFixture();
});
beforeEach(() => fixture.setClock('2026-11-25T12:00:00Z'));
afterAll(() => fixture.stop());

const photo = jpegWith(baseline, 6);
const left = ({ subjectId }: Person, recordId: RecordId) => leftOf(fixture, subjectId, recordId);
const freeze = ({ subjectId }: Person) => set(fixture as never, subjectId, { frozenBy: ['one'] });

async function expectKept(person: Person, recordId: RecordId): Promise<void> {
  expect(await left(person, recordId)).toEqual(['object', 'record']);
  expect(await stateOf(fixture, recordId)).toMatchObject({ state: 'kept' });
  const stored = await storedFile(fixture, person.subjectId, recordId);
  expect(stored?.file).toEqual(await cleaned(photo, 'image/jpeg'));
}

async function expectRefused(person: Person, recordId: RecordId, reason: string): Promise<void> {
  expect(await left(person, recordId)).toEqual([]);
  expect(await stateOf(fixture, recordId)).toEqual({ state: 'refused', because: reason });
}

type Expected = (person: Person, recordId: RecordId) => Promise<void>;
type Interrupted = readonly [string, object, (person: Person) => Promise<unknown>, Expected];
const scenarios: readonly Interrupted[] = [
  ['a file that is kept', {}, () => Promise.resolve(), expectKept],
  [
    'a file that is not what was announced',
    { contentType: 'image/png' },
    () => Promise.resolve(),
    (person, recordId) => expectRefused(person, recordId, 'type-mismatch'),
  ],
  [
    'a file that may not be stored any more once it was written',
    {},
    freeze,
    (person, recordId) => expectRefused(person, recordId, 'processing-frozen'),
  ],
];

describe('an intake that dies after any one of its writes ends as if it had not', () => {
  test.for(scenarios)('%s', async ([, overrides, happens, expectEnd]) => {
    let kills = 0;
    for (const place of ['database', 'store'] as const) {
      for (let writes = 1; ; writes += 1) {
        const ada = await newPerson(fixture);
        const recordId = await sent(fixture, ada, photo, overrides);
        const database = dyingAfter(fixture.server, place === 'database' ? writes : Infinity);
        const changing = withAfter(fixture.media, 'put', () => happens(ada));
        const media = killedAfter(changing, place === 'store' ? writes : Infinity, database.kill);

        await fixture.intake(recordId, { database, media }).catch(() => undefined);
        // A new process, for the same event.
        await fixture.intake(recordId);

        await expectEnd(ada, recordId);
        if (!database.died()) break;
        kills += 1;
      }
    }
    expect(kills).toBeGreaterThanOrEqual(3);
  });

  test('a file that may not be stored any more when it is taken up again', async () => {
    const ada = await newPerson(fixture);
    const recordId = await sent(fixture, ada, photo);
    const media = killedAfter(fixture.media, 1, () => undefined);
    await fixture.intake(recordId, { media }).catch(() => undefined);
    expect(await left(ada, recordId)).toEqual(['upload', 'object', 'key']);

    await freeze(ada);
    await fixture.intake(recordId);

    await expectRefused(ada, recordId, 'processing-frozen');
  });
});

describe('two runs for one file', () => {
  test('the slower one leaves the record and the file that opens with its key', async () => {
    const ada = await newPerson(fixture);
    const recordId = await sent(fixture, ada, photo);

    const media = withAfter(fixture.media, 'put', () => fixture.intake(recordId));
    await fixture.intake(recordId, { media });

    await expectKept(ada, recordId);
  });

  test('where the person has deleted the record meanwhile, the slower one leaves nothing', async () => {
    const ada = await newPerson(fixture);
    const recordId = await sent(fixture, ada, photo);

    const media = withAfter(fixture.media, 'put', async () => {
      await fixture.intake(recordId);
      await fixture.records.delete(ada.subjectId, recordId);
    });
    await fixture.intake(recordId, { media });

    expect(await left(ada, recordId)).toEqual([]);
    expect(await fixture.records.get(ada.subjectId, recordId)).toBeUndefined();
  });

  test('of which one refuses: nothing is left, whichever is faster', async () => {
    const ada = await newPerson(fixture);
    const recordId = await sent(fixture, ada, photo);

    const media = withAfter(fixture.media, 'put', async () => {
      await freeze(ada);
      await fixture.intake(recordId);
      await set(fixture as never, ada.subjectId, { frozenBy: [] });
    });
    await fixture.intake(recordId, { media });

    await expectRefused(ada, recordId, 'processing-frozen');
  });
});

describe('GDPR Art. 17: an erasure', () => {
  const eraseAll = async ({ caller }: Person) => {
    const asked = await submit(fixture, caller, { kind: 'erasure' });
    await erase(fixture, firstAttempt(asked));
  };

  test('between the announcement and the file leaves nothing of either', async () => {
    const ada = await newPerson(fixture);
    const recordId = await sent(fixture, ada, photo);

    await eraseAll(ada);
    await fixture.intake(recordId);

    expect(await left(ada, recordId)).toEqual([]);
    expect(await stateOf(fixture, recordId)).toEqual({});
  });

  test('while the file is written leaves nothing of it', async () => {
    const ada = await newPerson(fixture);
    const recordId = await sent(fixture, ada, photo);

    const media = withAfter(fixture.media, 'put', () => eraseAll(ada));
    await fixture.intake(recordId, { media });

    expect(await left(ada, recordId)).toEqual([]);
  });

  test('discards what is sent after it', async () => {
    const ada = await newPerson(fixture);
    const recordId = await sent(fixture, ada, photo);
    await fixture.intake(recordId);
    await eraseAll(ada);
    await send(fixture, recordId, photo);

    await fixture.intake(recordId);

    expect(await left(ada, recordId)).toEqual([]);
  });

  test('deletes what an intake wrote that died before it wrote the record', async () => {
    const ada = await newPerson(fixture);
    const recordId = await sent(fixture, ada, photo);
    const media = killedAfter(fixture.media, 1, () => undefined);
    await fixture.intake(recordId, { media }).catch(() => undefined);

    await eraseAll(ada);
    await fixture.intake(recordId);

    expect(await left(ada, recordId)).toEqual([]);
  });
});
