import type { Choice, Consent } from './choice.ts';
import type { Effect } from './words.ts';
import { tagsOf } from './languages.ts';

/** An access token of the person, or a function that gets one before each call. */
export type Token = string | (() => string | Promise<string>);

/** A notice in one language, as the API returns it. */
export interface Notice {
  readonly id: string;
  readonly version: string;
  readonly locale: string;
  readonly markdown: string;
  readonly summary?: string;
}

export interface PurposeText {
  readonly title: string;
  readonly description: string;
}

/** The answer to a choice that was saved. */
export interface SavedConsent extends Consent {
  readonly effect: Effect;
  readonly deniedBecause?: readonly string[];
}

/** What became of a call. */
export type Answer<Body> =
  | { readonly kind: 'ok'; readonly body: Body }
  | { readonly kind: 'sign-in-needed' }
  /** The API turned the call down: nothing was changed. */
  | { readonly kind: 'problem'; readonly problem: string; readonly pointer?: string }
  /** No answer that says what happened. */
  | { readonly kind: 'unreachable' };

/** Where the element gets its data from. */
export interface Source {
  readonly api: string;
  readonly pages: string;
  readonly locale: string;
  readonly token: Token | undefined;
  /** Ends reading; a choice is saved to the end. */
  readonly signal: AbortSignal;
}

const longestWait = 15_000;

export async function consentsOf(source: Source): Promise<Answer<readonly Consent[]>> {
  const answer = await call<{ items: readonly Consent[] }>(source, 'GET', '/v1/me/consents');
  if (answer.kind !== 'ok') return answer;
  const { items } = answer.body;
  return Array.isArray(items) ? { kind: 'ok', body: items } : { kind: 'unreachable' };
}

/** The notice that a consent rests on: the primary one, or one that the app names. */
export async function noticeOf(
  source: Source,
  id: string | undefined,
): Promise<Notice | undefined> {
  const query = `?locale=${encodeURIComponent(source.locale)}`;
  if (id === undefined) {
    const answer = await call<{ notice: Notice }>(source, 'GET', `/v1/me/notice${query}`);
    return answer.kind === 'ok' ? answer.body.notice : undefined;
  }
  const open = { ...source, token: undefined };
  const listed = await call<{ items: readonly Notice[] }>(open, 'GET', `/v1/notices${query}`);
  const version = listed.kind === 'ok' ? listed.body.items.find((one) => one.id === id) : undefined;
  if (version === undefined) return undefined;
  const path = `/v1/notices/${encodeURIComponent(id)}/${encodeURIComponent(version.version)}`;
  const answer = await call<{ notice: Notice }>(open, 'GET', path + query);
  return answer.kind === 'ok' ? answer.body.notice : undefined;
}

/** Saves a choice. A call that is repeated with the same key is saved once. */
export async function save(
  source: Source,
  purpose: string,
  choice: SentChoice,
  key: string,
): Promise<Answer<SavedConsent>> {
  const path = `/v1/me/consents/${encodeURIComponent(purpose)}`;
  const body = JSON.stringify({ ...choice, locale: source.locale });
  const answer = await call<{ consent: SavedConsent }>(source, 'PUT', path, { body, key });
  return answer.kind === 'ok' ? { kind: 'ok', body: answer.body.consent } : answer;
}

export interface SentChoice {
  readonly state: Choice;
  readonly method: 'widget' | 'two-step-confirmation' | 'gpc';
  readonly notice?: Readonly<{ id: string; version: string }> | undefined;
}

/** What the policy says of a purpose; undefined where the pages have no text of it. */
export async function textOf(source: Source, purpose: string): Promise<PurposeText | undefined> {
  for (const tag of [...tagsOf(source.locale), 'en']) {
    const address = `${source.pages}/texts/${encodeURIComponent(tag)}.json`;
    const texts = (await fetched(address, { signal: source.signal })) as
      | { readonly purposes?: Readonly<Partial<Record<string, PurposeText>>> }
      | undefined;
    const text = texts?.purposes?.[purpose];
    if (text !== undefined) return text;
  }
  return undefined;
}

async function fetched(address: string, init: RequestInit): Promise<unknown> {
  try {
    const response = await fetch(address, { ...init, credentials: 'omit' });
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}

async function call<Body>(
  { api, token, signal }: Source,
  method: 'GET' | 'PUT',
  path: string,
  sent?: { readonly body: string; readonly key: string },
): Promise<Answer<Body>> {
  try {
    const headers = new Headers();
    if (token !== undefined) headers.set('authorization', `Bearer ${await valueOf(token)}`);
    if (sent !== undefined) {
      headers.set('content-type', 'application/json');
      headers.set('idempotency-key', sent.key);
    }
    const response = await fetch(api + path, {
      method,
      headers,
      body: sent?.body ?? null,
      credentials: 'omit',
      cache: token === undefined ? 'default' : 'no-store',
      keepalive: sent !== undefined,
      signal: AbortSignal.any([...(sent ? [] : [signal]), AbortSignal.timeout(longestWait)]),
    });
    if (response.status === 401) return { kind: 'sign-in-needed' };
    if (response.ok) return { kind: 'ok', body: (await response.json()) as Body };
    return response.status < 500 ? await problemOf(response) : { kind: 'unreachable' };
  } catch (error) {
    return error instanceof NoTokenError ? { kind: 'sign-in-needed' } : { kind: 'unreachable' };
  }
}

/** The app has no token: nobody is signed in. */
class NoTokenError extends Error {
  override readonly name = 'NoTokenError';
}

async function valueOf(token: Token): Promise<string> {
  try {
    const value = typeof token === 'string' ? token : await token();
    if (value !== '') return value;
  } catch (cause) {
    throw new NoTokenError('the app gave no access token', { cause });
  }
  throw new NoTokenError('the app gave no access token');
}

async function problemOf(response: Response): Promise<Answer<never>> {
  const { type, errors } = (await response.json().catch(() => ({}))) as {
    readonly type?: string;
    readonly errors?: readonly { readonly pointer?: string }[];
  };
  const problem = type?.replace('urn:custos:problem:', '') ?? String(response.status);
  const pointer = errors?.[0]?.pointer;
  return { kind: 'problem', problem, ...(pointer !== undefined && { pointer }) };
}
