import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { outbox } from '../../lambda/ledger/table.ts';
import { mediaUploads } from '../../lambda/media/table.ts';
import { linkedRecord } from '../../lambda/record/media-links.ts';
import { sha256Hex } from '../../lambda/value/canonical.ts';
import { baseline, jpegWith } from '../cleaning/files/jpeg.ts';
import { assistant } from '../record/calls.ts';
import { keep, newPerson } from '../request/request-fixture.ts';
import type { Person } from '../request/request-fixture.ts';
import { set } from '../retention/sweeping.ts';
import { writeMedia } from '../record/stored-media.ts';
import {
  announce,
  announced,
  announcementOf,
  openMediaFixture,
  send,
  stateOf,
} from './media-fixture.ts';
import type { MediaFixture } from './media-fixture.ts';

let fixture: MediaFixture;
beforeAll(async () => {
  fixture = await openMediaFixture();
});
beforeEach(() => fixture.setClock('2026-11-25T12:00:00Z'));
afterAll(() => fixture.stop());

const file = Buffer.from('any file');
const rowsOf = async ({ subjectId }: Person) =>
  (await fixture.rows(mediaUploads)).filter((row) => row['subjectId'] === subjectId);
const denials = async () =>
  (await fixture.rows(outbox)).filter(({ type }) => type === 'decision.denied').length;
const pointers = (body: { readonly errors?: readonly { readonly pointer: string }[] }) =>
  body.errors?.map(({ pointer }) => pointer);

describe('announcing a file', () => {
  test('returns a form that takes this file and no other, for fifteen minutes', async () => {
    const ada = await newPerson(fixture);

    const { status, body } = await announce(fixture, announcementOf(ada, file));

    expect(status).toBe(201);
    expect(body.expiresAt).toBe('2026-11-25T12:15:00.000Z');
    expect(body.upload.fields).toMatchObject({
      key: `uploads/${body.recordId}`,
      'Content-Type': 'image/jpeg',
      'x-amz-checksum-sha256': Buffer.from(sha256Hex(file), 'hex').toString('base64'),
    });
    expect(await stateOf(fixture, body.recordId)).toEqual({ state: 'waiting' });
  });

  test('keeps what is said of the file in ciphertext alone, for a day', async () => {
    const ada = await newPerson(fixture);

    const recordId = await announced(fixture, ada, file);

    const [row] = await rowsOf(ada);
    const { sealed: _, ...clear } = row!;
    expect(clear).toEqual({
      ...{ recordId, subjectId: ada.subjectId, version: 1, state: 'waiting' },
      ...{ category: 'prompt-image', erasureClass: 'prompt-image' },
      purposes: ['service-provision'],
      collectedAt: '2026-11-25T12:00:00.000Z',
      // Longer than S3 can have the file: an erasure finds it by the row.
      expiresAt: Date.parse('2026-11-29T12:00:00Z') / 1000,
    });
    fixture.setClock('2026-11-26T11:59:59Z');
    expect(await stateOf(fixture, recordId)).toEqual({ state: 'waiting' });
    fixture.setClock('2026-11-26T12:00:00Z');
    expect(await stateOf(fixture, recordId)).toEqual({});
  });

  test('repeated with its key, returns the same record with a form that is valid from then on', async () => {
    const ada = await newPerson(fixture);
    const key = randomUUID();
    const first = await announce(fixture, announcementOf(ada, file), { key });
    fixture.setClock('2026-11-25T14:00:00Z');

    const again = await announce(fixture, announcementOf(ada, file), { key });

    expect([again.status, again.body.recordId]).toEqual([201, first.body.recordId]);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.body.expiresAt).toBe('2026-11-25T14:15:00.000Z');
    expect(await rowsOf(ada)).toHaveLength(1);
  });

  test('repeated with its key when its file is stored or refused, gets no form', async () => {
    const ada = await newPerson(fixture);
    for (const content of [jpegWith(baseline, 6), Buffer.from('no picture')]) {
      const key = randomUUID();
      const { body } = await announce(fixture, announcementOf(ada, content), { key });
      await send(fixture, body.recordId, content);
      await fixture.intake(body.recordId);

      const again = await announce(fixture, announcementOf(ada, content), { key });

      expect([again.status, again.body.upload]).toEqual([409, undefined]);
      expect(again.body.detail).toMatch(/another key/);
    }
  });

  test('twenty times at once with one key, announces it once', async () => {
    const ada = await newPerson(fixture);
    const key = randomUUID();

    const answers = await Promise.all(
      Array.from({ length: 20 }, () => announce(fixture, announcementOf(ada, file), { key })),
    );

    expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true);
    expect(answers.some(({ status }) => status === 201)).toBe(true);
    expect(await rowsOf(ada)).toHaveLength(1);
  });

  test('with a key that came with another file is rejected', async () => {
    const ada = await newPerson(fixture);
    const key = randomUUID();
    await announce(fixture, announcementOf(ada, file), { key });

    const other = await announce(fixture, announcementOf(ada, Buffer.from('other')), { key });

    expect(other.body.type).toBe('urn:custos:problem:idempotency-key-reused');
  });
});

