import type { Database } from '../../lambda/platform/dynamo/database.ts';
import { openTestClient } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { callOf, startFaultProxy } from './proxy.ts';
import type { FaultProxy } from './proxy.ts';

export interface Connection {
  readonly database: Database;
  readonly stop: () => Promise<void>;
}

/**
 * The same server behind a failing connection: after `calls` calls of `operation`, every further
 * one is cut off before it reaches the server.
 */
export async function brokenAfter(
  server: TestDatabase,
  operation: string,
  calls: number,
): Promise<Connection> {
  const proxy = await startFaultProxy(server.endpoint);
  proxy.inject(callOf(operation), { kind: 'hook', when: 'before', run: () => undefined }, calls);
  proxy.inject(callOf(operation), { kind: 'disconnect-before' });
  return connect(server, proxy);
}

/**
 * The same server behind a connection that loses a response: the first call of `operation` is
 * executed, and the connection breaks before the response arrives.
 *
 * @param meanwhile happens in between
 */
export async function losingAnswer(
  server: TestDatabase,
  operation: string,
  meanwhile: () => Promise<unknown>,
): Promise<Connection & { readonly wasLost: () => boolean }> {
  let lost = false;
  const proxy = await startFaultProxy(server.endpoint);
  const run = async () => {
    lost = true;
    await meanwhile();
    return 'drop' as const;
  };
  proxy.inject(callOf(operation), { kind: 'hook', when: 'after', run }, 1);
  return { ...connect(server, proxy), wasLost: () => lost };
}

/** The same server, where something else happens before the first call of `operation` reaches it. */
export async function interrupted(
  server: TestDatabase,
  operation: string,
  meanwhile: () => Promise<unknown>,
): Promise<Connection> {
  const proxy = await startFaultProxy(server.endpoint);
  const run = async () => {
    await meanwhile();
    return undefined;
  };
  proxy.inject(callOf(operation), { kind: 'hook', when: 'before', run }, 1);
  return connect(server, proxy);
}

function connect(server: TestDatabase, proxy: FaultProxy): Connection {
  // The SDK would retry with the same token; a process that crashed would not.
  const client = openTestClient(proxy.url, { maxAttempts: 1 });
  return {
    database: { client, physicalName: server.database.physicalName },
    stop: async () => {
      client.destroy();
      await proxy.stop();
    },
  };
}
