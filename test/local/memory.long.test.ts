import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { functions } from '../../lib/functions.ts';
import { startRuntimeProcess } from '../support/runtime-process.ts';

const megabyte = 1024 * 1024;

/** Resident memory of a process in bytes: https://man7.org/linux/man-pages/man5/proc_pid_status.5.html */
async function residentOf(pid: number): Promise<number> {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}

/** Threads: of Node.js itself about ten, and one for each environment. */
const threadsOf = async (pid: number) => (await readdir(`/proc/${pid}/task`)).length;

test.skipIf(process.platform !== 'linux')(
  'the runtime stays below 600 MB when every function was called, and ends what is idle',
  async () => {
    const home = await mkdtemp(join(tmpdir(), 'custos-memory-'));
    const runtime = await startRuntimeProcess({ home });
    onTestFinished(async () => {
      await runtime.stop();
      await rm(home, { recursive: true, force: true });
    });
    const { url, secret } = JSON.parse(await readFile(join(home, 'invoke.json'), 'utf8')) as Place;
    let largest = 0;

    for (const { name } of functions) {
      const path = `/2015-03-31/functions/${name}/invocations`;
      const headers = { 'x-amz-security-token': secret };
      // Most reject such an event, after their code is loaded.
      const response = await fetch(`${url}${path}`, { method: 'POST', headers, body: '{}' });
      await response.arrayBuffer();
      largest = Math.max(largest, await residentOf(runtime.pid));
    }
    const used = await threadsOf(runtime.pid);

    expect(largest / megabyte).toBeLessThan(600);
    await delay(75_000);
    expect(await threadsOf(runtime.pid)).toBeLessThan(used);
  },
);

interface Place {
  readonly url: string;
  readonly secret: string;
}
