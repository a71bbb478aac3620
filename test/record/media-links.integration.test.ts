import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { update } from '../../lambda/platform/dynamo/statement.ts';
import { queryAll } from '../../lambda/platform/dynamo/read.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import type { App } from '../../lambda/platform/http/app.ts';
import { linkedRecord, makeLinks } from '../../lambda/record/media-links.ts';
import { mediaLinks } from '../../lambda/record/table.ts';
import { sha256Hex } from '../../lambda/value/canonical.ts';
import type { RecordId } from '../../lambda/value/ids.ts';
import { say, set } from '../retention/sweeping.ts';
import { newPerson, query } from './calls.ts';
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
beforeEach(() => fixture.setClock('2026-11-25T12:00:00Z'));
afterAll(() => fixture.stop());

interface Linked {
  readonly recordId: RecordId;
  readonly media?: {
    readonly sha256: string;
    readonly link?: { readonly url: string; readonly expiresAt: string };
    readonly noLinkBecause?: string;
  };
}

const served = async ({ subject }: Person, purpose: string): Promise<readonly Linked[]> =>
  (await query(app, { subject, purpose })).body.items;

const tokenOf = (path: string | undefined): string => path?.split('/').at(-1) ?? '';

/** The record that a link opens now. */
const opened = async (path: string | undefined): Promise<RecordId | undefined> =>
  (await linkedRecord(fixture, tokenOf(path)))?.recordId;

async function personWithFile(purposes = ['service-provision', 'improvement']) {
  const person = await newPerson(fixture);
  fixture.setClock('2026-11-25T11:59:00Z');
  await say(fixture, person.subjectId, 'given');
  fixture.setClock('2026-11-25T12:00:00Z');
  const file = { category: 'prompt-image', purposes };
  const { recordId, media } = await writeMedia(fixture, person.subjectId, file);
  return { person, recordId, media };
}

const linkFor = async (person: Person, purpose: string): Promise<string | undefined> =>
  (await served(person, purpose))[0]?.media?.link?.url;

describe('a service that reads a file for a purpose', () => {
  test('gets a link that opens the record for fifteen minutes', async () => {
    const { person, recordId, media } = await personWithFile();

    const [item] = await served(person, 'improvement');

    const { url, expiresAt } = item?.media?.link ?? {};
    expect([item?.recordId, item?.media?.sha256]).toEqual([recordId, media.sha256]);
    expect([url, expiresAt]).toEqual([
      expect.stringMatching(/^\/v1\/media\/content\/[\w-]{43}$/),
      '2026-11-25T12:15:00.000Z',
    ]);
    expect(await linkedRecord(fixture, tokenOf(url))).toMatchObject({
      ...{ recordId, media },
      subjectId: person.subjectId,
    });
    fixture.setClock('2026-11-25T12:14:59Z');
    expect(await opened(url)).toBe(recordId);
    fixture.setClock('2026-11-25T12:15:00Z');
    expect(await opened(url)).toBeUndefined();
  });

  test('gets a link of its own for each of many files', async () => {
    const { person } = await personWithFile();
    for (let made = 0; made < 29; made += 1) {
      await writeMedia(fixture, person.subjectId, { category: 'prompt-image' });
    }

    const { body } = await query(app, {
      ...{ subject: person.subject, purpose: 'service-provision', limit: 100 },
    });

    const items: readonly Linked[] = body.items;
    const links = items.map(({ media }) => media?.link?.url);
    expect(new Set(links).size).toBe(30);
    expect(await Promise.all(links.map((link) => opened(link)))).toEqual(
      items.map(({ recordId }) => recordId),
    );
  });

  test('gets none where it has to redact, and the answer gives the reason', async () => {
    const { person, media } = await personWithFile();
    const { policy } = fixture;
    const redacting = fixture.recordApp(fixture.database, {
      ...policy,
      purposes: {
        ...policy.purposes,
        improvement: { ...policy.purposes['improvement']!, obligations: ['redact'] },
      },
    });

    const body = { subject: person.subject, purpose: 'improvement' };
    const { items } = (await query(redacting, body)).body;

    expect(items).toMatchObject([
      { media: { contentType: 'image/jpeg', noLinkBecause: 'redact' } },
    ]);
    expect(JSON.stringify(items)).not.toContain('content/');
    // The hash of a known picture says what it shows.
    expect(JSON.stringify(items)).not.toContain(media.sha256);
  });

  test.for<[string, (person: Person) => Promise<unknown>]>([
    ['its consent is withdrawn', ({ subjectId }) => say(fixture, subjectId, 'withdrawn')],
    ['the purpose is restricted', (one) => change(one, { restrictedPurposes: ['improvement'] })],
    ['the category is contested', (one) => change(one, { restrictedCategories: ['prompt-image'] })],
    ['the person is frozen', (one) => change(one, { frozenBy: ['one'] })],
    ['the person is being erased', ({ subjectId }) => fixture.subjects.fence(subjectId)],
  ])('cannot open it any more once %s', async ([, happens]) => {
    const { person, recordId } = await personWithFile();
    const link = await linkFor(person, 'improvement');
    expect(await opened(link)).toBe(recordId);

    await happens(person);

    expect(await opened(link)).toBeUndefined();
  });

  test('cannot open it any more once the record is deleted', async () => {
    const { person, recordId } = await personWithFile();
    const link = await linkFor(person, 'service-provision');

    await fixture.records.delete(person.subjectId, recordId);

    expect(await opened(link)).toBeUndefined();
  });
});

