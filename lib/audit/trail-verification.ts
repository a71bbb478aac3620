import { Aws, Duration, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { trailVerification } from '../../lambda/audit/needs.ts';
import { allow } from '../bindings/binding.ts';
import type { Binding } from '../bindings/binding.ts';
import { bundle } from '../constructs/bundle.ts';
import { functionRolePath } from '../constructs/function-roles.ts';
import { logged } from '../constructs/function-watch.ts';
import { ImpactAlarm } from '../constructs/impact-alarm.ts';
import { inFiveMinutes, sum } from '../constructs/metrics.ts';
import { PrivacyFunction } from '../constructs/privacy-function.ts';
import type { Stage } from '../stages.ts';

export interface TrailVerificationProps {
  readonly stage: Stage;
  readonly files: TrailFilesOf;
  /** Encrypts logs and settings of the function. */
  readonly encryptionKey: kms.IKey;
  readonly topic: sns.ITopic;
}

/** Where the trails write. */
export interface TrailFilesOf {
  readonly bucket: s3.IBucket;
  readonly keyArn: string;
  /** Names of the trails of the deployment; that of all Regions first, where there is one. */
  readonly management?: string;
  readonly data: string;
}

/** A function that verifies the trails each day, and an alarm for what it finds or cannot verify. */
export class TrailVerification extends Construct {
  constructor(scope: Construct, id: string, props: TrailVerificationProps) {
    super(scope, id);
    const { stage, files, encryptionKey, topic } = props;
    const binding = bindTrails(files);
    const bundles = bundle([trailVerification], noPolicy);
    const { directory, hash } = bundles.of(trailVerification);
    const verification = new PrivacyFunction(this, 'Function', {
      facts: trailVerification,
      stage,
      bundle: directory,
      bundleHash: hash,
      atRest: encryptionKey,
      operations: encryptionKey,
      tables: [],
      bindings: [binding],
      permissionsBoundary: this.#boundary(stage, binding),
    });
    bundles.dispose();
    new events.Rule(verification, 'Schedule', {
      description: trailVerification.purpose,
      schedule: events.Schedule.rate(Duration.minutes(trailVerification.trigger.everyMinutes)),
      // The alarm reports a run that failed.
      targets: [new targets.LambdaFunction(verification.function, { retryAttempts: 0 })],
    });
    new ImpactAlarm(this, 'TrailBroken', {
      impact:
        'Files of the trails are missing or were changed, or could not be verified: what was done to data of people may not be provable.',
      firstStep:
        'Run custos audit verify for the day in the log of trail-verification, and treat a fault or gap as an incident.',
      metric: sum('Trails that are not complete, and failed verifications', {
        broken: logged(this, verification, 'TrailsBroken', 'TRAIL_BROKEN'),
        failed: verification.function.metricErrors(inFiveMinutes),
      }),
      topic,
    });
  }

  /** The most that the function can do, whatever policies its role has: what it does, and nothing else. */
  #boundary(stage: Stage, { statements }: Binding): iam.ManagedPolicy {
    const groups = `arn:${Aws.PARTITION}:logs:${Aws.REGION}:${Aws.ACCOUNT_ID}:log-group:${Stack.of(this).stackName}-*`;
    return new iam.ManagedPolicy(this, 'Boundary', {
      description: 'The most that the verification of the trails can do',
      path: functionRolePath(stage),
      statements: [allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [groups]), ...statements],
    });
  }
}

/** It decides nothing about people, so no policy is in its bundle. */
const noPolicy = '{}';

function bindTrails({ bucket, keyArn, management, data }: TrailFilesOf): Binding {
  const trails = [
    ...(management === undefined ? [] : [{ name: management, coverage: 'all-regions' }]),
    { name: data, coverage: 'home-region' },
  ];
  const value = {
    bucket: bucket.bucketName,
    account: Aws.ACCOUNT_ID,
    homeRegion: Aws.REGION,
    trails,
  };
  return {
    variables: { CUSTOS_TRAILS: JSON.stringify(value) },
    statements: [
      // Without it S3 returns 403 for an absent object, as for a missing permission.
      allow(['s3:ListBucket'], [bucket.bucketArn]),
      allow(['s3:GetObject'], [bucket.arnForObjects(`AWSLogs/${Aws.ACCOUNT_ID}/*`)]),
      allow(['kms:Decrypt'], [keyArn], {
        StringEquals: { 'kms:ViaService': `s3.${Aws.REGION}.amazonaws.com` },
      }),
      // Of every Region that a trail records; IAM supports no resource for it.
      allow(['cloudtrail:ListPublicKeys'], ['*']),
    ],
  };
}
