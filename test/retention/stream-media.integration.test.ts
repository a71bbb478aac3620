import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countChanges } from '../../lambda/count/counts.ts';
import { heldCounts } from '../../lambda/count/stored-counts.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import { mediaName } from '../../lambda/platform/media/media-objects.ts';
import type { MediaName, MediaObjects } from '../../lambda/platform/media/media-objects.ts';
import { ObjectsUnavailableError } from '../../lambda/platform/objects/errors.ts';
import { records } from '../../lambda/record/table.ts';
import { consumeRecords } from '../../lambda/retention/consumer.ts';
import type { RecordsStreamDependencies } from '../../lambda/retention/consumer.ts';
import { retentionStream } from '../../lambda/retention/needs.ts';
import { openRestorer } from '../../lambda/retention/restore.ts';
import { deletion, openRetention } from '../../lambda/retention/store.ts';
import type { RecordId, SubjectId } from '../../lambda/value/ids.ts';
import { seconds, toEpochSeconds } from '../../lambda/value/time.ts';
import type { EpochSeconds } from '../../lambda/value/time.ts';
import { newPerson } from '../record/calls.ts';
import { boundTo, openRecordFixture } from '../record/record-fixture.ts';
import type { RecordFixture } from '../record/record-fixture.ts';
import { fileOf, storeMedia } from '../record/stored-media.ts';
import type { WrittenMedia } from '../record/stored-media.ts';
import { readStream, sweepExpired } from './stream-source.ts';
import { set } from './sweeping.ts';

let fixture: RecordFixture;
beforeAll(async () => {
  fixture = await openRecordFixture();
});
afterAll(() => fixture.stop());

const picture = Buffer.from('a picture');
const nothingFailed = { batchItemFailures: [] };

const consume = async (
  media: Pick<MediaObjects, 'delete'> = fixture.media,
  sweepLate: RecordsStreamDependencies['sweepLate'] = () => Promise.resolve(),
) => {
  const deps = { ...fixture, database: boundTo(retentionStream, fixture, fixture.database) };
  const consumer = consumeRecords({
    ...{ retention: openRetention(deps), media, clock: fixture.clock, log: fixture.log },
    count: (changes) => countChanges(deps, changes),
    sweepLate,
    restorer: () => openRestorer(deps),
  });
  return consumer({ Records: await changes() });
};
const changes = (): Promise<DynamoDBRecord[]> => readStream(fixture);

/** A person with two files, of which the first is about to go. */
async function withTwo(options: { readonly expiresAt?: EpochSeconds } = {}) {
  const { subjectId } = await newPerson(fixture);
  const files = [
    await storeMedia(fixture, subjectId, picture, options),
    await storeMedia(fixture, subjectId, picture),
  ] as const;
  return { subjectId, files };
}
const left = ({ subjectId, files }: { subjectId: SubjectId; files: readonly WrittenMedia[] }) =>
  Promise.all(files.map(async (file) => (await fileOf(fixture, subjectId, file)) !== undefined));

const deleteRow = (subjectId: SubjectId, recordId: RecordId) =>
  fixture.database.client.send(
    new DeleteItemCommand({
      TableName: fixture.database.physicalName(records),
      Key: { subjectId: { S: subjectId }, recordId: { S: recordId } },
    }),
  );

describe('the file of a record', () => {
  test('is counted, and goes with its row that a person deletes, and no other does', async () => {
    const person = await withTwo();

    await consume();
    const stored = await heldCounts(fixture.database, person.subjectId);
    await fixture.records.delete(person.subjectId, person.files[0].recordId);
    expect(await left(person)).toEqual([true, true]);
    await consume();

    expect(await left(person)).toEqual([false, true]);
    expect(stored).toMatchObject([{ category: 'prompt-text', count: 2 }]);
    const later = await heldCounts(fixture.database, person.subjectId);
    expect(later).toMatchObject([{ category: 'prompt-text', count: 1 }]);
  });

  test('goes with its row that a sweep deletes after a withdrawal', async () => {
    const person = await withTwo();
    const { recordId } = person.files[0];

    await transact(fixture.database, [deletion(recordId, fixture.clock(), 'sweep')]);
    await deleteRow(person.subjectId, recordId);
    await consume();

    expect(await left(person)).toEqual([false, true]);
  });

  test('goes with its row that the database deletes at its end, and stays where that is put back', async () => {
    const over = { expiresAt: seconds(toEpochSeconds(fixture.clock()) - 60) };
    const [free, onHold] = [await withTwo(over), await withTwo(over)];

    await sweepExpired(fixture);
    await set(fixture, onHold.subjectId, { heldCategories: 'all' });
    await consume();
    await consume();

    expect(await left(free)).toEqual([false, true]);
    expect(await left(onHold)).toEqual([true, true]);
    expect(await fixture.records.get(onHold.subjectId, onHold.files[1].recordId)).toBeDefined();
  });

  test('goes with rows that an erasure purges', async () => {
    const person = await withTwo();
    await fixture.subjects.fence(person.subjectId);

    await fixture.records.purge(person.subjectId, { keep: new Map() });
    await consume();

    expect(await left(person)).toEqual([false, false]);
  });

  test('stays where nothing explains that its row is gone: a restored row can be read again', async () => {
    const person = await withTwo();

    await deleteRow(person.subjectId, person.files[0].recordId);
    await consume();

    expect(await left(person)).toEqual([true, true]);
    expect(fixture.lines.join('\n')).toContain('"code":"DELETION_UNEXPLAINED"');
  });

  test('that cannot be deleted now has its batch repeated, until it is gone', async () => {
    const person = await withTwo();
    await fixture.records.delete(person.subjectId, person.files[0].recordId);
    const asked: MediaName[] = [];
    const failing = {
      delete: (name: MediaName) => {
        asked.push(name);
        return Promise.reject(ObjectsUnavailableError.from(new Error('throttled')));
      },
    };

    const failed = await consume(failing);

    expect(failed.batchItemFailures).toHaveLength(1);
    expect(asked).toContain(mediaName(person.subjectId, person.files[0].recordId));
    expect(await left(person)).toEqual([true, true]);
    expect(await consume()).toEqual(nothingFailed);
    expect(await consume()).toEqual(nothingFailed);
    expect(await left(person)).toEqual([false, true]);
  });

  test('and the sweep of a late record do not wait for each other to be repaired', async () => {
    const person = await withTwo();
    await fixture.records.delete(person.subjectId, person.files[0].recordId);
    const failing = { delete: () => Promise.reject(ObjectsUnavailableError.from(new Error())) };
    let looked = 0;

    const withoutFiles = await consume(failing, () => {
      looked += 1;
      return Promise.resolve();
    });
    const isLooked = looked > 0;
    const withoutSweeps = await consume(fixture.media, () => Promise.reject(new Error('none')));

    expect(
      [withoutFiles, withoutSweeps].map(({ batchItemFailures: { length } }) => length),
    ).toEqual([1, 1]);
    expect(isLooked).toBe(true);
    expect(await left(person)).toEqual([false, true]);
  });
});
