import type { Context } from 'aws-lambda';
import { openPlatform } from '../platform/platform.ts';
import { verificationScan } from './needs.ts';
import { scanInput, scanParts } from './scan.ts';

const platform = openPlatform(verificationScan);

/** Called by the pass: `{until, parts}` → counts and hashes. */
export const handler = async (event: unknown, context: Context) => {
  const remainingMilliseconds = () => context.getRemainingTimeInMillis();
  const { database, media } = platform;
  const found = await scanParts({ database, media, remainingMilliseconds }, scanInput.parse(event));
  platform.log.info('VERIFICATION_SCANNED', { count: found.rows });
  return found;
};
