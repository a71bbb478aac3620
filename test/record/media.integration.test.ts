import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import {
  encryptPage,
  startOfRecords,
  switchKeys,
} from '../../lambda/incident/rotation/rotate-person.ts';
import { queryAll } from '../../lambda/platform/dynamo/read.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import { kidOf } from '../../lambda/platform/envelope/envelope.ts';
import type { App } from '../../lambda/platform/http/app.ts';
import { planRectification } from '../../lambda/record/rectify.ts';
import { openPayload, readRow } from '../../lambda/record/rows.ts';
import { records as table } from '../../lambda/record/table.ts';
import { answerExempt } from '../../lambda/record/views.ts';
import { readPerson } from '../../lambda/retention/person-store.ts';
import { openRestorer } from '../../lambda/retention/restore.ts';
import type { RecordId, SubjectId } from '../../lambda/value/ids.ts';
import { readStream } from '../retention/stream-source.ts';
import { set } from '../retention/sweeping.ts';
import { correct, mine, newPerson, query, write, writeRequest } from './calls.ts';
import type { Person } from './calls.ts';
import { openRecordFixture } from './record-fixture.ts';
import type { RecordFixture } from './record-fixture.ts';
import { writeMedia } from './stored-media.ts';

let fixture: RecordFixture;
let app: App;
beforeAll(async () => {
  fixture = await openRecordFixture();
  app = fixture.recordApp();
});
afterAll(() => fixture.stop());

const tagOf = async (person: Person, recordId: string): Promise<string> =>
  (await mine(app, person, 'GET', recordId)).headers['etag'] ?? '';

/** What the row says of its file, without regard to who may read it. */
async function fileOf(subjectId: SubjectId, recordId: RecordId) {
  const row = await readRow(fixture.database, subjectId, recordId);
  return row && { ...(await openPayload(fixture.subjectKeys, row))?.media, marked: row.media };
}

describe('a record that is a file', () => {
  test('says of its file what a service and its person may know, and never the key', async () => {
    const person = await newPerson(fixture);
    const { recordId, media } = await writeMedia(fixture, person.subjectId);
    const { key, ...facts } = media;

    const [own, listed, served] = [
      await mine(app, person, 'GET', recordId),
      await mine(app, person, 'GET'),
      await query(app, { subject: person.subject, purpose: 'service-provision' }),
    ];

    expect(own.body).toMatchObject({ content: null, media: facts, source: 'chat' });
    expect(listed.body.items).toMatchObject([{ recordId, content: null, media: facts }]);
    expect(served.body.items).toMatchObject([{ recordId, content: null, media: facts }]);
    for (const { text } of [own, listed, served]) expect(text).not.toContain(key);
    expect((await fixture.records.get(person.subjectId, recordId))?.media).toEqual(media);
  });

  test('is shown to staff without its key where it is exempt', async () => {
    const person = await newPerson(fixture);
    const { media } = await writeMedia(fixture, person.subjectId, { suspended: true });
    const { key, ...facts } = media;

    const page = await answerExempt(
      fixture,
      { subjectId: person.subjectId, exemptBy: 'hold', limit: 25, scope: 'held' },
      () => Promise.resolve(),
    );

    expect(page).toMatchObject({ status: 200, body: { items: [{ content: null, media: facts }] } });
    expect(JSON.stringify(page)).not.toContain(key);
  });

  test('is written by no one but the intake of files', async () => {
    const person = await newPerson(fixture);
    const { media } = await writeMedia(fixture, person.subjectId);

    const refused = await write(app, writeRequest(person, { media }));

    expect(refused.status).toBe(422);
    expect(JSON.stringify(refused.body)).toContain('/media');
  });

  test('has its key and its facts in ciphertext alone', async () => {
    const person = await newPerson(fixture);
    const { media } = await writeMedia(fixture, person.subjectId);

    const options = { partition: { subjectId: person.subjectId } };
    const [row] = await Array.fromAsync(
      queryAll(fixture.database, table, options, z.looseObject({})),
    );

    const { sealed: _, ...clear } = row!;
    expect(clear).toMatchObject({ media: true });
    expect(JSON.stringify(clear)).not.toContain(media.sha256);
    expect(Buffer.from(row!['sealed'] as Uint8Array).includes(media.key)).toBe(false);
  });
});

