import { KMSClient } from '@aws-sdk/client-kms';
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newKid } from '../../../lambda/value/ids.ts';
import {
  KeyNotUnwrappedError,
  KeyringUnavailableError,
} from '../../../lambda/platform/keyring/errors.ts';
import { KmsKeyring } from '../../../lambda/platform/keyring/kms-keyring.ts';

// The requests to KMS and the handling of its responses. The contract suite tests the behaviour of
// KMS against an endpoint: kms-keyring.integration.test.ts.

interface Answer {
  readonly status: number;
  readonly body: object;
}

let server: Server;
let client: KMSClient;
let requests: { operation: string; input: unknown }[];
let plaintexts: Uint8Array[];
let answer: Answer;
let silent: boolean;

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const operation = String(request.headers['x-amz-target']).replace('TrentService.', '');
      requests.push({ operation, input: JSON.parse(Buffer.concat(chunks).toString()) });
      if (silent) return;
      response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  client = new KMSClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
    requestHandler: { requestTimeout: 200, throwOnRequestTimeout: true },
  });
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const { Plaintext } = result.output as { Plaintext?: Uint8Array };
      if (Plaintext !== undefined) plaintexts.push(Plaintext);
      return result;
    },
    { step: 'initialize' },
  );
});

beforeEach(() => {
  requests = [];
  plaintexts = [];
  silent = false;
});

afterAll(() => {
  client.destroy();
  server.closeAllConnections();
  server.close();
});

const keyring = () => new KmsKeyring((use) => `key-of-${use}`, client);
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const answers = (body: object, status = 200): void => {
  answer = { status, body };
};
const refuses = (type: string, status = 400): void =>
  answers({ __type: type, message: '' }, status);

describe('requests to KMS', () => {
  const kid = newKid();
  const context = { app: 'custos', purpose: 'subject-key', kid };

  test('a data key is AES-256, and its context has the kid and the purpose only', async () => {
    answers({ Plaintext: base64(Buffer.alloc(32, 9)), CiphertextBlob: base64(Buffer.alloc(150)) });

    await keyring().generateDataKey(kid);

    expect(requests).toEqual([
      {
        operation: 'GenerateDataKey',
        input: { KeyId: 'key-of-data', KeySpec: 'AES_256', EncryptionContext: context },
      },
    ]);
  });

  test('a key is unwrapped by the same key and context', async () => {
    answers({ Plaintext: base64(Buffer.alloc(32, 9)) });

    await keyring().unwrap(Buffer.from('wrapped'), kid);

    expect(requests).toEqual([
      {
        operation: 'Decrypt',
        input: {
          KeyId: 'key-of-data',
          CiphertextBlob: base64(Buffer.from('wrapped')),
          EncryptionContext: context,
        },
      },
    ]);
  });

  test('a message is signed raw with Ed25519 by the signer of that name', async () => {
    answers({ Signature: base64(Buffer.alloc(64, 1)) });

    const signature = await keyring().sign('certificates', Buffer.from('message'));

    expect(Buffer.from(signature)).toEqual(Buffer.alloc(64, 1));
    expect(requests).toEqual([
      {
        operation: 'Sign',
        input: {
          KeyId: 'key-of-certificates',
          Message: base64(Buffer.from('message')),
          MessageType: 'RAW',
          SigningAlgorithm: 'ED25519_SHA_512',
        },
      },
    ]);
  });

  test.each([
    ['alias/v1', 'key-of-hmac-alias'],
    ['idempotency-key/v1', 'key-of-hmac-idempotency'],
    ['follow-up/v1', 'key-of-hmac-follow-up'],
  ] as const)('an HMAC for %s uses %s', async (purpose, key) => {
    answers({ Mac: base64(Buffer.alloc(32, 2)) });

    await keyring().hmac(purpose, []);

    expect(requests).toMatchObject([{ operation: 'GenerateMac', input: { KeyId: key } }]);
  });

  test('an HMAC is SHA-256 by the HMAC key', async () => {
    answers({ Mac: base64(Buffer.alloc(32, 2)) });

    await keyring().hmac('alias/v1', []);

    expect(requests).toEqual([
      {
        operation: 'GenerateMac',
        input: {
          KeyId: 'key-of-hmac-alias',
          MacAlgorithm: 'HMAC_SHA_256',
          // PAE: one part of eight bytes.
          Message: base64(
            Buffer.concat([
              Buffer.from('0100000000000000' + '0800000000000000', 'hex'),
              Buffer.from('alias/v1'),
            ]),
          ),
        },
      },
    ]);
  });

  test('a public key is read once and becomes a JWK', async () => {
    const { publicKey } = generateKeyPairSync('ed25519');
    answers({ PublicKey: base64(publicKey.export({ format: 'der', type: 'spki' })) });
    const one = keyring();

    const first = await one.publicKey('receipts');
    const second = await one.publicKey('receipts');

    expect(first.x).toBe(publicKey.export({ format: 'jwk' }).x);
    expect(second).toEqual(first);
    expect(requests).toEqual([{ operation: 'GetPublicKey', input: { KeyId: 'key-of-receipts' } }]);
  });

  test('a use that the function did not declare is not sent', async () => {
    const undeclared = new KmsKeyring(() => {
      throw new RangeError('not declared');
    }, client);

    await expect(undeclared.hmac('alias/v1', [])).rejects.toThrow('not declared');
    expect(requests).toEqual([]);
  });
});

