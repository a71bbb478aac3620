import { openPlatform } from '../platform/platform.ts';
import { consumeRecords } from './consumer.ts';
import { openCounts } from './counts.ts';
import { retentionStream } from './needs.ts';
import { openRestorer } from './restore.ts';
import { openRetention } from './store.ts';

const platform = openPlatform(retentionStream);

export const handler = consumeRecords({
  retention: openRetention(platform),
  counts: openCounts(platform),
  restorer: () => openRestorer(platform),
  clock: platform.clock,
  log: platform.log,
});
