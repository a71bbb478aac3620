import { Aws, CustomResource, Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { createHash } from 'node:crypto';
import { pagesUpload } from '../../lambda/pages/needs.ts';
import { allow } from '../bindings/binding.ts';
import type { Binding } from '../bindings/binding.ts';
import type { DataStack } from '../data-stack.ts';
import type { Stage } from '../stages.ts';
import type { GeneratedFile } from '../web/generated-files.ts';
import { writeRelease } from '../web/release.ts';
import { bundle } from './bundle.ts';
import { functionRolePath } from './function-roles.ts';
import { PrivacyFunction } from './privacy-function.ts';

export interface PagesUploadProps {
  readonly stage: Stage;
  readonly data: DataStack;
  readonly bucket: s3.IBucket;
  /** Folder of the built pages. */
  readonly built: string;
  /** What follows from the policy, by path. */
  readonly generated: Readonly<Record<string, GeneratedFile>>;
}

/** It decides nothing about people, so no policy is in its bundle. */
const noPolicy = '{}';

/**
 * A function that has the files of the pages beside its code and writes them into the bucket in each
 * deployment that changes one.
 */
export class PagesUpload extends Construct {
  constructor(scope: Construct, id: string, props: PagesUploadProps) {
    super(scope, id);
    const { stage, data, bucket, built, generated } = props;
    const binding = bindPages(bucket);
    const bundles = bundle([pagesUpload], noPolicy);
    const { directory, hash } = bundles.of(pagesUpload);
    const release = createHash('sha256')
      .update(hash)
      .update(writeRelease(directory, built, generated))
      .digest('hex');
    const upload = new PrivacyFunction(this, 'Function', {
      facts: pagesUpload,
      stage,
      bundle: directory,
      bundleHash: release,
      atRest: data.keys.atRest,
      operations: data.keys.operations,
      tables: [],
      bindings: [binding],
      permissionsBoundary: this.#boundary(stage, binding),
    });
    bundles.dispose();
    new CustomResource(upload, 'Deployment', {
      resourceType: 'Custom::Pages',
      serviceToken: upload.function.functionArn,
      // The default is an hour, in which no other deployment could start.
      serviceTimeout: Duration.seconds(2 * pagesUpload.timeoutSeconds),
      properties: { Release: release },
    });
  }

  /** The most that the function can do, whatever policies its role has: what it does, and nothing else. */
  #boundary(stage: Stage, { statements }: Binding): iam.ManagedPolicy {
    const groups = `arn:${Aws.PARTITION}:logs:${Aws.REGION}:${Aws.ACCOUNT_ID}:log-group:${Stack.of(this).stackName}-*`;
    return new iam.ManagedPolicy(this, 'Boundary', {
      description: 'The most that the upload of the pages can do',
      path: functionRolePath(stage),
      statements: [allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [groups]), ...statements],
    });
  }
}

const bindPages = (bucket: s3.IBucket): Binding => ({
  variables: { CUSTOS_PAGES_AT: bucket.bucketName },
  statements: [
    // Without it S3 returns 403 for an absent object, as for a missing permission.
    allow(['s3:ListBucket'], [bucket.bucketArn]),
    allow(['s3:DeleteObject', 's3:GetObject', 's3:PutObject'], [bucket.arnForObjects('*')]),
  ],
});
