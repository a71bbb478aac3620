import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openClient, physicalNames } from '../../lambda/platform/dynamo/database.ts';
import { tables } from '../../lambda/tables.ts';
import { constructId } from '../../lib/facts.ts';
import { startDynoxide } from '../../local/database.ts';
import { homeAt } from '../../local/home.ts';
import { lockHome } from '../../local/instance-lock.ts';
import type { InstanceLock } from '../../local/instance-lock.ts';
import { StartRefusedError } from '../../local/start-refused-error.ts';
import type { Side, Sides } from './sides.ts';

/** A database is missing, or in use. */
export class FolderError extends Error {
  override readonly name = 'FolderError';
}

/**
 * Works on a copy of the database of the embedded runtime, next to the database of its home. Neither
 * may be in use.
 *
 * @throws FolderError, DatabaseNotStartedError
 */
export async function withFolder<Answer>(
  { folder, home }: { readonly folder: string; readonly home: string },
  work: (sides: Sides) => Promise<Answer>,
): Promise<Answer> {
  const copy = join(folder, 'data.sqlite');
  const { database: living } = homeAt(home);
  for (const file of [copy, living]) {
    if (!existsSync(file)) throw new FolderError(`there is no database ${file}`);
  }
  const lock = locked(home);
  const stops: (() => Promise<void>)[] = [];
  try {
    const opened = async (path: string): Promise<Side> => {
      const server = await startDynoxide({ path });
      stops.push(server.stop);
      return sideAt(server.endpoint);
    };
    return await work({ restored: await opened(copy), living: await opened(living) });
  } finally {
    for (const stop of stops) await stop();
    lock.release();
  }
}

function locked(home: string): InstanceLock {
  try {
    return lockHome(home, 'custos restore-check');
  } catch (cause) {
    if (cause instanceof StartRefusedError) throw new FolderError(cause.message, { cause });
    throw cause;
  }
}

async function sideAt(endpoint: string): Promise<Side> {
  const client = openClient({
    ...{ endpoint, region: 'eu-central-1' },
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const names = await namesOf(client);
  return {
    database: { client, physicalName: physicalNames(names) },
    has: ({ name }) => names[name] !== undefined,
  };
}

/** Logical ids of the template are the names of tables on one machine. */
async function namesOf(client: DynamoDBClient): Promise<Record<string, string>> {
  const { TableNames: found = [] } = await client.send(new ListTablesCommand({}));
  return Object.fromEntries(
    tables.flatMap(({ name }) => {
      const id = new RegExp(`^${constructId(name)}[0-9A-F]{8}$`);
      const physical = found.find((each) => id.test(each));
      return physical === undefined ? [] : [[name, physical]];
    }),
  );
}
