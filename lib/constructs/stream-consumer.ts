import { Aws, Duration } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { FunctionFacts } from '../../lambda/platform/environment.ts';
import { allow } from '../bindings/binding.ts';
import { keyThroughDynamo } from '../bindings/table-binding.ts';
import type { EncryptedTable } from './encrypted-table.ts';
import type { PrivacyFunction } from './privacy-function.ts';

type StreamTrigger = Extract<FunctionFacts['trigger'], { kind: 'stream' }>;

export interface StreamConsumerProps {
  readonly consumer: PrivacyFunction;
  readonly trigger: StreamTrigger;
  readonly source: EncryptedTable;
  readonly atRest: kms.IKey;
}

/** Feeds changes of a table to a function; a batch that fails for good is named in a queue. */
export class StreamConsumer extends Construct {
  readonly failures: sqs.Queue;

  constructor(scope: Construct, id: string, props: StreamConsumerProps) {
    super(scope, id);
    const { consumer, trigger, source } = props;
    const streamArn = source.table.tableStreamArn;
    if (streamArn === undefined) throw new StreamMissingError(consumer.facts.name, trigger);
    this.failures = new sqs.Queue(this, 'Failures', {
      encryption: sqs.QueueEncryption.KMS,
      encryptionMasterKey: props.atRest,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    consumer.policy.addStatements(...this.#statements(streamArn, props));
    const mapping = new lambda.EventSourceMapping(this, 'Mapping', {
      target: consumer.function,
      eventSourceArn: streamArn,
      startingPosition: lambda.StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      maxBatchingWindow: Duration.seconds(1),
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: 10,
      // A stream keeps a change for a day: what is older could not be read again.
      maxRecordAge: Duration.hours(20),
      onFailure: { bind: () => ({ destination: this.failures.queueArn }) },
      filters: [
        lambda.FilterCriteria.filter({ eventName: lambda.FilterRule.or(...trigger.events) }),
      ],
    });
    // Lambda checks the role when it makes the mapping.
    mapping.node.addDependency(consumer.policy);
  }

  #statements(streamArn: string, { source, atRest }: StreamConsumerProps): iam.PolicyStatement[] {
    return [
      allow(
        ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
        [streamArn],
      ),
      // Lambda demands it of every stream consumer, and IAM knows no resource for it.
      allow(['dynamodb:ListStreams'], ['*']),
      keyThroughDynamo(source.encryptionKey.keyArn, false),
      allow(['sqs:SendMessage'], [this.failures.queueArn]),
      allow(['kms:Decrypt', 'kms:GenerateDataKey'], [atRest.keyArn], {
        StringEquals: { 'kms:ViaService': `sqs.${Aws.REGION}.amazonaws.com` },
      }),
    ];
  }
}

/** A function consumes the stream of a table whose facts do not say `streamed`. */
export class StreamMissingError extends Error {
  override readonly name = 'StreamMissingError';

  constructor(functionName: string, trigger: StreamTrigger) {
    super(`${functionName} consumes ${trigger.table.name}: add streamed to its table.ts`);
  }
}
