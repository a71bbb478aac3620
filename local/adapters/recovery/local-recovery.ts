import type * as production from '#recovery';
import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type {
  Copy,
  Observation,
  ObservedTable,
  Recovery,
  RecoveryPlace,
} from '../../../lambda/platform/recovery/recovery.ts';
import {
  parseRecovery,
  RecoveryUnavailableError,
} from '../../../lambda/platform/recovery/recovery.ts';
import { milliseconds } from '../../../lambda/value/time.ts';
import type { Clock } from '../../../lambda/value/time.ts';

/**
 * What can bring rows back on one machine: the embedded database has no history, so only copies of
 * its file can. Those in the folder of copies are found.
 */
export class LocalRecovery implements Recovery {
  readonly #place: RecoveryPlace;
  readonly #clock: Clock;
  readonly #client: DynamoDBClient;

  constructor(place: RecoveryPlace, clock: Clock, client = new DynamoDBClient({})) {
    this.#place = place;
    this.#clock = clock;
    this.#client = client;
  }

  async observe(): Promise<Observation> {
    const at = this.#clock();
    try {
      const copies = await copiesIn(this.#place.copies);
      return {
        in: 'embedded-runtime',
        at,
        tables: await Promise.all(this.#place.tables.map((place) => this.#table(place, copies))),
        wrappingKey: { kind: 'observed', value: await keyFileAt(this.#place.wrappingKey) },
      };
    } catch (cause) {
      throw new RecoveryUnavailableError('copies of the database were not observed', { cause });
    }
  }

  async #table(
    { table, name }: RecoveryPlace['tables'][number],
    copies: readonly Copy[],
  ): Promise<ObservedTable> {
    const { Table: described } = await this.#client.send(
      new DescribeTableCommand({ TableName: name }),
    );
    const stream = described?.StreamSpecification;
    const isKeysOnly = stream?.StreamViewType === 'KEYS_ONLY';
    return {
      table,
      restorable: { kind: 'no-history' },
      backups: { kind: 'observed', value: copies },
      recoveryPoints: { kind: 'observed', value: [] },
      exports: { kind: 'observed', value: [] },
      stream: stream?.StreamEnabled !== true ? 'off' : isKeysOnly ? 'keys-only' : 'images',
      kinesis: { kind: 'observed', value: 'none' },
      replicas: 0,
    };
  }
}

/** Each folder with a copy of the database, by when that was last written. */
async function copiesIn(directory: string | undefined): Promise<readonly Copy[]> {
  if (directory === undefined) return [];
  const copies: Copy[] = [];
  for (const name of await orNone(readdir(directory))) {
    const file = await orNone(stat(join(directory, name, 'data.sqlite')).then((it) => [it]));
    for (const { mtimeMs } of file) {
      const at = milliseconds(Math.floor(mtimeMs));
      copies.push({ from: at, to: at });
    }
  }
  return copies;
}

async function orNone<Value>(read: Promise<Value[]>): Promise<Value[]> {
  try {
    return await read;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw error;
  }
}

async function keyFileAt(path: string) {
  const { birthtimeMs } = await stat(path);
  const since = milliseconds(Math.floor(birthtimeMs));
  return { since, state: 'Enabled', origin: 'key file', multiRegion: false };
}

/** What `#recovery` resolves to in the embedded runtime. */
export const openRecovery: typeof production.openRecovery = (at, clock) =>
  new LocalRecovery(parseRecovery(at), clock);