describe('the file of a record can be opened', () => {
  test('after its person added a statement to it', async () => {
    const person = await newPerson(fixture);
    const { recordId, media } = await writeMedia(fixture, person.subjectId, {
      category: 'account-profile',
    });

    const tag = await tagOf(person, recordId);
    const corrected = await correct(app, person, recordId, { text: 'This is not me.' }, tag);

    expect(corrected.status).toBe(200);
    expect(corrected.body).toMatchObject({ content: { text: 'This is not me.' } });
    expect(await fileOf(person.subjectId, recordId)).toEqual({ ...media, marked: true });
  });

  test('after the privacy team rectified what is said of it', async () => {
    const person = await newPerson(fixture);
    const { subjectId } = person;
    const { recordId, media } = await writeMedia(fixture, subjectId);
    const [row, facts] = await Promise.all([
      readRow(fixture.database, subjectId, recordId),
      readPerson(fixture, subjectId),
    ]);

    const replace = () => ({ kind: 'replace' as const, content: { text: 'Not this person.' } });
    const plan = await planRectification(fixture, facts!, row!, replace, 50);
    if (plan.kind !== 'planned') throw new Error(plan.kind);
    await transact(fixture.database, plan.statements);

    expect((await fixture.records.get(subjectId, recordId))?.content).toEqual({
      text: 'Not this person.',
    });
    expect(await fileOf(subjectId, recordId)).toEqual({ ...media, marked: true });
  });

  test('after an erasure withheld it, and after holds alone did and the policy still does', async () => {
    const { subjectId } = await newPerson(fixture);
    const file = { category: 'usage-log', purposes: ['safety'] };
    const { recordId, media } = await writeMedia(fixture, subjectId, file);

    await fixture.records.resealWithheld(subjectId, ['usage-log']);
    const onHold = await fileOf(subjectId, recordId);
    await fixture.records.settleWithheld(subjectId);

    expect(onHold).toEqual({ ...media, marked: true });
    expect(await fileOf(subjectId, recordId)).toEqual({ ...media, marked: true });
    const [withheld] = await Array.fromAsync(fixture.records.readWithheld(subjectId));
    expect(withheld?.media).toEqual(media);
  });

  test('after its row was encrypted again under another key', async () => {
    const { subjectId } = await newPerson(fixture);
    const { recordId, media } = await writeMedia(fixture, subjectId);
    const kid = async () => kidOf((await readRow(fixture.database, subjectId, recordId))!.sealed);
    const before = await kid();

    await switchKeys(fixture, subjectId);
    await encryptPage(fixture, subjectId, startOfRecords);

    expect(await kid()).not.toBe(before);
    expect(await fileOf(subjectId, recordId)).toEqual({ ...media, marked: true });
  });

  test('after retention took its row although it was held, and it was put back', async () => {
    const { subjectId } = await newPerson(fixture);
    const long = { category: 'usage-log', purposes: ['safety'] };
    const { recordId, media } = await writeMedia(fixture, subjectId, long);
    await set(fixture, subjectId, { heldCategories: 'all' });
    const [row] = (await readStream(fixture)).filter(
      ({ dynamodb }) => dynamodb?.Keys?.['recordId']?.S === recordId,
    );

    await fixture.records.purge(subjectId, { keep: new Map() });
    const isBack = await openRestorer(fixture).restore(row?.dynamodb?.NewImage);

    expect(isBack).toBe(true);
    expect(await fileOf(subjectId, recordId)).toEqual({ ...media, marked: true });
  });
});
