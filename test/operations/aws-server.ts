import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A response of AWS: a body, or an error code of its protocol. */
export type Reply =
  | { readonly body: unknown; readonly headers?: Readonly<Record<string, string>> }
  | { readonly error: string; readonly message?: string; readonly status?: number }
  /** The connection breaks. */
  | 'disconnect';

export type Replies = Readonly<Record<string, Reply>>;

interface Asked {
  /** `kms CreateKey`, `lambda GET /2016-08-19/account-settings`. */
  readonly operation: string;
  readonly body: string;
}

/**
 * A server with the protocols of AWS (query, JSON, REST) and the recorded responses of a test.
 * Calls without a recorded response are denied, as in an account.
 */
export async function awsServer(
  replies: Replies,
): Promise<{ readonly endpoint: string; readonly asked: readonly Asked[] }> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      // Only a recorded response says what time it is.
      response.sendDate = false;
      const operation = operationOf(request, body);
      asked.push({ operation, body });
      const reply = replies[operation] ?? { error: 'AccessDeniedException', status: 400 };
      if (reply === 'disconnect') {
        request.socket.destroy();
        return;
      }
      const isQuery = body.startsWith('Action=') || body.includes('&Action=');
      if ('error' in reply) {
        const { error, message = 'recorded', status = 400 } = reply;
        response.writeHead(status, { 'x-amzn-errortype': error });
        response.end(
          isQuery
            ? `<ErrorResponse><Error><Type>Sender</Type><Code>${error}</Code><Message>${message}</Message></Error></ErrorResponse>`
            : JSON.stringify({ __type: error, message }),
        );
        return;
      }
      response.writeHead(200, reply.headers);
      response.end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(
    () =>
      new Promise<void>((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  );
  const { port } = server.address() as AddressInfo;
  return { endpoint: `http://127.0.0.1:${port}`, asked };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function operationOf({ headers, method, url = '' }: IncomingMessage, body: string): string {
  const service = /\/([a-z0-9-]+)\/aws4_request/.exec(headers.authorization ?? '')?.[1] ?? '';
  const target = headers['x-amz-target'];
  const name =
    typeof target === 'string'
      ? target.split('.').at(-1)
      : (new URLSearchParams(body).get('Action') ?? `${method} ${url.split('?')[0]}`);
  return `${service} ${name}`;
}
