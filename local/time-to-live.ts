import { request as httpRequest } from 'node:http';

const everyMilliseconds = 60_000;

export interface McpEndpoint {
  readonly url: string;
  readonly token?: string;
}

/**
 * Deletes expired rows every minute, with the tool of the embedded database that acts as DynamoDB
 * does.
 */
export function sweepExpired(
  mcp: McpEndpoint,
  say: (line: string) => void,
): { readonly stop: () => void } {
  let failing = false;
  const timer = setInterval(() => {
    sweepOnce(mcp).then(
      () => (failing = false),
      () => {
        if (!failing) say('time to live: the embedded database does not respond');
        failing = true;
      },
    );
  }, everyMilliseconds);
  return { stop: () => clearInterval(timer) };
}

export async function sweepOnce({ url, token }: McpEndpoint): Promise<void> {
  const status = await post(
    url,
    {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      // The MCP server rejects other names of loopback, against DNS rebinding.
      host: 'localhost',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: 'sweep_ttl', arguments: {} },
    }),
  );
  if (status !== 200) throw new SweepFailedError(`sweep_ttl returned ${status}`);
}

/** Not with fetch, which refuses the ports that browsers refuse. */
function post(url: string, headers: Record<string, string>, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { method: 'POST', headers, timeout: 30_000 }, (response) => {
      response.resume();
      response.once('end', () => resolve(response.statusCode ?? 0));
      response.once('error', reject);
    });
    request.once('timeout', () => request.destroy(new SweepFailedError('no response')));
    request.once('error', reject);
    request.end(body);
  });
}

/** Expired rows were not deleted this time. */
export class SweepFailedError extends Error {
  override readonly name = 'SweepFailedError';
}
