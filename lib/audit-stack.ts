import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AuditKey } from './audit/audit-key.ts';
import { TrailBucket } from './audit/trail-bucket.ts';
import { trailNames } from './audit/trail-names.ts';
import { Trails } from './audit/trails.ts';
import { deployRolesOf } from './constructs/deploy-role.ts';
import type { CustosAudit } from './custos-props.ts';
import type { Stage } from './stages.ts';

export interface AuditStackProps extends StackProps {
  readonly stage: Stage;
  readonly audit?: CustosAudit;
  /** ARNs of the roles under which CloudFormation works. @default - that of `cdk bootstrap` */
  readonly deployRoles?: readonly string[];
}

/**
 * Records what principals of AWS do with this deployment. It names the other stacks by their prefix and
 * refers to none, so it is deployed first, stays when they go, and stops none of them.
 */
export class AuditStack extends Stack {
  constructor(scope: Construct, id: string, props: AuditStackProps) {
    const { stage, audit = {}, deployRoles, ...stackProps } = props;
    super(scope, id, {
      description: `Custos ${stage.deployment}: trails of AWS calls`,
      terminationProtection: stage.protections.termination === 'on',
      ...stackProps,
    });
    const management = audit.management ?? 'own';
    const names = trailNames(stage);
    const trails = management === 'own' ? [names.management, names.data] : [names.data];
    const { key } = new AuditKey(this, 'Key', { stage, trails });
    const { bucket } = new TrailBucket(this, 'Files', {
      encryptionKey: key,
      trails,
      retention: audit.retention ?? stage.audit,
      deletion: stage.protections.deletion,
      deployRoles: deployRolesOf(this, deployRoles),
    });
    new Trails(this, 'Trails', { stage, bucket, encryptionKey: key, management });
    new CfnOutput(this, 'TrailBucketName', {
      description: 'Bucket of the files and digests of the trails',
      value: bucket.bucketName,
    });
  }
}
