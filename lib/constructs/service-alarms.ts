import { CfnOutput, Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { HarmAlarm } from './harm-alarm.ts';
import type { PrivacyApi } from './privacy-api.ts';
import type { PrivacyFunction } from './privacy-function.ts';
import type { StreamConsumer } from './stream-consumer.ts';

export interface ServiceAlarmsProps {
  readonly operations: kms.IKey;
  readonly functions: readonly PrivacyFunction[];
  readonly consumers: readonly StreamConsumer[];
  readonly api: PrivacyApi;
}

const fiveMinutes = { period: Duration.minutes(5), statistic: 'Sum' } as const;

const sum = (label: string, metrics: Record<string, cloudwatch.IMetric>) =>
  new cloudwatch.MathExpression({
    label,
    expression: Object.keys(metrics)
      .map((name) => `FILL(${name}, 0)`)
      .join(' + '),
    usingMetrics: metrics,
    period: fiveMinutes.period,
  });

/** Every alarm of the service stack, and the topic that they speak to. */
export class ServiceAlarms extends Construct {
  readonly topic: sns.Topic;

  constructor(scope: Construct, id: string, props: ServiceAlarmsProps) {
    super(scope, id);
    this.topic = new sns.Topic(this, 'Topic', {
      masterKey: props.operations,
      enforceSSL: true,
      displayName: 'Custos alarms',
    });
    new CfnOutput(this, 'TopicArn', { value: this.topic.topicArn });
    for (const privacyFunction of props.functions) this.#watch(privacyFunction);
    for (const { failures } of props.consumers) {
      this.#alarm('StreamFailures', {
        harm: 'Deletions of personal data go uncounted, so that a wrongful one would not be noticed.',
        metric: failures.metricApproximateNumberOfMessagesVisible({
          period: Duration.minutes(5),
          statistic: 'Maximum',
        }),
      });
    }
    this.#alarm('ApiFaults', {
      harm: 'People cannot give or withdraw consent or use their rights, and the assistant stands still.',
      metric: props.api.api.metricServerError(fiveMinutes),
      threshold: 5,
    });
  }

  #watch(privacyFunction: PrivacyFunction): void {
    const { kind } = privacyFunction.facts.trigger;
    if (kind === 'authorizer') {
      this.#alarm('AuthorizerErrors', {
        harm: 'Nobody can sign in, so people cannot use their rights.',
        metric: privacyFunction.function.metricErrors(fiveMinutes),
      });
    }
    if (kind === 'stream') {
      this.#alarm('UnexplainedDeletion', {
        harm: 'Personal data was deleted that neither its period nor a request nor its owner removed.',
        metric: this.#logged(privacyFunction, 'UnexplainedDeletions', 'DELETION_UNEXPLAINED'),
      });
    }
    if (kind === 'schedule') {
      this.#alarm('SweepFailures', {
        harm: 'Requests of people are not restarted, and legal deadlines pass unseen.',
        metric: sum('Sweeps that failed as a whole or for one request', {
          errors: privacyFunction.function.metricErrors(fiveMinutes),
          failures: this.#logged(privacyFunction, 'SweepFailuresLogged', 'FAILED'),
        }),
        periods: 3,
      });
    }
    if (kind === 'durable') {
      this.#alarm('ResidueFound', {
        harm: 'Data of a person is still there although its erasure ran.',
        metric: this.#logged(privacyFunction, 'ResiduesFound', 'RESIDUE_FOUND'),
      });
      this.#alarm('FulfilmentFailures', {
        harm: 'A person waits for an answer to a request that nothing works on any more.',
        metric: sum('Durable executions that failed or ran out of time', {
          failed: privacyFunction.function.metric('DurableExecutionFailed', fiveMinutes),
          timedOut: privacyFunction.function.metric('DurableExecutionTimedOut', fiveMinutes),
        }),
      });
    }
  }

  /** Counts lines of the log catalogue. */
  #logged(privacyFunction: PrivacyFunction, metricName: string, code: string): cloudwatch.Metric {
    return new logs.MetricFilter(this, metricName, {
      logGroup: privacyFunction.logGroup,
      metricNamespace: 'Custos',
      metricName,
      metricValue: '1',
      defaultValue: 0,
      filterPattern: logs.FilterPattern.stringValue('$.code', '=', code),
    }).metric(fiveMinutes);
  }

  #alarm(
    id: string,
    props: {
      readonly harm: string;
      readonly metric: cloudwatch.IMetric;
      readonly threshold?: number;
      readonly periods?: number;
    },
  ): void {
    new HarmAlarm(this, id, { ...props, topic: this.topic });
  }
}
