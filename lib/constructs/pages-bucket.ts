import { RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { pagesUpload } from '../../lambda/pages/needs.ts';
import type { Stage } from '../stages.ts';
import { closedBucket } from './closed-bucket.ts';
import { functionRoles } from './function-roles.ts';

/**
 * The files of the pages: nothing that a deployment does not write again, so no versions, and no key of
 * Custos on what everyone may read.
 */
export class PagesBucket extends Construct {
  readonly bucket: s3.Bucket;

  constructor(scope: Construct, id: string, { stage }: { readonly stage: Stage }) {
    super(scope, id);
    this.bucket = new s3.Bucket(this, 'Resource', {
      ...closedBucket,
      versioned: false,
      encryption: s3.BucketEncryption.S3_MANAGED,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // A principal that changes a script here reads what people and staff see.
    this.bucket.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: 'OnlyDeploymentsWrite',
        effect: iam.Effect.DENY,
        principals: [new iam.AnyPrincipal()],
        actions: ['s3:PutObject', 's3:DeleteObject'],
        resources: [this.bucket.arnForObjects('*')],
        conditions: {
          ArnNotLike: { 'aws:PrincipalArn': functionRoles(stage, [pagesUpload.name]) },
        },
      }),
    );
  }
}
