import createFetchClient from 'openapi-fetch';
import type { CallOptions } from './calls.ts';
import { withoutToken } from './facts.ts';

/** What any call sends. */
export interface AnyInput extends CallOptions {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

export interface Got {
  readonly kind: 'got';
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** One attempt: something answered, or nothing did. */
export type Attempt = Got | { readonly kind: 'lost'; readonly cause: unknown };

interface TransportOptions {
  readonly baseUrl: string;
  readonly token?: string | (() => string | Promise<string>);
  readonly timeout?: number;
  readonly fetch?: (request: Request) => Promise<Response>;
}

interface Fetched {
  readonly data?: string;
  readonly error?: unknown;
  readonly response: Response;
}

/** Sends one attempt of a call. */
export function openTransport({ baseUrl, token, timeout = 30_000, fetch }: TransportOptions) {
  const api = createFetchClient({
    baseUrl,
    // The API never redirects; a token would go along.
    redirect: 'error',
    credentials: 'omit',
    ...(fetch && { fetch }),
  }) as unknown as { request: (method: string, path: string, init: object) => Promise<Fetched> };

  return async (
    method: string,
    path: string,
    input: AnyInput,
    key: string | undefined,
  ): Promise<Attempt> => {
    requirePath(input.path ?? {});
    const authorization = await authorizationOf(`${method} ${path}`, input);
    const expired = AbortSignal.timeout(timeout);
    const init = {
      params: { path: input.path, query: input.query },
      ...(input.body !== undefined && { body: input.body }),
      headers: {
        ...(authorization !== undefined && { authorization }),
        ...(key !== undefined && { 'idempotency-key': key }),
        ...(input.ifMatch !== undefined && { 'if-match': input.ifMatch }),
        ...(input.ifNoneMatch !== undefined && { 'if-none-match': input.ifNoneMatch }),
      },
      signal: input.signal ? AbortSignal.any([input.signal, expired]) : expired,
      parseAs: 'text',
    };
    try {
      const { data, error, response } = await api.request(method, path, init);
      const { status, headers } = response;
      return { kind: 'got', status, headers, text: data ?? textOf(error) };
    } catch (cause) {
      if (input.signal?.aborted) throw cause;
      return { kind: 'lost', cause };
    }
  };

  async function authorizationOf(operation: string, { followUp }: AnyInput) {
    if (followUp !== undefined) return `Custos-Follow-Up ${followUp}`;
    if (token === undefined || withoutToken.has(operation)) return undefined;
    return `Bearer ${typeof token === 'string' ? token : await token()}`;
  }
}

// The library has parsed what it takes for an error.
const textOf = (error: unknown): string =>
  typeof error === 'string' ? error : error === undefined ? '' : JSON.stringify(error);

// `..` would name another operation.
function requirePath(values: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(values)) {
    if (value === '' || value === '.' || value === '..') throw new PathValueError(name);
  }
}

/** A value cannot stand in a path: it is empty, `.` or `..`. A defect of the caller. */
export class PathValueError extends Error {
  override readonly name = 'PathValueError';

  constructor(parameter: string) {
    super(`path.${parameter} cannot stand in a path: send what the API has answered`);
  }
}
