import type { Call } from './calls.ts';
import { openTransport } from './transport.ts';
import type { AnyInput, Attempt } from './transport.ts';
import { UnreachableError } from './errors.ts';
import { keyed } from './facts.ts';
import type { SuccessOutcome, ProblemOutcome } from './outcome.ts';
import { outcomeOf } from './read-outcome.ts';
import { wait, waitBefore } from './retry.ts';
import type { RetryOptions } from './retry.ts';

export interface ClientOptions {
  /** Where the API is, without `/v1`: `https://privacy.example.org`. */
  readonly baseUrl: string;
  /** An access token, or a function that gets one, called for every attempt of a call that needs one. */
  readonly token?: string | (() => string | Promise<string>);
  /** How temporary problems are retried. */
  readonly retry?: RetryOptions;
  /** Longest time of one attempt in milliseconds; 30,000 when absent, a second more than the API's. */
  readonly timeout?: number;
  /** Replaces the global `fetch`. */
  readonly fetch?: (request: Request) => Promise<Response>;
}

/**
 * The operations of the API by method and path. Every one returns an outcome: `answer` with status
 * and body, or `problem` with one of the problems that the contract lists for it.
 *
 * @throws UnreachableError when nothing answered, UnexpectedAnswerError when something else did,
 * PathValueError when a value cannot be in a path, and whatever `token` and `signal` throw
 */
export interface Client {
  readonly get: Call<'get'>;
  readonly put: Call<'put'>;
  readonly post: Call<'post'>;
  readonly patch: Call<'patch'>;
  readonly delete: Call<'delete'>;
}

/**
 * A client of one deployment. It adds the token, and an Idempotency-Key wherever the contract takes
 * one. It retries a call that the API asks to retry (429, 503, the same call still running) or that never
 * arrived, with the same key.
 */
export function createClient(options: ClientOptions): Client {
  const call = caller(options);
  // The types say what every operation takes and answers; at run time all are alike.
  const of = (method: string) => (path: string, input?: AnyInput) =>
    call(method, path, input ?? {});
  return {
    get: of('GET') as Client['get'],
    put: of('PUT') as Client['put'],
    post: of('POST') as Client['post'],
    patch: of('PATCH') as Client['patch'],
    delete: of('DELETE') as Client['delete'],
  };
}

function caller(options: ClientOptions) {
  const { retry = {} } = options;
  const send = openTransport(options);

  return async (
    method: string,
    path: string,
    input: AnyInput,
  ): Promise<SuccessOutcome | ProblemOutcome> => {
    const operation = `${method} ${path}`;
    const key = input.idempotencyKey ?? (keyed.has(operation) ? crypto.randomUUID() : undefined);
    for (let attempt = 1; ; attempt += 1) {
      const made = await send(method, path, input, key);
      const delay = isPassing(made)
        ? waitBefore(attempt, made.kind === 'got' ? made.headers.get('retry-after') : null, retry)
        : undefined;
      if (delay !== undefined) await wait(delay, input.signal);
      else if (made.kind === 'got') return outcomeOf(operation, made);
      else throw new UnreachableError(`${operation} was not answered`, { cause: made.cause });
    }
  };
}

// Every operation may be sent twice: it reads, changes to a named state, or takes a key. What a
// PATCH asks for is answered as done where it already is so.
function isPassing(made: Attempt): boolean {
  if (made.kind === 'lost' || made.status === 429 || made.status === 503) return true;
  return made.status === 409 && made.text.includes('"urn:custos:problem:request-in-progress"');
}
