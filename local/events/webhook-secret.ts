import { randomBytes } from 'node:crypto';
import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { StartRefusedError } from '../start-refused-error.ts';

const form = /^whsec_[A-Za-z0-9+/]{43}=$/;

/**
 * The secret that signs webhooks, in the format of Standard Webhooks; created at first use,
 * readable by its owner only.
 *
 * @throws StartRefusedError when the file has other content
 */
export function openWebhookSecret(path: string): string {
  const known = read(path);
  if (known === undefined) {
    const secret = `whsec_${randomBytes(32).toString('base64')}`;
    writeFileSync(`${path}.partial`, secret, { mode: 0o600 });
    renameSync(`${path}.partial`, path);
    return secret;
  }
  if (!form.test(known)) {
    throw new StartRefusedError(`${path} holds no secret of a webhook: remove it to get a new one`);
  }
  chmodSync(path, 0o600);
  return known;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
