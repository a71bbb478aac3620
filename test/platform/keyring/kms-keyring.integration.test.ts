import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import type { CreateKeyCommandInput } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe } from 'vitest';
import { KmsKeyring } from '../../../lambda/platform/keyring/kms-keyring.ts';
import { hmacUses, signers } from '../../../lambda/platform/keyring/keyring.ts';
import type { KeyUse } from '../../../lambda/platform/keyring/keyring.ts';
import { secretKeysContract, signersContract } from './contract.ts';

// CUSTOS_TEST_KMS_ENDPOINT=http://127.0.0.1:5000, for example of `moto_server`, which has no
// Ed25519 keys (5.2): the tests of signers are then skipped until an endpoint has them.
const endpoint = process.env['CUSTOS_TEST_KMS_ENDPOINT'];
const client = new KMSClient({
  ...(endpoint !== undefined && { endpoint }),
  region: 'eu-central-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});
const keys = new Map<KeyUse, string>();
const open = () => new KmsKeyring((use) => keys.get(use)!, client);

async function create(use: KeyUse, input: CreateKeyCommandInput): Promise<void> {
  const { KeyMetadata } = await client.send(new CreateKeyCommand(input));
  keys.set(use, KeyMetadata!.Arn!);
}

async function createSigners(): Promise<boolean> {
  try {
    for (const signer of signers) {
      await create(signer, { KeySpec: 'ECC_NIST_EDWARDS25519', KeyUsage: 'SIGN_VERIFY' });
    }
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'ValidationException') return false;
    throw error;
  }
}

afterAll(() => client.destroy());

describe.skipIf(endpoint === undefined)('KMS keeps the contract of the keyring', () => {
  beforeAll(async () => {
    await create('data', {});
    for (const use of hmacUses) {
      await create(`hmac-${use}`, { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
    }
  });

  secretKeysContract(open);
});

describe.skipIf(endpoint === undefined || !(await createSigners()))(
  'KMS keeps the contract of the signers',
  () => signersContract(open),
);
