import { readFile } from 'node:fs/promises';
import { rootCertificates } from 'node:tls';
import type { ClientConfig } from 'pg';
import type { ReadSecret } from './secret.ts';

export interface ConnectionSettings {
  readonly secret: string;
  /** PEM. */
  readonly certificateAuthority?: string;
}

const loopback: readonly string[] = ['localhost', '127.0.0.1', '::1'];

/**
 * Certificates of Amazon in the runtimes of AWS Lambda, those of Amazon RDS among them. Node.js 20 and
 * later do not load them (AWS Lambda Developer Guide, "CA certificate loading").
 */
const ofLambda = '/var/runtime/ca-cert.pem';

/**
 * How a connection is opened. TLS is required, and the certificate and its name are verified; only in
 * the stage `local` a database on the same machine may have none.
 *
 * @throws whatever `read` throws
 */
export async function connectionOf(
  { secret, certificateAuthority }: ConnectionSettings,
  read: ReadSecret,
  stage: string,
): Promise<ClientConfig> {
  const { host, port, dbname: database, username: user, password } = await read(secret);
  const plain = stage === 'local' && loopback.includes(host);
  return {
    host,
    port,
    database,
    user,
    password,
    application_name: 'custos',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    ssl: plain
      ? false
      : { rejectUnauthorized: true, ca: await trusted(certificateAuthority), servername: host },
  };
}

async function trusted(declared: string | undefined): Promise<string[]> {
  if (declared !== undefined) return [declared];
  const amazon = await readFile(ofLambda, 'utf8').catch(() => undefined);
  return [...rootCertificates, ...(amazon === undefined ? [] : [amazon])];
}
