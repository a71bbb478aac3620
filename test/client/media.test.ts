import { expect, test } from 'vitest';
import { sendFile, UnreachableError, uploadMedia } from '../../client/index.ts';
import type { MediaProgress, SendOptions } from '../../client/index.ts';
import { clientOn, json, refusal } from './transport.ts';

const recordId = '019ab3f0-81d2-7b0c-8a61-2d9e4f7c3b58';
const upload = {
  url: 'https://uploads.example.com/',
  fields: { key: `uploads/${recordId}`, policy: 'p', 'content-type': 'image/png' },
};
const announced = json(201, { recordId, upload, expiresAt: '2026-11-24T10:15:00.000Z' });
const status = (state: string, more: object = {}) => json(200, { recordId, state, ...more });
const photo = new File(['abc'], 'holiday with Ada.png', { type: 'image/png' });
const about = {
  subject: { type: 'user-id' as const, value: 'u-1' },
  category: 'prompt-image',
  purposes: ['service-provision'],
};

/** Where the form goes: one status, or a broken connection, for each attempt. */
function form(...answers: readonly (number | 'lost')[]) {
  const sent: { url: string; form: FormData }[] = [];
  const fetch: SendOptions['fetch'] = (url, { body }) => {
    const answer = answers[sent.length];
    sent.push({ url, form: body as FormData });
    return answer === 'lost'
      ? Promise.reject(new TypeError('fetch failed'))
      : Promise.resolve(new Response(null, { status: answer ?? 500 }));
  };
  return { sent, fetch };
}

test('a file is announced with its hash, sent in the form, and asked for until it is there', async () => {
  const { client, sent } = clientOn([announced, status('waiting'), status('kept')]);
  const { fetch, sent: forms } = form(204);
  const steps: MediaProgress[] = [];

  const outcome = await uploadMedia(client, photo, {
    ...{ ...about, fetch, idempotencyKey: 'photo-1' },
    onProgress: (progress) => steps.push(progress),
  });

  expect(outcome).toEqual({ kind: 'stored', recordId });
  expect(await sent[0]?.json()).toEqual({
    ...about,
    contentType: 'image/png',
    bytes: 3,
    // FIPS 180-2, appendix B.1
    sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  });
  expect(sent[0]?.headers.get('idempotency-key')).toBe('photo-1');
  expect(sent.slice(1).map(({ url }) => new URL(url).pathname)).toEqual(
    [1, 2].map(() => `/prod/v1/media/${recordId}`),
  );
  expect(forms.map(({ url }) => url)).toEqual([upload.url]);
  expect(steps).toEqual([
    { step: 'hashing', bytes: 3, of: 3 },
    { step: 'sending', bytes: 0, of: 3 },
    { step: 'checking', bytes: 3, of: 3 },
  ]);
});

test('the file is the last field, because S3 ignores what follows, and its name is not sent', async () => {
  const { fetch, sent } = form(204);

  await sendFile(upload, photo, { fetch });

  const fields = [...(sent[0]?.form.entries() ?? [])];
  expect(fields.slice(0, -1)).toEqual(Object.entries(upload.fields));
  const [name, file] = fields.at(-1) ?? [];
  expect(name).toBe('file');
  expect(file).toMatchObject({ name: 'file', size: 3 });
});

test.each([
  ['refused', { because: 'polyglot' }, { kind: 'refused', recordId, because: 'polyglot' }],
  ['waiting', {}, { kind: 'waiting', recordId }],
])('a file that is %s is no record', async (state, more, expected) => {
  const { client } = clientOn([announced, status(state, more)]);

  const outcome = await uploadMedia(client, photo, {
    ...about,
    fetch: form(204).fetch,
    patience: 0,
  });

  expect(outcome).toEqual(expected);
});

test('nothing is sent where storing is denied', async () => {
  const { client } = clientOn([refusal(403, 'processing-not-permitted')]);
  const { fetch, sent } = form();

  const outcome = await uploadMedia(client, photo, { ...about, fetch });

  expect(outcome).toMatchObject({ kind: 'problem', slug: 'processing-not-permitted' });
  expect(sent).toEqual([]);
});

test('a form that was rejected is not sent again', async () => {
  const { client } = clientOn([announced]);
  const { fetch, sent } = form(403);

  const outcome = await uploadMedia(client, photo, { ...about, fetch });

  expect(outcome).toEqual({ kind: 'not-sent', recordId, status: 403 });
  expect(sent).toHaveLength(1);
});

test('a form is sent again after a broken connection and a fault of S3', async () => {
  const { fetch, sent } = form('lost', 503, 204);

  const outcome = await sendFile(upload, photo, { fetch, retry: { longestWait: 1 } });

  expect(outcome).toEqual({ kind: 'sent' });
  expect(sent).toHaveLength(3);
});

test('a form that nothing answers throws', async () => {
  const { fetch } = form('lost', 'lost');

  await expect(
    sendFile(upload, photo, { fetch, retry: { attempts: 2, longestWait: 1 } }),
  ).rejects.toThrow(UnreachableError);
});

test('a signal ends it with its reason', async () => {
  const abort = new AbortController();
  const reason = new Error('the person closed the page');
  const { client } = clientOn([announced]);

  const outcome = uploadMedia(client, photo, {
    ...{ ...about, signal: abort.signal },
    fetch: () => {
      abort.abort(reason);
      return Promise.reject(reason);
    },
  });

  await expect(outcome).rejects.toBe(reason);
});
