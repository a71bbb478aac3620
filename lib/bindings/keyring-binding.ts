import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { keyUseOf, keyVariables } from '../../lambda/platform/environment.ts';
import type { KeyringAction, VariableName } from '../../lambda/platform/environment.ts';
import type { KeySet } from '../constructs/key-set.ts';
import { allow } from './binding.ts';
import type { Binding } from './binding.ts';

interface Grant {
  readonly action: string;
  readonly conditions?: Record<string, Record<string, string | readonly string[]>>;
}

/** The encryption context of `KmsKeyring`: a constant and the random id of the key. */
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

const sign: Grant = { action: 'kms:Sign', conditions: ed25519 };
const publicKey: Grant = { action: 'kms:GetPublicKey' };
const mac: Grant = {
  action: 'kms:GenerateMac',
  conditions: { StringEquals: { 'kms:MacAlgorithm': 'HMAC_SHA_256' } },
};

const grants: Record<KeyringAction, Grant> = {
  'generate-data-key': { action: 'kms:GenerateDataKey', conditions: subjectKeyContext },
  unwrap: { action: 'kms:Decrypt', conditions: subjectKeyContext },
  'hmac-alias': mac,
  'hmac-idempotency': mac,
  'hmac-follow-up': mac,
  'sign-receipts': sign,
  'sign-certificates': sign,
  'sign-checkpoints': sign,
  'sign-webhooks': sign,
  'public-key-receipts': publicKey,
  'public-key-certificates': publicKey,
  'public-key-checkpoints': publicKey,
  'public-key-webhooks': publicKey,
};

const keyFor: Record<keyof typeof keyVariables, (keys: KeySet) => kms.IKey> = {
  data: (keys) => keys.subjectKeys,
  'hmac-alias': (keys) => keys.hmacAlias,
  'hmac-idempotency': (keys) => keys.hmacIdempotency,
  'hmac-follow-up': (keys) => keys.hmacFollowUp,
  receipts: (keys) => keys.receipts,
  certificates: (keys) => keys.certificates,
  checkpoints: (keys) => keys.checkpoints,
  webhooks: (keys) => keys.webhooks,
};

export function bindKeyring(
  actions: readonly KeyringAction[],
  keys: KeySet,
  seconds: { readonly keyCache: number; readonly lastUse: number },
): Binding {
  const statements: iam.PolicyStatement[] = [];
  const variables: Partial<Record<VariableName, string>> = {
    CUSTOS_KEY_CACHE_SECONDS: String(seconds.keyCache),
    CUSTOS_LAST_USE_SECONDS: String(seconds.lastUse),
  };
  for (const name of actions) {
    const { action, conditions } = grants[name];
    const use = keyUseOf[name];
    const { keyArn } = keyFor[use](keys);
    variables[keyVariables[use]] = keyArn;
    statements.push(allow([action], [keyArn], conditions));
  }
  return { variables, statements };
}
