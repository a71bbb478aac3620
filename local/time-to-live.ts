const everyMilliseconds = 60_000;

/** Deletes expired rows every minute, through the tool by which the embedded database does it as the service. */
export function sweepExpired(
  mcpEndpoint: string,
  say: (line: string) => void,
): { readonly stop: () => void } {
  let failing = false;
  const timer = setInterval(() => {
    sweepOnce(mcpEndpoint).then(
      () => (failing = false),
      () => {
        if (!failing) say('time to live: the embedded database does not answer');
        failing = true;
      },
    );
  }, everyMilliseconds);
  return { stop: () => clearInterval(timer) };
}

export async function sweepOnce(mcpEndpoint: string): Promise<void> {
  const response = await fetch(mcpEndpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: 'sweep_ttl', arguments: {} },
    }),
    signal: AbortSignal.timeout(30_000),
  });
  await response.arrayBuffer();
  if (!response.ok) throw new SweepFailedError(`sweep_ttl answered ${response.status}`);
}

/** Expired rows were not deleted this time. */
export class SweepFailedError extends Error {
  override readonly name = 'SweepFailedError';
}
