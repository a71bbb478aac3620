import { openPlatform } from '../platform/platform.ts';
import { plusSeconds } from '../value/time.ts';
import { retentionCount } from './needs.ts';
import { countOn, reportStale } from './report/store.ts';

const platform = openPlatform(retentionCount);
/** Leaves time to finish the pages at hand. */
const budgetSeconds = retentionCount.timeoutSeconds - 100;

export const handler = async () => {
  const outcome = await countOn(platform, plusSeconds(platform.clock(), budgetSeconds));
  platform.log.info('RECORDS_COUNTED', { outcome });
  await reportStale(platform);
};
