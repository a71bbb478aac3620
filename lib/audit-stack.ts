import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { AccountServices, serviceModesOf } from './audit/account-services.ts';
import type { ServiceModes } from './audit/account-services.ts';
import { AuditKey } from './audit/audit-key.ts';
import { accessLogBucket, TrailBucket } from './audit/trail-bucket.ts';
import { AuditWatch } from './audit/audit-watch.ts';
import { trailNames } from './audit/trail-names.ts';
import { TrailQueries } from './audit/trail-queries.ts';
import { TrailVerification } from './audit/trail-verification.ts';
import { Trails } from './audit/trails.ts';
import { deployRolesOf } from './constructs/deploy-role.ts';
import type { FunctionFacts } from '../lambda/platform/environment.ts';
import type { CustosAudit } from './custos-props.ts';
import type { Stage } from './stages.ts';

export interface AuditStackProps extends StackProps {
  readonly stage: Stage;
  readonly audit?: CustosAudit;
  /** Functions of connectors, whose invocations are recorded as well. @default - none */
  readonly connectors?: readonly FunctionFacts[];
  /** ARNs of the roles under which CloudFormation works. @default - that of `cdk bootstrap` */
  readonly deployRoles?: readonly string[];
  /**
   * E-mail address that receives every report.
   *
   * @default - none: subscribe to the topic
   */
  readonly alarmAddress?: string;
}

/**
 * Records what principals of AWS do with this deployment. It names the other stacks by their prefix and
 * refers to none, so it is deployed first, stays when they go, and stops none of them.
 */
export class AuditStack extends Stack {
  readonly key: kms.IKey;
  readonly services: ServiceModes;

  constructor(scope: Construct, id: string, props: AuditStackProps) {
    const { stage, audit = {}, alarmAddress, connectors = [], ...stackProps } = props;
    super(scope, id, {
      description: `Custos ${stage.deployment}: trails of AWS calls`,
      terminationProtection: stage.protections.termination === 'on',
      ...stackProps,
    });
    const deployRoles = deployRolesOf(this, props.deployRoles);
    const management = audit.management ?? 'own';
    const names = trailNames(stage);
    const writing = management === 'own' ? [names.management, names.data] : [names.data];
    const archive = audit.archiveBucket;
    const { key } = new AuditKey(this, 'Key', {
      stage,
      trails: archive === undefined ? writing : [],
    });
    this.key = key;
    const retention = audit.retention ?? stage.audit;
    const { bucket, accesses } =
      archive === undefined
        ? new TrailBucket(this, 'Files', {
            encryptionKey: key,
            trails: writing,
            retention,
            deletion: stage.protections.deletion,
            deployRoles,
          })
        : {
            bucket: s3.Bucket.fromBucketName(this, 'Files', bucketNameOf(archive.bucket)),
            accesses: accessLogBucket(this, 'Accesses', retention.retentionDays),
          };
    const filesKeyArn = archive?.keyArn ?? key.keyArn;
    const trails = new Trails(this, 'Trails', {
      stage,
      bucket,
      filesKeyArn,
      encryptionKey: key,
      management,
      connectors,
    });
    this.services = serviceModesOf(stage, audit);
    const watch = new AuditWatch(this, 'Watch', {
      watched: { stage, deployRoles, keys: [key.keyArn], services: this.services },
      encryptionKey: key,
      ...(trails.managementLog && { managementLog: trails.managementLog }),
      ...(alarmAddress !== undefined && { address: alarmAddress }),
    });
    // Its own creation is no event.
    watch.node.addDependency(trails);
    new AccountServices(this, 'Account', {
      stage,
      modes: this.services,
      encryptionKey: key,
      accesses,
    });
    new TrailVerification(this, 'Verification', {
      stage,
      files: {
        bucket,
        keyArn: filesKeyArn,
        ...(management === 'own' && { management: names.management }),
        data: names.data,
      },
      encryptionKey: key,
      topic: watch.topic,
    });
    new TrailQueries(this, 'Queries', {
      stage,
      bucket,
      encryptionKey: key,
      accesses,
      ...(archive?.organizationId !== undefined && { organizationId: archive.organizationId }),
    });
    new CfnOutput(this, 'TrailBucketName', {
      description: 'Bucket of the files and digests of the trails',
      value: bucket.bucketName,
    });
  }
}

const bucketNameOf = (nameOrArn: string): string => nameOrArn.replace(/^arn:[^:]+:s3:::/, '');
