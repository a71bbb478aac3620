import { exportJWK, generateKeyPair } from 'jose';
import type { JWK } from 'jose';
import { calculateJwkThumbprint } from 'jose';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { millisecondsAhead } from './later.ts';

const issuerFile = z.object({
  issuer: z.url(),
  aheadMilliseconds: z.number().default(0),
  keys: z
    .array(
      z.looseObject({
        kty: z.literal('EC'),
        crv: z.literal('P-256'),
        kid: z.string(),
        alg: z.literal('ES256'),
        d: z.string(),
      }),
    )
    .length(1),
});

/** The local issuer: its URL and the key that signs its tokens. */
export interface LocalIssuer {
  readonly issuer: string;
  readonly privateKey: JWK & { readonly kid: string };
  /** How far the clock of the runtime is ahead: tokens of the time of the machine have expired there. */
  readonly aheadMilliseconds: number;
}

/** There is no local issuer yet. */
export class NoIssuerError extends Error {
  override readonly name = 'NoIssuerError';
}

const pathIn = (home: string): string => join(home, 'issuer.jwks');

/** @throws NoIssuerError when the runtime has never run in this home, or its file is malformed */
export async function readIssuer(home: string): Promise<LocalIssuer> {
  const path = pathIn(home);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw new NoIssuerError(`${path} is not there: run npm start once, or set CUSTOS_HOME`, {
      cause,
    });
  }
  const parsed = issuerFile.safeParse(parse(text));
  const privateKey = parsed.data?.keys[0];
  if (!parsed.success || privateKey === undefined) {
    throw new NoIssuerError(`${path} is not a key file of this program: remove it and npm start`);
  }
  const { issuer, aheadMilliseconds } = parsed.data;
  return { issuer, privateKey, aheadMilliseconds };
}

/** Uses the key of earlier starts; the URL may change with the port, the time with `--ahead`. */
export async function openIssuer(home: string, issuer: string): Promise<LocalIssuer> {
  const known = await readIssuer(home).catch((error: unknown) => {
    if (error instanceof NoIssuerError && error.cause !== undefined) return undefined;
    throw error;
  });
  const privateKey = known?.privateKey ?? (await newKey());
  const aheadMilliseconds = millisecondsAhead();
  const text = JSON.stringify({ issuer, keys: [privateKey], aheadMilliseconds });
  const partial = `${pathIn(home)}.partial`;
  await writeFile(partial, text, { mode: 0o600 });
  await rename(partial, pathIn(home));
  return { issuer, privateKey, aheadMilliseconds };
}

async function newKey(): Promise<LocalIssuer['privateKey']> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  return { ...jwk, kid: await calculateJwkThumbprint(jwk), alg: 'ES256', use: 'sig' };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
