import { BackupClient, paginateListRecoveryPointsByResource } from '@aws-sdk/client-backup';
import {
  DescribeContinuousBackupsCommand,
  DescribeExportCommand,
  DescribeKinesisStreamingDestinationCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ListBackupsCommand,
  paginateListExports,
} from '@aws-sdk/client-dynamodb';
import type { ListBackupsCommandOutput } from '@aws-sdk/client-dynamodb';
import { DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { milliseconds, systemClock } from '../../value/time.ts';
import type { Clock } from '../../value/time.ts';
import type {
  Copy,
  Observation,
  Observed,
  ObservedKey,
  ObservedTable,
  Recovery,
  RecoveryPlace,
} from './recovery.ts';
import { parseRecovery, RecoveryUnavailableError } from './recovery.ts';

interface Clients {
  readonly dynamo: DynamoDBClient;
  readonly backup: BackupClient;
  readonly kms: KMSClient;
}

type TablePlace = RecoveryPlace['tables'][number];

/** Reads descriptions and lists of DynamoDB, AWS Backup and KMS, and nothing of any row. */
export class AwsRecovery implements Recovery {
  readonly #place: RecoveryPlace;
  readonly #clients: Clients;
  readonly #clock: Clock;

  constructor(place: RecoveryPlace, clients: Clients = openClients(), clock: Clock = systemClock) {
    this.#place = place;
    this.#clients = clients;
    this.#clock = clock;
  }

  async observe(): Promise<Observation> {
    const at = this.#clock();
    try {
      const tables = await Promise.all(this.#place.tables.map((table) => this.#table(table)));
      return { in: 'aws', at, tables, wrappingKey: await asFarAsPermitted(() => this.#key()) };
    } catch (cause) {
      throw new RecoveryUnavailableError('what can be restored was not observed', { cause });
    }
  }

  async #table(place: TablePlace): Promise<ObservedTable> {
    const { dynamo } = this.#clients;
    const described = await dynamo.send(new DescribeTableCommand({ TableName: place.name }));
    const { StreamSpecification: stream, Replicas: replicas = [] } = described.Table ?? {};
    const isKeysOnly = stream?.StreamViewType === 'KEYS_ONLY';
    return {
      table: place.table,
      restorable: await this.#restorable(place),
      backups: await asFarAsPermitted(() => this.#backups(place)),
      recoveryPoints: await asFarAsPermitted(() => this.#recoveryPoints(place)),
      exports: await asFarAsPermitted(() => this.#exports(place)),
      stream: stream?.StreamEnabled !== true ? 'off' : isKeysOnly ? 'keys-only' : 'images',
      kinesis: await asFarAsPermitted(() => this.#kinesis(place)),
      replicas: replicas.length,
    };
  }

  async #restorable({ name }: TablePlace): Promise<ObservedTable['restorable']> {
    const described = await asFarAsPermitted(() =>
      this.#clients.dynamo.send(new DescribeContinuousBackupsCommand({ TableName: name })),
    );
    if (described.kind === 'not-observed') return { kind: 'unknown' };
    const { PointInTimeRecoveryDescription: recovery } =
      described.value.ContinuousBackupsDescription ?? {};
    const { EarliestRestorableDateTime: at, RecoveryPeriodInDays: days } = recovery ?? {};
    return recovery?.PointInTimeRecoveryStatus === 'ENABLED' && at !== undefined
      ? { kind: 'from', at: milliseconds(at.getTime()), days }
      : { kind: 'unknown' };
  }

  /** System backups, which outlive a deleted table of the name, included. */
  async #backups({ name }: TablePlace): Promise<Copy[]> {
    const copies: Copy[] = [];
    let after: string | undefined;
    do {
      const page: ListBackupsCommandOutput = await this.#clients.dynamo.send(
        new ListBackupsCommand({
          TableName: name,
          BackupType: 'ALL',
          ExclusiveStartBackupArn: after,
        }),
      );
      for (const { BackupCreationDateTime: at } of page.BackupSummaries ?? []) {
        copies.push(copyOf(at, at));
      }
      after = page.LastEvaluatedBackupArn;
    } while (after !== undefined);
    return copies;
  }

  async #recoveryPoints({ arn }: TablePlace): Promise<Copy[]> {
    const copies: Copy[] = [];
    const pages = paginateListRecoveryPointsByResource(
      { client: this.#clients.backup },
      { ResourceArn: arn },
    );
    for await (const { RecoveryPoints: points = [] } of pages) {
      for (const { CreationDate: at } of points) copies.push(copyOf(at, at));
    }
    return copies;
  }

  /** A list of exports has no times: each is described. */
  async #exports({ arn }: TablePlace): Promise<Copy[]> {
    const copies: Copy[] = [];
    const client = this.#clients.dynamo;
    for await (const page of paginateListExports({ client }, { TableArn: arn })) {
      for (const { ExportArn, ExportStatus } of page.ExportSummaries ?? []) {
        if (ExportStatus === 'FAILED') continue;
        const { ExportDescription: made = {} } = await client.send(
          new DescribeExportCommand({ ExportArn }),
        );
        const { ExportFromTime: from = made.ExportTime, ExportToTime: to = made.ExportTime } =
          made.IncrementalExportSpecification ?? {};
        copies.push(copyOf(from, to));
      }
    }
    return copies;
  }

  async #kinesis({ name }: TablePlace): Promise<'none' | 'ended' | 'active'> {
    const { KinesisDataStreamDestinations: destinations = [] } = await this.#clients.dynamo.send(
      new DescribeKinesisStreamingDestinationCommand({ TableName: name }),
    );
    if (destinations.length === 0) return 'none';
    const ended = ['DISABLED', 'ENABLE_FAILED'];
    const areEnded = destinations.every(({ DestinationStatus: status = '' }) =>
      ended.includes(status),
    );
    return areEnded ? 'ended' : 'active';
  }

  async #key(): Promise<ObservedKey> {
    const { KeyMetadata: key } = await this.#clients.kms.send(
      new DescribeKeyCommand({ KeyId: this.#place.wrappingKey }),
    );
    return {
      keyId: key?.KeyId,
      since: timeOf(key?.CreationDate),
      state: key?.KeyState ?? 'unknown',
      origin: key?.Origin ?? 'unknown',
      multiRegion: key?.MultiRegion === true,
      deletedAt: timeOf(key?.DeletionDate),
    };
  }
}

const timeOf = (date: Date | undefined) => date && milliseconds(date.getTime());

/** A copy without a time could be from any. */
const copyOf = (from: Date | undefined, to: Date | undefined): Copy => ({
  from: timeOf(from) ?? milliseconds(0),
  to: timeOf(to) ?? milliseconds(Number.MAX_SAFE_INTEGER),
});

const denials = ['AccessDeniedException', 'AccessDenied'];

/** What we may not read is said to be not observed; what fails for another reason is tried again. */
async function asFarAsPermitted<Value>(read: () => Promise<Value>): Promise<Observed<Value>> {
  try {
    return { kind: 'observed', value: await read() };
  } catch (error) {
    if (error instanceof Error && denials.includes(error.name)) return { kind: 'not-observed' };
    throw error;
  }
}

const openClients = (): Clients => ({
  dynamo: new DynamoDBClient({ maxAttempts: 4 }),
  backup: new BackupClient({ maxAttempts: 4 }),
  kms: new KMSClient({ maxAttempts: 4 }),
});

/** What `#recovery` resolves to in a bundle for AWS. */
export const openRecovery = (at: string, clock: Clock): Recovery =>
  new AwsRecovery(parseRecovery(at), openClients(), clock);
