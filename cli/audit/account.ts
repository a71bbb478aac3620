import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { InvalidArgumentError } from 'commander';
import { clientConfig } from '../deployed/options.ts';
import type { PlaceOptions } from '../deployed/options.ts';

export function accountId(value: string): string {
  if (/^\d{12}$/.test(value)) return value;
  throw new InvalidArgumentError('It must be the 12 digits of an account.');
}

/** The account that an option names, or that of the credentials. */
export async function accountOf(
  options: PlaceOptions & { readonly account?: string },
): Promise<string> {
  if (options.account !== undefined) return options.account;
  const { Account: account = '' } = await new STSClient(clientConfig(options)).send(
    new GetCallerIdentityCommand({}),
  );
  return account;
}

export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
