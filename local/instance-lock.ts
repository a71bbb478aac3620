import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { makeFolder } from './make-folder.ts';
import { StartRefusedError } from './start-refused-error.ts';

export interface InstanceLock {
  readonly release: () => void;
}

/**
 * Ensures that one runtime uses this home. The operating system holds the lock for the process and
 * releases it when the process ends.
 *
 * @throws StartRefusedError while another runtime has the lock, or when the home is not writable
 */
export function lockHome(home: string, url: string): InstanceLock {
  const database = openLock(home);
  const holder = join(home, 'instance.json');
  try {
    database.exec('PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE');
  } catch (cause) {
    database.close();
    throw new StartRefusedError(
      `another runtime uses ${home}${described(holder)}: stop it, or set CUSTOS_HOME to another folder`,
      { cause },
    );
  }
  writeFileSync(holder, JSON.stringify({ pid: process.pid, url }), { mode: 0o600 });
  return { release: () => database.close() };
}

function openLock(home: string): DatabaseSync {
  try {
    makeFolder(home, 0o700);
    return new DatabaseSync(join(home, 'instance.lock'));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new StartRefusedError(
      `nothing can be kept in ${home} (${why}): set CUSTOS_HOME to a folder that can be written`,
      { cause },
    );
  }
}

function described(holder: string): string {
  try {
    const { pid, url } = JSON.parse(readFileSync(holder, 'utf8')) as Record<'pid' | 'url', unknown>;
    return ` (process ${String(pid)}, ${String(url)})`;
  } catch {
    return '';
  }
}
