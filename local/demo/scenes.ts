import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import type { ApiClient } from './client.ts';
import { UnexpectedAnswerError } from './client.ts';
import type { Person } from './people.ts';

/** Makes a token of the local issuer, as `custos token` does. */
export type TokenMaker = (kind: 'subject' | 'service', name: string) => Promise<string>;

export interface Stage {
  readonly api: ApiClient;
  readonly token: TokenMaker;
}

const notice = z.object({
  notice: z.object({ id: z.string(), version: z.string(), locale: z.string() }),
});
const recorded = z.object({ receipt: z.string() });
const outcome = z.object({ decision: z.enum(['permit', 'deny']), reasons: z.array(z.string()) });
const batch = z.object({ items: z.array(z.object({ status: z.number() })) });
const page = z.object({ items: z.array(z.unknown()), nextCursor: z.string().optional() });
const request = z.object({
  requestId: z.string(),
  status: z.string(),
  certificate: z.string().optional(),
  tasks: z.array(
    z.object({
      counts: z.record(z.string(), z.number()).optional(),
      withheld: z
        .array(
          z.object({
            category: z.string(),
            count: z.number(),
            ground: z.string(),
            until: z.string().optional(),
          }),
        )
        .optional(),
    }),
  ),
});
const submitted = z.object({ request, followUpToken: z.string() });
const link = z.object({ url: z.string(), sha256: z.string() });

export type RequestOutcome = z.output<typeof request>;

const byEmail = (person: Person) => ({ type: 'email', value: person.email });

/** Reads the notice and answers it for the purpose `improvement`; answers the receipt. */
export async function answerConsent(stage: Stage, person: Person): Promise<string> {
  const token = await stage.token('subject', person.email);
  const shown = notice.parse(
    await stage.api.expect(200, 'GET', '/v1/me/notice?locale=en', { token }),
  );
  const { id, version, locale } = shown.notice;
  const body = person.agrees
    ? { state: 'given', notice: { id, version }, locale, method: 'button' }
    : { state: 'refused', locale, method: 'button' };
  const answer = await stage.api.expect(201, 'PUT', '/v1/me/consents/improvement', { token, body });
  return recorded.parse(answer).receipt;
}

/** The assistant's backend asks whether prompts may improve the service. */
export async function askDecision(stage: Stage, person: Person): Promise<z.output<typeof outcome>> {
  const token = await stage.token('service', 'assistant');
  const body = { subject: byEmail(person), purpose: 'improvement', category: 'prompt-text' };
  return outcome.parse(await stage.api.expect(200, 'POST', '/v1/decisions', { token, body }));
}

/** Stores the person's prompts, 25 a call; answers how many were stored. */
export async function storePrompts(stage: Stage, person: Person): Promise<number> {
  const token = await stage.token('service', 'assistant');
  const purposes = person.agrees ? ['service-provision', 'improvement'] : ['service-provision'];
  let stored = 0;
  for (let from = 0; from < person.prompts.length; from += 25) {
    const items = person.prompts.slice(from, from + 25).map((text) => ({
      subject: byEmail(person),
      category: 'prompt-text',
      purposes,
      content: { text },
    }));
    const answer = await stage.api.expect(207, 'POST', '/v1/records/batch', {
      token,
      body: { items },
      idempotencyKey: randomUUID(),
    });
    stored += batch.parse(answer).items.filter(({ status }) => status === 201).length;
  }
  return stored;
}

/** How many records the assistant may read of the person; 0 when the person is not known. */
export async function countPrompts(stage: Stage, person: Person): Promise<number> {
  const token = await stage.token('service', 'assistant');
  let count = 0;
  let cursor: string | undefined;
  do {
    const { status, body } = await stage.api.call('POST', '/v1/records/query', {
      token,
      body: {
        subject: byEmail(person),
        purpose: 'service-provision',
        limit: 100,
        ...(cursor && { cursor }),
      },
    });
    if (status === 404 || status === 409) return 0;
    if (status !== 200) throw new UnexpectedAnswerError(`POST /v1/records/query: ${status}`);
    const { items, nextCursor } = page.parse(body);
    count += items.length;
    cursor = nextCursor;
  } while (cursor !== undefined);
  return count;
}

/** Submits a request and follows it to its end with the follow-up token. */
export async function carryOut(
  stage: Stage,
  person: Person,
  kind: 'access' | 'erasure',
  progress: (status: string) => void,
): Promise<{ readonly request: RequestOutcome; readonly followUpToken: string }> {
  const token = await stage.token('subject', person.email);
  const answer = await stage.api.expect(202, 'POST', '/v1/me/requests', { token, body: { kind } });
  const { followUpToken } = submitted.parse(answer);
  const deadline = Date.now() + 120_000;
  for (;;) {
    const current = request.parse(
      await stage.api.expect(200, 'GET', '/v1/follow-up', { followUp: followUpToken }),
    );
    progress(current.status);
    if (['completed', 'partially-completed'].includes(current.status)) {
      return { request: current, followUpToken };
    }
    if (['failed', 'denied', 'cancelled'].includes(current.status) || Date.now() > deadline) {
      throw new UnexpectedAnswerError(`the ${kind} request ended as ${current.status}`);
    }
    await delay(500);
  }
}

/** Downloads a finished export; answers the zip and the SHA-256 that the API promised. */
export async function download(
  stage: Stage,
  person: Person,
  requestId: string,
): Promise<{ readonly zip: Uint8Array; readonly sha256: string }> {
  const token = await stage.token('subject', person.email);
  const path = `/v1/me/requests/${requestId}/download`;
  const { url, sha256 } = link.parse(await stage.api.expect(200, 'POST', path, { token }));
  const response = await fetch(url);
  if (!response.ok)
    throw new UnexpectedAnswerError(`the download link answered ${response.status}`);
  return { zip: new Uint8Array(await response.arrayBuffer()), sha256 };
}
