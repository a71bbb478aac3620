import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { KeyringAction, VariableName } from '../../lambda/platform/environment.ts';
import type { KeySet } from '../constructs/key-set.ts';
import { allow } from './binding.ts';
import type { Binding } from './binding.ts';

interface KeyUse {
  readonly variable: VariableName;
  readonly key: (keys: KeySet) => kms.IKey;
  readonly action: string;
  readonly conditions?: Record<string, Record<string, string | readonly string[]>>;
}

/** The context that `KmsKeyring` gives: a constant and the random name of the key. */
export const subjectKeyContext = {
  StringEquals: {
    'kms:EncryptionContext:app': 'custos',
    'kms:EncryptionContext:purpose': 'subject-key',
  },
  'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': ['app', 'kid', 'purpose'] },
};

const ed25519 = {
  StringEquals: { 'kms:SigningAlgorithm': 'ED25519_SHA_512', 'kms:MessageType': 'RAW' },
};

const sign = (signer: 'receipts' | 'certificates' | 'checkpoints'): KeyUse => ({
  variable: signerVariables[signer],
  key: (keys) => keys[signer],
  action: 'kms:Sign',
  conditions: ed25519,
});

const publicKey = (signer: 'receipts' | 'certificates' | 'checkpoints'): KeyUse => ({
  variable: signerVariables[signer],
  key: (keys) => keys[signer],
  action: 'kms:GetPublicKey',
});

const signerVariables = {
  receipts: 'CUSTOS_KEYRING_RECEIPTS',
  certificates: 'CUSTOS_KEYRING_CERTIFICATES',
  checkpoints: 'CUSTOS_KEYRING_CHECKPOINTS',
} as const;

const mac = (variable: VariableName, key: KeyUse['key']): KeyUse => ({
  variable,
  key,
  action: 'kms:GenerateMac',
  conditions: { StringEquals: { 'kms:MacAlgorithm': 'HMAC_SHA_256' } },
});

const uses: Record<KeyringAction, KeyUse> = {
  'generate-data-key': {
    variable: 'CUSTOS_KEYRING_DATA',
    key: (keys) => keys.subjectKeys,
    action: 'kms:GenerateDataKey',
    conditions: subjectKeyContext,
  },
  unwrap: {
    variable: 'CUSTOS_KEYRING_DATA',
    key: (keys) => keys.subjectKeys,
    action: 'kms:Decrypt',
    conditions: subjectKeyContext,
  },
  'hmac-alias': mac('CUSTOS_KEYRING_HMAC_ALIAS', (keys) => keys.hmacAlias),
  'hmac-idempotency': mac('CUSTOS_KEYRING_HMAC_IDEMPOTENCY', (keys) => keys.hmacIdempotency),
  'hmac-follow-up': mac('CUSTOS_KEYRING_HMAC_FOLLOW_UP', (keys) => keys.hmacFollowUp),
  'sign-receipts': sign('receipts'),
  'sign-certificates': sign('certificates'),
  'sign-checkpoints': sign('checkpoints'),
  'public-key-receipts': publicKey('receipts'),
  'public-key-certificates': publicKey('certificates'),
  'public-key-checkpoints': publicKey('checkpoints'),
};

export function bindKeyring(
  actions: readonly KeyringAction[],
  keys: KeySet,
  seconds: { readonly keyCache: number; readonly lastUse: number },
): Binding {
  const statements: iam.PolicyStatement[] = [];
  const variables: Partial<Record<VariableName, string>> = {
    CUSTOS_KEYRING: 'kms',
    CUSTOS_KEY_CACHE_SECONDS: String(seconds.keyCache),
    CUSTOS_LAST_USE_SECONDS: String(seconds.lastUse),
  };
  for (const name of actions) {
    const { variable, key, action, conditions } = uses[name];
    variables[variable] = key(keys).keyArn;
    statements.push(allow([action], [key(keys).keyArn], conditions));
  }
  return { variables, statements };
}
