import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import tls from 'node:tls';
import { freePorts } from '../../local/ports.ts';
import type { Programs } from './programs.ts';
import type { PythonEnvironment } from './python.ts';

export const account = '000000000000';
export const region = 'eu-central-1';

/** An emulator of AWS on loopback. */
export interface Emulator {
  readonly endpoint: string;
  readonly port: number;
  /** File of its log. */
  readonly log: string;
  /** For SDK clients of this process. */
  readonly client: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  /** Environment variables with which the AWS SDKs and the CDK call it, and nothing else. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export interface EmulatorSurroundings {
  readonly programs: Programs;
  readonly python: PythonEnvironment;
  /** For certificates, logs and files that the emulator unpacks. */
  readonly directory: string;
}

/**
 * Starts MiniStack with its IAM engine and TLS, since a bucket that requires TLS rejects plain HTTP
 * there as in AWS. This process trusts its certificate from here on.
 */
export async function startMiniStack(surroundings: EmulatorSurroundings): Promise<Emulator> {
  const { programs, python, directory } = surroundings;
  const certificate = join(directory, 'certificate.pem');
  const key = join(directory, 'key.pem');
  const script = join(import.meta.dirname, 'certificate.py');
  await programs.succeed([python.program('python'), script, certificate, key]);
  trust(certificate);

  const port = await freePort();
  const log = join(directory, 'ministack.log');
  const ministack = join(import.meta.dirname, 'emulator.py');
  const child = programs.serve([python.program('python'), ministack], log, {
    env: {
      ...variables(`https://127.0.0.1:${port}`, certificate),
      GATEWAY_PORT: String(port),
      BIND_HOST: '127.0.0.1',
      MINISTACK_REGION: region,
      MINISTACK_ACCOUNT_ID: account,
      AUTH: 'true',
      USE_SSL: '1',
      MINISTACK_SSL_CERT: certificate,
      MINISTACK_SSL_KEY: key,
      // Servers that the test does not need.
      IOT_MTLS_ENABLED: 'false',
      SFTP_ENABLED: 'false',
      TMPDIR: directory,
    },
  });
  const endpoint = `https://127.0.0.1:${port}`;
  await untilAnswers(`${endpoint}/_ministack/health`, () => child.exitCode === null);
  return {
    endpoint,
    port,
    log,
    client: clientOf(endpoint),
    environment: variables(endpoint, certificate),
  };
}

/** Starts moto, which has its own implementation of KMS and S3. */
export async function startMoto(surroundings: EmulatorSurroundings): Promise<Emulator> {
  const { programs, python, directory } = surroundings;
  const port = await freePort();
  const log = join(directory, 'moto.log');
  const child = programs.serve(
    [python.program('moto_server'), '-H', '127.0.0.1', '-p', String(port)],
    log,
    { env: { MOTO_ACCOUNT_ID: account } },
  );
  const endpoint = `http://127.0.0.1:${port}`;
  await untilAnswers(`${endpoint}/moto-api/`, () => child.exitCode === null);
  return { endpoint, port, log, client: clientOf(endpoint), environment: variables(endpoint) };
}

// The emulators treat this as the root user of the account.
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

const clientOf = (endpoint: string): Emulator['client'] => ({ endpoint, region, credentials });

function variables(endpoint: string, certificate?: string): Emulator['environment'] {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    // Excludes the credentials of a real account.
    AWS_PROFILE: undefined,
    AWS_SESSION_TOKEN: undefined,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    NO_PROXY: '127.0.0.1,localhost',
    no_proxy: '127.0.0.1,localhost',
    ...(certificate !== undefined && {
      AWS_CA_BUNDLE: certificate,
      NODE_EXTRA_CA_CERTS: certificate,
    }),
  };
}

const trust = (certificate: string): void =>
  tls.setDefaultCACertificates([
    ...tls.getCACertificates('default'),
    readFileSync(certificate, 'utf8'),
  ]);

async function freePort(): Promise<number> {
  const [port] = await freePorts(1);
  if (port === undefined) throw new EmulatorNotReadyError('no port is free');
  return port;
}

async function untilAnswers(url: string, runs: () => boolean): Promise<void> {
  for (let waited = 0; waited < 60_000 && runs(); waited += 100) {
    try {
      if ((await fetch(url)).ok) return;
    } catch {
      // Not listening yet.
    }
    await delay(100);
  }
  throw new EmulatorNotReadyError(`${url} does not answer`);
}

/** An emulator did not start; its log has the reason. */
export class EmulatorNotReadyError extends Error {
  override readonly name = 'EmulatorNotReadyError';
}
