import {
  DecryptCommand,
  GenerateDataKeyCommand,
  GenerateMacCommand,
  GetPublicKeyCommand,
  IncorrectKeyException,
  InvalidCiphertextException,
  KMSClient,
  SignCommand,
} from '@aws-sdk/client-kms';
import { createSecretKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Kid } from '../../value/ids.ts';
import { KeyNotUnwrappedError, KeyringUnavailableError } from './errors.ts';
import { hmacUseOf } from './keyring.ts';
import type { DataKey, HmacPurpose, KeyUse, Keyring, Signer, SignerKey } from './keyring.ts';
import { checkedMessage, hmacMessage } from './message.ts';
import { signerKeyOf } from './signer-key.ts';

/** The keyring in AWS: KMS has the keys, and CloudTrail logs every use. */
export class KmsKeyring implements Keyring {
  readonly #keyOf: (use: KeyUse) => string;
  readonly #client: KMSClient;
  readonly #publicKeys = new Map<Signer, SignerKey>();

  /** @param keyOf key id or ARN; throws for a use that the function did not declare */
  constructor(keyOf: (use: KeyUse) => string, client: KMSClient = openClient()) {
    this.#keyOf = keyOf;
    this.#client = client;
  }

  async generateDataKey(kid: Kid): Promise<DataKey> {
    const command = new GenerateDataKeyCommand({
      KeyId: this.#keyOf('data'),
      KeySpec: 'AES_256',
      EncryptionContext: contextOf(kid),
    });
    const answer = await answered(() => this.#client.send(command));
    return { key: takeKey(answer.Plaintext), wrappedKey: present(answer.CiphertextBlob) };
  }

  async unwrap(wrappedKey: Uint8Array, kid: Kid): Promise<KeyObject> {
    const command = new DecryptCommand({
      KeyId: this.#keyOf('data'),
      CiphertextBlob: wrappedKey,
      EncryptionContext: contextOf(kid),
    });
    const answer = await answered(() => this.#client.send(command));
    return takeKey(answer.Plaintext);
  }

  async sign(signer: Signer, message: Uint8Array): Promise<Uint8Array> {
    // RAW: Ed25519 signs the message itself, at most 4,096 bytes, and KMS does not expect a digest.
    const command = new SignCommand({
      KeyId: this.#keyOf(signer),
      Message: checkedMessage(message),
      MessageType: 'RAW',
      SigningAlgorithm: 'ED25519_SHA_512',
    });
    const answer = await answered(() => this.#client.send(command));
    return present(answer.Signature);
  }

  async publicKey(signer: Signer): Promise<SignerKey> {
    const known = this.#publicKeys.get(signer);
    if (known !== undefined) return known;
    const command = new GetPublicKeyCommand({ KeyId: this.#keyOf(signer) });
    const answer = await answered(() => this.#client.send(command));
    const key = signerKeyOf(present(answer.PublicKey));
    this.#publicKeys.set(signer, key);
    return key;
  }

  async hmac(purpose: HmacPurpose, parts: readonly (string | Uint8Array)[]): Promise<Uint8Array> {
    const command = new GenerateMacCommand({
      KeyId: this.#keyOf(`hmac-${hmacUseOf[purpose]}`),
      MacAlgorithm: 'HMAC_SHA_256',
      Message: hmacMessage(purpose, parts),
    });
    const answer = await answered(() => this.#client.send(command));
    return present(answer.Mac);
  }
}

/** What `#keyring` resolves to in a bundle for AWS. */
export const openKeyring = (keyOf: (use: KeyUse) => string): Keyring => new KmsKeyring(keyOf);

/** CloudTrail logs the context in clear text: a random name and a constant, no personal data. */
const contextOf = (kid: Kid) => ({ app: 'custos', purpose: 'subject-key', kid });

const openClient = (): KMSClient =>
  new KMSClient({
    maxAttempts: 3,
    requestHandler: {
      connectionTimeout: 1_000,
      requestTimeout: 2_000,
      throwOnRequestTimeout: true,
    },
  });

/** Sends; rejected ciphertexts and unavailability become named errors. */
async function answered<Answer>(send: () => Promise<Answer>): Promise<Answer> {
  try {
    return await send();
  } catch (cause) {
    if (cause instanceof InvalidCiphertextException || cause instanceof IncorrectKeyException) {
      throw new KeyNotUnwrappedError({ cause });
    }
    throw KeyringUnavailableError.from(cause);
  }
}

function takeKey(plaintext: Uint8Array | undefined): KeyObject {
  const bytes = present(plaintext);
  try {
    return createSecretKey(bytes);
  } finally {
    bytes.fill(0);
  }
}

function present(bytes: Uint8Array | undefined): Uint8Array {
  if (bytes === undefined) throw new KeyringUnavailableError('the response of KMS has no bytes');
  return bytes;
}
