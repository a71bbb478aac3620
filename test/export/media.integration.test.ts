import { Ajv2020 } from 'ajv/dist/2020.js';
import { unzipSync } from 'fflate';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fulfilExport } from '../../lambda/export/export.ts';
import { mediaName } from '../../lambda/platform/media/media-objects.ts';
import { begin } from '../../lambda/request/attempt.ts';
import { sha256Hex } from '../../lambda/value/canonical.ts';
import { bareJpeg, baseline } from '../cleaning/files/jpeg.ts';
import { erase } from '../erasure/erasure-steps.ts';
import { alter, storeMedia } from '../record/stored-media.ts';
import {
  firstAttempt,
  follow,
  keep,
  newPerson,
  openRequestFixture,
  submit,
} from '../request/request-fixture.ts';
import type { Person, RequestFixture } from '../request/request-fixture.ts';

let fixture: RequestFixture;
beforeAll(async () => {
  fixture = await openRequestFixture();
});
afterAll(() => fixture.stop());

const jpeg = bareJpeg(baseline);
const store = ({ subjectId }: Person, file: Uint8Array = jpeg, options = {}) =>
  storeMedia(fixture, subjectId, file, options);

async function exported(person: Pick<Person, 'caller'>, body: object = { kind: 'access' }) {
  const answer = await submit(fixture, person.caller, body);
  const run = firstAttempt(answer);
  await begin(fixture, run);
  const { counts } = await fulfilExport(fixture, run);
  const link = await follow(fixture, answer.body.followUpToken, 'POST', '/download');
  const zip = await fixture.fetchObject(link.body.url);
  if (typeof zip === 'string') throw new Error(zip);
  const files = unzipSync(zip);
  const text = (path: string): string => Buffer.from(files[path]!).toString();
  const lines = (path: string) =>
    text(path)
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  return { counts, files, zip, text, lines, manifest: JSON.parse(text('manifest.json')) };
}

const everything = (files: Readonly<Record<string, Uint8Array>>): string =>
  Object.entries(files)
    .filter(([path]) => !path.startsWith('media/'))
    .map(([, bytes]) => Buffer.from(bytes).toString())
    .join('\n');

