import { RemovalPolicy } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Stage } from '../stages.ts';

const retention = {
  7: logs.RetentionDays.ONE_WEEK,
  30: logs.RetentionDays.ONE_MONTH,
  365: logs.RetentionDays.ONE_YEAR,
} as const satisfies Record<Stage['logRetentionDays'], logs.RetentionDays>;

/** How every group of logs is kept: encrypted, for as long as the stage says. */
export const keptLogs = (stage: Stage, encryptionKey: kms.IKey): logs.LogGroupProps => ({
  encryptionKey,
  retention: retention[stage.logRetentionDays],
  deletionProtectionEnabled: stage.protections.deletion === 'on',
  removalPolicy:
    stage.protections.retention === 'on' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
});
