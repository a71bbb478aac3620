import { openPlatform } from '../../platform/platform.ts';
import { plusSeconds } from '../../value/time.ts';
import { ledgerSequencer } from './needs.ts';
import { sequence } from './sequence.ts';

const platform = openPlatform(ledgerSequencer);
/** Leaves time to finish the batch at hand. */
const budgetSeconds = ledgerSequencer.timeoutSeconds / 2;

export const handler = async () => {
  const until = plusSeconds(platform.clock(), budgetSeconds);
  const { outcome, entries } = await sequence(platform, until);
  if (entries > 0) platform.log.info('ENTRIES_SEQUENCED', { outcome, count: entries });
};
