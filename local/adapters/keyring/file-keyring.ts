import type * as production from '#keyring';
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  randomBytes,
  sign,
} from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { pae } from '../../../lambda/platform/envelope/pae.ts';
import type { Kid } from '../../../lambda/value/ids.ts';
import { KeyNotUnwrappedError } from '../../../lambda/platform/keyring/errors.ts';
import { used } from '../use-of-service.ts';
import { loadKeyFile } from './key-file.ts';
import type { KeyFile } from './key-file.ts';
import { hmacUseOf } from '../../../lambda/platform/keyring/keyring.ts';
import type {
  DataKey,
  HmacPurpose,
  KeyUse,
  Keyring,
  Signer,
  SignerKey,
} from '../../../lambda/platform/keyring/keyring.ts';
import { checkedMessage, hmacMessage } from '../../../lambda/platform/keyring/message.ts';
import { signerKeyOf } from '../../../lambda/platform/keyring/signer-key.ts';

// Wrapped key: 1 version | 12 nonce | 32 ciphertext | 16 tag.
const wrapVersion = 0x01;
const wrappedLength = 61;

/**
 * The keyring of the embedded runtime: a file of mode 0600, created at first use.
 *
 * @throws KeyFileError from every method when the file must not be used
 */
export class FileKeyring implements Keyring {
  readonly #pathOf: (use: KeyUse) => string;
  readonly #files = new Map<string, KeyFile>();

  /** @param pathOf path of the key file; throws for a use that the function did not declare */
  constructor(pathOf: (use: KeyUse) => string) {
    this.#pathOf = pathOf;
  }

  async generateDataKey(kid: Kid): Promise<DataKey> {
    const { master } = await this.#file('data');
    used({
      service: 'kms',
      action: 'GenerateDataKey',
      key: 'data',
      parameters: { keySpec: 'AES_256', encryptionContext: contextOf(kid) },
    });
    const bytes = randomBytes(32);
    const wrappedKey = wrap(master, kid, bytes);
    const key = createSecretKey(bytes);
    bytes.fill(0);
    return { key, wrappedKey };
  }

  async unwrap(wrappedKey: Uint8Array, kid: Kid): Promise<KeyObject> {
    const { master } = await this.#file('data');
    const use = {
      service: 'kms',
      action: 'Decrypt',
      key: 'data',
      parameters: { encryptionContext: contextOf(kid), encryptionAlgorithm: 'SYMMETRIC_DEFAULT' },
    } as const;
    try {
      const key = unwrap(master, kid, wrappedKey);
      used(use);
      return key;
    } catch (error) {
      used({ ...use, errorCode: 'InvalidCiphertextException' });
      throw error;
    }
  }

  async sign(signer: Signer, message: Uint8Array): Promise<Uint8Array> {
    const { signers } = await this.#file(signer);
    const checked = checkedMessage(message);
    used({
      service: 'kms',
      action: 'Sign',
      key: signer,
      parameters: { messageType: 'RAW', signingAlgorithm: 'ED25519_SHA_512' },
    });
    return sign(null, checked, signers[signer]);
  }

  async publicKey(signer: Signer): Promise<SignerKey> {
    const { signers } = await this.#file(signer);
    used({ service: 'kms', action: 'GetPublicKey', key: signer, parameters: {} });
    return signerKeyOf(signers[signer]);
  }

  async hmac(purpose: HmacPurpose, parts: readonly (string | Uint8Array)[]): Promise<Uint8Array> {
    // One secret of the file serves all uses: a program that can read the file has every key
    // anyway. A use that the function did not declare is still rejected, and the purposes separate
    // the results.
    const key = `hmac-${hmacUseOf[purpose]}` as const;
    const { hmac } = await this.#file(key);
    used({
      service: 'kms',
      action: 'GenerateMac',
      key,
      parameters: { macAlgorithm: 'HMAC_SHA_256' },
    });
    return createHmac('sha256', hmac).update(hmacMessage(purpose, parts)).digest();
  }

  // Asynchronous, so that an unusable file rejects as an unreachable KMS does.
  #file(use: KeyUse): Promise<KeyFile> {
    return Promise.resolve().then(() => {
      const path = this.#pathOf(use);
      const file = this.#files.get(path) ?? loadKeyFile(path);
      this.#files.set(path, file);
      return file;
    });
  }
}

/** What `#keyring` resolves to in the embedded runtime. */
export const openKeyring: typeof production.openKeyring = (pathOf) => new FileKeyring(pathOf);

/** As `KmsKeyring` sends it. */
const contextOf = (kid: Kid) => ({ app: 'custos', purpose: 'subject-key', kid });

const wrapAddress = (kid: Kid): Uint8Array => pae(['wrap/v1', kid]);

function wrap(master: KeyObject, kid: Kid, bytes: Uint8Array): Uint8Array {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', master, nonce, { authTagLength: 16 });
  cipher.setAAD(wrapAddress(kid));
  const ciphertext = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([Uint8Array.of(wrapVersion), nonce, ciphertext, cipher.getAuthTag()]);
}

function unwrap(master: KeyObject, kid: Kid, wrappedKey: Uint8Array): KeyObject {
  if (wrappedKey.length !== wrappedLength || wrappedKey[0] !== wrapVersion) {
    throw new KeyNotUnwrappedError();
  }
  const decipher = createDecipheriv('aes-256-gcm', master, wrappedKey.subarray(1, 13), {
    authTagLength: 16,
  });
  decipher.setAAD(wrapAddress(kid));
  decipher.setAuthTag(wrappedKey.subarray(-16));
  const bytes = decipher.update(wrappedKey.subarray(13, -16));
  try {
    decipher.final();
    return createSecretKey(bytes);
  } catch (cause) {
    throw new KeyNotUnwrappedError({ cause });
  } finally {
    bytes.fill(0);
  }
}
