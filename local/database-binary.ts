import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import process from 'node:process';
import { dynoxide } from './dynoxide-release.ts';
import type { DynoxideBinary } from './dynoxide-release.ts';

/**
 * There is no binary of the embedded database that may be started on this machine, or it did not
 * start.
 */
export class DatabaseNotStartedError extends Error {
  override readonly name = 'DatabaseNotStartedError';
}

/**
 * Environment variable with the hash of a binary that the operator has verified, for a platform
 * without a recorded hash.
 */
const override = 'CUSTOS_DATABASE_SHA256';

let verified: Promise<string> | undefined;

/**
 * Path of the binary for this machine, after its hash was verified.
 *
 * @throws DatabaseNotStartedError
 */
export function verifiedBinary(): Promise<string> {
  verified ??= verify(`${process.platform}-${process.arch}`);
  return verified;
}

async function verify(platform: string): Promise<string> {
  const path = binaryOf(platform);
  const sha256 = createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
  const refusal = refusalOf(platform, sha256, process.env[override]);
  if (refusal === undefined) return path;
  throw new DatabaseNotStartedError(refusal);
}

/**
 * Why a binary is not started; undefined when it may be.
 *
 * @param sha256 of the installed binary
 * @param checked the hash that the operator has verified, if given
 */
export function refusalOf(
  platform: string,
  sha256: string,
  checked: string | undefined,
): string | undefined {
  const known: DynoxideBinary | undefined = Object.entries(dynoxide.binaries).find(
    ([name]) => name === platform,
  )?.[1];
  const { version } = dynoxide;
  if (known?.kind === 'recorded') {
    if (known.sha256 === sha256) return undefined;
    return [
      `the binary of @dynoxide/${platform} is not the one of version ${version}:`,
      `its SHA-256 is ${sha256}, not ${known.sha256}.`,
      'It was not started. Delete node_modules and run npm ci.',
    ].join(' ');
  }
  if (checked?.trim().toLowerCase() === sha256) return undefined;
  return [
    `no hash is recorded of the binary of @dynoxide/${platform} ${version}, so it was not started.`,
    `Its SHA-256 is ${sha256}. Compare it with a copy that you trust, and start with`,
    `${override}=${sha256}.`,
  ].join(' ');
}

function binaryOf(platform: string): string {
  const name = `@dynoxide/${platform}`;
  const file = process.platform === 'win32' ? 'dynoxide.exe' : 'dynoxide';
  try {
    return createRequire(import.meta.url).resolve(`${name}/${file}`);
  } catch (cause) {
    throw new DatabaseNotStartedError(
      `the embedded database has no package ${name}; run npm ci on a supported platform`,
      { cause },
    );
  }
}
