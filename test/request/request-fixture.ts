import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Consents } from '../../lambda/consent/consents.ts';
import { openConsents } from '../../lambda/consent/consents.ts';
import type { Database } from '../../lambda/platform/dynamo/database.ts';
import type { TableFacts } from '../../lambda/platform/dynamo/facts.ts';
import { fromItem } from '../../lambda/platform/dynamo/statement.ts';
import { createApp } from '../../lambda/platform/http/app.ts';
import type { StaffCaller, SubjectCaller } from '../../lambda/platform/http/handlers.ts';
import type { RequestId, SubjectId } from '../../lambda/value/ids.ts';
import { FileKeyring } from '../../local/adapters/keyring/file-keyring.ts';
import { openSubjectKeys } from '../../lambda/platform/keyring/subject-keys.ts';
import { openLog } from '../../lambda/platform/log/log.ts';
import { DirectoryMedia } from '../../local/adapters/media/directory-media.ts';
import { DirectoryObjects } from '../../local/adapters/objects/directory-objects.ts';
import { milliseconds, seconds, toEpochSeconds } from '../../lambda/value/time.ts';
import { openExecutions } from '../../local/adapters/workflow/executions.ts';
import { workflowCheckpoints, workflowExecutions } from '../../local/adapters/workflow/tables.ts';
import { LocalWorkflow } from '../../local/adapters/workflow/local-workflow.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import type { RecordInput } from '../../lambda/record/model/record.ts';
import { openRecords } from '../../lambda/record/store.ts';
import { followUpHandlers } from '../../lambda/follow-up/api.ts';
import { followUpRoutes } from '../../lambda/follow-up/routes.ts';
import { requestHandlers } from '../../lambda/request-api/api.ts';
import type { Attempt, FulfilmentDependencies } from '../../lambda/request/attempt.ts';
import { requestApi } from '../../lambda/request-api/needs.ts';
import { rectificationHandlers } from '../../lambda/rectification/api.ts';
import { rectificationRoutes } from '../../lambda/rectification/routes.ts';
import { requestRoutes } from '../../lambda/request-api/routes.ts';
import { openRequestStore } from '../../lambda/request/store.ts';
import { sweep } from '../../lambda/fulfilment/sweep.ts';
import { openSubjects } from '../../lambda/subject/store.ts';
import { createTables, fromFacts } from '../../local/tables.ts';
import type { Call, CallResult } from '../support/call.ts';
import { call, justSignedIn } from '../support/call.ts';
import type { TestDatabase } from '../support/database.ts';
import { startDatabase } from '../support/database.ts';
import { examplePolicy } from '../support/example-policy.ts';
import { fulfilmentOn } from './fulfilment-on.ts';

export const issuer = 'https://login.example.com';
export const lastUseSeconds = 12;
export const officer: StaffCaller = { kind: 'staff', issuer, name: 'dpo@example.com' };

/** Requests on a real embedded server, with the step functions of their fulfilment at hand. */
export interface RequestFixture extends FulfilmentDependencies {
  readonly server: TestDatabase;
  readonly send: (request: Call) => Promise<CallResult>;
  readonly workflow: LocalWorkflow;
  readonly media: DirectoryMedia;
  readonly sweep: () => ReturnType<typeof sweep>;
  readonly fetchObject: (url: string) => Promise<Buffer | string>;
  readonly started: () => Promise<readonly string[]>;
  readonly rows: (table: TableFacts) => Promise<Record<string, unknown>[]>;
  readonly setClock: (time: string | undefined) => void;
  /** The same stores on another connection. */
  readonly on: (database: Database) => FulfilmentDependencies;
  /** Moves the clock; from then on it stands. */
  readonly pass: (amount: number) => void;
  readonly logged: readonly string[];
  /** Of the keyring, for a process of its own. */
  readonly keyFile: string;
  readonly stop: () => Promise<void>;
}

