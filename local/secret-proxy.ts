import { connect, createServer } from 'node:net';
import type { Socket } from 'node:net';
import { refusal } from './inner-port.ts';
import type { InnerCaller, InnerSecrets } from './inner-port.ts';

export interface SecretProxy {
  readonly port: number;
  readonly close: () => Promise<void>;
}

const largestHead = 16 * 1024;
const longestHeadMilliseconds = 5_000;

/** Sees the bytes of one connection. */
export interface Watched {
  /** @throws for bytes that are no request */
  readonly request: (chunk: Buffer) => void;
  readonly response: (chunk: Buffer) => void;
  readonly end: () => void;
}

/** Called once for each connection; returns undefined for one that needs no watching. */
export type Watch = (caller: InnerCaller) => Watched | undefined;

/**
 * Protects the embedded database, which accepts any signature and allows every origin. A connection
 * is forwarded once its first request has a secret; no other client can use that connection, so the
 * rest is forwarded unchanged, at the price of two copies, and all of it is of the same caller.
 */
export async function openSecretProxy(
  upstream: { readonly host: string; readonly port: number },
  secrets: InnerSecrets,
  watch: Watch = () => undefined,
): Promise<SecretProxy> {
  const open = new Set<Socket>();
  const server = createServer({ noDelay: true }, (client) => {
    open.add(client);
    client.once('close', () => open.delete(client));
    client.on('error', () => client.destroy());
    admit(client, secrets, (head, caller) => forward(client, head, upstream, watch(caller)));
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}

function forward(
  client: Socket,
  head: Buffer,
  upstream: { readonly host: string; readonly port: number },
  watched: Watched | undefined,
): void {
  const database = connect({ ...upstream, noDelay: true });
  database.on('error', () => client.destroy());
  client.once('close', () => database.destroy());
  database.once('close', () => client.destroy());
  if (watched !== undefined) {
    const see = (read: (chunk: Buffer) => void) => (chunk: Buffer) => {
      try {
        read(chunk);
      } catch {
        // What cannot be read could call anything, so it must not reach the database.
        database.destroy();
      }
    };
    // Before the pipe, which would forward what has not been read.
    see(watched.request)(head);
    client.on('data', see(watched.request));
    database.on('data', see(watched.response));
    client.once('close', watched.end);
  }
  database.write(head);
  client.pipe(database).pipe(client);
}

/** Reads the head of the first request and forwards it, or rejects it. */
function admit(
  client: Socket,
  secrets: InnerSecrets,
  pass: (read: Buffer, caller: InnerCaller) => void,
): void {
  let read = Buffer.alloc(0);
  client.setTimeout(longestHeadMilliseconds, () => client.destroy());
  const take = (chunk: Buffer): void => {
    read = Buffer.concat([read, chunk]);
    const end = read.indexOf('\r\n\r\n');
    if (end < 0 && read.length <= largestHead) return;
    client.off('data', take);
    client.pause();
    const caller =
      end < 0 ? undefined : secrets.callerOf(headersOf(read.subarray(0, end).toString('latin1')));
    if (caller === undefined) {
      refuse(client);
      return;
    }
    client.setTimeout(0);
    pass(read, caller);
  };
  client.on('data', take);
}

/** Names and values alternate, as in `rawHeaders` of Node.js. */
function headersOf(head: string): string[] {
  const [, ...lines] = head.split('\r\n');
  return lines.flatMap((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
}

function refuse(client: Socket): void {
  const { status, body, type } = refusal;
  const head = [
    `HTTP/1.1 ${status} Forbidden`,
    'content-type: application/x-amz-json-1.0',
    `x-amzn-errortype: ${type}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  client.resume();
  client.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
