import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { checkedDestination } from './destination.ts';
import type { Destination, EgressRules } from './destination.ts';
import { EgressError } from './egress-error.ts';

export interface GuardedRequest {
  readonly method: 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface GuardedResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Uint8Array;
}

export interface FetchLimits {
  /** Name, TCP and TLS together. */
  readonly connectMilliseconds: number;
  /** From the first byte that is sent to the last that is received. */
  readonly totalMilliseconds: number;
  readonly maximumResponseBytes: number;
}

/** PEM of a certificate authority of the operator; that of Node.js when absent. */
export interface Trust {
  readonly certificateAuthority?: string | undefined;
}

/**
 * One call to a service outside of Custos: to declared hosts only, on a connection to an address that
 * was checked, without redirects and proxies, within limits of time and size. `fetch` of Node.js cannot
 * pin the address and follows redirects.
 *
 * @throws EgressError
 */
export async function guardedFetch(
  rules: EgressRules & FetchLimits & Trust,
  request: GuardedRequest,
): Promise<GuardedResponse> {
  const destination = await checkedDestination(new URL(request.url), rules);
  const response = await send(destination, rules, request);
  if (response.status >= 300 && response.status < 400) throw new EgressError('redirected');
  return response;
}

function send(
  destination: Destination,
  limits: FetchLimits & Trust,
  { method, headers, body }: GuardedRequest,
): Promise<GuardedResponse> {
  return new Promise((resolve, reject) => {
    const { url } = destination;
    const request = opened(destination, limits, {
      method,
      // What is compressed has no size that can be limited before it is read.
      headers: { ...headers, 'accept-encoding': 'identity', 'content-length': body.length },
    });
    const give = (reason: EgressError): void => {
      clearTimeout(connecting);
      clearTimeout(whole);
      request.destroy();
      reject(reason);
    };
    const connecting = setTimeout(
      () => give(new EgressError('timed-out')),
      limits.connectMilliseconds,
    );
    const whole = setTimeout(() => give(new EgressError('timed-out')), limits.totalMilliseconds);
    request.once('socket', (socket) =>
      socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () =>
        clearTimeout(connecting),
      ),
    );
    request.once('error', (cause) => give(faultOf(cause)));
    request.once('response', (response) => {
      read(response, limits.maximumResponseBytes).then(
        (bytes) => {
          clearTimeout(whole);
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: bytes });
        },
        (cause: unknown) => give(faultOf(cause)),
      );
    });
    request.end(body);
  });
}

/** A connection of its own: no pool has one that was opened to another address. */
function opened(
  { url, addresses }: Destination,
  { certificateAuthority }: Trust,
  options: RequestOptions,
): ClientRequest {
  // The name is not resolved a second time, when a server could answer otherwise (DNS rebinding).
  const lookup: LookupFunction = (_hostname, { all }, callback) => {
    const checked = addresses.map((address) => ({ address, family: isIP(address) }));
    if (all === true) callback(null, checked);
    else callback(null, checked[0]?.address ?? '', checked[0]?.family);
  };
  // An agent of its own also ignores the variables that name a proxy.
  if (url.protocol === 'http:') {
    return httpRequest(url, { ...options, lookup, agent: new HttpAgent() });
  }
  const agent = new HttpsAgent({ ca: certificateAuthority, minVersion: 'TLSv1.2' });
  return httpsRequest(url, { ...options, lookup, agent });
}

async function read(response: IncomingMessage, maximumBytes: number): Promise<Uint8Array> {
  const encoding = response.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') throw new EgressError('response-encoded');
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > maximumBytes) throw new EgressError('response-too-large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** By codes of Node.js and OpenSSL. */
function faultOf(cause: unknown): EgressError {
  if (cause instanceof EgressError) return cause;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (code === 'ETIMEDOUT') return new EgressError('timed-out', { cause });
  return new EgressError(
    /CERT|SIGNATURE|ERR_TLS|ERR_SSL/.test(code) ? 'certificate-invalid' : 'unreachable',
    {
      cause,
    },
  );
}
