import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { SystemFaultError } from '../model/faults.ts';

/** As Amazon RDS writes it; fields of rotation are ignored. */
const secret = z.object({
  host: z.string().min(1),
  port: z.coerce.number().int().min(1).max(65_535).default(5432),
  dbname: z.string().min(1),
  username: z.string().min(1),
  password: z.string(),
});
export type DatabaseSecret = z.output<typeof secret>;

export type ReadSecret = (arn: string) => Promise<DatabaseSecret>;

/** The secret lacks a field: Amazon RDS itself stores only name and password of a main user. */
export class SecretIncompleteError extends SystemFaultError {
  readonly fields: readonly string[];

  constructor(fields: readonly string[]) {
    super('misconfigured');
    this.fields = fields;
  }
}

/**
 * Reads the secret for each connection: a rotated password is used at once.
 *
 * @returns a function that throws SecretIncompleteError, or an error of Secrets Manager
 */
export function openSecrets(open = clientIn): ReadSecret {
  const clients = new Map<string | undefined, SecretsManagerClient>();
  return async (arn) => {
    // The database may be in another Region than the function.
    const region = arn.split(':')[3];
    const client = clients.get(region) ?? open(region);
    clients.set(region, client);
    const { SecretString: text } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
    return parseSecret(text ?? '');
  };
}

const clientIn = (region: string | undefined): SecretsManagerClient =>
  new SecretsManagerClient({
    ...(region && { region }),
    maxAttempts: 3,
    requestHandler: {
      connectionTimeout: 2_000,
      requestTimeout: 5_000,
      throwOnRequestTimeout: true,
    },
  });

/** @throws SecretIncompleteError that names fields, never their values */
export function parseSecret(text: string): DatabaseSecret {
  const parsed = secret.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  throw new SecretIncompleteError([
    ...new Set(parsed.error.issues.map(({ path }) => String(path[0] ?? 'JSON'))),
  ]);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
