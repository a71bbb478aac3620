import { startDynoxide } from './database.ts';
import { openSecretProxy } from './secret-proxy.ts';
import type { Watch } from './secret-proxy.ts';
import type { Home } from './home.ts';
import { newSecret } from './inner-port.ts';
import type { InnerSecrets } from './inner-port.ts';
import { endOrphan, forgetChild, noteChild } from './orphan.ts';
import { StartRefusedError } from './start-refused-error.ts';
import type { McpEndpoint } from './time-to-live.ts';
import { unbrowsableAddresses } from './unbrowsable.ts';

export interface LocalDatabase {
  readonly url: string;
  readonly isWatched: boolean;
  /** Absent where the runtime did not start the server. */
  readonly mcp?: McpEndpoint;
  readonly stop: () => Promise<void>;
}

/**
 * The runtime's own server or the one at `url`, behind a proxy that requires a secret and watches who
 * calls what. A server that is reached by TLS is called directly, and its calls are not watched.
 *
 * @throws StartRefusedError, DatabaseNotStartedError
 */
export async function localDatabase(
  home: Home,
  secrets: InnerSecrets,
  options: { readonly url?: string | undefined; readonly watch?: Watch } = {},
): Promise<LocalDatabase> {
  const { url, watch } = options;
  if (url !== undefined) {
    const { protocol, hostname, port } = new URL(url);
    if (protocol !== 'http:') return { url, isWatched: false, stop: () => Promise.resolve() };
    const upstream = { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 80) };
    const gate = await openSecretProxy(upstream, secrets, watch);
    return { url: `http://127.0.0.1:${gate.port}`, isWatched: true, stop: gate.close };
  }
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
  const gate = await openSecretProxy(database, secrets, watch);
  return {
    url: `http://127.0.0.1:${gate.port}`,
    isWatched: true,
    mcp: { url: server.mcpEndpoint, token },
    stop: async () => {
      await gate.close();
      await server.stop();
      forgetChild(home.databaseProcess);
    },
  };
}