describe('responses of KMS', () => {
  test.each(['generateDataKey', 'unwrap'] as const)(
    'the plaintext that %s received is overwritten',
    async (method) => {
      answers({
        Plaintext: base64(Buffer.alloc(32, 9)),
        CiphertextBlob: base64(Buffer.alloc(150)),
      });

      const key =
        method === 'unwrap'
          ? await keyring().unwrap(Buffer.alloc(150), newKid())
          : (await keyring().generateDataKey(newKid())).key;

      expect(key.export()).toEqual(Buffer.alloc(32, 9));
      expect(plaintexts.map((bytes) => Buffer.from(bytes))).toEqual([Buffer.alloc(32)]);
    },
  );

  test.each(['InvalidCiphertextException', 'IncorrectKeyException'])(
    '%s means that the key cannot be unwrapped',
    async (type) => {
      refuses(type);

      await expect(keyring().unwrap(Buffer.alloc(150), newKid())).rejects.toThrow(
        KeyNotUnwrappedError,
      );
    },
  );

  test.each([
    ['ThrottlingException', 400],
    ['KMSInternalException', 500],
    ['KMSInvalidStateException', 400],
    ['DisabledException', 400],
    ['NotFoundException', 400],
    ['AccessDeniedException', 400],
  ])('%s means that the keyring is unavailable', async (type, status) => {
    refuses(type, status);
    const one = keyring();

    for (const asked of [
      one.generateDataKey(newKid()),
      one.unwrap(Buffer.alloc(150), newKid()),
      one.sign('receipts', Buffer.alloc(1)),
      one.publicKey('receipts'),
      one.hmac('alias/v1', []),
    ]) {
      await expect(asked).rejects.toThrow(KeyringUnavailableError);
    }
  });

  test('a response without bytes means that the keyring is unavailable', async () => {
    answers({});

    await expect(keyring().hmac('alias/v1', [])).rejects.toThrow(KeyringUnavailableError);
  });

  test('no response ends in a timeout, and the keyring is unavailable', async () => {
    silent = true;

    await expect(keyring().hmac('alias/v1', [])).rejects.toThrow(KeyringUnavailableError);
  });
});

test('a public key of another kind is not published', async () => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  answers({ PublicKey: base64(publicKey.export({ format: 'der', type: 'spki' })) });

  await expect(keyring().publicKey('receipts')).rejects.toThrow('not Ed25519');
});
