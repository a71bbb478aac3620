import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A receiver of webhooks with configured responses; `port` starts it again at the same address. */
export async function startReceiver(
  answer: (received: Received) => number = () => 204,
  { port = 0, location }: { readonly port?: number; readonly location?: string } = {},
): Promise<{
  readonly url: string;
  readonly port: number;
  /** Events with a 2xx response, in order. */
  readonly taken: Received[];
  readonly stop: () => Promise<void>;
}> {
  const taken: Received[] = [];
  const server: Server = createServer((request, response) => {
    void text(request).then((body) => {
      const received = { headers: request.headers, body };
      const status = answer(received);
      if (status >= 200 && status < 300) taken.push(received);
      response.writeHead(status, location === undefined ? {} : { location }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}/events`,
    port: address.port,
    taken,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
