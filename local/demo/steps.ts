import { setTimeout as delay } from 'node:timers/promises';
import { bodyOf, createClient, pages, redactor, restorer } from '../../client/index.ts';
import type { Client, components } from '../../client/index.ts';
import type { Stored } from '../systems/memory.ts';
import type { Person } from './people.ts';
import { sha256Of } from './systems.ts';

/** Issues a token of the local issuer, as `custos token` does. */
export type TokenMaker = (kind: 'subject' | 'service' | 'staff', name: string) => Promise<string>;

export interface ApiAccess {
  /** Base URL of the API. */
  readonly url: string;
  readonly token: TokenMaker;
}

export type RequestOutcome = components['schemas']['Request'];
type Decision = components['schemas']['Decision'];

const byEmail = ({ email }: Person) => ({ type: 'email', value: email }) as const;

/** The API for a signed-in person. */
export const clientOf = ({ url, token }: ApiAccess, email: string): Client =>
  createClient({ baseUrl: url, token: () => token('subject', email) });

/** The API for a member of the privacy team. */
export const staffOf = ({ url, token }: ApiAccess, name = 'dpo'): Client =>
  createClient({ baseUrl: url, token: () => token('staff', `${name}@example.org`) });

/** The API for the assistant's backend. */
export const assistant = ({ url, token }: ApiAccess): Client =>
  createClient({ baseUrl: url, token: () => token('service', 'assistant') });

/**
 * Reads the notice and records the person's choice for the purpose `improvement`; returns the
 * receipt.
 */
export async function answerConsent(stage: ApiAccess, person: Person): Promise<string> {
  const client = clientOf(stage, person.email);
  const { notice } = bodyOf(await client.get('/v1/me/notice', { query: { locale: 'en' } }));
  const { id, version, locale } = notice;
  const body = person.agrees
    ? ({ state: 'given', notice: { id, version }, locale, method: 'button' } as const)
    : ({ state: 'refused', locale, method: 'button' } as const);
  const path = { purpose: 'improvement' };
  return bodyOf(await client.put('/v1/me/consents/{purpose}', { path, body })).receipt;
}

/** Requests a decision for the assistant's backend: whether prompts may improve the service. */
export async function askDecision(stage: ApiAccess, person: Person): Promise<Decision> {
  const body = { subject: byEmail(person), purpose: 'improvement', category: 'prompt-text' };
  const answer = bodyOf(await assistant(stage).post('/v1/decisions', { body }));
  if ('items' in answer) throw new DemoStepFailedError('one question was answered as several');
  return answer;
}

/** Stores the person's prompts, 25 per call; returns how many were stored. */
export async function storePrompts(stage: ApiAccess, person: Person): Promise<number> {
  const client = assistant(stage);
  const purposes = person.agrees ? ['service-provision', 'improvement'] : ['service-provision'];
  let stored = 0;
  for (let from = 0; from < person.prompts.length; from += 25) {
    const items = person.prompts.slice(from, from + 25).map((text) => ({
      subject: byEmail(person),
      category: 'prompt-text',
      purposes,
      content: { text },
    }));
    const answer = bodyOf(await client.post('/v1/records/batch', { body: { items } }));
    stored += answer.items.filter(({ status }) => status === 201).length;
  }
  return stored;
}

export interface PrivateText {
  /** What a model reads. */
  readonly redacted: readonly string[];
  /** The same turned back, as the person reads the answer. */
  readonly restored: readonly string[];
}

/** Replaces personal data in texts of the person, as before a model reads them, and turns it back. */
export async function passThroughModel(
  stage: ApiAccess,
  person: Person,
  texts: readonly string[] = person.prompts,
): Promise<PrivateText> {
  const client = assistant(stage);
  const subject = byEmail(person);
  const redacted = await redactor(client, { subject }).texts(texts);
  const restore = restorer(client, { subject, purpose: 'inference' });
  return { redacted, restored: await restore.texts(redacted) };
}

/** The records of the person that the assistant may read; none when the person is not registered. */
export async function recordsOf(stage: ApiAccess, person: Person): Promise<Stored> {
  const client = assistant(stage);
  const query = { subject: byEmail(person), purpose: 'service-provision', limit: 100 };
  const records: string[] = [];
  for await (const page of pages((cursor) =>
    client.post('/v1/records/query', { body: { ...query, cursor } }),
  )) {
    if (page.kind === 'problem' && ['not-found', 'subject-erased'].includes(page.slug)) break;
    for (const { recordId, content } of bodyOf(page).items) {
      records.push(JSON.stringify([recordId, content]));
    }
  }
  return { count: records.length, sha256: sha256Of(records.toSorted().join('\n')) };
}

/** How many of them there are. */
export const countPrompts = async (stage: ApiAccess, person: Person): Promise<number> =>
  (await recordsOf(stage, person)).count;

/** Submits a request and polls it to its end with the follow-up token. */
export async function completeRequest(
  stage: ApiAccess,
  { email }: Pick<Person, 'email'>,
  kind: 'access' | 'portability' | 'erasure',
  progress: (status: string) => void,
): Promise<{ readonly request: RequestOutcome; readonly followUpToken: string }> {
  const client = clientOf(stage, email);
  const { followUpToken } = bodyOf(await client.post('/v1/me/requests', { body: { kind } }));
  return { request: await untilDone(stage, followUpToken, progress), followUpToken };
}

/** Polls a request to its end with its follow-up token, which works without an account. */
export const untilDone = (
  stage: ApiAccess,
  followUp: string,
  progress: (status: string) => void,
): Promise<RequestOutcome> =>
  untilSo(stage, followUp, ({ status }) => {
    progress(status);
    return status === 'completed' || status === 'partially-completed';
  });

/** Polls a request with its follow-up token until something is so of it. */
export async function untilSo(
  { url }: ApiAccess,
  followUp: string,
  isSo: (request: RequestOutcome) => boolean,
): Promise<RequestOutcome> {
  const client = createClient({ baseUrl: url });
  const deadline = Date.now() + 240_000;
  for (;;) {
    const current = bodyOf(await client.get('/v1/follow-up', { followUp }));
    if (isSo(current)) return current;
    if (['failed', 'denied', 'cancelled'].includes(current.status) || Date.now() > deadline) {
      throw new DemoStepFailedError(`the ${current.kind} request is ${current.status}`);
    }
    await delay(250);
  }
}

/** Downloads a finished export; returns the zip and the SHA-256 in the response of the API. */
export async function download(
  stage: ApiAccess,
  { email }: Pick<Person, 'email'>,
  requestId: string,
): Promise<{ readonly zip: Uint8Array; readonly sha256: string }> {
  const client = clientOf(stage, email);
  const { url, sha256 } = bodyOf(
    await client.post('/v1/me/requests/{requestId}/download', { path: { requestId } }),
  );
  const response = await fetch(url);
  if (!response.ok) throw new DemoStepFailedError(`the download link returned ${response.status}`);
  return { zip: new Uint8Array(await response.arrayBuffer()), sha256 };
}

/** The API returned something unexpected; the message has enum values of the contract only. */
export class DemoStepFailedError extends Error {
  override readonly name = 'DemoStepFailedError';
}
