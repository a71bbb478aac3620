import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { consentHandlers } from '../../../lambda/consent/api.ts';
import { consentRoutes } from '../../../lambda/consent/routes.ts';
import { decisionHandlers } from '../../../lambda/decision/api.ts';
import { decisionRoutes } from '../../../lambda/decision/routes.ts';
import { openClient } from '../../../lambda/platform/dynamo/database.ts';
import type { TableFacts } from '../../../lambda/platform/dynamo/facts.ts';
import { fromItem } from '../../../lambda/platform/dynamo/statement.ts';
import { createApp } from '../../../lambda/platform/http/app.ts';
import { FileKeyring } from '../../../local/adapters/keyring/file-keyring.ts';
import { openSubjectKeys } from '../../../lambda/platform/keyring/subject-keys.ts';
import { openLog } from '../../../lambda/platform/log/log.ts';
import { systemClock } from '../../../lambda/value/time.ts';
import type { Policy } from '../../../lambda/policy/schema.ts';
import { recordHandlers } from '../../../lambda/record/api.ts';
import { recordRoutes } from '../../../lambda/record/routes.ts';
import { subjectHandlers } from '../../../lambda/subject/api.ts';
import { subjectRoutes } from '../../../lambda/subject/routes.ts';
import { overviewHandlers } from '../../../lambda/overview/api.ts';
import { overviewRoutes } from '../../../lambda/overview/routes.ts';
import { call } from '../../support/call.ts';
import type { Call, CallResult } from '../../support/call.ts';
import { startDatabase } from '../../support/database.ts';
import { startFaultProxy } from '../proxy.ts';
import type { FaultProxy } from '../proxy.ts';
import { examplePolicy } from '../../support/example-policy.ts';

type Room = 'consent' | 'decision' | 'record' | 'subject';

/** Four modules whose database calls all pass through a proxy that can fail. */
export interface ApiFixture {
  readonly proxy: FaultProxy;
  readonly send: (room: Room, request: Call) => Promise<CallResult>;
  /** Every row of a table, read without the proxy. */
  readonly rows: (table: TableFacts) => Promise<Record<string, unknown>[]>;
  readonly policy: Policy;
  readonly stop: () => Promise<void>;
}

export async function openApiFixture(): Promise<ApiFixture> {
  const server = await startDatabase({ streams: 'off' });
  const proxy = await startFaultProxy(server.endpoint);
  const directory = await mkdtemp(join(tmpdir(), 'custos-'));
  // Like the client of a deployed function, but with shorter timeouts.
  const client = openClient({
    endpoint: proxy.url,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 4,
    requestHandler: { requestTimeout: 3_000, throwOnRequestTimeout: true },
  });
  const database = { client, physicalName: server.database.physicalName };
  const keyring = new FileKeyring(() => join(directory, 'keys.json'));
  const policy = examplePolicy;
  const clock = systemClock;
  const subjectKeys = openSubjectKeys({ database, keyring, clock, cacheSeconds: 300 });
  const log = openLog({ function: 'test', stage: 'test' }, () => undefined);
  const parts = { database, keyring, subjectKeys, policy, clock, log };
  const apps = {
    consent: createApp(parts, consentRoutes, consentHandlers(parts)),
    decision: createApp(parts, decisionRoutes, decisionHandlers(parts)),
    record: createApp(parts, recordRoutes, recordHandlers(parts)),
    subject: createApp(
      parts,
      { ...subjectRoutes, ...overviewRoutes },
      { ...subjectHandlers(parts), ...overviewHandlers(parts) },
    ),
  };
  return {
    proxy,
    policy,
    send: (room, request) => call(apps[room], request),
    rows: async (table) => {
      const rows: Record<string, unknown>[] = [];
      let from: Record<string, never> | undefined;
      do {
        const { Items = [], LastEvaluatedKey } = await server.database.client.send(
          new ScanCommand({
            TableName: server.database.physicalName(table),
            ...(from && { ExclusiveStartKey: from }),
          }),
        );
        rows.push(...Items.map(fromItem));
        from = LastEvaluatedKey as typeof from;
      } while (from !== undefined);
      return rows;
    },
    stop: async () => {
      client.destroy();
      await proxy.stop();
      await server.stop();
      await rm(directory, { recursive: true });
    },
  };
}