export async function openRequestFixture(
  policy: Policy = examplePolicy,
  options: Parameters<typeof startDatabase>[0] = {},
): Promise<RequestFixture> {
  const server = await startDatabase(options);
  const directory = await mkdtemp(join(tmpdir(), 'custos-'));
  const keyFile = join(directory, 'keys.json');
  let fixed: number | undefined;
  const clock = () => milliseconds(fixed ?? Date.now());
  const { database } = server;
  const keyring = new FileKeyring(() => keyFile);
  const subjectKeys = openSubjectKeys({ database, keyring, clock, cacheSeconds: 1 });
  const objects = new DirectoryObjects(
    { directory, baseUrl: 'http://127.0.0.1:8787/objects', keyFile },
    clock,
  );
  const media = new DirectoryMedia(
    { directory, bucket: 'media', formUrl: 'http://127.0.0.1:8787/media', keyFile },
    clock,
  );
  const { client } = database;
  await createTables(
    client,
    [workflowExecutions, workflowCheckpoints].map((facts) => fromFacts(facts)),
  );
  const executions = openExecutions(client, clock);
  const workflow = new LocalWorkflow(executions);
  const logged: string[] = [];
  const log = openLog({ function: 'test', stage: 'test' }, (line) => logged.push(line));
  const parts = { database, keyring, subjectKeys, objects, media, workflow, policy, clock, log };
  const requests = openRequestStore(parts);
  const platform = { ...parts, facts: requestApi, environment: {} as never };
  const app = createApp(
    platform,
    { ...requestRoutes, ...followUpRoutes, ...rectificationRoutes },
    {
      ...requestHandlers(platform),
      ...followUpHandlers(platform),
      ...rectificationHandlers(platform),
    },
  );
  const on = (other: Database): FulfilmentDependencies =>
    fulfilmentOn(other, { ...parts, lastUseSeconds });
  return {
    on,
    ...{ server, database, keyring, subjectKeys, objects, media, policy, clock, log, logged },
    ...{ requests, workflow, lastUseSeconds, keyFile },
    subjects: openSubjects(parts),
    records: openRecords(parts),
    consents: openConsents(parts),
    send: (request) => call(app, justSignedIn(request, clock())),
    sweep: () => sweep(parts, requests, milliseconds(clock() + 60_000)),
    fetchObject: async (url) => {
      const served = await objects.serveLink(url);
      return served.kind === 'served' ? buffer(served.body) : served.kind;
    },
    started: () => executions.open(),
    rows: async (table) => {
      const TableName = database.physicalName(table);
      const { Items = [] } = await client.send(new ScanCommand({ TableName }));
      // Without those of the ledger that say which hours have entries.
      return Items.map(fromItem).filter(({ bucket }) => !String(bucket).startsWith('hours#'));
    },
    setClock: (time) => {
      fixed = time === undefined ? undefined : Date.parse(time);
    },
    pass: (amount) => {
      fixed = clock() + amount * 1000;
    },
    stop: async () => {
      await server.stop();
      await rm(directory, { recursive: true });
    },
  };
}

export interface Person {
  readonly subjectId: SubjectId;
  readonly caller: SubjectCaller;
  readonly email: string;
}

/** A person who has just signed in and is known by address and sign-in. */
export async function newPerson(fixture: RequestFixture, residence = 'DE'): Promise<Person> {
  const email = `${randomUUID()}@example.org`;
  const caller = signedIn(fixture, email);
  const by = { by: 'subject', residence } as const;
  const { subject } = await fixture.subjects.register(caller, by);
  return { subjectId: subject.subjectId, caller, email };
}

export const signedIn = (
  fixture: RequestFixture,
  email = `${randomUUID()}@example.org`,
): SubjectCaller => ({
  kind: 'subject',
  issuer,
  sub: randomUUID(),
  email,
  authenticatedAt: toEpochSeconds(fixture.clock()),
});

export const long = (caller: SubjectCaller): SubjectCaller => ({
  ...caller,
  authenticatedAt: seconds((caller.authenticatedAt ?? 0) - 3_600),
});

/** Writes records past the decision, which is not what is tested here. */
export async function keep(
  fixture: RequestFixture,
  { subjectId }: Pick<Person, 'subjectId'>,
  inputs: readonly Partial<RecordInput>[],
): Promise<void> {
  const drafts = inputs.map((input) =>
    fixture.records.draft(
      subjectId,
      { category: 'prompt-text', purposes: ['service-provision'], content: 'Hello', ...input },
      {
        collectedAt: fixture.clock(),
        expiresAt: seconds(toEpochSeconds(fixture.clock()) + 30 * 86_400),
      },
    ),
  );
  for (let start = 0; start < drafts.length; start += 50) {
    await fixture.records.write(drafts.slice(start, start + 50), []);
  }
}

export async function consent(
  fixture: RequestFixture,
  { subjectId }: Pick<Person, 'subjectId'>,
  state: 'refused' | 'withdrawn' = 'refused',
): Promise<Awaited<ReturnType<Consents['record']>>> {
  const subject = await fixture.subjects.get(subjectId);
  return fixture.consents.record(
    subject!,
    { purpose: 'improvement', state, givenBy: 'subject', locale: 'en', method: 'privacy-centre' },
    { recorder: { kind: 'subject' } },
  );
}

export const submit = (
  fixture: RequestFixture,
  caller: SubjectCaller,
  body: object,
  headers: Record<string, string> = {},
): Promise<CallResult> =>
  fixture.send({ method: 'POST', path: '/v1/me/requests', caller, body, headers });

export const follow = (
  fixture: RequestFixture,
  token: string,
  method = 'GET',
  path = '',
): Promise<CallResult> =>
  fixture.send({ method, path: `/v1/follow-up${path}`, caller: { kind: 'follow-up', token } });

export const staff = (
  fixture: RequestFixture,
  method: string,
  path: string,
  rest: Partial<Call> = {},
): Promise<CallResult> =>
  fixture.send({ method, path: `/v1/requests${path}`, caller: officer, ...rest });

/** The first attempt at a request that was just answered. */
export const firstAttempt = (answer: CallResult): Attempt => ({
  requestId: answer.body.request.requestId as RequestId,
  attempt: 1,
});
