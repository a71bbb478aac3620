import { randomInt } from 'node:crypto';
import { isFree } from './ports.ts';

/**
 * Ports that a browser never connects to, by "port blocking" of the Fetch standard
 * (https://fetch.spec.whatwg.org/#port-blocking). The embedded database cannot switch off its CORS
 * headers, so it listens on these: no page can bypass the proxy that protects it.
 */
const blocked: readonly number[] = [
  6665, 6666, 6667, 6668, 6669, 6697, 6679, 10080, 6566, 5061, 5060, 4190, 4045, 3659, 1723, 1720,
  1719, 2049, 6000,
];

export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

/** Addresses that are free now; fewer than requested if there are no more. */
export async function unbrowsableAddresses(count: number): Promise<ListenAddress[]> {
  const host = loopbackAddress();
  const free: ListenAddress[] = [];
  for (const port of blocked) {
    if (free.length === count) break;
    if (await isFree(port, host)) free.push({ host, port });
  }
  return free;
}

/** Linux and Windows have 16 million loopback addresses, so instances do not compete for ports. */
const loopbackAddress = (): string =>
  process.platform === 'linux' || process.platform === 'win32'
    ? `127.${randomInt(1, 255)}.${randomInt(1, 255)}.${randomInt(1, 255)}`
    : '127.0.0.1';
