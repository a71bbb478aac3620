import { decisionHandlers } from '../../lambda/decision/api.ts';
import { decisionRoutes } from '../../lambda/decision/routes.ts';
import { listActivity } from '../../lambda/ledger/activity-list.ts';
import { outbox } from '../../lambda/ledger/table.ts';
import { holdHandlers } from '../../lambda/hold/api.ts';
import { holdRoutes } from '../../lambda/hold/routes.ts';
import type { Database } from '../../lambda/platform/dynamo/database.ts';
import type { FunctionFacts } from '../../lambda/platform/environment.ts';
import { variablesOf } from '../../lambda/platform/environment.ts';
import type { App } from '../../lambda/platform/http/app.ts';
import { createApp } from '../../lambda/platform/http/app.ts';
import type { Platform } from '../../lambda/platform/platform.ts';
import { openPlatform } from '../../lambda/platform/platform.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import { recordHandlers } from '../../lambda/record/api.ts';
import { recordRoutes } from '../../lambda/record/routes.ts';
import { mails } from '../../lambda/mail/table.ts';
import { requestHandlers } from '../../lambda/request-api/api.ts';
import { requestApi } from '../../lambda/request-api/needs.ts';
import { rectificationApi, rectificationSweep } from '../../lambda/rectification/needs.ts';
import { requestRoutes } from '../../lambda/request-api/routes.ts';
import { rectificationHandlers } from '../../lambda/rectification/api.ts';
import { rectificationRoutes } from '../../lambda/rectification/routes.ts';
import { sweepCorrections } from '../../lambda/rectification/sweep.ts';
import { openRequestStore } from '../../lambda/request/store.ts';
import type { RequestId } from '../../lambda/value/ids.ts';
import { milliseconds, seconds, toEpochSeconds } from '../../lambda/value/time.ts';
import { assistant } from '../record/calls.ts';
import { boundTo } from '../record/record-fixture.ts';
import { officer, openRequestFixture, staff, submit } from '../request/request-fixture.ts';
import type { Person, RequestFixture } from '../request/request-fixture.ts';
import { call, justSignedIn } from '../support/call.ts';
import type { Call, CallResult } from '../support/call.ts';

type Body = CallResult['body'];
export type Sweep = () => ReturnType<typeof sweepCorrections>;

/** Requests for rectification over their routes, with those that show what a correction changes. */
export interface Rectifications {
  readonly fixture: RequestFixture;
  /** POST /v1/requests/{requestId}/corrections/{number} */
  readonly decide: (
    requestId: string,
    number: number | string,
    body: object,
    rest?: Partial<Call>,
  ) => Promise<CallResult>;
  /** The same call by a process on another connection. */
  readonly decideOn: (
    database: Database,
    requestId: string,
    number: number,
    body: object,
  ) => Promise<CallResult>;
  readonly sweep: Sweep;
  readonly sweepOn: (database: Database) => ReturnType<Sweep>;
  /** Asks for corrections; returns the request and the token that follows it. */
  readonly ask: (
    person: Person,
    corrections: readonly object[],
  ) => Promise<{ readonly requestId: string; readonly token: string; readonly request: Body }>;
  /** As staff see it who may see content. */
  readonly seen: (requestId: string, scopes?: string) => Promise<Body>;
  readonly own: (person: Person, recordId: string) => Promise<CallResult>;
  /** @param tag of what was read before; read now when absent */
  readonly patch: (
    person: Person,
    recordId: string,
    content: unknown,
    tag?: string,
  ) => Promise<CallResult>;
  readonly remove: (person: Person, recordId: string) => Promise<CallResult>;
  readonly store: (person: Person, overrides?: object) => Promise<string>;
  readonly allowed: (
    person: Person,
    category?: string,
    purpose?: string,
    storing?: boolean,
  ) => Promise<Body>;
  /** What a service gets of the category for the purpose. */
  readonly served: (person: Person) => Promise<CallResult>;
  readonly submit: (
    caller: Person['caller'],
    corrections: readonly object[],
  ) => Promise<CallResult>;
  /** Restricts every use: a request of its own. */
  readonly restrict: (person: Person) => Promise<CallResult>;
  /** What the person sees of one kind in their activity. */
  readonly activity: (person: Person, kind: string) => Promise<readonly Body[]>;
  /** Codes of the entries of a type that wait for the ledger. */
  readonly entries: (type: string) => Promise<readonly Body[]>;
  /** Of every record of the person. */
  readonly contents: (person: Person) => Promise<readonly Body[]>;
  /** Templates of the mails that wait to be sent about the request. */
  readonly mails: (requestId: string) => Promise<readonly unknown[]>;
  /** The call of `ask` by a process on another connection, and what it is answered. */
  readonly askOn: (
    database: Database,
    person: Person,
    corrections: readonly object[],
    key: string,
  ) => Promise<CallResult>;
  readonly row: (requestId: string) => Promise<Body>;
  readonly decideLongAfter: (requestId: string) => Promise<CallResult>;
  readonly hold: (person: Person, categories?: readonly string[]) => Promise<CallResult>;
}

/** The services of a function as its cold start opens them, on a connection. */
export function servicesOf(
  facts: FunctionFacts,
  fixture: RequestFixture,
  database: Database = fixture.database,
): Platform {
  const { keyring, clock, policy, log, workflow, objects } = fixture;
  const variables = variablesOf(facts).map((name) => [
    name,
    name.endsWith('SECONDS') ? '1' : 'test',
  ]);
  const bound = boundTo(facts, fixture.server, database);
  return openPlatform(facts, Object.fromEntries(variables), {
    ...{ database: bound, keyring, clock, policy, log, workflow, objects },
  });
}

