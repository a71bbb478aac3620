import type { IncomingMessage, RequestListener } from 'node:http';
import { StartRefusedError } from './start-refused-error.ts';

const loopback: readonly string[] = ['127.0.0.1', 'localhost', '[::1]'];

/** Host name in a `Host` header, without the port; undefined if it is malformed. */
function nameIn(host: string): string | undefined {
  const [, name] = /^(\[[\da-f:.]+\]|[\w.-]+)(?::\d{1,5})?$/i.exec(host) ?? [];
  return name?.toLowerCase();
}

export const isLoopbackName = (host: string): boolean => loopback.includes(nameIn(host) ?? '');

/**
 * Additional names under which the API may be called, from a comma-separated list.
 *
 * @throws StartRefusedError
 */
export function hostsNamed(list: string): string[] {
  const names = list.split(',').flatMap((name) => name.trim() || []);
  const wrong = names.find((name) => nameIn(name) !== name.toLowerCase());
  if (wrong === undefined) return names.map((name) => name.toLowerCase());
  throw new StartRefusedError(
    'CUSTOS_HOSTS must be names with commas, without scheme and port: privacy.test,custos.local',
  );
}

/**
 * Accepts names of this machine only. A page whose domain resolves to 127.0.0.1 (DNS rebinding)
 * would otherwise have the origin of the API.
 *
 * @param more names in addition to loopback names
 */
export function underItsNames(more: readonly string[], listener: RequestListener): RequestListener {
  return (request, response) => {
    if (isForThisMachine(request, more)) {
      listener(request, response);
      return;
    }
    response.writeHead(421, { 'content-type': 'application/problem+json', connection: 'close' });
    response.end(JSON.stringify(misdirected));
  };
}

function isForThisMachine({ headersDistinct }: IncomingMessage, more: readonly string[]): boolean {
  const [host = '', ...others] = headersDistinct['host'] ?? [];
  return others.length === 0 && [...loopback, ...more].includes(nameIn(host) ?? '');
}

const misdirected = {
  type: 'about:blank',
  title: 'Misdirected Request',
  status: 421,
  detail: 'The Host header names another machine. Use 127.0.0.1 or localhost, or set CUSTOS_HOSTS.',
};
