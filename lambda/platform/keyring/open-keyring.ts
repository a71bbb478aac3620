import type { Environment, VariableName } from '../environment.ts';
import { FileKeyring } from '../../../local/adapters/keyring/file-keyring.ts';
import type { KeyUse, Keyring } from './keyring.ts';
import { KmsKeyring } from './kms-keyring.ts';

/**
 * The keyring that CUSTOS_KEYRING names. A key that the function's needs do not declare answers
 * EnvironmentError when it is used, from the file as from AWS.
 */
export function openKeyring(environment: Environment): Keyring {
  const placeOf = (use: KeyUse): string => environment.get(variableOf(use));
  return environment.CUSTOS_KEYRING === 'kms' ? new KmsKeyring(placeOf) : new FileKeyring(placeOf);
}

const variables = {
  data: 'CUSTOS_KEYRING_DATA',
  'hmac-alias': 'CUSTOS_KEYRING_HMAC_ALIAS',
  'hmac-idempotency': 'CUSTOS_KEYRING_HMAC_IDEMPOTENCY',
  'hmac-follow-up': 'CUSTOS_KEYRING_HMAC_FOLLOW_UP',
  receipts: 'CUSTOS_KEYRING_RECEIPTS',
  certificates: 'CUSTOS_KEYRING_CERTIFICATES',
  checkpoints: 'CUSTOS_KEYRING_CHECKPOINTS',
} as const satisfies Record<KeyUse, VariableName>;

const variableOf = (use: KeyUse): VariableName => variables[use];
