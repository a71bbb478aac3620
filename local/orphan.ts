import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';

/*
 * A killed runtime leaves its database server behind. The next start stops it before it opens the
 * same file. A process id alone says little: it is given out again, so what the process is and when
 * it started are compared too.
 */

const note = z.object({ pid: z.number().int().positive(), identity: z.string().min(1) });

/** When a process started and what it is; undefined when there is none, or no way to find out. */
export function processIdentity(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') {
      const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const [state, ...fields] = status.slice(status.lastIndexOf(')') + 2).split(' ');
      // Field 22 is the start time in ticks since the machine's start.
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

/** Ends what an earlier start noted, if it still runs. Returns whether there was anything to end. */
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
