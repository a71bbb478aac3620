import { startDynoxide } from './database.ts';
import type { Home } from './home.ts';
import { endOrphan, forgetChild, noteChild } from './orphan.ts';

export interface LocalDatabase {
  readonly url: string;
  /** Absent where the server is not the runtime's own. */
  readonly mcpUrl?: string;
  readonly stop: () => Promise<void>;
}

/** The runtime's own server, or the one at `url`. */
export async function localDatabase(home: Home, url: string | undefined): Promise<LocalDatabase> {
  if (url !== undefined) return { url, stop: () => Promise.resolve() };
  await endOrphan(home.databaseProcess);
  const server = await startDynoxide({ path: home.database });
  noteChild(home.databaseProcess, server.pid);
  return {
    url: server.endpoint,
    mcpUrl: server.mcpEndpoint,
    stop: async () => {
      await server.stop();
      forgetChild(home.databaseProcess);
    },
  };
}
