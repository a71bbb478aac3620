import { RemovalPolicy } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Stage } from '../stages.ts';

const retention = {
  7: logs.RetentionDays.ONE_WEEK,
  30: logs.RetentionDays.ONE_MONTH,
  365: logs.RetentionDays.ONE_YEAR,
} as const satisfies Record<Stage['logRetentionDays'], logs.RetentionDays>;

// A net under the closed catalogue of log lines, which names none of these.
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
 * How every group of logs is kept: encrypted, for as long as the stage says, personal data and
 * credentials masked for readers without `logs:Unmask`. Findings are counted by CloudWatch
 * (`LogEventsWithFindings`) and sent nowhere: a report of them would be a copy.
 */
export const logGroupProps = (stage: Stage, encryptionKey: kms.IKey): logs.LogGroupProps => ({
  encryptionKey,
  retention: retention[stage.logRetentionDays],
  dataProtectionPolicy: new logs.DataProtectionPolicy({
    description: 'Personal data and credentials that a log line should not hold',
    identifiers: masked,
  }),
  deletionProtectionEnabled: stage.protections.deletion === 'on',
  removalPolicy:
    stage.protections.retention === 'on' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
});
