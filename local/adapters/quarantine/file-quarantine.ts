import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Quarantine } from '../../../lambda/platform/quarantine/quarantine.ts';
import {
  parseQuarantine,
  QuarantineUnavailableError,
} from '../../../lambda/platform/quarantine/quarantine.ts';

/** One file for each quarantined function. The function pool rejects its invocations. */
export class FileQuarantine implements Quarantine {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  attach(functionName: string): Promise<void> {
    return done(async () => {
      await mkdir(this.#directory, { recursive: true });
      await writeFile(join(this.#directory, functionName), '');
    });
  }

  detach(functionName: string): Promise<void> {
    return done(() => rm(join(this.#directory, functionName), { force: true }));
  }
}

/** Read at every invocation: a quarantine holds at once, and after a restart. */
export const isQuarantined = (directory: string, functionName: string): boolean =>
  existsSync(join(directory, functionName));

async function done(change: () => Promise<unknown>): Promise<void> {
  try {
    await change();
  } catch (cause) {
    throw new QuarantineUnavailableError('the file could not be changed', { cause });
  }
}

/** What `#quarantine` resolves to in the embedded runtime; the policy is a directory there. */
export const openQuarantine = (at: string): Quarantine =>
  new FileQuarantine(parseQuarantine(at).policyArn);
