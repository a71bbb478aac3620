import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDynoxide } from '../../local/database.ts';
import type { Dynoxide } from '../../local/database.ts';
import type { ApiAccess } from '../../local/demo/steps.ts';
import { readIssuer } from '../../local/issuer-keys.ts';
import { signToken } from '../../local/issuer-tokens.ts';
import type { CallerKind } from '../../local/issuer-tokens.ts';
import { startRuntimeProcess } from './runtime-process.ts';
import type { RuntimeProcess } from './runtime-process.ts';

/** A home folder and a database that outlive the runtime processes that use them. */
export interface LocalWorld {
  readonly home: string;
  readonly database: Dynoxide;
  /** Runs `npm start` with this home; the database is reached through `databaseUrl` if given. */
  readonly start: (
    databaseUrl?: string,
    environment?: Readonly<Record<string, string>>,
  ) => Promise<RuntimeProcess>;
  readonly stage: (runtime: RuntimeProcess) => ApiAccess;
  readonly token: (kind: CallerKind, name: string) => Promise<string>;
  readonly end: () => Promise<void>;
}

export async function localWorld(): Promise<LocalWorld> {
  const home = await mkdtemp(join(tmpdir(), 'custos-world-'));
  const files = await mkdtemp(join(tmpdir(), 'custos-world-database-'));
  const database = await startDynoxide({ path: join(files, 'data.sqlite') });
  const token = async (kind: CallerKind, name: string) =>
    signToken(await readIssuer(home), kind, name);
  return {
    home,
    database,
    start: (databaseUrl = database.endpoint, environment = {}) =>
      startRuntimeProcess({ home, databaseUrl, environment }),
    stage: ({ url }) => ({ url, token }),
    token,
    end: async () => {
      await database.stop();
      for (const each of [home, files]) await rm(each, { recursive: true, force: true });
    },
  };
}
