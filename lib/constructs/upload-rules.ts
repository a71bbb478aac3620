import * as events from 'aws-cdk-lib/aws-events';
import type { EventPattern } from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { PrivacyFunction } from './privacy-function.ts';

export interface UploadRulesProps {
  /** Receives the events with what it needs of them: the name of the upload. */
  readonly intake: PrivacyFunction;
  readonly bucket: s3.IBucket;
  /** Whether GuardDuty scans uploads, and reports the result. */
  readonly scanned: boolean;
}

/**
 * Starts a function for each upload, and at the end of its scan for malware. An event of S3 has the address from
 * which the file was sent (Amazon S3 User Guide, "EventBridge event message structure"). The rules pass on the
 * name alone, and no queue behind a rule keeps the event, which would be there as S3 sent it: EventBridge tries
 * for a day, a metric counts what it could not deliver, and what the function could not process is in its own
 * queue, by names.
 */
export class UploadRules extends Construct {
  readonly intake: PrivacyFunction;
  readonly rules: readonly events.Rule[];

  constructor(scope: Construct, id: string, { intake, bucket, scanned }: UploadRulesProps) {
    super(scope, id);
    this.intake = intake;
    const rule = (name: string, description: string, eventPattern: EventPattern, input: object) =>
      new events.Rule(this, name, {
        description,
        eventPattern,
        targets: [
          new targets.LambdaFunction(intake.function, {
            event: events.RuleTargetInput.fromObject(input),
          }),
        ],
      });
    const { bucketName } = bucket;
    const below = [{ prefix: 'uploads/' }];
    const stored = rule(
      'Stored',
      'A file was uploaded; by its name, without who sent it',
      {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: { bucket: { name: [bucketName] }, object: { key: below } },
      },
      {
        source: 'aws.s3',
        'detail-type': 'Object Created',
        detail: { object: { key: events.EventField.fromPath('$.detail.object.key') } },
      },
    );
    if (!scanned) {
      this.rules = [stored];
      return;
    }
    const result = 'GuardDuty Malware Protection Object Scan Result';
    const key = events.EventField.fromPath('$.detail.s3ObjectDetails.objectKey');
    this.rules = [
      stored,
      rule(
        'Scanned',
        'The scan of an upload for malware has ended; by the name of the upload',
        {
          source: ['aws.guardduty'],
          detailType: [result],
          detail: { s3ObjectDetails: { bucketName: [bucketName], objectKey: below } },
        },
        {
          source: 'aws.guardduty',
          'detail-type': result,
          detail: { s3ObjectDetails: { objectKey: key } },
        },
      ),
    ];
  }
}
