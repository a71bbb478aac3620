import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recountPerson } from '../../lambda/erasure/count.ts';
import { verifyErasure } from '../../lambda/erasure/conclude.ts';
import { purgePerson } from '../../lambda/erasure/purge.ts';
import { announcement } from '../../lambda/media/store.ts';
import { openHolds } from '../../lambda/hold/store.ts';
import { outbox } from '../../lambda/ledger/table.ts';
import { mediaName, uploadName } from '../../lambda/platform/media/media-objects.ts';
import type {
  MediaName,
  MediaObjects,
  UploadName,
} from '../../lambda/platform/media/media-objects.ts';
import { ObjectsUnavailableError } from '../../lambda/platform/objects/errors.ts';
import { begin } from '../../lambda/request/attempt.ts';
import type { Attempt, FulfilmentDependencies } from '../../lambda/request/attempt.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import { newRecordId } from '../../lambda/value/ids.ts';
import { fileOf, storeMedia } from '../record/stored-media.ts';
import {
  firstAttempt,
  follow,
  newPerson,
  openRequestFixture,
  submit,
} from '../request/request-fixture.ts';
import type { Person, RequestFixture } from '../request/request-fixture.ts';
import { erase, stepsOf } from './erasure-steps.ts';
import type { Notes } from './erasure-steps.ts';

let fixture: RequestFixture;
let holds: ReturnType<typeof openHolds>;
beforeAll(async () => {
  fixture = await openRequestFixture();
  holds = openHolds(fixture);
});
afterAll(() => fixture.stop());

const picture = Buffer.from('a picture of someone');
const exempt = { category: 'usage-log', purposes: ['safety'] };
const store = ({ subjectId }: Person, options = {}) =>
  storeMedia(fixture, subjectId, picture, options);
/** Announced and sent, and not taken in yet. */
async function upload({ subjectId }: Person): Promise<UploadName> {
  const recordId = newRecordId();
  const name = uploadName(recordId);
  const { database, subjectKeys, clock } = fixture;
  const sha256 = createHash('sha256').update(picture).digest('hex');
  const file = { contentType: 'image/jpeg', bytes: picture.length, sha256 } as const;
  const of = { category: 'prompt-image', erasureClass: 'content', purposes: ['inference'] };
  const row = { ...file, ...of, recordId, subjectId, collectedAt: clock() };
  await transact(database, [await announcement(subjectKeys, row)]);
  await fixture.media.receive(name, file.contentType, Readable.from([picture]));
  return name;
}
const namesOf = ({ subjectId }: Person) => Array.fromAsync(fixture.media.names(subjectId));
const ask = (person: Person) => submit(fixture, person.caller, { kind: 'erasure' });
const certified = async (token: string) => {
  const { body } = await follow(fixture, token);
  return { body, payload: payloadOf(body.certificate), manifest: body.manifest };
};
const payloadOf = (jws: string) =>
  JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString());

/** Steps of an erasure up to one, on a file store that a test chooses. */
async function upTo(
  last: string,
  run: Attempt,
  media: MediaObjects = fixture.media,
): Promise<Notes> {
  const deps: FulfilmentDependencies = { ...fixture, media };
  const notes: Notes = {};
  for (const [name, step] of Object.entries(stepsOf(fixture))) {
    await step(deps, run, notes);
    if (name === last) break;
  }
  return notes;
}

/** Steps of an erasure use these alone. */
const bound = (media: MediaObjects): MediaObjects => ({
  ...media,
  names: (subjectId) => media.names(subjectId),
  open: (name, range) => media.open(name, range),
  discardUpload: (name) => media.discardUpload(name),
});

/** Behaves as the real one until it is asked to delete for the nth time. */
function failingAt(nth: number): MediaObjects {
  let deletions = 0;
  return {
    ...bound(fixture.media),
    delete: (name: MediaName) => {
      deletions += 1;
      return deletions === nth
        ? Promise.reject(ObjectsUnavailableError.from(new Error('throttled')))
        : fixture.media.delete(name);
    },
  };
}

