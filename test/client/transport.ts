import { createClient } from '../../client/index.ts';
import type { Client, ClientOptions } from '../../client/index.ts';

type Answer = (request: Request) => Response | Promise<Response>;

/** A client with a list of responses, one per attempt; records the requests. */
export function clientOn(
  answers: readonly Answer[],
  options: Partial<ClientOptions> = {},
): { readonly client: Client; readonly sent: Request[] } {
  const sent: Request[] = [];
  const client = createClient({
    baseUrl: 'https://privacy.example.org/prod',
    token: () => `token-${sent.length + 1}`,
    ...options,
    fetch: async (request) => {
      const answer = answers[sent.length];
      sent.push(request);
      if (answer === undefined) throw new Error(`attempt ${sent.length} was not expected`);
      return answer(request);
    },
  });
  return { client, sent };
}

export const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  () =>
    new Response(JSON.stringify(body), {
      status,
      headers: { 'content-type': 'application/json', ...headers },
    });

export const refusal = (
  status: number,
  slug: string,
  headers: Record<string, string> = {},
): Answer =>
  json(
    status,
    { type: `urn:custos:problem:${slug}`, title: 'Title', status, requestId: 'r-1' },
    { 'content-type': 'application/problem+json', ...headers },
  );

export const lost: Answer = () => Promise.reject(new TypeError('fetch failed'));

/** Rejects when the client aborts, as the platform's fetch does. */
export const never: Answer = ({ signal }) =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error));
  });
