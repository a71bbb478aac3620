import type { Client } from './client.ts';
import { UnreachableError } from './errors.ts';
import type { ProblemOutcome } from './outcome.ts';
import { postForm } from './post-form.ts';
import type { PostOptions } from './post-form.ts';
import { wait, waitBefore } from './retry.ts';
import type { RetryOptions } from './retry.ts';
import type { paths } from './schema.ts';
import { sha256 } from './sha256.ts';

type Announce = paths['/v1/media']['post'];
type Announcement = Announce['requestBody']['content']['application/json'];
/** The form in which one file is sent, for 15 minutes. */
export type UploadForm = Announce['responses'][201]['content']['application/json']['upload'];
type Status = paths['/v1/media/{recordId}']['get']['responses'][200]['content']['application/json'];
/** Why a file is not stored. */
export type RefusedMedia = NonNullable<Status['because']>;

/** What becomes of a file. Only `stored` is a record that can be read. */
export type MediaOutcome =
  | { readonly kind: 'stored'; readonly recordId: string }
  | { readonly kind: 'refused'; readonly recordId: string; readonly because: RefusedMedia }
  /** Not checked within `patience`: `GET /v1/media/{recordId}` says what became of it. */
  | { readonly kind: 'waiting'; readonly recordId: string }
  /** The form was rejected: it has ended, or the file is not the one that was announced. */
  | { readonly kind: 'not-sent'; readonly recordId: string; readonly status: number }
  | ProblemOutcome;

export interface MediaProgress {
  readonly step: 'hashing' | 'sending' | 'checking';
  /** Bytes that are done in this step; of `sending` only a browser knows more than none or all. */
  readonly bytes: number;
  readonly of: number;
}

export interface MediaOptions extends Omit<Announcement, 'bytes' | 'sha256' | 'contentType'> {
  /** The type of the file; that of the `Blob` when absent. */
  readonly contentType?: Announcement['contentType'];
  /** The same for a call that is sent again later. */
  readonly idempotencyKey?: string;
  readonly onProgress?: (progress: MediaProgress) => void;
  /** How long to wait until the file is checked, in milliseconds; five minutes when absent. */
  readonly patience?: number;
  readonly signal?: AbortSignal;
  /** Replaces the global `fetch` for the form. */
  readonly fetch?: PostOptions['fetch'];
}

/**
 * Stores a file as a record: announces it, sends it, and waits until it is checked and cleaned. It is
 * read twice, piece by piece: `await openAsBlob(path)` of `node:fs` is a file of any size. While it is
 * sent, `fetch` of Node.js 24 takes as much memory as the file has bytes. Its name is not sent.
 *
 * @throws what a call of the client throws, UnreachableError when the form was not answered
 */
export async function uploadMedia(
  client: Pick<Client, 'get' | 'post'>,
  file: Blob,
  options: MediaOptions,
): Promise<MediaOutcome> {
  const { contentType = file.type, idempotencyKey, patience, onProgress, ...rest } = options;
  const { signal, fetch, ...announced } = rest;
  const ending = signal && { signal };
  const of = file.size;
  const progress = (step: MediaProgress['step'], bytes: number) =>
    onProgress?.({ step, bytes: Math.min(bytes, of), of });
  const hash = await hashOf(file, (bytes) => progress('hashing', bytes), ending);
  // The API says which types there are, as it does to every other client.
  const body = { ...announced, contentType, bytes: of, sha256: hash } as Announcement;
  const made = await client.post('/v1/media', {
    ...{ body, ...ending },
    ...(idempotencyKey !== undefined && { idempotencyKey }),
  });
  if (made.kind === 'problem') return made;
  const { recordId, upload } = made.body;
  progress('sending', 0);
  const sent = await sendFile(upload, file, {
    ...ending,
    ...(fetch && { fetch }),
    ...(onProgress && { onSent: (bytes) => progress('sending', bytes) }),
  });
  if (sent.kind === 'rejected') return { kind: 'not-sent', recordId, status: sent.status };
  progress('checking', of);
  return checkedMedia(client, recordId, { ...ending, ...(patience !== undefined && { patience }) });
}

/**
 * The SHA-256 of a file in lower-case hex, as `POST /v1/media` takes it.
 *
 * @param onRead how many bytes have been read so far
 */
export async function hashOf(
  file: Blob,
  onRead?: (bytes: number) => void,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<string> {
  const hash = sha256();
  let bytes = 0;
  const reader: ReadableStreamDefaultReader<Uint8Array> = file.stream().getReader();
  for (;;) {
    signal?.throwIfAborted();
    const { done, value } = await reader.read();
    if (done) return hash.digest();
    hash.update(value);
    bytes += value.length;
    onRead?.(bytes);
  }
}

export interface SendOptions extends PostOptions {
  readonly retry?: RetryOptions;
}

/**
 * Sends a file in the form of `POST /v1/media`. It needs no token, so a browser can do it with the
 * form that its backend got.
 *
 * @throws UnreachableError when nothing answered
 */
export async function sendFile(
  { url, fields }: UploadForm,
  file: Blob,
  { retry = {}, ...options }: SendOptions = {},
): Promise<{ readonly kind: 'sent' } | { readonly kind: 'rejected'; readonly status: number }> {
  for (let attempt = 1; ; attempt += 1) {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    // The last field, because S3 ignores those after it; a File has a name, which stays here.
    form.set('file', file, 'file');
    const made = await postForm(url, form, options);
    if (made.kind === 'got' && made.status < 300) return { kind: 'sent' };
    const isFinal = made.kind === 'got' && made.status < 500;
    const delay = isFinal ? undefined : waitBefore(attempt, null, retry);
    if (delay !== undefined) await wait(delay, options.signal);
    else if (made.kind === 'got') return { kind: 'rejected', status: made.status };
    else throw new UnreachableError('the form was not answered', { cause: made.cause });
  }
}

/** Waits until a file that was sent is checked, for at most `patience` milliseconds. */
export async function checkedMedia(
  client: Pick<Client, 'get'>,
  recordId: string,
  {
    patience = 300_000,
    signal,
  }: { readonly patience?: number; readonly signal?: AbortSignal } = {},
): Promise<MediaOutcome> {
  const until = performance.now() + patience;
  for (let delay = 250; ; delay = Math.min(delay * 1.5, 5_000)) {
    const seen = await client.get('/v1/media/{recordId}', {
      ...{ path: { recordId } },
      ...(signal && { signal }),
    });
    if (seen.kind === 'problem') return seen;
    const { state, because } = seen.body;
    switch (state) {
      case 'kept':
        return { kind: 'stored', recordId };
      case 'refused':
        return { kind: 'refused', recordId, because: because ?? 'malformed' };
      case 'waiting':
        if (performance.now() + delay > until) return { kind: 'waiting', recordId };
        await wait(delay, signal);
    }
  }
}
