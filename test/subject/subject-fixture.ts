import { DeleteItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { consentHandlers } from '../../lambda/consent/api.ts';
import { consentRoutes } from '../../lambda/consent/routes.ts';
import type { Consents } from '../../lambda/consent/consents.ts';
import { openConsents } from '../../lambda/consent/consents.ts';
import { decisionHandlers } from '../../lambda/decision/api.ts';
import { decisionRoutes } from '../../lambda/decision/routes.ts';
import { activity } from '../../lambda/ledger/table.ts';
import { noticeHandlers } from '../../lambda/notice/api.ts';
import { myNoticeHandlers } from '../../lambda/notice/mine/api.ts';
import { myNoticeRoutes } from '../../lambda/notice/mine/routes.ts';
import { noticeRoutes } from '../../lambda/notice/routes.ts';
import type { TableFacts } from '../../lambda/platform/dynamo/facts.ts';
import { fromItem } from '../../lambda/platform/dynamo/statement.ts';
import type { App } from '../../lambda/platform/http/app.ts';
import { createApp } from '../../lambda/platform/http/app.ts';
import type { ServiceCaller, SubjectCaller } from '../../lambda/platform/http/handlers.ts';
import type { SubjectId } from '../../lambda/value/ids.ts';
import { FileKeyring } from '../../local/adapters/keyring/file-keyring.ts';
import { openSubjectKeys } from '../../lambda/platform/keyring/subject-keys.ts';
import { openLog } from '../../lambda/platform/log/log.ts';
import type { EpochMilliseconds } from '../../lambda/value/time.ts';
import { milliseconds } from '../../lambda/value/time.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import { subjectHandlers } from '../../lambda/subject/api.ts';
import { subjectRoutes } from '../../lambda/subject/routes.ts';
import { overviewHandlers } from '../../lambda/overview/api.ts';
import { overviewRoutes } from '../../lambda/overview/routes.ts';
import type { Subjects, SubjectsDependencies } from '../../lambda/subject/store.ts';
import { openSubjects } from '../../lambda/subject/store.ts';
import type { Call, CallResult } from '../support/call.ts';
import { call, justSignedIn } from '../support/call.ts';
import type { TestDatabase } from '../support/database.ts';
import { startDatabase } from '../support/database.ts';
import { examplePolicy } from '../support/example-policy.ts';

export const issuer = 'https://login.example.com';
export const assistant: ServiceCaller = { kind: 'service', issuer, name: 'assistant' };

/** What the tests look for in answers; each has some of it. */
interface Body {
  readonly type: string;
  readonly detail: string;
  readonly errors: readonly { readonly pointer: string }[];
  readonly subjectId: SubjectId;
  readonly consent: Readonly<Record<'state' | 'since' | 'effect', string>>;
  readonly receipt: string;
  readonly decisionId: string;
  readonly validUntil: string;
  readonly notice: Readonly<Record<string, unknown>>;
  readonly items: readonly {
    readonly id: string;
    readonly version: string;
    readonly locales: readonly string[];
    readonly purpose: string;
    readonly state: string;
    readonly decision: string;
    readonly decisionId: string;
    readonly reasons: readonly string[];
  }[];
  readonly nextCursor?: string;
}

export interface Reply extends CallResult {
  readonly body: Body;
}

export const pointers = ({ errors }: Body): string[] => errors.map(({ pointer }) => pointer);

/** The routes about people on a real server, with a clock that a test can move. */
export interface SubjectFixture {
  readonly server: TestDatabase;
  readonly deps: SubjectsDependencies;
  readonly policy: Policy;
  readonly subjects: Subjects;
  readonly consents: Consents;
  readonly setClock: (time: string | undefined) => void;
  readonly send: (request: Call) => Promise<Reply>;
  /** A service POST with a fresh Idempotency-Key unless `key` is given. */
  readonly post: (path: string, body: unknown, key?: string) => Promise<Reply>;
  /** Takes out what the first sign-in entered, for tests that look at what comes after it. */
  readonly forgetSignIn: (subjectId: SubjectId) => Promise<void>;
  readonly rows: (table: TableFacts) => Promise<Record<string, unknown>[]>;
  readonly keyFile: string;
  /** Everything that was logged. */
  readonly logged: readonly string[];
  readonly stop: () => Promise<void>;
}

export async function openSubjectFixture(policy: Policy = examplePolicy): Promise<SubjectFixture> {
  const server = await startDatabase();
  const directory = await mkdtemp(join(tmpdir(), 'custos-'));
  let fixed: EpochMilliseconds | undefined;
  const clock = () => fixed ?? milliseconds(Date.now());
  const keyFile = join(directory, 'keys.json');
  const keyring = new FileKeyring(() => keyFile);
  const { database } = server;
  const subjectKeys = openSubjectKeys({ database, keyring, clock, cacheSeconds: 1 });
  const deps = { database, keyring, subjectKeys, policy, clock };
  const logged: string[] = [];
  const log = openLog({ function: 'test', stage: 'test' }, (line) => void logged.push(line));
  const app = appOf({ ...deps, log });
  const send = async (request: Call): Promise<Reply> => call(app, justSignedIn(request, clock()));
  return {
    server,
    deps,
    policy,
    keyFile,
    subjects: openSubjects(deps),
    consents: openConsents(deps),
    setClock: (time) => {
      fixed = time === undefined ? undefined : milliseconds(Date.parse(time));
    },
    send,
    post: (path, body, key = randomUUID()) =>
      send({ method: 'POST', path, body, caller: assistant, headers: { 'Idempotency-Key': key } }),
    forgetSignIn: async (subjectId) => {
      for (const row of await scan(server, activity)) {
        if (row['subjectId'] !== subjectId) continue;
        const activityId = String(row['activityId']);
        await database.client.send(
          new DeleteItemCommand({
            TableName: database.physicalName(activity),
            Key: { subjectId: { S: subjectId }, activityId: { S: activityId } },
          }),
        );
      }
    },
    rows: (table) => scan(server, table),
    logged,
    stop: async () => {
      await server.stop();
      await rm(directory, { recursive: true });
    },
  };
}

const appOf = (deps: SubjectsDependencies & { readonly log: ReturnType<typeof openLog> }): App =>
  createApp(
    deps,
    {
      ...subjectRoutes,
      ...overviewRoutes,
      ...noticeRoutes,
      ...myNoticeRoutes,
      ...consentRoutes,
      ...decisionRoutes,
    },
    {
      ...subjectHandlers(deps),
      ...overviewHandlers(deps),
      ...noticeHandlers(deps),
      ...myNoticeHandlers(deps),
      ...consentHandlers(deps),
      ...decisionHandlers(deps),
    },
  );

/** Every row, without those of the ledger that say which hours have entries. */
export async function scan({ database }: TestDatabase, table: TableFacts) {
  const rows: Record<string, unknown>[] = [];
  let startAfter: Record<string, never> | undefined;
  do {
    const page = await database.client.send(
      new ScanCommand({
        TableName: database.physicalName(table),
        ...(startAfter && { ExclusiveStartKey: startAfter }),
      }),
    );
    rows.push(...(page.Items ?? []).map(fromItem));
    startAfter = page.LastEvaluatedKey as Record<string, never> | undefined;
  } while (startAfter !== undefined);
  return rows.filter(({ bucket }) => !String(bucket).startsWith('hours#'));
}

/** A person who is not registered yet. */
export const newPerson = (rest: Partial<SubjectCaller> = {}): SubjectCaller & { email: string } => {
  const sub = randomUUID();
  return { kind: 'subject', issuer, sub, email: `${sub}@example.org`, ...rest };
};

/** The same account at an issuer that is not trusted with addresses. */
export const withoutEmail = ({ kind, issuer: from, sub }: SubjectCaller): SubjectCaller => ({
  kind,
  issuer: from,
  sub,
});

export const byEmail = (email: string) => ({ type: 'email', value: email }) as const;
export const byUserId = (value: string = randomUUID()) => ({ type: 'user-id', value }) as const;

/** What a person sends who agrees to the current notice. */
export const yes = (policy: Policy) => ({
  state: 'given',
  notice: { id: policy.primaryNotice, version: policy.published[policy.primaryNotice]!.version },
  locale: 'en',
  method: 'privacy-centre',
});
