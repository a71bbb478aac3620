import { Duration } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { FunctionFacts } from '../../lambda/platform/environment.ts';
import { allow } from '../bindings/binding.ts';
import { keyThroughDynamo } from '../bindings/table-binding.ts';
import { constructId } from '../facts.ts';
import { functionDeadLetters } from './dead-letters.ts';
import type { DataStack } from '../data-stack.ts';
import type { EncryptedTable } from './encrypted-table.ts';
import { sending } from './privacy-function.ts';
import type { PrivacyFunction } from './privacy-function.ts';

type StreamTrigger = Extract<FunctionFacts['trigger'], { kind: 'stream' }>;
type Source = StreamTrigger['sources'][number];

export interface StreamConsumerProps {
  readonly consumer: PrivacyFunction;
  readonly trigger: StreamTrigger;
  readonly table: (facts: Source['table']) => EncryptedTable;
  readonly atRest: kms.IKey;
}

/** Sends changes of tables to a function; a queue names each batch that fails permanently. */
export class StreamConsumer extends Construct {
  readonly consumer: PrivacyFunction;
  readonly failures: sqs.Queue;

  constructor(scope: Construct, id: string, props: StreamConsumerProps) {
    super(scope, id);
    const { consumer, trigger, atRest } = props;
    this.consumer = consumer;
    this.failures = functionDeadLetters(this, 'Failures', atRest);
    const streams = trigger.sources.map((source) => streamOf(props, source));
    consumer.policy.addStatements(...this.#statements(streams, atRest));
    for (const [index, stream] of streams.entries()) {
      // The first mapping keeps its logical id: Lambda rejects a second mapping of a stream while
      // the old one exists.
      const mappingId = index === 0 ? 'Mapping' : `${constructId(stream.source.table.name)}Mapping`;
      this.#map(mappingId, stream, props);
    }
  }

  #map(id: string, { arn, source }: Stream, { consumer, trigger }: StreamConsumerProps): void {
    // Lambda checks the role when it creates the mapping: the function depends on its permissions.
    new lambda.EventSourceMapping(this, id, {
      target: consumer.function,
      eventSourceArn: arn,
      startingPosition: lambda.StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      maxBatchingWindow: Duration.seconds(1),
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: trigger.retries,
      // A stream retains a change for a day: an older one could not be read again.
      maxRecordAge: Duration.hours(20),
      onFailure: { bind: () => ({ destination: this.failures.queueArn }) },
      filters: [
        lambda.FilterCriteria.filter({ eventName: lambda.FilterRule.or(...source.changes) }),
      ],
    });
  }

  #statements(streams: readonly Stream[], atRest: kms.IKey): iam.PolicyStatement[] {
    return [
      allow(
        ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
        streams.map(({ arn }) => arn),
      ),
      // Lambda requires it for every stream consumer, and IAM supports no resource for it.
      allow(['dynamodb:ListStreams'], ['*']),
      ...[...new Set(streams.map(({ keyArn }) => keyArn))].map((keyArn) =>
        keyThroughDynamo(keyArn, false),
      ),
      ...sending(this.failures, atRest),
    ];
  }
}

/** Sends a function the changes that its facts name. */
export function consume(consumer: PrivacyFunction, data: DataStack): StreamConsumer {
  const { trigger } = consumer.facts;
  if (trigger.kind !== 'stream') throw new TypeError(`${consumer.facts.name} reads no stream`);
  return new StreamConsumer(consumer, 'Stream', {
    ...{ consumer, trigger },
    table: (facts) => data.table(facts),
    atRest: data.keys.atRest,
  });
}

interface Stream {
  readonly source: Source;
  readonly arn: string;
  readonly keyArn: string;
}

function streamOf({ consumer, table }: StreamConsumerProps, source: Source): Stream {
  const { encryptionKey, table: found } = table(source.table);
  const arn = found.tableStreamArn;
  if (arn === undefined) throw new StreamMissingError(consumer.facts.name, source);
  return { source, arn, keyArn: encryptionKey.keyArn };
}

/** A function consumes the stream of a table whose facts do not have `streamed`. */
export class StreamMissingError extends Error {
  override readonly name = 'StreamMissingError';

  constructor(functionName: string, { table }: Source) {
    super(`${functionName} consumes ${table.name}: add streamed to its table.ts`);
  }
}
