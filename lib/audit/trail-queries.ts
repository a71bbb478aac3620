import { Aws, CfnCondition, Duration, Fn, RemovalPolicy } from 'aws-cdk-lib';
import * as athena from 'aws-cdk-lib/aws-athena';
import * as glue from 'aws-cdk-lib/aws-glue';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { closedBucket } from '../constructs/closed-bucket.ts';
import type { Stage } from '../stages.ts';
import { eventColumns } from './event-columns.ts';
import { athenaNames, savedQueries } from './queries.ts';

export interface TrailQueriesProps {
  readonly stage: Stage;
  readonly bucket: s3.IBucket;
  /** Encrypts the results. */
  readonly encryptionKey: kms.IKey;
  /** Id of the organization whose trail of management events writes into the bucket too. */
  readonly organizationId?: string;
  /** Receives logs of accesses to the results. */
  readonly accesses: s3.IBucket;
}

// A month of a million people is some 30 GB of compressed files; a query without a period reads everything.
const maximumBytes = 200_000_000_000;
const resultDays = 7;
/** Before it nothing of Custos was recorded. */
const firstDay = '2026/01/01';

/** Athena on the files of the trails, with the saved queries. Both trails write into one folder. */
export class TrailQueries extends Construct {
  constructor(scope: Construct, id: string, props: TrailQueriesProps) {
    super(scope, id);
    const { stage, encryptionKey, accesses } = props;
    const names = athenaNames(stage);
    // Not in the locked bucket: results have what an event has, and are needed for days.
    const results = new s3.Bucket(this, 'Results', {
      encryption: s3.BucketEncryption.KMS,
      encryptionKey,
      bucketKeyEnabled: true,
      ...closedBucket,
      serverAccessLogsBucket: accesses,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [
        {
          id: 'Age',
          expiration: Duration.days(resultDays),
          noncurrentVersionExpiration: Duration.days(1),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
        { id: 'MarkersGo', expiredObjectDeleteMarker: true },
      ],
    });
    const workgroup = new athena.CfnWorkGroup(this, 'Workgroup', {
      name: names.workgroup,
      description: `Queries on the trails of Custos ${stage.deployment}`,
      recursiveDeleteOption: true,
      workGroupConfiguration: {
        enforceWorkGroupConfiguration: true,
        bytesScannedCutoffPerQuery: maximumBytes,
        publishCloudWatchMetricsEnabled: true,
        engineVersion: { selectedEngineVersion: 'Athena engine version 3' },
        resultConfiguration: {
          outputLocation: results.s3UrlForObject(),
          expectedBucketOwner: Aws.ACCOUNT_ID,
          encryptionConfiguration: {
            encryptionOption: 'SSE_KMS',
            kmsKey: encryptionKey.keyArn,
          },
        },
      },
    });
    const table = this.#events(names, props);
    for (const { name, description, sql, parameters } of savedQueries(stage)) {
      const query = new athena.CfnNamedQuery(this, `Query-${name}`, {
        name,
        description: `${description}. Parameters: ${parameters.join(', ')}`,
        database: names.database,
        workGroup: names.workgroup,
        queryString: sql,
      });
      const statement = new athena.CfnPreparedStatement(this, `Statement-${name}`, {
        statementName: name,
        description,
        workGroup: names.workgroup,
        queryStatement: sql,
      });
      for (const saved of [query, statement]) saved.node.addDependency(workgroup, table);
    }
  }

  #events(
    names: ReturnType<typeof athenaNames>,
    { bucket, organizationId }: TrailQueriesProps,
  ): glue.CfnTable {
    // A trail of an organization has a folder of its own for each account.
    const folders = [
      Aws.ACCOUNT_ID,
      ...(organizationId === undefined ? [] : [`${organizationId}/${Aws.ACCOUNT_ID}`]),
    ];
    const isOne = folders.length === 1;
    const database = new glue.CfnDatabase(this, 'Database', {
      catalogId: Aws.ACCOUNT_ID,
      databaseInput: { name: names.database, description: 'Trails of AWS calls' },
    });
    const inGlobalRegion = new CfnCondition(this, 'InGlobalRegion', {
      expression: Fn.conditionEquals(Aws.REGION, globalRegion),
    });
    const table = new glue.CfnTable(this, 'Events', {
      catalogId: Aws.ACCOUNT_ID,
      databaseName: names.database,
      tableInput: {
        name: names.table,
        description: 'Events of both trails, one row for each',
        tableType: 'EXTERNAL_TABLE',
        partitionKeys: [...(isOne ? [] : ['folder']), 'region', 'day'].map((name) => ({
          name,
          type: 'string',
        })),
        parameters: {
          classification: 'cloudtrail',
          EXTERNAL: 'TRUE',
          'projection.enabled': 'true',
          ...(!isOne && {
            'projection.folder.type': 'enum',
            'projection.folder.values': folders.join(','),
          }),
          'projection.region.type': 'enum',
          // IAM and sign-in events are in that Region. A value that is there twice would be read twice.
          'projection.region.values': Fn.conditionIf(
            inGlobalRegion.logicalId,
            globalRegion,
            `${Aws.REGION},${globalRegion}`,
          ),
          'projection.day.type': 'date',
          'projection.day.format': 'yyyy/MM/dd',
          'projection.day.range': `${firstDay},NOW`,
          'projection.day.interval': '1',
          'projection.day.interval.unit': 'DAYS',
          'storage.location.template': `s3://${bucket.bucketName}/AWSLogs/${isOne ? Aws.ACCOUNT_ID : '${folder}'}/CloudTrail/\${region}/\${day}`,
        },
        storageDescriptor: {
          location: `s3://${bucket.bucketName}/AWSLogs/`,
          inputFormat: 'com.amazon.emr.cloudtrail.CloudTrailInputFormat',
          outputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
          serdeInfo: { serializationLibrary: 'org.apache.hive.hcatalog.data.JsonSerDe' },
          columns: Object.entries(eventColumns).map(([name, type]) => ({ name, type })),
        },
      },
    });
    table.node.addDependency(database);
    return table;
  }
}

const globalRegion = 'us-east-1';
