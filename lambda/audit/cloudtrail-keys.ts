import { CloudTrailClient, paginateListPublicKeys } from '@aws-sdk/client-cloudtrail';
import type { CloudTrailClientConfig } from '@aws-sdk/client-cloudtrail';
import { milliseconds } from '../value/time.ts';
import type { PublicKey } from './model/digest.ts';
import { KeysUnavailableError } from './trail-files.ts';
import type { PublicKeys } from './trail-files.ts';

/** Asks CloudTrail in the Region of the digest, which has keys of its own. */
export const cloudTrailKeys =
  (config: CloudTrailClientConfig = {}): PublicKeys =>
  async (region, from, to) => {
    const client = new CloudTrailClient({ ...config, region });
    const period = { StartTime: new Date(from), EndTime: new Date(to) };
    try {
      const found: PublicKey[] = [];
      for await (const page of paginateListPublicKeys({ client }, period)) {
        for (const key of page.PublicKeyList ?? []) {
          const { Fingerprint: fingerprint, Value: value } = key;
          const { ValidityStartTime: validFrom, ValidityEndTime: validTo } = key;
          if (!fingerprint || !value || !validFrom || !validTo) continue;
          found.push({
            fingerprint,
            value,
            validFrom: milliseconds(validFrom.getTime()),
            validTo: milliseconds(validTo.getTime()),
          });
        }
      }
      return found;
    } catch (cause) {
      const code = cause instanceof Error ? cause.name : 'unknown error';
      throw new KeysUnavailableError(code, { cause });
    } finally {
      client.destroy();
    }
  };
