import { connect, createServer } from 'node:net';
import type { Socket } from 'node:net';
import { isOurs, refusal } from './inner-port.ts';

export interface SecretProxy {
  readonly port: number;
  readonly close: () => Promise<void>;
}

const largestHead = 16 * 1024;
const longestHeadMilliseconds = 5_000;

/**
 * Protects the embedded database, which accepts any signature and allows every origin. A connection
 * is forwarded once its first request has the secret; no other client can use that connection, so
 * the rest is forwarded unchanged, at the price of two copies.
 */
export async function openSecretProxy(
  upstream: { readonly host: string; readonly port: number },
  secret: string,
): Promise<SecretProxy> {
  const open = new Set<Socket>();
  const server = createServer({ noDelay: true }, (client) => {
    open.add(client);
    client.once('close', () => open.delete(client));
    client.on('error', () => client.destroy());
    admit(client, secret, (head) => {
      const database = connect({ ...upstream, noDelay: true });
      database.on('error', () => client.destroy());
      client.once('close', () => database.destroy());
      database.once('close', () => client.destroy());
      database.write(head);
      client.pipe(database).pipe(client);
    });
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

/** Reads the head of the first request and forwards it, or rejects it. */
function admit(client: Socket, secret: string, pass: (read: Buffer) => void): void {
  let read = Buffer.alloc(0);
  client.setTimeout(longestHeadMilliseconds, () => client.destroy());
  const take = (chunk: Buffer): void => {
    read = Buffer.concat([read, chunk]);
    const end = read.indexOf('\r\n\r\n');
    if (end < 0 && read.length <= largestHead) return;
    client.off('data', take);
    client.pause();
    if (end < 0 || !isOurs(headersOf(read.subarray(0, end).toString('latin1')), secret)) {
      refuse(client);
      return;
    }
    client.setTimeout(0);
    pass(read);
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
