import type { Command } from 'commander';
import { TrailFilesUnavailableError } from '../../lambda/audit/trail-files.ts';
import type { PlaceOptions } from '../deployed/options.ts';
import { unansweredRemedy } from '../deployed/remedy.ts';
import { configuredRegion, noRegion } from '../region.ts';
import { AuditStackMissingError } from './deployed-trails.ts';

/**
 * Runs a command on the audit stack of a deployment. Where that is not there, or AWS does not let us, it
 * ends with a line that says what to do.
 */
export async function placed<Options extends PlaceOptions>(
  command: Command,
  options: Options,
  work: (options: Options & { readonly region: string }) => Promise<void>,
): Promise<void> {
  const region = options.region ?? (await configuredRegion(options.profile));
  if (region === undefined) command.error(`error: ${noRegion}`);
  try {
    await work({ ...options, region });
  } catch (error) {
    if (error instanceof AuditStackMissingError) command.error(`error: ${error.message}`);
    if (error instanceof TrailFilesUnavailableError) {
      command.error(`error: ${unansweredRemedy(error.cause ?? error)}`);
    }
    if (isOfAws(error)) command.error(`error: ${unansweredRemedy(error)}`);
    throw error;
  }
}

/** Errors of the SDK and of the network, not defects of this program. */
const isOfAws = (error: unknown): boolean =>
  error instanceof Error &&
  ('$metadata' in error || 'code' in error || error.name === 'CredentialsProviderError');
