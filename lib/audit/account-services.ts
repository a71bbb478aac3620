import { Aws, Stack } from 'aws-cdk-lib';
import * as accessanalyzer from 'aws-cdk-lib/aws-accessanalyzer';
import * as guardduty from 'aws-cdk-lib/aws-guardduty';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import * as securityhub from 'aws-cdk-lib/aws-securityhub';
import { Construct } from 'constructs';
import type { AccountService, CustosAudit, ServiceMode } from '../custos-props.ts';
import { physicalName } from '../names.ts';
import type { Stage } from '../stages.ts';
import { ConfigRecorder } from './config-recorder.ts';

export type ServiceModes = Readonly<Record<AccountService, ServiceMode>>;

/** The choices of the operator over those of the stage. */
export const serviceModesOf = (stage: Stage, audit: CustosAudit): ServiceModes => ({
  guardDuty: audit.guardDuty ?? stage.accountServices,
  accessAnalyzer: audit.accessAnalyzer ?? stage.accountServices,
  configRecorder: audit.configRecorder ?? stage.accountServices,
  securityHub: audit.securityHub ?? stage.accountServices,
});

export interface AccountServicesProps {
  readonly stage: Stage;
  readonly modes: ServiceModes;
  readonly encryptionKey: kms.IKey;
  /** Receives logs of accesses to buckets. */
  readonly accesses: s3.Bucket;
}

/** Services of which an account has one in each Region: a second one fails the deployment. */
export class AccountServices extends Construct {
  constructor(scope: Construct, id: string, props: AccountServicesProps) {
    super(scope, id);
    const { modes, ...shared } = props;
    if (modes.guardDuty === 'own') this.#guardDuty();
    if (modes.accessAnalyzer === 'own') {
      new accessanalyzer.CfnAnalyzer(this, 'AccessAnalyzer', {
        analyzerName: physicalName(shared.stage),
        type: 'ACCOUNT',
      });
    }
    const recorder =
      modes.configRecorder === 'own' ? new ConfigRecorder(this, 'Config', shared) : undefined;
    if (modes.securityHub === 'own') this.#securityHub(recorder);
  }

  #guardDuty(): void {
    new guardduty.CfnDetector(this, 'GuardDuty', {
      enable: true,
      findingPublishingFrequency: 'FIFTEEN_MINUTES',
      // A feature that is not named is on (Amazon GuardDuty API reference, CreateDetector).
      features: Object.entries(features).map(([name, status]) => ({ name, status })),
    });
  }

  #securityHub(recorder: ConfigRecorder | undefined): void {
    const hub = new securityhub.CfnHub(this, 'SecurityHub', { enableDefaultStandards: false });
    const standard = new securityhub.CfnStandard(this, 'SecurityHubStandard', {
      standardsArn: `arn:${Aws.PARTITION}:securityhub:${Stack.of(this).region}::standards/aws-foundational-security-best-practices/v/1.0.0`,
    });
    standard.node.addDependency(hub);
    // Most of its controls read what AWS Config records.
    if (recorder !== undefined) hub.node.addDependency(recorder);
  }
}

const features = {
  S3_DATA_EVENTS: 'ENABLED',
  LAMBDA_NETWORK_LOGS: 'ENABLED',
  EKS_AUDIT_LOGS: 'DISABLED',
  EBS_MALWARE_PROTECTION: 'DISABLED',
  RDS_LOGIN_EVENTS: 'DISABLED',
  RUNTIME_MONITORING: 'DISABLED',
} as const;
