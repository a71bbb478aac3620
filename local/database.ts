import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { createRequire } from 'node:module';
import { setTimeout as delay } from 'node:timers/promises';

export interface Dynoxide {
  readonly endpoint: string;
  /** MCP endpoint whose tool `sweep_ttl` deletes expired rows, as the service would. */
  readonly mcpEndpoint: string;
  readonly pid: number;
  readonly stop: () => Promise<void>;
}

/** The embedded database has no binary for this machine, or it did not start. */
export class DatabaseNotStartedError extends Error {
  override readonly name = 'DatabaseNotStartedError';
}

/**
 * Starts the embedded DynamoDB-compatible server on loopback.
 *
 * @param options.path SQLite file; in memory when absent
 * @throws DatabaseNotStartedError
 */
export async function startDynoxide(options: { readonly path?: string } = {}): Promise<Dynoxide> {
  const [port, mcpPort] = await freePorts(2);
  const child = spawn(
    binary(),
    [
      'serve',
      ...['--host', '127.0.0.1', '--port', String(port)],
      ...['--mcp', '--mcp-no-auth', '--mcp-port', String(mcpPort)],
      ...(options.path === undefined ? [] : ['--db-path', options.path]),
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let complaint = '';
  child.stderr.on(
    'data',
    (chunk: Buffer) => (complaint = (complaint + chunk.toString()).slice(-2_000)),
  );
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const { pid } = child;
  const isRunning = () => child.exitCode === null;
  const endpoint = `http://127.0.0.1:${port}`;
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (pid === undefined || !isRunning()) break;
    // A server that answers while ours has ended took the port first.
    if ((await answers(endpoint)) && isRunning()) {
      const stop = async () => {
        child.kill('SIGTERM');
        await Promise.race([ended, delay(2_000)]);
        child.kill('SIGKILL');
        await ended;
      };
      return { endpoint, mcpEndpoint: `http://127.0.0.1:${mcpPort}/mcp`, pid, stop };
    }
    await delay(50);
  }
  child.kill('SIGKILL');
  throw new DatabaseNotStartedError(`the embedded database did not start: ${complaint.trim()}`);
}

function binary(): string {
  const name = `@dynoxide/${process.platform}-${process.arch}`;
  const file = process.platform === 'win32' ? 'dynoxide.exe' : 'dynoxide';
  try {
    return createRequire(import.meta.url).resolve(`${name}/${file}`);
  } catch (cause) {
    throw new DatabaseNotStartedError(
      `the embedded database has no package ${name}; run npm ci on a supported platform`,
      { cause },
    );
  }
}

async function answers(endpoint: string): Promise<boolean> {
  try {
    await fetch(endpoint, { signal: AbortSignal.timeout(500) });
    return true;
  } catch {
    return false;
  }
}

/** Asks the system for ports that are free now, all at once so that they differ. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>((resolve, reject) => {
          const server = createServer();
          server.once('error', reject);
          server.listen(0, '127.0.0.1', () => resolve(server));
        }),
    ),
  );
  return Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve) => {
          const address = server.address();
          const port = typeof address === 'object' && address !== null ? address.port : 0;
          server.close(() => resolve(port));
        }),
    ),
  );
}