describe('GDPR Art. 17: an erasure of a person with files', () => {
  test('leaves no object and no key of them, certifies both, and leaves those of others', async () => {
    const [ada, grace] = [await newPerson(fixture), await newPerson(fixture)];
    const files = [await store(ada), await store(ada)];
    const other = await store(grace);
    const answer = await ask(ada);

    const { before, after } = await erase(fixture, firstAttempt(answer));

    expect(before?.person).toMatchObject({ media: 2 });
    expect(after?.person).toEqual({});
    expect(await namesOf(ada)).toEqual([]);
    for (const file of files) expect(await fileOf(fixture, ada.subjectId, file)).toBeUndefined();
    expect(await fileOf(fixture, grace.subjectId, other)).toEqual(picture);
    const { payload, manifest } = await certified(answer.body.followUpToken);
    expect(payload.residual).toBe(0);
    expect(manifest).toMatchObject({ objects: 2, recount: { left: {} } });
    const purged = (await fixture.rows(outbox)).filter(({ type }) => type === 'erasure.purged');
    expect(purged.at(-1)).toMatchObject({ codes: { objects: 2 } });
    expect(JSON.stringify([payload, manifest])).not.toContain(files[0]?.media.sha256);
  });

  test('leaves the file of what is exempt, which opens with its record and with nothing else', async () => {
    const ada = await newPerson(fixture);
    const [exempted] = [await store(ada, exempt), await store(ada)];
    const answer = await ask(ada);

    const { after } = await erase(fixture, firstAttempt(answer));

    expect(after).toMatchObject({ person: {}, exempt: { records: 1, media: 1 } });
    expect(await namesOf(ada)).toEqual([mediaName(ada.subjectId, exempted.recordId)]);
    const [withheld] = await Array.fromAsync(fixture.records.readWithheld(ada.subjectId));
    expect(withheld?.media).toEqual(exempted.media);
    expect(await fileOf(fixture, ada.subjectId, exempted)).toEqual(picture);
    const { manifest } = await certified(answer.body.followUpToken);
    expect(manifest.objects).toBe(1);
    expect(manifest).toHaveProperty('recount.kept.media', 1);
  });

  test('discards a file that was uploaded and waits for its check', async () => {
    const [ada, grace] = [await newPerson(fixture), await newPerson(fixture)];
    const [waiting, other] = [await upload(ada), await upload(grace)];

    await erase(fixture, firstAttempt(await ask(ada)));

    expect(await fixture.media.openUpload(waiting)).toBeUndefined();
    expect(await fixture.media.openUpload(other)).toBeDefined();
  });

  test('deletes more files than at once', async () => {
    const ada = await newPerson(fixture);
    const names = Array.from({ length: 60 }, () => mediaName(ada.subjectId, newRecordId()));
    await Promise.all(names.map((name) => fixture.media.put(name, Readable.from([picture]))));
    const answer = await ask(ada);

    await erase(fixture, firstAttempt(answer));

    expect(await namesOf(ada)).toEqual([]);
    expect((await certified(answer.body.followUpToken)).manifest).toMatchObject({ objects: 60 });
  });

  test('deletes a file that no record was ever written for', async () => {
    const ada = await newPerson(fixture);
    await store(ada);
    await fixture.media.put(mediaName(ada.subjectId, newRecordId()), Readable.from([picture]));
    const answer = await ask(ada);

    const { before } = await erase(fixture, firstAttempt(answer));

    expect(before?.person).toMatchObject({ records: 1, media: 2 });
    expect(await namesOf(ada)).toEqual([]);
  });

  test.each([1, 2])('that dies before file %i is deleted ends as if it had not', async (nth) => {
    const ada = await newPerson(fixture);
    await store(ada);
    await store(ada);
    const answer = await ask(ada);
    const run = firstAttempt(answer);

    await expect(upTo('purge', run, failingAt(nth))).rejects.toThrow(ObjectsUnavailableError);
    expect(await namesOf(ada)).not.toEqual([]);
    expect(await fixture.records.count(ada.subjectId)).toEqual([]);
    await erase(fixture, run);

    expect(await namesOf(ada)).toEqual([]);
    expect((await certified(answer.body.followUpToken)).manifest).toMatchObject({ objects: 2 });
  });

  test('is not certified while a file is left that came after the purge', async () => {
    const ada = await newPerson(fixture);
    await store(ada);
    const answer = await ask(ada);
    const run = firstAttempt(answer);
    const notes = await upTo('purge', run);
    await fixture.media.put(mediaName(ada.subjectId, newRecordId()), Readable.from([picture]));
    const { controls } = notes.before!;
    const recounted = () => recountPerson(fixture, { subjectId: ada.subjectId, controls });

    expect(await verifyErasure(fixture, run, await recounted())).toEqual({
      kind: 'rows-left-over',
      rows: 1,
    });
    await purgePerson(fixture, run);

    expect(await verifyErasure(fixture, run, await recounted())).toEqual({ kind: 'verified' });
  });
});

describe('GDPR Art. 17(3)(e): a file that a legal hold keeps', () => {
  test('stays through the erasure, and goes with its record once the hold is released', async () => {
    const ada = await newPerson(fixture);
    const [onHold, exempted] = [
      await store(ada, { category: 'feedback', purposes: ['support'] }),
      await store(ada, exempt),
    ];
    await store(ada);
    const matter = 'Roe v. Wonder';
    const placed = await holds.place(ada.subjectId, { matter, categories: ['feedback'] });
    if (placed.kind !== 'placed') throw new Error(placed.kind);
    const answer = await ask(ada);
    const run = firstAttempt(answer);

    await erase(fixture, run);
    expect((await namesOf(ada)).toSorted()).toEqual(
      [onHold, exempted].map(({ recordId }) => mediaName(ada.subjectId, recordId)).toSorted(),
    );
    expect(await fileOf(fixture, ada.subjectId, onHold)).toEqual(picture);

    await holds.release(placed.hold.holdId);
    fixture.pass(3700);
    await fixture.sweep();
    const again = { ...run, attempt: 2 };
    await begin(fixture, again);
    await erase(fixture, again, 'purge');

    expect(await namesOf(ada)).toEqual([mediaName(ada.subjectId, exempted.recordId)]);
    expect(await fileOf(fixture, ada.subjectId, exempted)).toEqual(picture);
    const { manifest } = await certified(answer.body.followUpToken);
    expect(manifest).toMatchObject({ rows: 1, objects: 1 });
    expect(manifest).toHaveProperty('recount.kept.media', 1);
  });
});
