import { randomUUID } from 'node:crypto';
import { isObject } from '../template.ts';

type Json = Readonly<Record<string, unknown>>;

export interface Answer {
  readonly status: number;
  readonly body: Json;
  readonly etag?: string | undefined;
}

/** The API for one caller, by plain HTTP, as staff and programs call it. */
export class Caller {
  readonly #url: string;
  readonly #token: string;

  constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  /** @param etag sent as `If-Match` */
  async call(method: string, path: string, body?: unknown, etag?: string): Promise<Answer> {
    const response = await fetch(`${this.#url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.#token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(etag !== undefined && { 'if-match': etag }),
        ...(method === 'POST' && { 'idempotency-key': randomUUID() }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const parsed: unknown = await response.json().catch(() => ({}));
    return {
      status: response.status,
      body: isObject(parsed) ? parsed : {},
      etag: response.headers.get('etag') ?? undefined,
    };
  }

  /** @throws CallRejectedError for any status but 2xx */
  async ask(method: string, path: string, body?: unknown, etag?: string): Promise<Json> {
    const answer = await this.call(method, path, body, etag);
    if (answer.status < 200 || answer.status > 299) {
      throw new CallRejectedError(`${method} ${path}`, answer);
    }
    return answer.body;
  }
}

/** A call that a game day needs was rejected; the message has its problem document. */
export class CallRejectedError extends Error {
  override readonly name = 'CallRejectedError';

  constructor(call: string, { status, body }: Answer) {
    const { title, detail = '', errors = [] } = body;
    super(
      `${call} returned ${status}: ${String(title)} ${String(detail)} ${JSON.stringify(errors)}`,
    );
  }
}

export const textIn = (body: Json, name: string): string => {
  const value = body[name];
  return typeof value === 'string' ? value : '';
};

export const itemsIn = (body: Json, name = 'items'): Json[] => {
  const value = body[name];
  return Array.isArray(value) ? value.filter(isObject) : [];
};
