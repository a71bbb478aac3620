import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import type * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Area } from '../../lambda/platform/environment.ts';

/** Definition of an alarm. */
export interface Alarming {
  /** What happens to a person while the alarm is on: one sentence, for the operator on call. */
  readonly impact: string;
  /** What the operator on call does first: one sentence. */
  readonly firstStep: string;
  /**
   * Section of the dashboard.
   *
   * @default 'machinery'
   */
  readonly area?: Area;
  readonly metric: cloudwatch.IMetric;
  /**
   * Threshold: the alarm fires at this value.
   *
   * @default 1
   */
  readonly threshold?: number;
  /**
   * Instead of a threshold: how many standard deviations above what CloudWatch expects.
   *
   * @default - the threshold decides
   */
  readonly deviations?: number;
  /**
   * Number of periods that are evaluated.
   *
   * @default 1
   */
  readonly periods?: number;
  /**
   * How many of them must breach.
   *
   * @default - all
   */
  readonly badPeriods?: number;
}

export interface ImpactAlarmProps extends Alarming {
  /** @default - CloudFormation makes one that begins with that of the stack */
  readonly name?: string;
  readonly topic: sns.ITopic;
}

/** An alarm with its impact and first step. Missing data is not breaching: the metrics count faults. */
export class ImpactAlarm extends Construct {
  readonly alarm: cloudwatch.Alarm;
  readonly area: Area;

  constructor(scope: Construct, id: string, props: ImpactAlarmProps) {
    super(scope, id);
    this.area = props.area ?? 'machinery';
    const shared = {
      alarmName: props.name,
      alarmDescription: `${props.impact} First: ${props.firstStep}`,
      metric: props.metric,
      evaluationPeriods: props.periods ?? 1,
      datapointsToAlarm: props.badPeriods,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    };
    this.alarm =
      props.deviations === undefined
        ? new cloudwatch.Alarm(this, 'Resource', {
            ...shared,
            threshold: props.threshold ?? 1,
            comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
          })
        : new cloudwatch.AnomalyDetectionAlarm(this, 'Resource', {
            ...shared,
            stdDevs: props.deviations,
            comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_UPPER_THRESHOLD,
          });
    this.alarm.addAlarmAction(new actions.SnsAction(props.topic));
  }
}
