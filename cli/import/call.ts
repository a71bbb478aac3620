import { setTimeout as delay } from 'node:timers/promises';

export interface Api {
  readonly url: string;
  readonly token: string;
}

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/** The API cannot be asked any more; the import goes on from here once that is mended. */
export class ImportStoppedError extends Error {
  override readonly name = 'ImportStoppedError';
}

const attempts = 8;
const longestWaitSeconds = 30;

/**
 * Sends one body; asks again while the API is busy or does not answer.
 *
 * @throws ImportStoppedError when the token is not taken, or nothing answers
 */
export async function post(
  { url, token }: Api,
  path: string,
  body: unknown,
  idempotencyKey?: string,
): Promise<Reply> {
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
  };
  let cause: unknown;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    let wait = Math.min(longestWaitSeconds, 0.2 * 2 ** attempt) * Math.random();
    try {
      const reply = await fetch(new URL(path.slice(1), url), {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
        redirect: 'error',
      });
      const read = await bodyOf(reply);
      if (reply.status === 401 || reply.status === 403) throw refusedToken(reply.status);
      if (!isBusy(reply.status, read)) return { status: reply.status, body: read };
      cause = `status ${reply.status}`;
      const asked = Number(reply.headers.get('retry-after') ?? 0);
      wait = Math.max(wait, Math.min(longestWaitSeconds, Number.isFinite(asked) ? asked : 0));
    } catch (error) {
      if (error instanceof ImportStoppedError) throw error;
      cause = error;
    }
    await delay(wait * 1_000);
  }
  throw new ImportStoppedError('the API does not answer', { cause });
}

const refusedToken = (status: number): ImportStoppedError =>
  new ImportStoppedError(
    status === 401
      ? 'the token in CUSTOS_TOKEN is not valid (any more): get a new one'
      : 'the token in CUSTOS_TOKEN lacks the scope for this',
  );

/** 409 is busy only while a twin of the call is under way. */
const isBusy = (status: number, body: unknown): boolean =>
  status === 429 ||
  status >= 500 ||
  (status === 409 && JSON.stringify(body ?? {}).includes('request-in-progress'));

async function bodyOf(reply: Response): Promise<unknown> {
  const text = await reply.text();
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
