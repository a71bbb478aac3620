import { openPlatform } from '../platform/platform.ts';
import { consumeRecords } from './consumer.ts';
import { retentionStream } from './needs.ts';
import { openRestorer } from './restore.ts';
import { openRetention } from './store.ts';

const platform = openPlatform(retentionStream);

export const handler = consumeRecords({
  retention: openRetention(platform),
  restorer: () => openRestorer(platform),
  clock: platform.clock,
  log: platform.log,
});
