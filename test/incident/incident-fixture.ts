import { ScanCommand } from '@aws-sdk/client-dynamodb';
import type { TableFacts } from '../../lambda/platform/dynamo/facts.ts';
import { fromItem } from '../../lambda/platform/dynamo/statement.ts';
import type { App } from '../../lambda/platform/http/app.ts';
import { createApp } from '../../lambda/platform/http/app.ts';
import type { StaffCaller } from '../../lambda/platform/http/handlers.ts';
import { incidentHandlers } from '../../lambda/incident/api.ts';
import { incidentApi } from '../../lambda/incident/needs.ts';
import { incidentRoutes } from '../../lambda/incident/routes.ts';
import { openIncidents } from '../../lambda/incident/store.ts';
import type { Incidents } from '../../lambda/incident/store.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import { boundTo, openRecordFixture } from '../record/record-fixture.ts';
import type { RecordFixture } from '../record/record-fixture.ts';
import { call, justSignedIn } from '../support/call.ts';
import type { Call, CallResult } from '../support/call.ts';

export const issuer = 'https://login.example.com';
export const officer: StaffCaller = { kind: 'staff', issuer, name: 'dpo@example.com' };

/** The API of incidents on a real embedded server, with no table that its needs do not name. */
export interface IncidentFixture extends RecordFixture {
  readonly incidents: Incidents;
  readonly send: (method: string, path: string, rest?: Partial<Call>) => Promise<CallResult>;
  readonly rows: (table: TableFacts) => Promise<Record<string, unknown>[]>;
  readonly appUnder: (policy: Policy) => App;
}

export async function openIncidentFixture(): Promise<IncidentFixture> {
  const fixture = await openRecordFixture({ streams: 'off' });
  const appUnder = (policy: Policy): App => {
    const parts = {
      ...fixture,
      policy,
      database: boundTo(incidentApi, fixture, fixture.database),
    };
    return createApp(parts, incidentRoutes, incidentHandlers(parts));
  };
  const app = appUnder(fixture.policy);
  return {
    ...fixture,
    incidents: openIncidents(fixture),
    appUnder,
    rows: async (table) => {
      const TableName = fixture.database.physicalName(table);
      const { Items = [] } = await fixture.database.client.send(new ScanCommand({ TableName }));
      return Items.map(fromItem);
    },
    send: (method, path, rest = {}) =>
      call(
        app,
        justSignedIn(
          { method, path: `/v1/incidents${path}`, caller: officer, ...rest },
          fixture.clock(),
        ),
      ),
  };
}

/** A new incident, as staff record one. */
export const stolenToken = {
  title: 'Service token used from an unknown network',
  kind: 'confidentiality',
  occurredFrom: '2026-11-24T01:10:00.000Z',
  noticedAt: '2026-11-24T03:40:00.000Z',
  awareAt: '2026-11-24T05:00:00.000Z',
  categories: ['prompt-text'],
  description: 'A token from a build log read records for two hours.',
} as const;
