import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { randomBytes } from 'node:crypto';
import type { Programs } from './programs.ts';
import { runContracts } from './second-opinion.ts';
import type { Steps } from './steps.ts';

const installed = '/usr/lib/postgresql';
export const whenMissing =
  'PostgreSQL is not installed, so connectors were tested with PGlite alone: apt-get install postgresql';
const withoutVectors =
  'pgvector is not installed, so vectors were tested with PGlite alone: apt-get install postgresql-<version>-pgvector';

/** Folder with the programs of the newest PostgreSQL of Debian; undefined: none is installed. */
async function programsOfPostgres(): Promise<string | undefined> {
  const versions = await readdir(installed).catch(() => []);
  const newest = versions.map(Number).sort((one, other) => other - one)[0];
  return newest === undefined ? undefined : join(installed, String(newest), 'bin');
}

/** Runs the contracts of the connectors of PostgreSQL on a server of its own, over TLS. */
export async function checkPostgres(
  steps: Steps,
  { programs, directory }: { readonly programs: Programs; readonly directory: string },
): Promise<void> {
  const bin = await programsOfPostgres();
  if (bin === undefined) {
    console.log(whenMissing);
    return;
  }
  const server = await steps.need('PostgreSQL answers over TLS', () =>
    startCluster(programs, bin, directory),
  );
  if (!server.hasVectors) console.log(withoutVectors);
  try {
    await steps.check('connectors of PostgreSQL keep their contract on a server', async () => {
      const environment = { CUSTOS_TEST_POSTGRES: JSON.stringify(server.reachable) };
      const which = ['test/system/postgresql', 'test/system/langgraph'];
      steps.add(await runContracts({ programs, directory }, 'postgresql', which, environment));
    });
  } finally {
    await server.stop();
  }
}

/** In a new folder, as a user who is not root: PostgreSQL does not start otherwise. */
async function startCluster(programs: Programs, bin: string, directory: string) {
  const isRoot = process.getuid?.() === 0;
  const as = isRoot ? ['runuser', '-u', 'postgres', '--'] : [];
  // Its user cannot look into the folder of the test.
  const home = await mkdtemp(join(tmpdir(), 'custos-postgres-'));
  const [data, certificate, key] = [
    join(home, 'data'),
    join(home, 'tls.crt'),
    join(home, 'tls.key'),
  ];
  const password = randomBytes(16).toString('hex');
  const passwordFile = join(home, 'password');
  await writeFile(passwordFile, password);
  await programs.succeed([
    ...['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj'],
    ...[
      '/CN=localhost',
      '-addext',
      'subjectAltName=DNS:localhost',
      '-keyout',
      key,
      '-out',
      certificate,
    ],
  ]);
  if (isRoot) await programs.succeed(['chown', '-R', 'postgres', home]);
  await programs.succeed([
    ...[...as, join(bin, 'initdb'), '-D', data, '-U', 'postgres', '-A', 'scram-sha-256'],
    ...['--pwfile', passwordFile, '-E', 'UTF8', '--locale', 'C.UTF-8', '--no-sync'],
  ]);
  const port = await freePort();
  const settings = {
    ...{ listen_addresses: '127.0.0.1', port, unix_socket_directories: '', fsync: 'off' },
    ...{ ssl: 'on', ssl_cert_file: certificate, ssl_key_file: key },
  };
  const child = programs.serve(
    [
      ...[...as, join(bin, 'postgres'), '-D', data],
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    join(directory, 'postgres.log'),
  );
  const certificateAuthority = await readFile(certificate, 'utf8');
  const secret = {
    ...{ host: 'localhost', port, dbname: 'postgres' },
    ...{ username: 'postgres', password },
  };
  await untilReady(programs, join(bin, 'pg_isready'), port);
  const at = `postgresql://postgres:${password}@localhost:${port}/postgres?sslmode=require`;
  const extended = await programs.run([join(bin, 'psql'), at, '-c', 'CREATE EXTENSION vector']);
  return {
    hasVectors: extended.code === 0,
    reachable: { secret, certificateAuthority },
    stop: async () => {
      const closed = new Promise((resolve) => child.once('close', resolve));
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT');
      await Promise.race([closed, delay(10_000, undefined, { ref: false })]);
      await rm(home, { recursive: true, force: true });
    },
  };
}

async function untilReady(programs: Programs, isReady: string, port: number): Promise<void> {
  for (let tries = 0; tries < 60; tries += 1) {
    const { code } = await programs.run([isReady, '-h', '127.0.0.1', '-p', String(port)]);
    if (code === 0) return;
    await delay(500);
  }
  throw new TypeError('PostgreSQL did not start: see postgres.log');
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
