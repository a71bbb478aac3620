import type { TableFacts } from '../platform/dynamo/facts.ts';

/**
 * Every version of a notice that was ever published, with its texts. Partition `versions`: facts, by
 * `<id>#<version>`. Partition `<id>#<version>`: the texts, by locale.
 */
export const noticeTexts = {
  name: 'notice-texts',
  area: 'machinery',
  partitionKey: 'part',
  sortKey: 'item',
  appendOnly: true,
  recoveryDays: 35,
  erasure: { kind: 'not-personal', reason: 'texts that were published to everybody' },
} as const satisfies TableFacts;
