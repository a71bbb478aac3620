import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';

/*
 * A killed runtime leaves its database server running. The next start stops it before it opens the
 * same file. A process id is reused, so the command and the start time are compared too.
 */

const note = z.object({ pid: z.number().int().positive(), identity: z.string().min(1) });

/**
 * Start time and command of a process; undefined when there is no such process, or no way to find
 * out.
 */
export function processIdentity(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') {
      const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const [state, ...fields] = status.slice(status.lastIndexOf(')') + 2).split(' ');
      // Field 22 is the start time in clock ticks since boot.
      return state === 'Z' ? undefined : `${fields[18] ?? ''} ${commandOf(pid)}`;
    }
    if (process.platform === 'win32') return undefined;
    const text = execFileSync('ps', ['-o', 'lstart=,comm=', '-p', String(pid)])
      .toString()
      .trim();
    return text === '' ? undefined : text;
  } catch {
    return undefined;
  }
}

const commandOf = (pid: number): string =>
  readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0] ?? '';

export function noteChild(path: string, pid: number): void {
  const identity = processIdentity(pid);
  if (identity !== undefined) writeFileSync(path, JSON.stringify({ pid, identity }));
}

export const forgetChild = (path: string): void => rmSync(path, { force: true });

/** Stops the process that an earlier start recorded, if it still runs. Returns whether it did. */
export async function endOrphan(path: string): Promise<boolean> {
  const noted = readNote(path);
  if (noted === undefined || processIdentity(noted.pid) !== noted.identity) {
    forgetChild(path);
    return false;
  }
  process.kill(noted.pid, 'SIGKILL');
  while (processIdentity(noted.pid) === noted.identity) await delay(20);
  forgetChild(path);
  return true;
}

function readNote(path: string): z.output<typeof note> | undefined {
  try {
    return note.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data;
  } catch {
    return undefined;
  }
}