export async function openRectifications(policy?: Policy): Promise<Rectifications> {
  const fixture = await openRequestFixture(policy);
  const { clock } = fixture;
  const deciding = (database?: Database): App => {
    const platform = servicesOf(rectificationApi, fixture, database);
    return createApp(platform, rectificationRoutes, rectificationHandlers(platform));
  };
  const send = (app: App, request: Call) => call(app, justSignedIn(request, clock()));
  const usual = deciding();
  const parts = { ...fixture, environment: {} as never };
  const recordApp = createApp(parts, recordRoutes, recordHandlers(parts));
  const decisionApp = createApp(parts, decisionRoutes, decisionHandlers(parts));
  const holdApp = createApp(parts, holdRoutes, holdHandlers(parts));

  const decideWith = (
    app: App,
    requestId: string,
    number: number | string,
    body: object,
    rest: Partial<Call> = {},
  ) => {
    const path = `/v1/requests/${requestId}/corrections/${number}`;
    return send(app, { method: 'POST', path, caller: officer, body, ...rest });
  };
  const sweepOn = (database?: Database) => {
    const platform = servicesOf(rectificationSweep, fixture, database);
    return sweepCorrections(platform, openRequestStore(platform), milliseconds(clock() + 60_000));
  };
  const own = ({ caller }: Person, recordId: string) =>
    call(recordApp, { method: 'GET', path: `/v1/me/records/${recordId}`, caller });

  return {
    fixture,
    sweepOn,
    own,
    sweep: () => sweepOn(),
    decide: (...of) => decideWith(usual, ...of),
    decideOn: (database, ...of) => decideWith(deciding(database), ...of),
    ask: async ({ caller }, corrections) => {
      const answer = await submit(fixture, caller, { kind: 'rectification', corrections });
      if (answer.status !== 202) throw new Error(answer.text);
      const { request, followUpToken: token } = answer.body;
      return { requestId: request.requestId, token, request };
    },
    seen: async (requestId, scopes) =>
      (await staff(fixture, 'GET', `/${requestId}`, scopes === undefined ? {} : { scopes })).body,
    patch: async (person, recordId, content, tag) => {
      const read = tag ?? (await own(person, recordId)).headers['etag'] ?? '*';
      return call(recordApp, {
        ...{ method: 'PATCH', path: `/v1/me/records/${recordId}`, caller: person.caller },
        ...{ body: { content }, headers: { 'if-match': read } },
      });
    },
    remove: ({ caller }, recordId) =>
      call(recordApp, { method: 'DELETE', path: `/v1/me/records/${recordId}`, caller }),
    store: async ({ email }, overrides = {}) => {
      const body = {
        ...{ subject: { type: 'email', value: email }, category: 'account-profile' },
        ...{
          purposes: ['service-provision'],
          content: { name: 'Ada', city: 'Bonn' },
          ...overrides,
        },
      };
      const headers = { 'idempotency-key': crypto.randomUUID() };
      const stored = await call(recordApp, {
        ...{ method: 'POST', path: '/v1/records', caller: assistant, body, headers },
      });
      if (stored.status !== 201) throw new Error(stored.text);
      return stored.body.recordId;
    },
    served: ({ email }) =>
      call(recordApp, {
        ...{ method: 'POST', path: '/v1/records/query', caller: assistant },
        body: {
          subject: { type: 'email', value: email },
          ...{ purpose: 'service-provision', category: 'account-profile' },
        },
      }),
    submit: (caller, corrections) =>
      submit(fixture, caller, { kind: 'rectification', corrections }),
    restrict: ({ caller }) => submit(fixture, caller, { kind: 'restriction' }),
    allowed: async (
      { email },
      category = 'account-profile',
      purpose = 'service-provision',
      storing,
    ) => {
      const subject = { type: 'email', value: email };
      const body = { subject, purpose, category, storing };
      return (
        await call(decisionApp, { method: 'POST', path: '/v1/decisions', caller: assistant, body })
      ).body;
    },
    activity: async ({ subjectId }, kind) => {
      const { items } = await listActivity(fixture, subjectId, { limit: 1_000 });
      return items.filter((one) => one.kind === kind).map(({ codes }) => codes);
    },
    entries: async (type) =>
      (await fixture.rows(outbox)).filter((one) => one['type'] === type).map(({ codes }) => codes),
    contents: async ({ subjectId }) => {
      const query = { accepts: () => true, limit: 1_000 };
      const { records } = await fixture.records.page(subjectId, query);
      return records.map(({ content }) => content);
    },
    mails: async (requestId) =>
      (await fixture.rows(mails))
        .filter((one) => one['requestId'] === requestId)
        .map(({ template }) => template)
        .sort(),
    askOn: (database, { caller }, corrections, key) => {
      const platform = servicesOf(requestApi, fixture, database);
      const app = createApp(platform, requestRoutes, requestHandlers(platform));
      return call(app, {
        ...{ method: 'POST', path: '/v1/me/requests', caller },
        ...{ body: { kind: 'rectification', corrections }, headers: { 'idempotency-key': key } },
      });
    },
    row: (requestId) => fixture.requests.get(requestId as RequestId),
    decideLongAfter: (requestId) =>
      decideWith(
        usual,
        requestId,
        1,
        { decision: 'accept' },
        {
          caller: { ...officer, authenticatedAt: seconds(toEpochSeconds(clock()) - 86_400) },
        },
      ),
    hold: ({ email }, categories) =>
      send(holdApp, {
        ...{ method: 'POST', path: '/v1/holds', caller: officer },
        body: { subject: { type: 'email', value: email }, matter: 'Roe v. Wonder', categories },
      }),
  };
}
