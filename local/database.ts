import { spawn } from 'node:child_process';
import { get } from 'node:http';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { DatabaseNotStartedError, verifiedBinary } from './database-binary.ts';
import { freePorts } from './ports.ts';
import type { ListenAddress } from './unbrowsable.ts';

export interface Dynoxide {
  readonly endpoint: string;
  /** MCP endpoint whose tool `sweep_ttl` deletes expired rows, as DynamoDB does. */
  readonly mcpEndpoint: string;
  readonly pid: number;
  readonly stop: () => Promise<void>;
}

export interface DynoxideOptions {
  /** SQLite file; in memory when absent. */
  readonly path?: string;
  /** Ports to listen on; any free ones when absent. */
  readonly places?: { readonly database: ListenAddress; readonly mcp: ListenAddress };
  /** Secret of the MCP endpoint; none when absent. */
  readonly mcpToken?: string;
}

/**
 * Starts the embedded DynamoDB-compatible server on loopback.
 *
 * @throws DatabaseNotStartedError
 */
export async function startDynoxide(options: DynoxideOptions = {}): Promise<Dynoxide> {
  const { path, mcpToken } = options;
  const { database, mcp } = options.places ?? (await freePlaces());
  const child = spawn(
    await verifiedBinary(),
    [
      'serve',
      ...['--host', database.host, '--port', String(database.port)],
      ...['--mcp', '--mcp-host', mcp.host, '--mcp-port', String(mcp.port)],
      ...(mcpToken === undefined ? ['--mcp-no-auth'] : []),
      ...(path === undefined ? [] : ['--db-path', path]),
    ],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
      // Other users of the machine can read arguments, but not the environment.
      env: { ...process.env, ...(mcpToken !== undefined && { DYNOXIDE_MCP_AUTH_TOKEN: mcpToken }) },
    },
  );
  let errorOutput = '';
  child.stderr.on(
    'data',
    (chunk: Buffer) => (errorOutput = (errorOutput + chunk.toString()).slice(-2_000)),
  );
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const { pid } = child;
  const isRunning = () => child.exitCode === null;
  const endpoint = `http://${database.host}:${database.port}`;
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (pid === undefined || !isRunning()) break;
    // A server that responds after this process has ended is another one, which took the port
    // first.
    if ((await answers(endpoint)) && isRunning()) {
      if (path !== undefined) indexChanges(path);
      const stop = async () => {
        child.kill('SIGTERM');
        await Promise.race([ended, delay(2_000)]);
        child.kill('SIGKILL');
        await ended;
      };
      return { endpoint, mcpEndpoint: `http://${mcp.host}:${mcp.port}/mcp`, pid, stop };
    }
    await delay(50);
  }
  child.kill('SIGKILL');
  throw new DatabaseNotStartedError(`the embedded database did not start: ${errorOutput.trim()}`);
}

/**
 * The server reads every change that its streams have at each write, for the number of the next one, and
 * whenever a stream is read: without an index, writes become slower with each one.
 */
function indexChanges(path: string): void {
  const file = new DatabaseSync(path, { timeout: 5_000 });
  try {
    file.exec(`
      CREATE INDEX IF NOT EXISTS custos_last_change
        ON _stream_records (table_name, CAST(sequence_number AS INTEGER));
      CREATE INDEX IF NOT EXISTS custos_changes
        ON _stream_records (table_name, shard_id, sequence_number);
    `);
  } finally {
    file.close();
  }
}

async function freePlaces() {
  const [port = 0, mcpPort = 0] = await freePorts(2);
  const host = '127.0.0.1';
  return { database: { host, port }, mcp: { host, port: mcpPort } };
}

/** Not with fetch, which refuses the ports that browsers refuse. */
const answers = (endpoint: string): Promise<boolean> =>
  new Promise((resolve) => {
    const request = get(endpoint, { timeout: 500 }, (response) => {
      response.resume();
      resolve(true);
    });
    request.once('timeout', () => request.destroy());
    request.once('error', () => resolve(false));
  });
