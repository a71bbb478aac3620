import { resolve } from 'node:path';
import { DatabaseNotStartedError } from './database-binary.ts';
import { variable } from './home.ts';
import { runAhead } from './later.ts';
import { hostsNamed } from './hosts.ts';
import { NoIssuerError } from './issuer-keys.ts';
import { startRuntime } from './runtime.ts';
import type { Runtime } from './runtime.ts';
import { StartRefusedError } from './start-refused-error.ts';
import { TemplateError } from './template.ts';
import { usualHome, welcome } from './welcome.ts';

const home = variable('CUSTOS_HOME') ?? usualHome;
const port = portNamed('CUSTOS_PORT', 8787);

runAhead(Number(process.env['CUSTOS_AHEAD_SECONDS'] ?? 0) * 1_000);

const longestStopMilliseconds = 4_500;

console.log(`Custos on this machine alone. Its data is in ${resolve(home)}.`);
const starting = start();
const stopRequested = new AbortController();
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
try {
  console.log(await welcome(await starting, home));
} catch (error) {
  if (!stopRequested.signal.aborted) {
    console.error(`Custos does not start: ${reasonOf(error)}`);
    process.exit(1);
  }
}

async function start(): Promise<Runtime> {
  const issuerPort = portNamed('CUSTOS_ISSUER_PORT', port + 1);
  if (issuerPort === port) {
    throw new StartRefusedError(
      `port ${port} cannot serve both the API and sign-in: set CUSTOS_PORT or CUSTOS_ISSUER_PORT to another`,
    );
  }
  return startRuntime({
    home,
    port,
    ...(process.env['CUSTOS_POLICY'] && { policyDirectory: process.env['CUSTOS_POLICY'] }),
    issuerPort,
    ...(process.env['CUSTOS_DATABASE_URL'] && { databaseUrl: process.env['CUSTOS_DATABASE_URL'] }),
    ...(process.env['CUSTOS_WEBHOOK_URL'] && { webhookUrl: process.env['CUSTOS_WEBHOOK_URL'] }),
    hosts: hostsNamed(process.env['CUSTOS_HOSTS'] ?? ''),
  });
}

function stop(): void {
  // The second signal ends the process at once.
  if (stopRequested.signal.aborted) process.exit(1);
  stopRequested.abort();
  console.log('Stopping ...');
  setTimeout(() => process.exit(0), longestStopMilliseconds).unref();
  void starting
    .then((runtime) => runtime.stop())
    .catch(() => undefined)
    .then(() => {
      console.log('Stopped. The data stays.');
      process.exit(0);
    });
}

function portNamed(name: string, usual: number): number {
  const port = Number(variable(name) ?? usual);
  if (Number.isInteger(port) && port > 0 && port < 65_535) return port;
  console.error(`${name} must be a port: a whole number between 1 and 65534`);
  process.exit(1);
}

function reasonOf(error: unknown): string {
  const explained = [StartRefusedError, TemplateError, DatabaseNotStartedError, NoIssuerError];
  if (explained.some((type) => error instanceof type)) return (error as Error).message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