describe('a person who opens a file of their own', () => {
  test('can while processing is restricted and frozen: GDPR Art. 15', async () => {
    const { person, recordId } = await personWithFile();
    const [link] = await makeLinks(fixture, person.subjectId, [recordId]);

    await change(person, { restrictedPurposes: 'all', frozenBy: ['one'] });

    expect(await opened(link?.path)).toBe(recordId);
  });

  test('does not lead to a record of anyone else, or to one without a file', async () => {
    const { person, recordId } = await personWithFile();
    const other = await newPerson(fixture);
    const draft = fixture.records.draft(
      person.subjectId,
      { category: 'prompt-text', purposes: ['service-provision'], content: 'no file' },
      { collectedAt: fixture.clock(), expiresAt: 1_900_000_000 as never },
    );
    await fixture.records.write([draft], []);

    const [foreign] = await makeLinks(fixture, other.subjectId, [recordId]);
    const [plain] = await makeLinks(fixture, person.subjectId, [draft.recordId]);

    expect(await opened(foreign?.path)).toBeUndefined();
    expect(await opened(plain?.path)).toBeUndefined();
  });
});

describe('the table of links', () => {
  test('has no token, and no token can be made of what it has', async () => {
    const { person } = await personWithFile();
    const link = await linkFor(person, 'improvement');

    const options = { partition: { subjectId: person.subjectId }, index: 'by-subject' };
    const rows = await Array.fromAsync(
      queryAll(fixture.database, mediaLinks, options, z.looseObject({ linkId: z.string() })),
    );

    expect(rows.map(({ linkId }) => linkId)).toEqual([sha256Hex(tokenOf(link))]);
    expect(JSON.stringify(rows)).not.toContain(tokenOf(link));
    expect(await opened(rows[0]?.linkId)).toBeUndefined();
  });

  test.for(['', 'x', 'x'.repeat(43), '../../etc/passwd', `${'x'.repeat(42)}%`])(
    'opens nothing for "%s"',
    async (token) => {
      expect(await linkedRecord(fixture, token)).toBeUndefined();
    },
  );

  test('opens nothing by a link that was moved to another record', async () => {
    const { person } = await personWithFile();
    const link = await linkFor(person, 'improvement');
    const other = await personWithFile();
    const linkId = sha256Hex(tokenOf(link));
    const moved = { recordId: other.recordId };

    await transact(fixture.database, [update(mediaLinks, { linkId }, 1, moved)]);

    expect(await opened(link)).toBeUndefined();
  });
});

const change = ({ subjectId }: Person, changes: Parameters<typeof set>[2]) =>
  set(fixture, subjectId, changes);
