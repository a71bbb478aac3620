import type { Server } from 'node:http';
import { createServer } from 'node:net';
import { StartRefusedError } from './start-refused-error.ts';

/** Whether the port can be listened on now. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

/** @throws StartRefusedError when somebody else listens there */
export async function requireFree(port: number, purpose: string): Promise<void> {
  if (await isFree(port)) return;
  throw new StartRefusedError(
    `port ${port}, for ${purpose}, is taken: stop what listens there, or set CUSTOS_PORT`,
  );
}

/**
 * Loopback only. Answers the port, which the system chooses for 0.
 *
 * @throws StartRefusedError when somebody took the port since it was looked at
 */
export function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new StartRefusedError(
              `port ${port} is taken: stop what listens there, or set CUSTOS_PORT`,
              { cause: error },
            )
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

/** Lets answers that are under way finish for a moment, then closes what is left. */
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
