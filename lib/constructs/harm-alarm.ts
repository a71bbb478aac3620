import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import type * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

export interface HarmAlarmProps {
  /** What happens to a person while nobody looks: one sentence, shown to whoever is woken. */
  readonly harm: string;
  readonly metric: cloudwatch.IMetric;
  /** The alarm goes off at this value. @default 1 */
  readonly threshold?: number;
  /** Periods in a row. @default 1 */
  readonly periods?: number;
  readonly topic: sns.ITopic;
}

/** An alarm that says whom it is about. Missing data is calm: the metrics here are counts of bad things. */
export class HarmAlarm extends Construct {
  readonly alarm: cloudwatch.Alarm;

  constructor(scope: Construct, id: string, props: HarmAlarmProps) {
    super(scope, id);
    this.alarm = new cloudwatch.Alarm(this, 'Resource', {
      alarmDescription: props.harm,
      metric: props.metric,
      threshold: props.threshold ?? 1,
      evaluationPeriods: props.periods ?? 1,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
    this.alarm.addAlarmAction(new actions.SnsAction(props.topic));
  }
}
