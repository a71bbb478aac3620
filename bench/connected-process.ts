import { openLog } from '../lambda/platform/log/log.ts';
import { openDynamoDbConnector } from '../lambda/system/dynamodb/connector.ts';
import { serveConnector } from '../lambda/system/serve-connector.ts';
import { toTheEnd } from './connected.ts';
import type { ConnectedExport } from './connected.ts';
import { peakMegabytes } from './peak-memory.ts';
import { connect } from './service.ts';

/** Exports the items of one person as the function of the connector does, and reports its peak memory. */
const { endpoint, settings, call } = JSON.parse(process.argv[2] ?? '{}') as ConnectedExport;
const client = connect(endpoint);
const log = openLog({ function: 'bench', stage: 'prod' }, () => undefined);
const handler = serveConnector(openDynamoDbConnector(settings, { clientOf: () => client }), {
  log,
});

let bytes = 0;
await toTheEnd(async (cursor) => {
  const reply = await handler({ action: 'export', ...call, until: Date.now() + 60_000, cursor });
  // What AWS Lambda does with what a handler returns.
  bytes += JSON.stringify(reply).length;
  if (reply.kind !== 'page') throw new Error(`the export is ${reply.kind}`);
  return reply;
});
process.stdout.write(JSON.stringify({ bytes, peakMegabytes: peakMegabytes() }), () =>
  process.exit(),
);
