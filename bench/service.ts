import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openClient, physicalNames } from '../lambda/platform/dynamo/database.ts';
import { FileKeyring } from '../local/adapters/keyring/file-keyring.ts';
import { rememberAliases } from '../lambda/platform/keyring/remembered-aliases.ts';
import { openSubjectKeys } from '../lambda/platform/keyring/subject-keys.ts';
import { openLog } from '../lambda/platform/log/log.ts';
import { DirectoryMedia } from '../local/adapters/media/directory-media.ts';
import { DirectoryObjects } from '../local/adapters/objects/directory-objects.ts';
import { systemClock } from '../lambda/value/time.ts';
import type { Policy } from '../lambda/policy/schema.ts';
import { loadPolicyOrThrow } from '../lib/policy/loader.ts';
import { stages } from '../lib/stages.ts';
import { startDatabase } from '../test/support/database.ts';
import type { TestDatabase } from '../test/support/database.ts';

export interface Where extends Pick<TestDatabase, 'endpoint' | 'tables'> {
  /** Directory for keys and objects. */
  readonly directory: string;
}

export type ServiceParts = ReturnType<typeof partsOf>;

/** What a warm function of the stage `prod` has. */
export function partsOf({ endpoint, tables, directory }: Where) {
  const keyFile = join(directory, 'keys.json');
  const database = { client: openClient(to(endpoint)), physicalName: physicalNames(tables) };
  const clock = systemClock;
  const { keyCacheSeconds: cacheSeconds } = stages.prod;
  const keys = new FileKeyring(() => keyFile);
  const keyring = rememberAliases(keys, { seconds: cacheSeconds, clock });
  const baseUrl = 'http://127.0.0.1/objects';
  let policy: Policy | undefined;
  const log = openLog({ function: 'bench', stage: 'prod' }, () => undefined);
  return {
    /** The keyring without what an instance remembers of it. */
    keys,
    ...{ database, keyring, clock, log },
    /** Read when it is asked for: a function reads it compiled, in a tenth of the memory. */
    get policy() {
      return (policy ??= loadPolicyOrThrow('policy'));
    },
    subjectKeys: openSubjectKeys({ database, keyring, clock, cacheSeconds }),
    objects: new DirectoryObjects({ directory, baseUrl, keyFile }, clock),
    media: new DirectoryMedia({ directory, bucket: 'media', formUrl: baseUrl, keyFile }, clock),
  };
}

export interface Service extends ServiceParts {
  readonly where: Where;
  readonly stop: () => Promise<void>;
}

/** The same on an embedded server of its own. */
export async function openService(): Promise<Service> {
  const server = await startDatabase({ streams: 'off' });
  const directory = await mkdtemp(join(tmpdir(), 'custos-bench-'));
  const where = { endpoint: server.endpoint, tables: server.tables, directory };
  const parts = partsOf(where);
  return {
    ...parts,
    where,
    stop: async () => {
      parts.database.client.destroy();
      await server.stop();
      await rm(directory, { recursive: true });
    },
  };
}

/** The SDK with its defaults. */
export const connect = (endpoint: string): DynamoDBClient => new DynamoDBClient(to(endpoint));

const to = (endpoint: string) => ({
  endpoint,
  region: 'eu-central-1',
  credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  requestHandler: { requestTimeout: 120_000, throwOnRequestTimeout: true },
});
