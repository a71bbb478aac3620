import { Agent, request } from 'node:http';
import { performance } from 'node:perf_hooks';

/** One HTTP request. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
}

export interface Load {
  readonly url: string;
  readonly concurrency: number;
  readonly milliseconds: number;
  /** Requests of the next piece of work; `worker` makes one after another on one connection. */
  readonly next: (worker: number, count: number) => readonly Call[];
}

/**
 * A closed loop over HTTP/1.1 with kept connections: each worker sends its next request when it has
 * the response to the last one. Returns pieces of work done a second.
 *
 * @throws UnexpectedAnswerError
 */
export async function load({ url, concurrency, milliseconds, next }: Load): Promise<number> {
  const until = performance.now() + milliseconds;
  const since = performance.now();
  let answered = 0;
  const worker = async (_: unknown, index: number): Promise<void> => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    try {
      for (let count = 0; performance.now() < until; count += 1) {
        let isDone = true;
        for (const call of next(index, count)) isDone = (await send(url, call, agent)) && isDone;
        if (isDone) answered += 1;
      }
    } finally {
      agent.destroy();
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return (answered / (performance.now() - since)) * 1_000;
}

/**
 * Returns false for a 503: an overloaded server that asks to try again.
 *
 * @throws UnexpectedAnswerError for any other status than 2xx
 */
export function send(url: string, call: Call, agent?: Agent): Promise<boolean> {
  const { method, path, headers, body } = call;
  const text = body === undefined ? undefined : JSON.stringify(body);
  const json = text === undefined ? {} : { 'content-type': 'application/json' };
  const length = text === undefined ? {} : { 'content-length': Buffer.byteLength(text) };
  return new Promise((resolve, reject) => {
    const sent = request(
      new URL(path, url),
      { method, agent, headers: { ...headers, ...json, ...length } },
      (response) => {
        const { statusCode = 0 } = response;
        response.resume();
        response.once('error', reject);
        response.once('end', () => {
          if (statusCode >= 200 && statusCode < 300) resolve(true);
          else if (statusCode === 503) resolve(false);
          else reject(new UnexpectedAnswerError(`${method} ${path}: ${statusCode}`));
        });
      },
    );
    sent.once('error', reject);
    sent.end(text);
  });
}

/** What is measured must succeed. */
export class UnexpectedAnswerError extends Error {
  override readonly name = 'UnexpectedAnswerError';
}
