import { request } from 'node:https';
import type { RequestOptions } from 'node:https';
import type { Emulator } from './emulators.ts';

export interface Answer {
  readonly status: number;
  /** By lower-case name; the last value of a repeated name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Names in the order of the response. */
  readonly headerNames: readonly string[];
  /** Parsed where it is JSON. */
  readonly body: unknown;
}

export interface Call {
  readonly token?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type CallApi = (method: string, path: string, call?: Call) => Promise<Answer>;

const awsHost = /^https:\/\/([a-z0-9]+)\.execute-api\.[a-z0-9-]+\.amazonaws\.com\/([a-z0-9-]+)\/?$/;

/**
 * How to reach a deployed API at the address of the emulator.
 *
 * @param apiUrl the output of the stack, which is an address of AWS
 * @param path as the API has it, without that of its stage
 */
export function apiAt(
  emulator: Pick<Emulator, 'port'>,
  apiUrl: string,
  path: string,
  headers: Readonly<Record<string, string>>,
): RequestOptions {
  const [, apiId, stage] = awsHost.exec(apiUrl) ?? [];
  if (apiId === undefined || stage === undefined) throw new TypeError(`no API URL: ${apiUrl}`);
  return {
    // The host name identifies the API, the address reaches it: not every resolver knows names
    // under localhost.
    host: '127.0.0.1',
    servername: 'localhost',
    port: emulator.port,
    path: `/${stage}${path}`,
    headers: { ...headers, host: `${apiId}.execute-api.localhost:${emulator.port}` },
  };
}

/** Calls a deployed API at the address of the emulator. */
export function openGateway(emulator: Emulator, apiUrl: string): CallApi {
  return (method, path, { token, body, headers } = {}) =>
    new Promise((resolve, reject) => {
      const sent = {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...headers,
      };
      const outgoing = request({ method, ...apiAt(emulator, apiUrl, path, sent) }, (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.once('error', reject);
        incoming.once('end', () =>
          resolve({
            status: incoming.statusCode ?? 0,
            ...headersOf(incoming.rawHeaders),
            body: parsed(Buffer.concat(chunks).toString()),
          }),
        );
      });
      outgoing.once('error', reject);
      outgoing.end(body === undefined ? undefined : JSON.stringify(body));
    });
}

/** Calls an API at its URL. */
export const openUrl =
  (apiUrl: string): CallApi =>
  async (method, path, { token, body, headers } = {}) => {
    const answer = await fetch(`${apiUrl.replace(/\/$/, '')}${path}`, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    });
    return {
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      headerNames: [...answer.headers.keys()],
      body: parsed(await answer.text()),
    };
  };

function headersOf(raw: readonly string[]): Pick<Answer, 'headers' | 'headerNames'> {
  const pairs = raw.flatMap((name, index) =>
    index % 2 === 0 ? [[name.toLowerCase(), raw[index + 1]] as const] : [],
  );
  return { headers: Object.fromEntries(pairs), headerNames: pairs.map(([name]) => name) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
