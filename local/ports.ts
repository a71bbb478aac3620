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
