import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { randomBytes } from 'node:crypto';
import { freePorts } from '../../local/ports.ts';
import type { Programs } from './programs.ts';
import { runContracts } from './second-opinion.ts';
import type { Steps } from './steps.ts';

/** Where Debian has the programs of each version. */
const ofDebian = '/usr/lib/postgresql';

/** PostgreSQL or pgvector is missing. */
class PostgresMissingError extends Error {
  override readonly name = 'PostgresMissingError';

  constructor(missing: string, output = '') {
    super(`${missing} is not installed: on Debian, .ci/postgresql installs it\n${output}`.trim());
  }
}

/**
 * Folder with the programs of the newest PostgreSQL.
 *
 * @param installed folder with a folder for each version
 * @throws PostgresMissingError
 */
export async function programsOfPostgres(installed: string): Promise<string> {
  const versions = await readdir(installed).catch(() => []);
  const [newest] = versions
    .sort((one, other) => Number(other) - Number(one))
    .map((version) => join(installed, version, 'bin'))
    // A folder may have the programs of clients alone.
    .filter((bin) => existsSync(join(bin, 'postgres')));
  if (newest === undefined) throw new PostgresMissingError('PostgreSQL');
  return newest;
}

/**
 * Runs the contracts of the connectors of PostgreSQL on a server of its own, over TLS, with vectors. A
 * machine that lacks the server or pgvector fails.
 */
export async function checkPostgres(
  steps: Steps,
  { programs, directory }: { readonly programs: Programs; readonly directory: string },
): Promise<void> {
  const server = await steps.need('PostgreSQL answers over TLS', async () =>
    startCluster(programs, await programsOfPostgres(ofDebian), directory),
  );
  try {
    await steps.need('PostgreSQL has pgvector', server.addVectors);
    await steps.check(
      'connectors of PostgreSQL keep their contract on a server, also with vectors',
      async () => {
        const environment = { CUSTOS_TEST_POSTGRES: JSON.stringify(server.reachable) };
        const which = ['test/system/postgresql', 'test/system/langgraph'];
        steps.add(await runContracts({ programs, directory }, 'postgresql', which, environment));
      },
    );
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
  const [port = 0] = await freePorts(1);
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
  return {
    addVectors: async () => {
      const extend = [join(bin, 'psql'), at, '-c', 'CREATE EXTENSION vector'];
      const { code, output } = await programs.run(extend);
      if (code !== 0) throw new PostgresMissingError('pgvector', output);
    },
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
