import { mkdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/*
 * Several runtimes start functions from the assemblies of one checkout. Each has a shared lock of
 * the operating system on those that it uses, which ends with the process. An assembly is deleted
 * only under the exclusive lock.
 */

const longestWaitMilliseconds = 30_000;

export interface AssemblyLock {
  readonly release: () => void;
}

/** Protects an assembly from being deleted, also one that is not created yet. */
export function useAssembly(directory: string): AssemblyLock {
  const database = open(directory);
  database.exec(`PRAGMA busy_timeout = ${longestWaitMilliseconds}; BEGIN`);
  database.prepare('SELECT count(*) FROM sqlite_master').get();
  return { release: () => database.close() };
}

/** Runs work on an assembly that is not in use; returns whether it did. */
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
