import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { outbox } from '../../lambda/ledger/table.ts';
import { mediaUploads } from '../../lambda/media/table.ts';
import { sourceNotices } from '../../lambda/source/table.ts';
import { uploadName } from '../../lambda/platform/media/media-objects.ts';
import { remove } from '../../lambda/platform/dynamo/statement.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import { subjectKeys } from '../../lambda/platform/keyring/table.ts';
import { sha256Hex } from '../../lambda/value/canonical.ts';
import type { RecordId } from '../../lambda/value/ids.ts';
import { because, cleaned } from '../cleaning/cleaning.ts';
import { bareJpeg, baseline, jpegWith } from '../cleaning/files/jpeg.ts';
import { planted } from '../cleaning/files/tiff.ts';
import { newPerson } from '../request/request-fixture.ts';
import type { Person } from '../request/request-fixture.ts';
import { say, set } from '../retention/sweeping.ts';
import {
  announced,
  leftOf,
  openMediaFixture,
  send,
  sent,
  stateOf,
  storedFile,
} from './media-fixture.ts';
import { withAfter, withStream } from './media-after.ts';
import type { MediaFixture, Run } from './media-fixture.ts';

let fixture: MediaFixture;
beforeAll(async () => {
  fixture = await openMediaFixture();
});
beforeEach(() => fixture.setClock('2026-11-25T12:00:00Z'));
afterAll(() => fixture.stop());

/** A picture with a position, a thumbnail and more that is taken out of it. */
const photo = jpegWith(baseline, 6);
const left = ({ subjectId }: Person, recordId: RecordId) => leftOf(fixture, subjectId, recordId);
const denials = async () =>
  (await fixture.rows(outbox)).filter(({ type }) => type === 'decision.denied').length;

async function expectRefused(person: Person, recordId: RecordId, reason: string) {
  expect(await stateOf(fixture, recordId)).toEqual({ state: 'refused', because: reason });
  expect(await left(person, recordId)).toEqual([]);
}

async function expectKept(person: Person, recordId: RecordId) {
  expect(await stateOf(fixture, recordId)).toEqual({ state: 'kept', because: undefined });
  expect(await left(person, recordId)).toEqual(['object', 'record']);
  const stored = await storedFile(fixture, person.subjectId, recordId);
  expect(stored?.file).toEqual(await cleaned(photo, 'image/jpeg'));
}

describe('a file that was sent as announced', () => {
  test('is the record that was announced, cleaned and encrypted with a key of its own', async () => {
    const ada = await newPerson(fixture);
    const recordId = await sent(fixture, ada, photo);
    expect(photo.includes(planted)).toBe(true);

    await fixture.intake(recordId);

    await expectKept(ada, recordId);
    const stored = await storedFile(fixture, ada.subjectId, recordId);
    const clean = await cleaned(photo, 'image/jpeg');
    expect(stored?.file.includes(planted)).toBe(false);
    expect(stored?.media).toMatchObject({
      ...{ contentType: 'image/jpeg', bytes: clean.length, sha256: sha256Hex(clean) },
    });
    const record = await fixture.records.get(ada.subjectId, recordId);
    expect(record).toMatchObject({
      ...{ category: 'prompt-image', purposes: ['service-provision'], content: null },
      collectedAt: Date.parse('2026-11-25T12:00:00Z'),
      expiresAt: Date.parse('2026-12-25T12:00:00Z') / 1000,
    });
  });

  test('GDPR Art. 14: is from the recipient that was announced, of which its person is informed', async () => {
    const ada = await newPerson(fixture);
    const source = { recipient: 'support-desk' };
    const noticesOf = async () =>
      (await fixture.rows(sourceNotices)).filter((row) => row['subjectId'] === ada.subjectId);
    const recordId = await sent(fixture, ada, photo, { source });
    expect(await noticesOf()).toEqual([]);
    expect(JSON.stringify(await fixture.rows(mediaUploads))).not.toContain('support-desk');

    await fixture.intake(recordId);

    await expectKept(ada, recordId);
    expect(await fixture.records.get(ada.subjectId, recordId)).toMatchObject({ source });
    expect(await noticesOf()).toMatchObject([
      {
        recipient: 'support-desk',
        categories: [{ category: 'prompt-image', informBy: '2026-12-28' }],
        waiting: 'for-information',
      },
    ]);
  });

  test('from a recipient is kept with all others that come at the same moment', async () => {
    const ada = await newPerson(fixture);
    const overrides = { source: { recipient: 'support-desk' } };
    const ids = await Promise.all(
      Array.from({ length: 6 }, () => sent(fixture, ada, photo, overrides)),
    );

    await Promise.all(ids.map((id) => fixture.intake(id)));

    for (const id of ids) await expectKept(ada, id);
  });

  test('cannot be opened before its record is there, and not by what the row of its upload has', async () => {
    const ada = await newPerson(fixture);
    const recordId = await sent(fixture, ada, photo);

    expect(await storedFile(fixture, ada.subjectId, recordId)).toBeUndefined();
    await fixture.intake(recordId);

    const row = (await fixture.rows(mediaUploads)).find((one) => one['recordId'] === recordId);
    expect(row).toMatchObject({ state: 'kept', version: 2 });
    expect(row).not.toHaveProperty('sealed');
  });

  test('says nothing about its person in the log', async () => {
    const ada = await newPerson(fixture);
    const recordId = await sent(fixture, ada, photo);
    const before = fixture.logged.length;

    await fixture.intake(recordId);

    const lines = fixture.logged.slice(before).join('\n');
    expect(lines).toContain('"code":"MEDIA_KEPT"');
    for (const secret of [ada.subjectId, ada.email, recordId, sha256Hex(photo)]) {
      expect(lines).not.toContain(secret);
    }
  });

  test('by several events, one after the other and at once, is kept once', async () => {
    const ada = await newPerson(fixture);
    const recordId = await sent(fixture, ada, photo);

    await Promise.all(Array.from({ length: 5 }, () => fixture.intake(recordId)));
    await fixture.intake(recordId);

    await expectKept(ada, recordId);
  });

  test('and again, is discarded the second time', async () => {
    const ada = await newPerson(fixture);
    const recordId = await sent(fixture, ada, photo);
    await fixture.intake(recordId);
    const before = await storedFile(fixture, ada.subjectId, recordId);
    await send(fixture, recordId, photo);

    await fixture.intake(recordId);

    await expectKept(ada, recordId);
    expect((await storedFile(fixture, ada.subjectId, recordId))?.media).toEqual(before?.media);
  });

  test('beside another file of the same person, is kept with it', async () => {
    const ada = await newPerson(fixture);
    const ids = [await sent(fixture, ada, photo), await sent(fixture, ada, photo)];

    await Promise.all(ids.map((recordId) => fixture.intake(recordId)));

    for (const recordId of ids) await expectKept(ada, recordId);
    const keys = await Promise.all(
      ids.map(async (one) => (await storedFile(fixture, ada.subjectId, one))?.media.key),
    );
    expect(new Set(keys).size).toBe(2);
  });
});

