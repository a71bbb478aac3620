import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countChanges } from '../../lambda/count/counts.ts';
import {
  encryptPage,
  startOfRecords,
  switchKeys,
} from '../../lambda/incident/rotation/rotate-person.ts';
import { mediaName } from '../../lambda/platform/media/media-objects.ts';
import { readRow } from '../../lambda/record/rows.ts';
import { consumeRecords } from '../../lambda/retention/consumer.ts';
import { openRestorer } from '../../lambda/retention/restore.ts';
import { openRetention } from '../../lambda/retention/store.ts';
import { startOf, sweepPage } from '../../lambda/retention/sweep-person.ts';
import { chosenBy, writeChange } from '../../lambda/subject/change-settings.ts';
import { changeOf } from '../../lambda/subject/model/settings.ts';
import { milliseconds } from '../../lambda/value/time.ts';
import { readStream } from '../retention/stream-source.ts';
import { say, set } from '../retention/sweeping.ts';
import { runs } from '../support/runs.ts';
import { correct, mine, newPerson } from './calls.ts';
import type { Person } from './calls.ts';
import { openRecordFixture } from './record-fixture.ts';
import type { RecordFixture } from './record-fixture.ts';
import { fileOf, storeMedia } from './stored-media.ts';
import type { WrittenMedia } from './stored-media.ts';

let fixture: RecordFixture;
let now = Date.parse('2026-11-24T10:00:00.000Z');
const day = 86_400_000;
const pass = (amount: number) => {
  now += amount;
  fixture.setClock(new Date(now).toISOString());
};
beforeAll(async () => {
  fixture = await openRecordFixture();
  pass(0);
});
afterAll(() => fixture.stop());

const picture = Buffer.from('a picture');
const purposes = ['service-provision', 'improvement'] as const;

async function retain({ subjectId }: Person, period: string | null) {
  const subject = (await fixture.subjects.get(subjectId))!;
  const wanted = { retention: { 'prompt-text': period } };
  const chosen = await chosenBy(fixture, subject);
  const change = changeOf(fixture.policy, chosen, wanted, milliseconds(now));
  if (change.words.length > 0) await writeChange(fixture, subject, change);
}

async function comment(person: Person, recordId: string) {
  const app = fixture.recordApp();
  const { headers } = await mine(app, person, 'GET', recordId);
  await correct(app, person, recordId, { text: `said at ${now}` }, headers['etag'] ?? '*');
}

async function consume({ subjectId }: Person) {
  const consumer = consumeRecords({
    ...{ retention: openRetention(fixture), media: fixture.media },
    ...{ clock: fixture.clock, log: fixture.log },
    count: (changes) => countChanges(fixture, changes),
    sweepLate: () => Promise.resolve(),
    restorer: () => openRestorer(fixture),
  });
  const changes = await readStream(fixture);
  const own = changes.filter(({ dynamodb }) => dynamodb?.Keys?.['subjectId']?.S === subjectId);
  expect(await consumer({ Records: own })).toEqual({ batchItemFailures: [] });
}

const act = fc.oneof(
  fc.record({
    kind: fc.constant('store' as const),
    age: fc.integer({ min: 0, max: 5 }),
    purposes: fc.subarray([...purposes], { minLength: 1 }),
  }),
  fc.record({ kind: fc.constant('period' as const), to: fc.constantFrom('P1D', 'P3D', null) }),
  fc.record({ kind: fc.constant('say' as const), state: fc.constantFrom('given', 'withdrawn') }),
  fc.record({
    kind: fc.constant('hold' as const),
    on: fc.constantFrom<string[]>([], ['prompt-text']),
  }),
  fc.record({
    kind: fc.constant('restrict' as const),
    on: fc.constantFrom<string[]>([], ['service-provision']),
  }),
  fc.record({ kind: fc.constantFrom('comment' as const, 'delete' as const), which: fc.nat() }),
  fc.record({ kind: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 20 }) }),
  fc.record({ kind: fc.constantFrom('sweep' as const, 'rotate' as const) }),
);
type Act = typeof act extends fc.Arbitrary<infer One> ? One : never;
const first: Act = { kind: 'store', age: 0, purposes: [...purposes] };

async function carryOut(person: Person, files: WrittenMedia[], one: Act): Promise<void> {
  const { subjectId } = person;
  pass(1_000);
  switch (one.kind) {
    case 'store': {
      const collectedAt = milliseconds(now - one.age * day);
      const options = { purposes: one.purposes, collectedAt };
      files.push(await storeMedia(fixture, subjectId, picture, options));
      return;
    }
    case 'period':
      return retain(person, one.to);
    case 'say':
      return say(fixture, subjectId, one.state);
    case 'hold':
      return set(fixture, subjectId, { heldCategories: one.on });
    case 'restrict':
      return set(fixture, subjectId, { restrictedPurposes: one.on });
    case 'comment':
    case 'delete': {
      const file = files[one.which % files.length];
      if (file === undefined) return;
      await (one.kind === 'comment'
        ? comment(person, file.recordId)
        : fixture.records.delete(subjectId, file.recordId));
      return;
    }
    case 'wait':
      pass(one.days * day);
      return;
    case 'rotate':
      await switchKeys(fixture, subjectId);
      await encryptPage(fixture, subjectId, startOfRecords);
      return;
    case 'sweep':
      await sweepPage({ ...fixture, rowsPerPage: 100 }, startOf(subjectId));
  }
}

test('a file can be opened exactly when its record can be read, and is there exactly as long as its row', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 16 }), async (acts) => {
      const person = await newPerson(fixture);
      const { subjectId } = person;
      const files: WrittenMedia[] = [];
      for (const one of [first, ...acts]) {
        await carryOut(person, files, one);
        await consume(person);
        const there = await Array.fromAsync(fixture.media.names(subjectId));
        for (const file of files) {
          const { recordId } = file;
          const read = await fixture.records.get(subjectId, recordId);
          if (read !== undefined) {
            expect(read.media).toEqual(file.media);
            expect(await fileOf(fixture, subjectId, file)).toEqual(picture);
          }
          const row = await readRow(fixture.database, subjectId, recordId);
          expect(there.includes(mediaName(subjectId, recordId))).toBe(row !== undefined);
        }
      }
    }),
    { numRuns: runs(6) },
  );
}, 600_000);
