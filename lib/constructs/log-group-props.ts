import { RemovalPolicy } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Stage } from '../stages.ts';

const retention = {
  7: logs.RetentionDays.ONE_WEEK,
  30: logs.RetentionDays.ONE_MONTH,
  365: logs.RetentionDays.ONE_YEAR,
} as const satisfies Record<Stage['logRetentionDays'], logs.RetentionDays>;

// A second line of defence: the closed catalogue of log lines has none of these.
const masked = [
  logs.DataIdentifier.AWSSECRETKEY,
  logs.DataIdentifier.CREDITCARDNUMBER,
  logs.DataIdentifier.EMAILADDRESS,
  logs.DataIdentifier.IPADDRESS,
  logs.DataIdentifier.OPENSSHPRIVATEKEY,
  logs.DataIdentifier.PKCSPRIVATEKEY,
  new logs.CustomDataIdentifier(
    'JsonWebToken',
    'eyJ[A-Za-z0-9_-]+\\.eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+',
  ),
];

/**
 * Properties of every log group: encrypted, with the retention of the stage, and personal data and
 * credentials masked for readers without `logs:Unmask`. CloudWatch counts findings
 * (`LogEventsWithFindings`) and sends them nowhere: a findings report would be a copy.
 */
export const logGroupProps = (stage: Stage, encryptionKey: kms.IKey): logs.LogGroupProps => ({
  encryptionKey,
  retention: retention[stage.logRetentionDays],
  dataProtectionPolicy: new logs.DataProtectionPolicy({
    description: 'Personal data and credentials that must not be in a log line',
    identifiers: masked,
  }),
  deletionProtectionEnabled: stage.protections.deletion === 'on',
  removalPolicy:
    stage.protections.retention === 'on' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
});