describe('a file that may not be stored', () => {
  test.for<[string, object, readonly string[], RegExp]>([
    [
      'of a type that the policy does not list',
      { contentType: 'video/mp4' },
      ['/contentType'],
      /takes image\/jpeg.*: convert the file/,
    ],
    ['of a type that no one knows', { contentType: 'image/tiff' }, ['/contentType'], /./],
    ['larger than the policy allows', { bytes: 25 * 2 ** 20 + 1 }, ['/bytes'], /at most 26214400/],
    [
      'from a recipient that the policy does not have',
      { source: { recipient: 'somebody-else' } },
      ['/source/recipient'],
      /./,
    ],
    ['without a byte', { bytes: 0 }, ['/bytes'], /./],
    ['larger than 2 GiB', { bytes: 2 ** 31 + 1 }, ['/bytes'], /./],
    ['with half a hash', { sha256: 'ab'.repeat(16) }, ['/sha256'], /64 hexadecimal/],
    ['with a hash in capitals', { sha256: 'AB'.repeat(32) }, ['/sha256'], /lower case/],
    [
      'of a category that takes no files',
      { category: 'prompt-text' },
      ['/category'],
      /send prompt-image or prompt-video/,
    ],
    ['of a category that no one knows', { category: 'photos' }, ['/category'], /of the policy/],
    ['for a purpose that no one knows', { purposes: ['selling'] }, ['/purposes/0'], /policy/],
    ['with a name of its own', { key: 'uploads/x' }, ['/key'], /./],
  ])('%s: is refused, with what to do', async ([, overrides, at, message]) => {
    const ada = await newPerson(fixture);

    const { status, body } = await announce(fixture, announcementOf(ada, file, overrides));

    expect([status, pointers(body)]).toEqual([422, at]);
    expect(body.errors[0].message).toMatch(message);
    expect(await rowsOf(ada)).toEqual([]);
  });

  test('exactly as large as the policy allows is one that may be', async () => {
    const ada = await newPerson(fixture);

    const { status } = await announce(fixture, announcementOf(ada, file, { bytes: 25 * 2 ** 20 }));

    expect(status).toBe(201);
  });

  test('where no category takes files, says who can change that', async () => {
    const ada = await newPerson(fixture);
    const categories = Object.fromEntries(
      Object.entries(fixture.policy.categories).map(([id, category]) => [
        id,
        { ...category, media: undefined },
      ]),
    );

    const policy = { ...fixture.policy, categories };
    const { body } = await announce(fixture, announcementOf(ada, file), { policy });

    expect(body.errors[0].message).toContain('ask the operator');
  });

  test('for a purpose that is denied is refused, and the ledger has the denial', async () => {
    const ada = await newPerson(fixture);
    const before = await denials();

    const purposes = ['service-provision', 'improvement'];
    const { body } = await announce(fixture, announcementOf(ada, file, { purposes }));

    expect([body.type, pointers(body)]).toEqual([
      'urn:custos:problem:processing-not-permitted',
      ['/purposes/1'],
    ]);
    expect(await denials()).toBe(before + 1);
    expect(await rowsOf(ada)).toEqual([]);
  });

  test.for<[string, (one: Person) => Promise<unknown>, string]>([
    [
      'GDPR Art. 18: whose processing is restricted',
      ({ subjectId }) => set(fixture as never, subjectId, { restrictedPurposes: 'all' }),
      'processing-restricted',
    ],
    [
      'who is frozen',
      ({ subjectId }) => set(fixture as never, subjectId, { frozenBy: ['one'] }),
      'processing-frozen',
    ],
    ['who is erased', ({ subjectId }) => fixture.subjects.fence(subjectId), 'subject-erased'],
  ])('of a person %s is refused', async ([, happens, slug]) => {
    const ada = await newPerson(fixture);
    await happens(ada);

    const { body } = await announce(fixture, announcementOf(ada, file));

    expect(body.type).toBe(`urn:custos:problem:${slug}`);
    expect(await rowsOf(ada)).toEqual([]);
  });

  test('of an unknown person is refused', async () => {
    const { body } = await announce(fixture, announcementOf({ email: 'nobody@example.org' }, file));

    expect([body.type, pointers(body)]).toEqual(['urn:custos:problem:not-found', ['/subject']]);
  });
});

describe('what became of a file', () => {
  test.for(['x', randomUUID()])('is not found where nothing was announced: %s', async (id) => {
    const path = `/v1/media/${id}`;

    expect((await fixture.api({ method: 'GET', path, caller: assistant })).status).toBe(404);
  });
});

describe('GDPR Art. 15: a person who opens a file of their own', () => {
  const open = ({ caller }: Pick<Person, 'caller'>, recordId: string) =>
    fixture.api({ method: 'GET', path: `/v1/me/media/${recordId}`, caller });

  test('is led to it, below whatever address the API has', async () => {
    const ada = await newPerson(fixture);
    const { recordId } = await writeMedia(fixture, ada.subjectId, { category: 'prompt-image' });

    const { status, headers, text } = await open(ada, recordId);

    const location = headers['location'] ?? '';
    const at = (address: string) => new URL(location, `${address}/v1/me/media/${recordId}`).href;
    const token = location.split('/').at(-1) ?? '';
    expect([status, text]).toEqual([302, '']);
    expect(headers['cache-control']).toBe('no-store');
    expect(at('https://api.example.com')).toBe(`https://api.example.com/v1/media/content/${token}`);
    expect(at('https://x.execute-api.eu-central-1.amazonaws.com/prod')).toBe(
      `https://x.execute-api.eu-central-1.amazonaws.com/prod/v1/media/content/${token}`,
    );
    expect((await linkedRecord(fixture, token))?.recordId).toBe(recordId);
  });

  test('is not led to one of anyone else, or to a record without a file', async () => {
    const [ada, grace] = [await newPerson(fixture), await newPerson(fixture)];
    const { recordId } = await writeMedia(fixture, ada.subjectId, { category: 'prompt-image' });
    await keep(fixture, grace, [{ content: 'no file' }]);
    const [plain] = await Array.fromAsync(fixture.records.readAll(grace.subjectId));

    const answers = await Promise.all(
      [recordId, plain!.recordId, randomUUID(), 'x'].map((id) => open(grace, id)),
    );

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
  });
});
