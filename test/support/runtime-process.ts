import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePorts } from '../../local/ports.ts';

export interface RuntimeProcess {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** The output of the runtime and its functions so far. */
  readonly output: () => string;
  /** SIGKILL, like a power failure: no child and no handler can act. */
  readonly kill: () => Promise<void>;
  /** SIGTERM; returns the exit code. */
  readonly stop: () => Promise<number | null>;
}

interface RuntimeOptions {
  readonly home: string;
  readonly databaseUrl?: string;
  readonly port?: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** How far the clock of the runtime and its functions is ahead. */
  readonly secondsAhead?: number;
}

/**
 * `npm start`, as a process of its own so that it can be killed; ready when health responds. If one
 * of the chosen ports is taken meanwhile, it tries others.
 */
export async function startRuntimeProcess(options: RuntimeOptions): Promise<RuntimeProcess> {
  if (options.port !== undefined) return startAt(options, options.port);
  for (let attempt = 1; ; attempt += 1) {
    const [port = 0] = await freePorts(1);
    try {
      return await startAt(options, port);
    } catch (error) {
      const isTaken = error instanceof Error && error.message.includes(' is taken: ');
      if (!isTaken || attempt === 5) throw error;
    }
  }
}

async function startAt(options: RuntimeOptions, port: number): Promise<RuntimeProcess> {
  const { secondsAhead } = options;
  const ahead = secondsAhead === undefined ? [] : ['--import', clockAhead(secondsAhead)];
  const child = spawn(process.execPath, [...ahead, 'local/start.ts'], {
    cwd: resolve(import.meta.dirname, '../..'),
    env: {
      ...process.env,
      ...options.environment,
      CUSTOS_HOME: options.home,
      CUSTOS_PORT: String(port),
      ...(options.databaseUrl && { CUSTOS_DATABASE_URL: options.databaseUrl }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const url = `http://127.0.0.1:${port}`;
  await untilHealthy(child, url, () => output);
  return {
    url,
    port,
    pid: child.pid ?? 0,
    output: () => output,
    kill: async () => {
      await ended(child, 'SIGKILL');
    },
    stop: () => ended(child, 'SIGTERM'),
  };
}

const clockAhead = (seconds: number): string =>
  new URL(`clock-ahead.ts?seconds=${seconds}`, import.meta.url).href;

async function untilHealthy(child: ChildProcess, url: string, output: () => string): Promise<void> {
  for (let waited = 0; waited < 60_000; waited += 100) {
    if (child.exitCode !== null || child.signalCode !== null) break;
    try {
      if ((await fetch(`${url}/v1/health`)).ok) return;
    } catch {
      // Not listening yet.
    }
    await delay(100);
  }
  child.kill('SIGKILL');
  throw new Error(`the runtime did not become healthy:\n${output()}`);
}

function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((done) => {
    child.once('close', (code) => done(code));
    child.kill(signal);
  });
}
