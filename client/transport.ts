import type { CallOptions } from './calls.ts';
import { linking, redirecting, withoutToken } from './facts.ts';

type QueryValue = string | number | boolean | undefined;

/** What any call sends. */
export interface AnyInput extends CallOptions {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, QueryValue | readonly QueryValue[]>>;
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

/** Sends one attempt of a call. */
export function openTransport(options: TransportOptions) {
  const { token, timeout = 30_000, fetch = globalThis.fetch } = options;
  const baseUrl = options.baseUrl.replace(/\/$/, '');

  return async (
    method: string,
    path: string,
    input: AnyInput,
    key: string | undefined,
  ): Promise<Attempt> => {
    const operation = `${method} ${path}`;
    const url = `${baseUrl}${filled(path, input.path ?? {})}${queryOf(input.query ?? {})}`;
    const expired = AbortSignal.timeout(timeout);
    const request = new Request(url, {
      method,
      headers: present({
        authorization: await authorizationOf(operation, input),
        'content-type': input.body === undefined ? undefined : 'application/json',
        'idempotency-key': key,
        'if-match': input.ifMatch,
        'if-none-match': input.ifNoneMatch,
      }),
      ...(input.body !== undefined && { body: JSON.stringify(input.body) }),
      signal: input.signal ? AbortSignal.any([input.signal, expired]) : expired,
      // A token would go along. A link of the API is of the same origin, and browsers show no redirect
      // that they do not follow (https://fetch.spec.whatwg.org/#concept-filtered-response-opaque-redirect).
      redirect: redirectOf(operation),
      credentials: 'omit',
    });
    try {
      const response = await fetch(request);
      const { status, headers, redirected, ok } = response;
      if (redirected && ok) {
        await response.body?.cancel();
        return { kind: 'got', status: 302, headers, text: JSON.stringify({ url: response.url }) };
      }
      return { kind: 'got', status, headers, text: await response.text() };
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

/** A link with a body that says what it opens is for programs, which see a redirect without following it. */
const redirectOf = (operation: string): 'error' | 'follow' | 'manual' => {
  if (linking.has(operation)) return 'manual';
  return redirecting.has(operation) ? 'follow' : 'error';
};

const present = (headers: Readonly<Record<string, string | undefined>>): [string, string][] =>
  Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] satisfies [string, string]],
  );

const filled = (path: string, values: Readonly<Record<string, string>>): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name] ?? '';
    // `..` would name another operation.
    if (value === '' || value === '.' || value === '..') throw new PathValueError(name);
    return encodeURIComponent(value);
  });

/** A list is sent as one parameter for each of its values. */
function queryOf(values: NonNullable<AnyInput['query']>): string {
  const pairs = Object.entries(values).flatMap(([name, value]) =>
    [value]
      .flat()
      .filter((one) => one !== undefined)
      .map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(String(one))}`),
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

/** A value cannot be part of a path: it is empty, `.` or `..`. A defect of the caller. */
export class PathValueError extends Error {
  override readonly name = 'PathValueError';

  constructor(parameter: string) {
    super(`path.${parameter} cannot be part of a path: send what the API has returned`);
  }
}