describe('GDPR Art. 15(3): a copy of what is stored', () => {
  test('has each file as it is, named in its line, in the table, in the manifest and on the page', async () => {
    const ada = await newPerson(fixture);
    const { recordId, media } = await store(ada);
    await keep(fixture, ada, [{ content: 'Hello' }]);

    const { counts, files, lines, text, manifest } = await exported(ada);

    const file = `media/${recordId}.jpg`;
    const { key, ...facts } = media;
    expect(counts).toEqual({ 'prompt-text': 2 });
    expect(Buffer.from(files[file]!)).toEqual(jpeg);
    expect(lines('data/prompt-text.jsonl')).toMatchObject([
      { recordId, content: null, media: { ...facts, state: 'whole', file } },
      { content: 'Hello' },
    ]);
    expect(text('data/prompt-text.csv')).toContain(`,null,${file}\r\n`);
    const bytes = jpeg.length;
    expect(manifest.files).toContainEqual({ path: file, sha256: sha256Hex(jpeg), bytes });
    expect(manifest).not.toHaveProperty('lostMedia');
    expect(text('index.html')).toContain(`<a href="${file}">Picture</a>`);
    expect(JSON.parse(text('categories.json')).categories).toContainEqual(
      expect.objectContaining({ id: 'prompt-text', media: { count: 1, lost: 0 } }),
    );
    expect(everything(files)).not.toContain(key);
  });

  test('names a file that is missing and one that was altered, and has everything else', async () => {
    const ada = await newPerson(fixture);
    const large = Buffer.alloc(200_000, jpeg);
    const [whole, missing, cut] = [await store(ada), await store(ada), await store(ada, large)];
    await fixture.media.delete(mediaName(ada.subjectId, missing.recordId));
    await alter(fixture, ada.subjectId, cut);

    const { files, lines, manifest, text } = await exported(ada);

    expect(lines('data/prompt-text.jsonl').map(({ media }) => [media.state, media.file])).toEqual([
      ['whole', `media/${whole.recordId}.jpg`],
      ['missing', undefined],
      ['broken', `media/${cut.recordId}.jpg`],
    ]);
    expect(Buffer.from(files[`media/${whole.recordId}.jpg`]!)).toEqual(jpeg);
    const beginning = Buffer.from(files[`media/${cut.recordId}.jpg`]!);
    expect(beginning.length).toBeLessThan(large.length);
    expect(beginning).toEqual(large.subarray(0, beginning.length));
    expect(manifest.lostMedia).toEqual([
      { recordId: missing.recordId, category: 'prompt-text', state: 'missing' },
      { recordId: cut.recordId, category: 'prompt-text', state: 'broken' },
    ]);
    const page = text('index.html');
    expect(page).toContain('Files that are missing or damaged: 2.');
    expect(page).toContain('This file is missing.');
    expect(fixture.logged.filter((line) => line.includes('MEDIA_LOST')).at(-1)).toContain(
      '"count":2',
    );
  });

  test('has one whose beginning was altered as damaged, without a file', async () => {
    const ada = await newPerson(fixture);
    const { recordId } = await store(ada);
    const name = mediaName(ada.subjectId, recordId);
    await fixture.media.put(name, Readable.from([Buffer.from('no sealed file')]));

    const { lines, files } = await exported(ada);

    const [line] = lines('data/prompt-text.jsonl');
    expect(line.media).toMatchObject({ state: 'broken' });
    expect(line.media).not.toHaveProperty('file');
    expect(Object.keys(files).some((path) => path.startsWith('media/'))).toBe(false);
  });

  test('has the files that an earlier erasure exempted', async () => {
    const ada = await newPerson(fixture);
    const { recordId } = await store(ada, jpeg, { category: 'usage-log', purposes: ['safety'] });
    await erase(fixture, firstAttempt(await submit(fixture, ada.caller, { kind: 'erasure' })));

    const { lines, files } = await exported(ada);

    const file = `media/${recordId}.jpg`;
    expect(lines('withheld.jsonl')).toMatchObject([
      { recordId, content: null, media: { state: 'whole', file } },
    ]);
    expect(Buffer.from(files[file]!)).toEqual(jpeg);
  });
});

describe('GDPR Art. 20: what a person takes along', () => {
  test('has the files of what is portable and of nothing else', async () => {
    const ada = await newPerson(fixture);
    const { recordId } = await store(ada);
    await store(ada, jpeg, { category: 'feedback', purposes: ['support'] });

    const { counts, files, lines, text, manifest } = await exported(ada, { kind: 'portability' });

    const ajv = new Ajv2020({ strict: true, validateFormats: false });
    ajv.addSchema(JSON.parse(text('portability.schema.json')), 'v1');
    const [line] = lines('records/prompt-text.jsonl');
    expect([ajv.validate('v1', manifest), ajv.errorsText()]).toEqual([true, 'No errors']);
    expect([ajv.validate('v1#/$defs/record', line), ajv.errorsText()]).toEqual([true, 'No errors']);
    const file = `media/${recordId}.jpg`;
    expect(counts).toEqual({ 'prompt-text': 1 });
    expect(lines('records/prompt-text.jsonl')).toMatchObject([
      { content: null, media: { contentType: 'image/jpeg', state: 'whole', file } },
    ]);
    expect(Object.keys(files).filter((path) => path.startsWith('media/'))).toEqual([file]);
    expect(Buffer.from(files[file]!)).toEqual(jpeg);
    expect(manifest.media).toEqual([{ path: file, sha256: sha256Hex(jpeg), bytes: jpeg.length }]);
  });
});
