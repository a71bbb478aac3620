import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

interface Entry {
  readonly EventBusName: string;
  readonly Source: string;
  readonly DetailType: string;
  readonly Detail: string;
}

/**
 * The protocol of PutEvents for a client: at most ten entries and 256 KB per call, a result for
 * each entry, and entries that fail while others do not.
 */
export async function startBusEndpoint(options: {
  /** Whether the bus rejects this entry. */
  readonly fails?: (entry: Entry) => boolean;
}): Promise<{
  readonly url: string;
  readonly taken: Entry[];
  readonly calls: () => number;
  readonly stop: () => Promise<void>;
}> {
  const taken: Entry[] = [];
  let calls = 0;
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      calls += 1;
      const { Entries } = JSON.parse(body) as { Entries: Entry[] };
      const refused =
        request.headers['x-amz-target'] !== 'AWSEvents.PutEvents' ||
        Entries.length > 10 ||
        Buffer.byteLength(body) > 256 * 1024;
      response.setHeader('content-type', 'application/x-amz-json-1.1');
      if (refused) {
        response.writeHead(400).end(JSON.stringify({ __type: 'ValidationException' }));
        return;
      }
      const results = Entries.map((entry) => {
        if (options.fails?.(entry)) return { ErrorCode: 'ThrottlingException' };
        taken.push(entry);
        return { EventId: crypto.randomUUID() };
      });
      const FailedEntryCount = results.filter((result) => 'ErrorCode' in result).length;
      response.writeHead(200).end(JSON.stringify({ FailedEntryCount, Entries: results }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    taken,
    calls: () => calls,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
