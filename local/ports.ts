import { randomInt } from 'node:crypto';
import type { Server } from 'node:http';
import { createServer } from 'node:net';
import { StartRefusedError } from './start-refused-error.ts';

/** Whether the port is free now. */
export function isFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}

// Below the ports that a system takes for outgoing connections and for port 0 (Linux from 32768, RFC 6335
// section 6 from 49152): one of those can be taken before the program that it is for listens.
const firstPort = 20_000;
const lastPort = 32_000;

/**
 * Returns different ports of loopback that are free now.
 *
 * @throws StartRefusedError when hardly any is free
 */
export async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  for (let tries = 0; tries < 1_000; tries += 1) {
    if (ports.size === count) return [...ports];
    const port = randomInt(firstPort, lastPort);
    if (await isFree(port)) ports.add(port);
  }
  throw new StartRefusedError(`no port from ${firstPort} to ${lastPort} is free`);
}

/** Use of a port of the runtime, and the variable that chooses another. */
export interface PortPurpose {
  readonly purpose: string;
  readonly variable: string;
}

export const apiPort: PortPurpose = { purpose: 'the API', variable: 'CUSTOS_PORT' };
export const signInPort: PortPurpose = { purpose: 'sign-in', variable: 'CUSTOS_ISSUER_PORT' };

/** @throws StartRefusedError when another process listens on it */
export async function requireFree(port: number, purpose: PortPurpose): Promise<void> {
  if (!(await isFree(port))) throw new StartRefusedError(portInUse(port, purpose));
}

const portInUse = (port: number, { purpose, variable }: PortPurpose): string =>
  `port ${port}, for ${purpose}, is taken: stop what listens there, or set ${variable}`;

/**
 * Listens on loopback only. Returns the port, which the system chooses for 0.
 *
 * @throws StartRefusedError when another process took the port meanwhile
 */
export function listen(server: Server, port: number, purpose = apiPort): Promise<number> {
  return new Promise((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new StartRefusedError(portInUse(port, purpose), { cause: error })
          : error,
      );
    server.once('error', refuse);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', refuse);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

/** Gives open responses a moment to finish, then closes the connections. */
export function close(server: Server, patienceMilliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), patienceMilliseconds);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}