describe('a file that is not as announced is refused, and nothing of it is left', () => {
  const swapped = Buffer.from(photo);
  swapped[photo.indexOf(planted)]! ^= 1;

  test.for<[string, Buffer, object, string]>([
    ['another file of the same length', swapped, { sha256: sha256Hex(photo) }, 'wrong-hash'],
    ['a longer file', Buffer.concat([photo, photo]), { bytes: photo.length }, 'wrong-size'],
    ['a text', Buffer.from('just a text'.repeat(20)), {}, 'type-mismatch'],
    ['another picture', photo, { contentType: 'image/png' }, 'type-mismatch'],
    ['half of a picture', photo.subarray(0, photo.length - 40), {}, 'truncated'],
    ['a picture and an archive', jpegWith(baseline, 1, Buffer.from('PK\x03\x04')), {}, 'polyglot'],
    ['noise', randomBytes(3_000), {}, 'type-mismatch'],
  ])('%s', async ([, file, overrides, reason]) => {
    const ada = await newPerson(fixture);
    const recordId = await sent(fixture, ada, file, overrides);

    await fixture.intake(recordId);

    await expectRefused(ada, recordId, reason);
    await fixture.intake(recordId);
    await expectRefused(ada, recordId, reason);
  });

  test('and does not come back by being sent again', async () => {
    const ada = await newPerson(fixture);
    const recordId = await sent(fixture, ada, photo, { contentType: 'image/png' });
    await fixture.intake(recordId);
    await send(fixture, recordId, photo);

    await fixture.intake(recordId);

    await expectRefused(ada, recordId, 'type-mismatch');
  });
});

describe('a file that no one announced', () => {
  test('is discarded', async () => {
    const ada = await newPerson(fixture);
    const recordId = await announced(fixture, ada, photo);
    fixture.setClock('2026-11-26T12:00:01Z');
    await send(fixture, recordId, photo);

    await fixture.intake(recordId);

    expect(await fixture.media.openUpload(uploadName(recordId))).toBeUndefined();
    expect(await fixture.records.get(ada.subjectId, recordId)).toBeUndefined();
  });

  test('that is gone already changes nothing', async () => {
    const ada = await newPerson(fixture);
    const recordId = await announced(fixture, ada, photo);

    await fixture.intake(recordId);

    expect(await stateOf(fixture, recordId)).toEqual({ state: 'waiting', because: undefined });
  });
});

describe('a scan for malware', () => {
  const required = { scan: 'required' } as const;
  const tag = (recordId: RecordId, status: string) =>
    fixture.media.tagScanned(uploadName(recordId), status);

  test('is waited for where it is required', async () => {
    const ada = await newPerson(fixture);
    const recordId = await sent(fixture, ada, photo);

    await fixture.intake(recordId, required);
    expect(await stateOf(fixture, recordId)).toEqual({ state: 'waiting', because: undefined });
    expect(await left(ada, recordId)).toEqual(['upload', 'key']);
    await tag(recordId, 'NO_THREATS_FOUND');
    await fixture.intake(recordId, required);

    await expectKept(ada, recordId);
  });

  test.for<[string, Run, string]>([
    ['THREATS_FOUND', required, 'malware'],
    ['THREATS_FOUND', { scan: 'none' }, 'malware'],
    ['UNSUPPORTED', required, 'unscannable'],
    ['FAILED', required, 'unscannable'],
  ])('that ends with %s (%o) refuses the file', async ([status, run, reason]) => {
    const ada = await newPerson(fixture);
    const recordId = await sent(fixture, ada, photo);
    await tag(recordId, status);

    await fixture.intake(recordId, run);

    await expectRefused(ada, recordId, reason);
  });
});

