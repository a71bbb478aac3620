import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { CryptoKey, JWK, JWTPayload } from 'jose';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { discoveryPath } from '../../lambda/auth/issuers.ts';

export interface Signer {
  readonly kid: string;
  readonly alg: string;
  readonly privateKey: CryptoKey;
  readonly jwk: JWK;
}

export async function newSigner(kid: string, alg = 'ES256'): Promise<Signer> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { kid, alg, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
}

export interface TestIssuer {
  readonly url: string;
  /** What the server returns; a test may change it. */
  keys: JWK[];
  status: number;
  /** Requests for the key set so far. */
  reads: number;
  readonly stop: () => Promise<void>;
}

/** The key endpoints of an OpenID provider over HTTP: a discovery document and a key set. */
export async function startIssuer(keys: JWK[]): Promise<TestIssuer> {
  const server = createServer((request, response) => {
    if (request.url === discoveryPath) {
      response.end(JSON.stringify({ issuer: issuer.url, jwks_uri: `${issuer.url}/jwks` }));
    } else if (request.url === '/jwks') {
      issuer.reads += 1;
      response.writeHead(issuer.status).end(JSON.stringify({ keys: issuer.keys }));
    } else {
      response.writeHead(302, { location: '/jwks' }).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const issuer: TestIssuer = {
    url: `http://127.0.0.1:${port}`,
    keys,
    status: 200,
    reads: 0,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return issuer;
}

export const nowSeconds = (): number => Math.floor(Date.now() / 1000);

/** A token that is valid for a subject unless `claims` or `header` say otherwise. */
export function sign(
  signer: Signer,
  issuer: string,
  claims: JWTPayload = {},
  header: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const payload = {
    iss: issuer,
    aud: 'custos',
    sub: 'person-1',
    scope: 'openid custos/self',
    iat: nowSeconds(),
    exp: nowSeconds() + 300,
    ...claims,
  };
  return new SignJWT(payload)
    .setProtectedHeader({ alg: signer.alg, kid: signer.kid, typ: 'at+jwt', ...header })
    .sign(signer.privateKey);
}
