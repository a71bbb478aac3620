import { Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { EncryptedTable } from './constructs/encrypted-table.ts';
import { ExportBucket } from './constructs/export-bucket.ts';
import { KeySet } from './constructs/key-set.ts';
import type { ExistingKeys } from './constructs/key-set.ts';
import { MailIdentity } from './constructs/mail-identity.ts';
import { scannerRole } from './constructs/malware-scan.ts';
import { MediaBucket } from './constructs/media-bucket.ts';
import type { FunctionFacts } from '../lambda/platform/environment.ts';
import { constructId } from './facts.ts';
import type { TableFacts } from './facts.ts';
import { functions as standing } from './functions.ts';
import { leaving } from './leaving.ts';
import type { Stage } from './stages.ts';
import { tables } from './tables.ts';

export interface DataStackProps extends StackProps {
  readonly stage: Stage;
  /**
   * Those of every stack of the deployment: their needs decide who may use what.
   *
   * @default - those that there are whatever the policy declares
   */
  readonly functions?: readonly FunctionFacts[];
  /**
   * ARNs of existing keys.
   *
   * @default - a key is created for each use
   */
  readonly existingKeys?: ExistingKeys;
  /**
   * ARNs of the roles with which CloudFormation deploys.
   *
   * @default - that of `cdk bootstrap`
   */
  readonly deployRoles?: readonly string[];
  /**
   * Domain that writes to people, to be set up in SES.
   *
   * @default - none
   */
  readonly mailDomain?: string;
  /**
   * Origins of pages that upload files.
   *
   * @default - none
   */
  readonly corsOrigins?: readonly string[];
  /** Whether GuardDuty scans uploads. @default false */
  readonly scanned?: boolean;
}

/**
 * Resources that must not be lost: keys, tables, the buckets of exports and media, and the domain
 * of mail.
 */
export class DataStack extends Stack {
  readonly keys: KeySet;
  readonly exports: s3.IBucket;
  readonly media: s3.IBucket;
  readonly #tables: ReadonlyMap<string, EncryptedTable>;

  constructor(scope: Construct, id: string, props: DataStackProps) {
    const {
      stage,
      functions = standing,
      existingKeys,
      deployRoles,
      mailDomain,
      corsOrigins = [],
      scanned,
      ...stackProps
    } = props;
    super(scope, id, {
      description: `Custos ${stage.deployment}: keys, tables, exports and media`,
      terminationProtection: stage.protections.termination === 'on',
      ...stackProps,
    });
    this.keys = new KeySet(this, 'Keys', {
      stage,
      functions,
      existingKeys,
    });
    this.#tables = new Map(
      tables.map((facts) => [
        facts.name,
        new EncryptedTable(this, constructId(facts.name), {
          facts,
          stage,
          encryptionKey: this.keys.atRest,
          appenders: appendersOf(facts, functions),
          deployRoles,
        }),
      ]),
    );
    this.exports = new ExportBucket(this, 'Exports', {
      stage,
      encryptionKey: this.keys.atRest,
      readers: functions.filter(readsExports).map(({ name }) => name),
    }).bucket;
    this.media = new MediaBucket(this, 'Media', {
      ...{ stage, functions, corsOrigins },
      encryptionKey: this.keys.atRest,
      scanner: scanned === true ? scannerRole(stage) : undefined,
    }).bucket;
    if (mailDomain !== undefined) new MailIdentity(this, 'Mail', { stage, domain: mailDomain });
  }

  /** @throws TableNotListedError */
  table({ name }: TableFacts): EncryptedTable {
    const table = this.#tables.get(name);
    if (table === undefined) throw new TableNotListedError(name);
    return table;
  }
}

// Parts of an upload are written, not read (Amazon S3 API reference, UploadPart).
const reading: readonly string[] = ['link', 'exists', 'get'];
const readsExports = ({ needs }: FunctionFacts): boolean =>
  needs.some(
    (need) => 'objects' in need && need.objects.some((action) => reading.includes(action)),
  );

const appendersOf = ({ name }: TableFacts, functions: readonly FunctionFacts[]): string[] => [
  ...functions
    .filter(({ needs }) =>
      needs.some(
        (need) => 'table' in need && need.table.name === name && need.actions.includes('insert'),
      ),
    )
    .map((facts) => facts.name),
  ...(leaving.tables[name] ?? []),
];

/** A function needs a table that is not provisioned. */
export class TableNotListedError extends Error {
  override readonly name = 'TableNotListedError';

  constructor(table: string) {
    super(`add ${table} to lambda/tables.ts`);
  }
}
