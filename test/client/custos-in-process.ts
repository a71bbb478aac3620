import { createClient } from '../../client/index.ts';
import type { Client } from '../../client/index.ts';
import { decisionHandlers } from '../../lambda/decision/api.ts';
import { decisionRoutes } from '../../lambda/decision/routes.ts';
import { createApp } from '../../lambda/platform/http/app.ts';
import { recordHandlers } from '../../lambda/record/api.ts';
import { recordRoutes } from '../../lambda/record/routes.ts';
import { textHandlers } from '../../lambda/redaction/api.ts';
import { restoreHandlers } from '../../lambda/redaction/restoring/api.ts';
import { restoreRoutes, textRoutes } from '../../lambda/redaction/routes.ts';
import type { RedactionFixture } from '../redaction/redaction-fixture.ts';
import { call } from '../support/call.ts';

const caller = { kind: 'service', issuer: 'https://services.example.com', name: 'a' } as const;

/** The client of an assistant on the API in this process, and the paths that it called. */
export function clientOf(fixture: RedactionFixture): { client: Client; called: string[] } {
  const app = createApp(
    fixture,
    { ...decisionRoutes, ...recordRoutes, ...textRoutes, ...restoreRoutes },
    {
      ...decisionHandlers(fixture),
      ...recordHandlers(fixture),
      ...textHandlers(fixture),
      ...restoreHandlers(fixture),
    },
  );
  const called: string[] = [];
  const client = createClient({
    baseUrl: 'https://privacy.example.org',
    token: 'token',
    fetch: async (request) => {
      const { method } = request;
      const { pathname: path } = new URL(request.url);
      called.push(path);
      const key = request.headers.get('idempotency-key');
      const headers: Record<string, string> = key === null ? {} : { 'idempotency-key': key };
      const body: unknown = JSON.parse(await request.text());
      const answer = await call(app, { method, path, headers, body, caller });
      return new Response(answer.text, { status: answer.status, headers: answer.headers });
    },
  });
  return { client, called };
}
