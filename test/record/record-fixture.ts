import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileKeyring } from '../../local/adapters/keyring/file-keyring.ts';
import { DirectoryMedia } from '../../local/adapters/media/directory-media.ts';
import type { Keyring } from '../../lambda/platform/keyring/keyring.ts';
import type { App } from '../../lambda/platform/http/app.ts';
import { createApp } from '../../lambda/platform/http/app.ts';
import { openLog } from '../../lambda/platform/log/log.ts';
import type { Log } from '../../lambda/platform/log/log.ts';
import { physicalNames } from '../../lambda/platform/dynamo/database.ts';
import type { Database } from '../../lambda/platform/dynamo/database.ts';
import { variablesOf } from '../../lambda/platform/environment.ts';
import type { FunctionFacts } from '../../lambda/platform/environment.ts';
import { openPlatform } from '../../lambda/platform/platform.ts';
import type { Platform } from '../../lambda/platform/platform.ts';
import { openSubjectKeys } from '../../lambda/platform/keyring/subject-keys.ts';
import type { SubjectKeys } from '../../lambda/platform/keyring/subject-keys.ts';
import type { EpochMilliseconds } from '../../lambda/value/time.ts';
import { milliseconds } from '../../lambda/value/time.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import { recordHandlers } from '../../lambda/record/api.ts';
import { recordApi } from '../../lambda/record/needs.ts';
import { recordRoutes } from '../../lambda/record/routes.ts';
import { openRecords } from '../../lambda/record/store.ts';
import type { Records } from '../../lambda/record/store.ts';
import { openSubjects } from '../../lambda/subject/store.ts';
import type { Subjects } from '../../lambda/subject/store.ts';
import { startDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { examplePolicy } from '../support/example-policy.ts';

/** The stores of the main job on a real embedded server, with a clock that a test can move. */
export interface RecordFixture extends TestDatabase {
  readonly keyring: Keyring;
  readonly keyFile: string;
  readonly subjectKeys: SubjectKeys;
  readonly policy: Policy;
  readonly subjects: Subjects;
  readonly records: Records;
  readonly media: DirectoryMedia;
  readonly clock: () => EpochMilliseconds;
  readonly setClock: (time: string | undefined) => void;
  readonly log: Log;
  /** Every line that was logged. */
  readonly lines: string[];
  /** The record API, on another connection to the same server if need be. */
  readonly recordApp: (database?: Database, policy?: Policy) => App;
}

/** Only the tables that the needs of a function name, as its own environment would have it. */
export function boundTo(
  { needs }: FunctionFacts,
  { tables }: Pick<TestDatabase, 'tables'>,
  { client }: Database,
): Database {
  const named = needs.flatMap((need) => ('table' in need ? [need.table.name] : []));
  const bound = Object.entries(tables).filter(([name]) => named.includes(name));
  return { client, physicalName: physicalNames(Object.fromEntries(bound)) };
}

/** The services of a function as its cold start opens them: those that it does not need throw. */
export const platformOf = (
  facts: FunctionFacts,
  fixture: Pick<RecordFixture, 'tables' | 'database' | 'policy' | 'clock' | 'log'>,
): Platform =>
  openPlatform(
    facts,
    Object.fromEntries(
      variablesOf(facts).map((name) => [name, name.endsWith('SECONDS') ? '1' : 'test']),
    ),
    {
      database: boundTo(facts, fixture, fixture.database),
      policy: fixture.policy,
      clock: fixture.clock,
      log: fixture.log,
    },
  );

export async function openRecordFixture(
  options: Parameters<typeof startDatabase>[0] = {},
): Promise<RecordFixture> {
  const server = await startDatabase(options);
  const directory = await mkdtemp(join(tmpdir(), 'custos-'));
  const keyFile = join(directory, 'keys.json');
  const keyring = new FileKeyring(() => keyFile);
  const policy = examplePolicy;
  let fixed: EpochMilliseconds | undefined;
  const clock = () => fixed ?? milliseconds(Date.now());
  const { database } = server;
  const subjectKeys = openSubjectKeys({ database, keyring, clock, cacheSeconds: 1 });
  const deps = { database, keyring, subjectKeys, policy, clock };
  const formUrl = 'http://127.0.0.1:8787/media';
  const media = new DirectoryMedia({ directory, bucket: 'media', formUrl, keyFile }, clock);
  const lines: string[] = [];
  const log = openLog({ function: 'test', stage: 'test' }, (line) => lines.push(line));
  return {
    ...server,
    ...{ ...deps, keyFile, media, log },
    lines,
    recordApp: (other = database, ruling = policy) => {
      const parts = { ...deps, policy: ruling, database: boundTo(recordApi, server, other), log };
      return createApp(parts, recordRoutes, recordHandlers(parts));
    },
    subjects: openSubjects(deps),
    records: openRecords(deps),
    setClock: (time) => {
      fixed = time === undefined ? undefined : milliseconds(Date.parse(time));
    },
    stop: async () => {
      await server.stop();
      await rm(directory, { recursive: true });
    },
  };
}
