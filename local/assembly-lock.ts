import { mkdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/*
 * Several runtimes start functions from the assemblies of one checkout. Each holds a shared lock of the
 * operating system on those that it uses, which ends with it, whatever ends it; an assembly goes only
 * under the exclusive one.
 */

const longestWaitMilliseconds = 30_000;

export interface AssemblyLock {
  readonly release: () => void;
}

/** Keeps an assembly from being deleted, one that is still to be made too. */
export function useAssembly(directory: string): AssemblyLock {
  const database = open(directory);
  database.exec(`PRAGMA busy_timeout = ${longestWaitMilliseconds}; BEGIN`);
  database.prepare('SELECT count(*) FROM sqlite_master').get();
  return { release: () => database.close() };
}

/** Works on an assembly that no one uses; returns whether that is so. */
export async function whileUnused(
  directory: string,
  work: () => Promise<void>,
): Promise<'done' | 'in-use'> {
  const database = open(directory);
  try {
    try {
      database.exec('BEGIN EXCLUSIVE');
    } catch {
      return 'in-use';
    }
    await work();
    return 'done';
  } finally {
    database.close();
  }
}

function open(directory: string): DatabaseSync {
  const locks = join(dirname(directory), 'locks');
  mkdirSync(locks, { recursive: true });
  return new DatabaseSync(join(locks, basename(directory)));
}
