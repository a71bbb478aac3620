import { openLog } from '../lambda/platform/log/log.ts';
import { openBucket } from '../lambda/system/s3/bucket.ts';
import { S3Connector } from '../lambda/system/s3/s3-connector.ts';
import { serveConnector } from '../lambda/system/serve-connector.ts';
import { localAccount } from '../local/template.ts';
import { toTheEnd } from './connected.ts';
import { bucket, settings } from './bucket.ts';
import { peakMegabytes } from './peak-memory.ts';
import type { Rewriting } from './rewriting.ts';

/** Erases rows of one person as the function of the connector does, and reports its peak memory. */
const { endpoint, call } = JSON.parse(process.argv[2] ?? '{}') as Rewriting;
const opened = openBucket(bucket, localAccount, {
  ...{ endpoint, region: 'eu-central-1' },
  credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
});
const log = openLog({ function: 'bench', stage: 'prod' }, () => undefined);
const handler = serveConnector(new S3Connector(settings, opened), { log });

let rows = 0;
await toTheEnd(async (cursor) => {
  const reply = await handler({ action: 'erase', ...call, until: Date.now() + 240_000, cursor });
  if (reply.kind !== 'page') throw new Error(`the erasure is ${JSON.stringify(reply)}`);
  rows += reply.counts['inferences'] ?? 0;
  return reply;
});
process.stdout.write(JSON.stringify({ rows, peakMegabytes: peakMegabytes() }), () =>
  process.exit(),
);