const changes: readonly (readonly [string, (one: Person) => Promise<unknown>, string])[] = [
  [
    'GDPR Art. 7(3): the consent is withdrawn',
    ({ subjectId }) => say(fixture as never, subjectId, 'withdrawn'),
    'not-permitted',
  ],
  [
    'GDPR Art. 18: processing is restricted',
    ({ subjectId }) => set(fixture as never, subjectId, { restrictedPurposes: 'all' }),
    'processing-restricted',
  ],
  [
    'the person is frozen',
    ({ subjectId }) => set(fixture as never, subjectId, { frozenBy: ['one'] }),
    'processing-frozen',
  ],
  [
    'GDPR Art. 17: the person is fenced by an erasure',
    ({ subjectId }) => fixture.subjects.fence(subjectId),
    'subject-erased',
  ],
];

async function withConsent(): Promise<Person> {
  const person = await newPerson(fixture);
  fixture.setClock('2026-11-25T11:00:00Z');
  await say(fixture as never, person.subjectId, 'given');
  fixture.setClock('2026-11-25T12:00:00Z');
  return person;
}
const forImprovement = { purposes: ['improvement'] };

describe('what was permitted when the file was announced, and is not when it is there', () => {
  test.for(changes)('%s: refused, and nothing is left', async ([, happens, reason]) => {
    const ada = await withConsent();
    const recordId = await sent(fixture, ada, photo, forImprovement);
    fixture.pass(60);
    await happens(ada);
    const before = await denials();

    await fixture.intake(recordId);

    await expectRefused(ada, recordId, reason);
    expect(await denials()).toBe(reason === 'subject-erased' ? before : before + 1);
  });

  test.for(changes)('%s while it is written: refused, and nothing is left', async (change) => {
    const [, happens, reason] = change;
    const ada = await withConsent();
    const recordId = await sent(fixture, ada, photo, forImprovement);
    fixture.pass(60);

    await fixture.intake(recordId, {
      media: withAfter(fixture.media, 'put', () => happens(ada)),
    });

    await expectRefused(ada, recordId, reason);
  });

  test('another policy that no longer takes such files: refused', async () => {
    const ada = await newPerson(fixture);
    const recordId = await sent(fixture, ada, photo);
    const image = { ...fixture.policy.categories['prompt-image']! };
    const media = { ...image.media!, types: ['image/png' as const] };
    const categories = { ...fixture.policy.categories, 'prompt-image': { ...image, media } };

    await fixture.intake(recordId, { policy: { ...fixture.policy, categories } });

    await expectRefused(ada, recordId, 'not-permitted');
  });

  test('another key in the place of the one that the announcement is encrypted with: refused', async () => {
    const ada = await newPerson(fixture);
    const recordId = await sent(fixture, ada, photo);
    const { subjectId } = ada;
    const erasureClass = 'prompt-image';
    const key = (await fixture.rows(subjectKeys)).find(
      (row) => row['subjectId'] === subjectId && row['erasureClass'] === erasureClass,
    );
    await transact(fixture.database, [
      remove(subjectKeys, { subjectId, erasureClass }, key?.['version'] as number),
    ]);

    await fixture.intake(recordId);

    await expectRefused(ada, recordId, 'announcement-ended');
  });

  test('longer kept than it may be by then: refused', async () => {
    const ada = await newPerson(fixture);
    const recordId = await sent(fixture, ada, photo);
    const { purposes } = fixture.policy;
    const service = { ...purposes['service-provision']!, retention: 'PT1H' };

    fixture.pass(2 * 3_600);
    await fixture.intake(recordId, {
      policy: { ...fixture.policy, purposes: { ...purposes, 'service-provision': service } },
    });

    await expectRefused(ada, recordId, 'already-expired');
  });
});

describe('the end of the time of the function', () => {
  test.for(['checked', 'read'] as const)(
    'that comes before a file is %s leaves nothing stored, and the next run keeps it',
    async (before) => {
      const ada = await newPerson(fixture);
      const recordId = await sent(fixture, ada, photo);
      const time = new AbortController();
      if (before === 'checked') time.abort();
      const media = withStream(fixture.media, () => time.abort());

      const late = fixture.intake(recordId, { media, deadline: time.signal });
      await expect(late).rejects.toMatchObject({ name: 'KeepingTimedOutError' });
      expect(await left(ada, recordId)).toEqual(['upload', 'key']);
      await fixture.intake(recordId);

      await expectKept(ada, recordId);
    },
  );
});

test('the files of these tests are what they are named', async () => {
  expect(await because(bareJpeg(baseline), 'image/jpeg')).toBe('cleanable');
});
