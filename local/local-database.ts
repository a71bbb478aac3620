import { startDynoxide } from './database.ts';
import { openSecretProxy } from './secret-proxy.ts';
import type { Home } from './home.ts';
import { newSecret } from './inner-port.ts';
import { endOrphan, forgetChild, noteChild } from './orphan.ts';
import { StartRefusedError } from './start-refused-error.ts';
import type { McpEndpoint } from './time-to-live.ts';
import { unbrowsableAddresses } from './unbrowsable.ts';

export interface LocalDatabase {
  readonly url: string;
  /** Absent where the runtime did not start the server. */
  readonly mcp?: McpEndpoint;
  readonly stop: () => Promise<void>;
}

/**
 * The runtime's own server, behind a proxy that requires the secret; or the server at `url`.
 *
 * @throws StartRefusedError, DatabaseNotStartedError
 */
export async function localDatabase(
  home: Home,
  secret: string,
  url: string | undefined,
): Promise<LocalDatabase> {
  if (url !== undefined) return { url, stop: () => Promise.resolve() };
  await endOrphan(home.databaseProcess);
  const [database, mcp] = await unbrowsableAddresses(2);
  if (database === undefined || mcp === undefined) {
    throw new StartRefusedError(
      'no ports that browsers refuse are free for the database: stop another runtime first',
    );
  }
  const token = newSecret();
  const server = await startDynoxide({
    path: home.database,
    places: { database, mcp },
    mcpToken: token,
  });
  noteChild(home.databaseProcess, server.pid);
  const gate = await openSecretProxy(database, secret);
  return {
    url: `http://127.0.0.1:${gate.port}`,
    mcp: { url: server.mcpEndpoint, token },
    stop: async () => {
      await gate.close();
      await server.stop();
      forgetChild(home.databaseProcess);
    },
  };
}
